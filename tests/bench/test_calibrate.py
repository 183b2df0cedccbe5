"""Calibrating the confidence: what is compared, and on what."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest
from made_training import ASKED, OTHER, TEXT

from assistant.confidence import UNREAD_WEIGHTS, WEIGHTS
from bench.__main__ import main
from bench.calibrate import compared
from bench.data import NoData
from bench.training_corpora import held_out_data

if TYPE_CHECKING:
    from pathlib import Path


CORPORA = ("news", "encyclopedia")


def made(
    readings: tuple[float, float, float], questions: int = 60
) -> dict[str, dict[str, list[dict[str, float]]]]:
    """Signals of questions answerable, left out and foreign, around these readings."""
    rng = random.Random(3)
    return {
        corpus: {
            kind: [
                {
                    "similarity": rng.random(),
                    "passage_similarity": rng.random(),
                    "passage_overlap": rng.random(),
                    "reading": rng.gauss(mean, 1.0),
                }
                for _ in range(questions)
            ]
            for kind, mean in zip(("answerable", "left_out", "foreign"), readings, strict=True)
        }
        for corpus in CORPORA
    }


def test_a_reader_that_tells_gets_the_weight() -> None:
    found = compared(made((6.0, 3.0, 0.0)), 0.5)
    assert list(found) == [
        "shipped",
        "fitted",
        "reader alone",
        "shipped without reader",
        "fitted without reader",
    ]
    assert found["fitted"]["weights"]["reading"] > 1.0
    for corpus in CORPORA:
        fitted = found["fitted"][corpus]
        assert fitted["auroc"]["left_out"] > 0.95
        assert fitted["auroc"]["foreign"] > fitted["auroc"]["left_out"]
        assert fitted["refused"]["answerable"] < 0.1
        assert fitted["refused"]["left_out"] > 0.8
        blindly = found["shipped without reader"][corpus]["auroc"]["left_out"]
        assert found["shipped"][corpus]["auroc"]["left_out"] > blindly
        for blind in (found["shipped without reader"], found["fitted without reader"]):
            assert 0.3 < blind[corpus]["auroc"]["left_out"] < 0.7
    assert "reading" not in found["fitted without reader"]["weights"]


def test_a_reader_that_does_not_tell_adds_nothing() -> None:
    found = compared(made((0.0, 0.0, 0.0)), 0.5)
    assert abs(found["fitted"]["weights"]["reading"]) < 0.5
    assert 0.3 < found["reader alone"]["news"]["auroc"]["left_out"] < 0.7


def test_each_corpus_weighs_the_same() -> None:
    few = made((6.0, 3.0, 0.0), questions=20)
    many = made((0.0, 3.0, 6.0), questions=200)
    for first, second in (("news", "encyclopedia"), ("encyclopedia", "news")):
        found = compared({"news": few[first], "encyclopedia": many[second]}, 0.5)
        assert abs(found["fitted"]["weights"]["reading"]) < 0.3, "they say the opposite"


def test_without_a_reader_and_where_nothing_was_found() -> None:
    found = made((3.0, 0.0, -3.0))
    found["news"]["foreign"][::2] = [{}] * 30
    for asked in found.values():
        for rows in asked.values():
            for row in rows:
                row.pop("reading", None)
    assert list(compared(found, 0.5)) == ["shipped without reader", "fitted without reader"]


def test_one_question_is_too_few() -> None:
    with pytest.raises(NoData, match="too few questions of news"):
        compared(made((1.0, 0.0, 0.0), questions=1), 0.5)


@pytest.mark.usefixtures("in_bench_folder")
def test_the_bench_fits_what_an_index_gives(
    training_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bench.training_corpora._KEPT", 1)
    assert main(["calibrate", str(training_data)]) == 0
    found = json.loads(capsys.readouterr().out)
    news = found["questions"]["news"]
    assert news["answerable"] == news["left_out"] == 4
    assert news["foreign"] == found["questions"]["encyclopedia"]["answerable"] == len(ASKED)
    assert set(found["fitted"]["weights"]) == set(WEIGHTS)
    assert set(found["fitted without reader"]["weights"]) == set(UNREAD_WEIGHTS)
    for corpus in CORPORA:
        assert found["shipped"][corpus]["auroc"]["foreign"] > 0.8
        assert found["fitted"][corpus]["auroc"]["foreign"] > 0.5


@pytest.mark.usefixtures("in_bench_folder")
def test_the_encyclopedias_paragraphs_are_articles_of_which_few_are_asked(
    training_data: Path,
) -> None:
    data = held_out_data(training_data / "wiki_train.json")
    assert {row.title for row in data.rows} == {"Ormsay"}
    assert {row.body for row in data.rows} == {TEXT, OTHER}
    bodies = {row.key: row.body for row in data.rows}
    asked = {
        (bodies[key], question.text, answer)
        for question in data.questions
        for key in question.gold
        for answer in question.answers
    }
    assert asked == set(ASKED)
