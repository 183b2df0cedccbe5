"""What the reader is trained with, as corpora: to ask an index of its texts what it asks."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from typing import TYPE_CHECKING, Any

from bench.cache import FOLDER
from bench.data import NoData, load
from bench.reader_data import SEED, held_out, read_squad

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bench.data import Data
    from bench.reader_data import Paragraph

_KEPT = 4
"""Every so many-th news question is not learned from: what else is fitted is fitted on these."""
_ASKED_ON = "2020-01-01"
"""An encyclopedia's paragraphs are of no day, and any day will do to ask of them."""


def news_data(path: Path) -> Data:
    """The news questions of a file with all their articles.

    Raises:
        NoData: the file is missing or damaged.
    """
    return _news(path, "news", 1)


def kept_data(path: Path) -> Data:
    """The news questions of a file that are not learned from, and their articles.

    Raises:
        NoData: the file is missing or damaged.
    """
    return _news(path, "kept", _KEPT)


def is_kept(place: int) -> bool:
    """Whether the news question at this place of a file is one that is not learned from."""
    return place % _KEPT == 0


def held_out_data(path: Path) -> Data:
    """The encyclopedia's questions that are not learned from, and all paragraphs, each an article.

    Raises:
        NoData: the file is missing or damaged.
    """
    articles = read_squad(path)
    rows = {row["id"]: row for article in articles for row in map(_paragraph_row, article)}
    asked = {
        question.text: {
            "question": question.text,
            "asked_on": _ASKED_ON,
            "answers": [paragraph.window.text[start:end] for start, end in question.answers],
            "gold": [_paragraph_row(paragraph)["id"]],
        }
        for article in held_out(articles, random.Random(SEED))[0]
        for paragraph in article
        for question in paragraph.questions
    }
    return _written("encyclopedia", path, rows.values(), asked.values())


def _news(path: Path, name: str, every: int) -> Data:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines][::every]
    except (OSError, EOFError, ValueError) as error:
        raise NoData(f"{path} cannot be read ({error}). Get it anew.") from error
    rows: dict[str, Mapping[str, Any]] = {}
    questions = []
    for record in records:
        found = [_row(article) for article in record["articles"]]
        rows |= {row["id"]: row for row in found}
        questions.append({**record, "gold": [row["id"] for row in found], "articles": []})
    return _written(name, path, rows.values(), questions)


def _paragraph_row(paragraph: Paragraph) -> dict[str, Any]:
    return _row({"title": paragraph.title, "body": paragraph.window.text})


def _row(article: Mapping[str, Any]) -> dict[str, Any]:
    text = f"{article['title']}\n{article['body']}"
    key = hashlib.sha256(text.encode()).hexdigest()[:12]
    return {"id": key, "url": f"https://example.org/{key}", **article}


def _written(
    name: str,
    path: Path,
    rows: Iterable[Mapping[str, Any]],
    questions: Iterable[Mapping[str, Any]],
) -> Data:
    folder = FOLDER / f"{name}-{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    for file, records in (("corpus", rows), ("questions", questions)):
        text = "".join(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
        (folder / f"{file}.jsonl").write_text(text, encoding="utf-8")
    return load(folder)
