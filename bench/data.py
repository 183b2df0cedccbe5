"""Measuring data: a corpus of articles and the questions asked of it.

A folder holds `corpus.jsonl` (id, url, source, title, authors, published_at, body) and
`questions.jsonl` (id, question, asked_on, answers, gold: ids of articles), gzipped or not.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import NewsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class NoData(NewsError):
    """The folder named holds no such data, or damaged data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article of the corpus."""

    key: str
    """Its address, or its title where it has none: what pipelines tell articles apart by."""
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answers: strings, any of which is right."""

    text: str
    asked_on: str
    """ISO 8601 date."""
    answers: tuple[str, ...] = ()
    gold: frozenset[str] = frozenset()
    """Keys of articles known to answer; there may be others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """A corpus and its questions."""

    corpus: Path
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]


def load(folder: Path) -> Data:
    """Load a folder of measuring data.

    Raises:
        NoData: a file is missing or damaged, or a question names an article that isn't there.
    """
    corpus = _find(folder, "corpus.jsonl")
    rows: dict[str, Row] = {}
    for record in _records(corpus, ("id", "title", "body")):
        key = record.get("url") or record["title"]
        rows[record["id"]] = Row(key=key, title=record["title"], body=record["body"])
    path = _find(folder, "questions.jsonl")
    questions = []
    for record in _records(path, ("question", "asked_on", "answers", "gold")):
        missing = [key for key in record["gold"] if key not in rows]
        if missing:
            raise NoData(f"{path} names articles that {corpus} lacks: {', '.join(missing)}.")
        questions.append(
            Question(
                text=record["question"],
                asked_on=record["asked_on"],
                answers=tuple(record["answers"]),
                gold=frozenset(rows[key].key for key in record["gold"]),
            )
        )
    if not rows or not questions:
        raise NoData(f"{folder} holds no article or no question; name a folder that does.")
    return Data(corpus=corpus, rows=tuple(rows.values()), questions=tuple(questions))


def _find(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    raise NoData(f"There is no {name} or {name}.gz in {folder}; name the folder that holds them.")


def _records(path: Path, fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
                lacking = [field for field in fields if field not in record]
            except (ValueError, TypeError) as error:
                raise NoData(f"{path}, line {number}: {error}. Mend or remove it.") from error
            if lacking:
                raise NoData(f"{path}, line {number} lacks {', '.join(lacking)}. Add or remove it.")
            yield record
