"""Measuring data: a corpus of articles and the questions asked of it.

A folder holds `corpus.jsonl` (id, url, source, title, authors, published_at, body) and
`questions.jsonl` (id, question, asked_on, answers, gold: ids of articles), gzipped or not.
"""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from index.addresses import canonical
from index.errors import NewsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_ARTICLE = {"id": str, "title": str, "body": str}
_QUESTION = {"question": str, "asked_on": str, "answers": list, "gold": list}


class NoData(NewsError):
    """The folder named holds no such data, or damaged data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An article of the corpus."""

    key: str
    """See `key_of`."""
    title: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with its answers: strings, any of which is right."""

    text: str
    as_of: datetime
    """The last moment of the day it is asked on, in UTC."""
    answers: tuple[str, ...] = ()
    gold: frozenset[str] = frozenset()
    """Keys of articles known to answer; there may be others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """A corpus and its questions."""

    corpus: Path
    rows: tuple[Row, ...]
    questions: tuple[Question, ...]


def key_of(url: str, title: str) -> str:
    """What pipelines tell articles apart by: the address, or the title where there is none.

    Forms of one address are one: a pipeline that keeps one article of them has found it.
    """
    return canonical(url) or title


def load(folder: Path) -> Data:
    """Load a folder of measuring data.

    Raises:
        NoData: a file is missing or damaged, or a question names an article that isn't there.
    """
    corpus, path = find(folder, "corpus.jsonl"), find(folder, "questions.jsonl")
    rows = {
        record["id"]: Row(
            key=key_of(record.get("url") or "", record["title"]),
            title=record["title"],
            body=record["body"],
        )
        for _, record in _records(corpus, _ARTICLE)
    }
    questions = tuple(_question(where, record, rows) for where, record in _records(path, _QUESTION))
    if not rows or not questions:
        raise NoData(f"{folder} holds no article or no question; name a folder that does.")
    return Data(corpus=corpus, rows=tuple(rows.values()), questions=questions)


def _question(where: str, record: dict[str, Any], rows: Mapping[str, Row]) -> Question:
    gold = [str(key) for key in record["gold"]]
    if missing := [key for key in gold if key not in rows]:
        raise NoData(
            f"{where} names articles that the corpus lacks: {', '.join(missing)}. Take both files "
            "from one set of data."
        )
    if not record["question"].strip():
        raise NoData(f"{where}: the question is empty. Mend or remove it.")
    try:
        asked_on = datetime.fromisoformat(record["asked_on"])
    except ValueError as error:
        raise NoData(
            f"{where}: asked_on {record['asked_on']!r} is no date. Write it as 2022-02-09."
        ) from error
    return Question(
        text=record["question"],
        as_of=datetime.combine(asked_on.date(), time.max, UTC),
        answers=tuple(str(answer) for answer in record["answers"]),
        gold=frozenset(rows[key].key for key in gold),
    )


def find(folder: Path, name: str) -> Path:
    """A file of a folder, gzipped or not.

    Raises:
        NoData: there is no such file.
    """
    for path in (folder / name, folder / f"{name}.gz"):
        if path.is_file():
            return path
    raise NoData(f"There is no {name} or {name}.gz in {folder}; name the folder that holds them.")


def _records(path: Path, fields: Mapping[str, type]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The records of a file, each with where it stands and with all the fields, of their types."""
    for number, line in enumerate(lines(path), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise NoData(f"{where}: {error}. Mend or remove it.") from error
        if not isinstance(record, dict):
            raise NoData(f"{where} is no JSON object. Mend or remove it.")
        wrong = [name for name, kind in fields.items() if not isinstance(record.get(name), kind)]
        if wrong:
            raise NoData(f"{where} lacks a proper {', '.join(wrong)}. Mend or remove it.")
        yield where, record


def lines(path: Path) -> Iterator[str]:
    """The lines of a file, gzipped or not.

    Raises:
        NoData: it cannot be read.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as file:
            yield from file
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise NoData(f"{path} cannot be read ({error}). Get it anew.") from error
