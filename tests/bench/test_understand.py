from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bench.__main__ import main
from bench.data import NoData
from bench.understand import is_written, run

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = ["Veltmark Courier", "Daily Tarn", "Kettle | Food and More"]
TARN = {"source": "Daily Tarn", "published_at": "2024-05-04T10:00:00+00:00"}
COURIER = {"source": "Veltmark Courier", "published_at": "2024-05-06T23:30:00+00:00"}


def write(folder: Path, *queries: tuple[str, list[dict[str, Any]]], sources: Any = SOURCES) -> Path:
    (folder / "sources.json").write_text(json.dumps(sources), encoding="utf-8")
    records = [{"query": text, "evidence_list": evidence} for text, evidence in queries]
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "queries.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_everything_found_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path,
        ("What did Daily Tarn and the Veltmark Courier report on frost?", [TARN, COURIER]),
        ("What did the article by Daily Tarn published on May 4, 2024, say?", [TARN]),
        ("Who won the chess title?", []),
    )
    perfect = {"precision": 1.0, "recall": 1.0}
    assert run(tmp_path) == {"outlets": perfect, "dates": perfect}


def test_an_outlet_of_the_evidence_that_is_not_named_counts_as_missed(tmp_path: Path) -> None:
    write(tmp_path, ("What did Daily Tarn report?", [TARN, COURIER]))
    assert run(tmp_path)["outlets"] == {"precision": 1.0, "recall": 0.5}


def test_an_outlet_that_is_not_of_the_evidence_counts_as_wrong(tmp_path: Path) -> None:
    write(tmp_path, ("What did Daily Tarn and the Veltmark Courier report?", [TARN]))
    assert run(tmp_path)["outlets"] == {"precision": 0.5, "recall": 1.0}


def test_a_day_that_is_not_of_the_evidence_counts_as_wrong(tmp_path: Path) -> None:
    write(tmp_path, ("What happened on May 4, 2024, or on 1 March 2021 in full?", [TARN]))
    dates = run(tmp_path)["dates"]
    assert dates["recall"] == 1.0
    write(tmp_path, ("Who won on 1 March 2021?", []), ("Who won on May 4, 2024?", [TARN]))
    assert run(tmp_path)["dates"] == {"precision": 0.5, "recall": 1.0}


def test_a_day_without_a_zone_is_taken_as_it_stands(tmp_path: Path) -> None:
    write(tmp_path, ("What happened on 4 May 2024?", [TARN | {"published_at": "2024-05-04"}]))
    assert run(tmp_path)["dates"] == {"precision": 1.0, "recall": 1.0}


@pytest.mark.parametrize(
    "text",
    [
        "on 2023-11-04",
        "on November 4, 2023,",
        "on Nov. 4",
        "on Nov 4th",
        "the 4th of November 2023",
        "on 4 November?",
    ],
)
def test_a_day_is_written(text: str) -> None:
    assert is_written(date(2023, 11, 4), text)


@pytest.mark.parametrize(
    "text",
    ["November 4, 2022", "November 14", "November 40", "14 November", "in November", "2023-11-041"],
)
def test_another_day_is_not(text: str) -> None:
    assert not is_written(date(2023, 11, 4), text)


@pytest.mark.parametrize("name", ["sources.json", "queries.jsonl"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, ("Who won?", []))
    (tmp_path / name).unlink()
    with pytest.raises(NoData, match=rf"{name}.*Name the folder"):
        run(tmp_path)


@pytest.mark.parametrize("sources", [{}, [1], "Daily Tarn", None])
def test_sources_that_are_no_names_are_an_error(tmp_path: Path, sources: Any) -> None:
    write(tmp_path, ("Who won?", []), sources=sources)
    with pytest.raises(NoData, match="damaged"):
        run(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"query": 1, "evidence_list": []}',
        '{"query": "Who won?"}',
        '{"query": "Who won?", "evidence_list": [{"source": "Daily Tarn"}]}',
        '{"query": "W?", "evidence_list": [{"source": "T", "published_at": "soon"}]}',
    ],
)
def test_a_damaged_question_is_an_error(tmp_path: Path, line: str) -> None:
    write(tmp_path)
    (tmp_path / "queries.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(NoData, match="damaged"):
        run(tmp_path)


def test_no_question_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoData, match="no question"):
        run(write(tmp_path))


def test_json_and_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, ("What did Daily Tarn report?", [TARN, COURIER]))
    assert main(["understand", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["outlets"] == {"precision": 1.0, "recall": 0.5}
    assert main(["understand", str(tmp_path)]) == 0
    assert "| outlets | 1.000 | 0.500 |" in capsys.readouterr().out


@pytest.mark.real_data
def test_real_questions(shared_data: Path) -> None:
    results = run(shared_data / "multihop")
    assert min(results["outlets"].values()) >= 0.97
    assert min(results["dates"].values()) >= 0.98
