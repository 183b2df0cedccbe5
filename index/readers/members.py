"""What lies in a file that holds others: its members, and how much of them is read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from index.errors import UnreadableArticle
from index.readers.result import Reading

if TYPE_CHECKING:
    from datetime import datetime

    from index.article import Article

DEEPEST = 4
"""Files in files: a mail in an archive in an archive is 3 deep."""
MOST = 200_000
"""Members of one file, those of its members included; of a large file, one a `_SMALLEST`."""
LARGEST_MEMBER = 1024**3
"""Bytes of one member, decompressed; a reader that needs the whole of it allows `files.LARGEST`."""
LARGEST_TOTAL = 8 * 1024**3
"""Bytes of all members of one file, decompressed; of a large file, its size times `_RATIO`."""

_SMALLEST = 1000  # bytes of a member, compressed
_RATIO = 30  # text is compressed to a tenth at best
_UNPACK = "unpack it, and name the files"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file in a file. Its stream can be read until the next member is asked for."""

    name: str
    """Its name, whose suffix says which reader takes it."""
    origin: str
    stream: BinaryIO
    url: str = ""
    """The address that it was fetched from, where that is recorded."""
    fetched: datetime | None = None
    """When it was fetched: the date of an article that has none of its own."""

    def completed(self, article: Article) -> Article:
        """An article read from it, with what is known of the member."""
        return replace(
            article,
            url=self.url or article.url,
            published=article.published or self.fetched,
        )


@dataclass(slots=True)
class Budget:
    """What may still be read from one file, so that an archive made to harm does none."""

    members: int
    bytes: int

    @classmethod
    def of_file(cls, size: int) -> Budget:
        """What may be read from a file of that size in bytes."""
        return cls(max(MOST, size // _SMALLEST), max(LARGEST_TOTAL, size * _RATIO))

    def take_member(self) -> None:
        """Count a member. Raises UnreadableArticle where there have been too many."""
        self.members -= 1
        if self.members < 0:
            raise UnreadableArticle(f"too many files in it: {_UNPACK}")

    def check(self) -> None:
        """Raise UnreadableArticle where nothing is left."""
        if min(self.members, self.bytes) < 0:
            raise UnreadableArticle(f"too much in it when decompressed: {_UNPACK}")

    def limit(self, stream: BinaryIO) -> BinaryIO:
        """The stream, of which no more is read than is left."""
        return cast("BinaryIO", io.BufferedReader(_Limited(stream, self)))


Container: TypeAlias = Callable[[BinaryIO, str], Iterator[Member | Reading]]
"""Lists what an open file holds; the second argument is its origin.

May raise UnreadableArticle for the file as a whole; what it has yielded until then stands.
"""


class _Limited(io.RawIOBase):
    """A stream that counts what is read from it."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._left = LARGEST_MEMBER

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._left -= len(data)
        self._budget.bytes -= len(data)
        if min(self._left, self._budget.bytes) < 0:
            raise UnreadableArticle(f"too large when decompressed: {_UNPACK}")
        return len(data)
