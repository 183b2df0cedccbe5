"""Readers: files and folders to articles, one module a format."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from index.errors import UnreadableArticle
from index.readers import html, markdown, records, text
from index.readers.result import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.readers.result import Reader, Reading

__all__ = ["Unreadable", "read_paths", "reader_of"]

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
# Files that lie beside articles and are none, whatever their suffix.
_NO_ARTICLES = frozenset({"readme", "license", "licence", "notice"})


def read_paths(paths: Iterable[Path | str]) -> Iterator[Reading]:
    """Read files and folders, in order; what can't be read is yielded as Unreadable.

    A folder is read with all its folders; hidden files, and those named like README or LICENSE,
    are passed over.
    """
    for path in map(Path, paths):
        yield from _read(path, frozenset())


def reader_of(suffix: str) -> Reader | None:
    """What reads files of a suffix such as ".html"; None where nothing does."""
    return _READERS.get(suffix)


def _read(path: Path, above: frozenset[Path]) -> Iterator[Reading]:
    """Read a file or folder; `above` holds the folders that it lies in, links resolved."""
    # A name that is no Unicode could be stored nowhere.
    origin = os.fsencode(path.as_posix()).decode(errors="replace")
    try:
        if path.is_dir():
            folder = path.resolve()
            if folder not in above:  # else a link that leads back
                for entry in sorted(path.iterdir()):
                    if not _is_passed_over(entry):
                        yield from _read(entry, above | {folder})
        elif not path.exists():
            yield Unreadable(origin, "there is no such file or folder: check the path")
        elif not path.is_file():
            yield Unreadable(origin, "neither a file nor a folder: name a file")
        else:
            yield from _read_file(path, origin)
    except UnreadableArticle as error:
        yield Unreadable(origin, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Unreadable(origin, f"damaged gzip ({error}): fetch it or compress it again")
    except PermissionError:
        yield Unreadable(origin, "no permission to read it: change its permissions")
    except FileNotFoundError:
        yield Unreadable(origin, "it has vanished while the others were read: read it again")
    except OSError as error:
        yield Unreadable(origin, f"{error.strerror or error}: check the path and the disk")


def _is_passed_over(path: Path) -> bool:
    return path.name.startswith(".") or (
        path.name.lower().split(".")[0] in _NO_ARTICLES and not path.is_dir()
    )


def _read_file(path: Path, origin: str) -> Iterator[Reading]:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    zipped = suffixes[-1:] == [".gz"]
    suffix = (suffixes[:-1] if zipped else suffixes)[-1:]
    reader = _READERS.get(suffix[0]) if suffix else None
    if reader is None:
        known = ", ".join(_READERS)
        raise UnreadableArticle(f"not a format that can be read; these can: {known}, and .gz")
    is_empty = True
    with gzip.open(path) if zipped else path.open("rb") as stream:
        for reading in reader(cast("BinaryIO", stream), origin):
            is_empty = False
            yield reading
    if is_empty:
        raise UnreadableArticle("no articles in it: add some, or remove it")
