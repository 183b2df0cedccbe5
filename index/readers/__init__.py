"""Readers: files and folders to articles, one module a format."""

from __future__ import annotations

import gzip
import os
import zlib
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from index.errors import UnreadableArticle
from index.readers import archive, docx, html, mail, markdown, pdf, records, text, warc
from index.readers.files import is_passed_over
from index.readers.members import DEEPEST, Budget, Member
from index.readers.result import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.readers.members import Container
    from index.readers.result import Reader, Reading

__all__ = ["Unreadable", "read_paths", "readable_suffixes", "reader_of"]

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
    ".pdf": pdf.read,
    ".docx": docx.read,
}
_CONTAINERS: dict[str, Container] = {
    ".eml": mail.members,
    ".warc": warc.members,
    ".zip": archive.members,
}


def read_paths(paths: Iterable[Path | str]) -> Iterator[Reading]:
    """Read files and folders, in order; what can't be read is yielded as Unreadable.

    A folder is read with all its folders, an archive, a mail or a crawl with all that is in it;
    hidden files, and those named like README or LICENSE, are passed over.
    """
    for path in map(Path, paths):
        yield from _read(path, frozenset())


def readable_suffixes() -> list[str]:
    """The suffixes of files that are read, ".gz" of any of them included."""
    return [*_READERS, *_CONTAINERS, ".gz"]


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
            with path.open("rb") as stream:
                budget = Budget.of_file(path.stat().st_size)
                yield from _read_stream(cast("BinaryIO", stream), path.name, origin, budget)
    except PermissionError:
        yield Unreadable(origin, "no permission to read it: change its permissions")
    except FileNotFoundError:
        yield Unreadable(origin, "it has vanished while the others were read: read it again")
    except OSError as error:
        yield Unreadable(origin, f"{error.strerror or error}: check the path and the disk")


def _is_passed_over(path: Path) -> bool:
    return path.name.startswith(".") if path.is_dir() else is_passed_over(path.name)


def _read_stream(
    stream: BinaryIO, name: str, origin: str, budget: Budget, depth: int = 0
) -> Iterator[Reading]:
    """Read an open file as its name says; `depth` counts the files that it lies in."""
    is_empty = True
    try:
        for reading in _readings(stream, name, origin, budget, depth):
            is_empty = False
            yield reading
        if is_empty:
            yield Unreadable(origin, "no articles in it: add some, or remove it")
    except UnreadableArticle as error:
        yield Unreadable(origin, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Unreadable(origin, f"damaged gzip ({error}): fetch it or compress it again")


def _readings(
    stream: BinaryIO, name: str, origin: str, budget: Budget, depth: int
) -> Iterator[Reading]:
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    zipped = suffixes[-1:] == [".gz"]
    suffix = "".join((suffixes[:-1] if zipped else suffixes)[-1:])
    if suffix not in _READERS and suffix not in _CONTAINERS:
        *known, last = readable_suffixes()
        raise UnreadableArticle(
            f"not a format that can be read; these can: {', '.join(known)}, and {last}"
        )
    if zipped:
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=stream))
        if depth:
            stream = budget.limit(stream)
    if suffix in _READERS:
        yield from _READERS[suffix](stream, origin)
    elif depth >= DEEPEST:
        raise UnreadableArticle("too many files in files: unpack it, and name the files")
    else:
        for found in _CONTAINERS[suffix](stream, origin):
            yield from (
                _read_member(found, budget, depth + 1) if isinstance(found, Member) else [found]
            )


def _read_member(member: Member, budget: Budget, depth: int) -> Iterator[Reading]:
    budget.take_member()
    stream = budget.limit(member.stream)
    for found in _read_stream(stream, member.name, member.origin, budget, depth):
        yield found if isinstance(found, Unreadable) else member.completed(found)
    budget.check()
