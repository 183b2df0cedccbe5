"""Calibrating the confidence: what is compared, and on what."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from assistant.confidence import WEIGHTS
from bench.__main__ import main
from bench.calibrate import compared
from bench.data import NoData

if TYPE_CHECKING:
    from pathlib import Path


def made(
    readings: tuple[float, float, float], questions: int = 60
) -> dict[str, list[dict[str, float]]]:
    """Signals of questions answerable, left out and foreign, around these readings."""
    rng = random.Random(3)
    return {
        kind: [
            {"similarity": rng.random(), "reading": rng.gauss(mean, 1.0)} for _ in range(questions)
        ]
        for kind, mean in zip(("answerable", "left_out", "foreign"), readings, strict=True)
    }


def test_a_reader_that_tells_gets_the_weight() -> None:
    found = compared(made((3.0, 0.0, -3.0)))
    assert list(found) == ["shipped", "fitted", "reader alone", "fitted with reader"]
    fitted = found["fitted with reader"]
    assert fitted["weights"]["reading"] > 1.0
    assert fitted["left_out"] > 0.95
    assert fitted["foreign"] > fitted["left_out"]
    for blind in (found["shipped"], found["fitted"]):
        assert 0.3 < blind["left_out"] < 0.7
    assert "reading" not in found["fitted"]["weights"]


def test_a_reader_that_does_not_tell_adds_nothing() -> None:
    found = compared(made((0.0, 0.0, 0.0)))
    assert abs(found["fitted with reader"]["weights"]["reading"]) < 0.5
    assert 0.3 < found["reader alone"]["left_out"] < 0.7


def test_without_a_reader_and_where_nothing_was_found() -> None:
    signals = made((3.0, 0.0, -3.0))
    signals["foreign"][::2] = [{}] * 30
    for rows in signals.values():
        for row in rows:
            row.pop("reading", None)
    assert list(compared(signals)) == ["shipped", "fitted"]


def test_one_question_is_too_few() -> None:
    with pytest.raises(NoData, match="too few"):
        compared(made((1.0, 0.0, 0.0), questions=1))


@pytest.mark.usefixtures("in_bench_folder")
def test_the_bench_fits_what_an_index_gives(
    training_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.reader_news._KEPT", 1)
    assert main(["calibrate", str(training_data)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["questions"]["answerable"] == found["questions"]["left_out"] == 4
    assert set(found["fitted with reader"]["weights"]) == {*WEIGHTS, "reading"}
    assert found["shipped"]["foreign"] > 0.8
    assert found["fitted"]["foreign"] > 0.5
