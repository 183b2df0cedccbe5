"""Records: JSON, JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from index.errors import UnreadableArticle
from index.readers.encoding import decode
from index.readers.fields import known_names, to_article
from index.readers.files import read_text
from index.readers.result import Unreadable

if TYPE_CHECKING:
    from index.readers.result import Reading

_LONGEST_LINE = 16 * 1024 * 1024  # bytes
_LISTS = ("articles", "items", "results", "data", "news", "stories", "entries")


def read_json(stream: BinaryIO, origin: str) -> Iterator[Reading]:
    """Read an object, a list of objects, or an object that holds such a list.

    Raises UnreadableArticle where the file is no JSON.
    """
    try:
        value = json.loads(read_text(stream))
    except ValueError as error:
        raise UnreadableArticle(f"no JSON: {error}") from error
    if isinstance(value, Mapping):
        lists = [value[key] for key in _LISTS if isinstance(value.get(key), list)]
        if not lists:
            yield to_article(value, origin)
            return
        value = lists[0]
    if not isinstance(value, list):
        raise UnreadableArticle("neither an object nor a list of objects")
    yield from _records(value, origin)


def read_json_lines(stream: BinaryIO, origin: str) -> Iterator[Reading]:
    """Read one JSON object a line; a line that is none is reported, and the rest goes on."""
    yield from _records(_json_lines(stream), origin)


def read_csv(stream: BinaryIO, origin: str) -> Iterator[Reading]:
    """Read a table whose first row names its columns.

    Raises UnreadableArticle where no column has the name of an article's field.
    """
    csv.field_size_limit(_LONGEST_LINE)
    text = read_text(stream)
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if not known_names(list(rows.fieldnames or [])):
        raise UnreadableArticle("its first row does not name columns such as title, body, date")
    try:
        yield from _records(rows, origin)
    except csv.Error as error:
        raise UnreadableArticle(f"no CSV: {error}") from error


def _json_lines(stream: BinaryIO) -> Iterator[object]:
    while line := stream.readline(_LONGEST_LINE + 1):
        if len(line) > _LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_LONGEST_LINE)
            yield UnreadableArticle("longer than 16 MB")
        elif line.strip():
            try:
                yield json.loads(decode(line))
            except (ValueError, UnreadableArticle) as error:
                yield UnreadableArticle(f"no JSON: {error}")


def _records(values: Iterable[object], origin: str) -> Iterator[Reading]:
    for number, value in enumerate(values, 1):
        where = f"{origin}, record {number}"
        try:
            if isinstance(value, UnreadableArticle):
                raise value
            if not isinstance(value, Mapping):
                raise UnreadableArticle("no object with fields")
            yield to_article({str(key): item for key, item in value.items()}, where)
        except UnreadableArticle as error:
            yield Unreadable(where, str(error))
