"""What reading a file gives: articles, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from index.article import Article


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or record that gave no article, and why."""

    origin: str
    """The path as it was named, and what it is in that file, where the file holds several."""
    reason: str
    """For the person at the keyboard; ends with what to do, where something can be done."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A page whose article the index already holds as it is, and which stays."""

    origin: str
    """Its address."""
    article: str
    """The article's id."""


Reading: TypeAlias = Article | Unreadable

Reader: TypeAlias = Callable[[BinaryIO, str], Iterator[Reading]]
"""Reads an open, already decompressed file; the second argument is its origin.

May raise UnreadableArticle for the file as a whole; what it has yielded until then stands.
"""
