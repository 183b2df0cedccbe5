"""Readers: files and folders to articles, one module a format."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from index.errors import UnreadableArticle
from index.readers import html, markdown, records, text
from index.readers.result import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.readers.result import Reader, Reading

__all__ = ["Unreadable", "read_paths"]

_READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".json": records.read_json,
    ".jsonl": records.read_json_lines,
    ".ndjson": records.read_json_lines,
    ".csv": records.read_csv,
    ".tsv": records.read_csv,
}
# Files that lie beside articles and are none.
_NO_ARTICLES = ("readme", "license", "licence", "notice")


def read_paths(paths: Iterable[Path | str]) -> Iterator[Reading]:
    """Read files and folders, in order; what can't be read is yielded as Unreadable."""
    for path in map(Path, paths):
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if file.is_file() and not _is_passed_over(file.relative_to(path)):
                    yield from _read_file(file)
        else:
            yield from _read_file(path)


def _is_passed_over(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return hidden or path.name.lower().startswith(_NO_ARTICLES)


def _read_file(path: Path) -> Iterator[Reading]:
    origin = path.as_posix()
    suffixes = [suffix.lower() for suffix in path.suffixes]
    zipped = suffixes[-1:] == [".gz"]
    suffix = (suffixes[:-1] if zipped else suffixes)[-1:]
    reader = _READERS.get(suffix[0]) if suffix else None
    if reader is None:
        known = ", ".join(_READERS)
        yield Unreadable(origin, f"not a format that can be read; these can: {known}, and .gz")
        return
    try:
        with gzip.open(path) if zipped else path.open("rb") as stream:
            yield from reader(cast("BinaryIO", stream), origin)
    except FileNotFoundError:
        yield Unreadable(origin, "there is no such file: check the path")
    except (OSError, EOFError, zlib.error, UnreadableArticle) as error:
        yield Unreadable(origin, str(error))
