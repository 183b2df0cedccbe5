from __future__ import annotations

import gzip
import json
import shutil
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bench.data import NoData, load


@pytest.fixture
def data(news_data: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    return Path(shutil.copytree(news_data, tmp_path / "data"))


def rewrite(path: Path, **changes: Any) -> None:
    """Change fields of the first record; None removes one."""
    first, *rest = path.read_text(encoding="utf-8").splitlines()
    record = {key: value for key, value in (json.loads(first) | changes).items() if value != ...}
    path.write_text("\n".join([json.dumps(record), *rest]), encoding="utf-8")


def test_articles_and_questions_are_loaded(news_data: Path) -> None:
    loaded = load(news_data)
    assert len(loaded.rows) == 6
    assert loaded.corpus == news_data / "corpus.jsonl"
    first = loaded.questions[0]
    assert first.text == "Who cut the ribbon when the harbour bridge opened?"
    assert first.as_of == datetime.combine(datetime(2024, 5, 3), time.max, UTC)
    assert first.answers == ("Ilse Corran",)
    assert first.gold == {"https://example.org/harbour"}


def test_an_article_without_address_goes_by_its_title(news_data: Path) -> None:
    assert load(news_data).questions[-1].gold == {"A comet can be seen before sunrise"}


def test_compressed_files_are_the_same(news_data: Path, data: Path) -> None:
    for name in ("corpus.jsonl", "questions.jsonl"):
        packed = gzip.compress((data / name).read_bytes())
        (data / name).unlink()
        (data / f"{name}.gz").write_bytes(packed)
    loaded = load(data)
    assert loaded.rows == load(news_data).rows
    assert loaded.questions == load(news_data).questions


@pytest.mark.parametrize("name", ["corpus.jsonl", "questions.jsonl"])
def test_a_missing_file_is_named(data: Path, name: str) -> None:
    (data / name).unlink()
    with pytest.raises(NoData, match=rf"no {name} or {name}.gz in .*name the folder"):
        load(data)


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("corpus.jsonl", {"body": ...}, r"corpus.jsonl, line 1 lacks a proper body"),
        ("corpus.jsonl", {"title": 7}, r"line 1 lacks a proper title"),
        ("questions.jsonl", {"gold": ..., "answers": "x"}, r"lacks a proper answers, gold"),
        (
            "questions.jsonl",
            {"gold": ["nowhere"]},
            r"names articles that the corpus lacks: nowhere",
        ),
        ("questions.jsonl", {"asked_on": "last week"}, r"'last week' is no date"),
        ("questions.jsonl", {"question": "  "}, r"line 1: the question is empty"),
    ],
)
def test_a_wrong_record_is_named(
    data: Path, name: str, changes: dict[str, Any], message: str
) -> None:
    rewrite(data / name, **changes)
    with pytest.raises(NoData, match=message):
        load(data)


@pytest.mark.parametrize("line", ["{", "[]", "null", "7"])
def test_a_line_that_is_no_object_is_named(data: Path, line: str) -> None:
    path = data / "corpus.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(NoData, match=r"line 7"):
        load(data)


def test_empty_lines_are_passed_over(data: Path) -> None:
    path = data / "corpus.jsonl"
    path.write_text("\n" + path.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    assert len(load(data).rows) == 6


@pytest.mark.parametrize("content", [b"no gzip", gzip.compress(b"{}" * 500, mtime=0)[:20], b""])
def test_a_damaged_archive_is_named(data: Path, content: bytes) -> None:
    (data / "corpus.jsonl").unlink()
    (data / "corpus.jsonl.gz").write_bytes(content)
    with pytest.raises(NoData):
        load(data)


def test_what_is_not_utf_8_is_named(data: Path) -> None:
    (data / "corpus.jsonl").write_bytes(b'{"id": "\xff"}')
    with pytest.raises(NoData, match="cannot be read"):
        load(data)


def test_nothing_to_ask_is_an_error(data: Path) -> None:
    (data / "questions.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(NoData, match="holds no article or no question"):
        load(data)
