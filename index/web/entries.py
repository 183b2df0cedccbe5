"""What feeds, sitemaps and lists name: pages, with what they say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page that is named somewhere; what is not said of it is empty."""

    address: str
    published: datetime | None = None
    modified: datetime | None = None
    title: str = ""
    source: str = ""
    """The outlet."""
    authors: tuple[str, ...] = ()
    language: str = ""
    content: str = ""
    """The whole article as HTML or text, where the feed carries it."""
    is_whole: bool = False
    """Whether the feed carries the whole article, be it no more at hand."""

    @property
    def dated(self) -> datetime | None:
        """When it was published, or else last changed."""
        return self.published or self.modified


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a feed or sitemap holds."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()
    """Further sitemaps, where it is an index of such."""


def latest(moment: datetime) -> datetime:
    """The latest time that a date can stand for: of one without a time of day, its day's end."""
    if moment == moment.replace(hour=0, minute=0, second=0, microsecond=0):
        return moment + timedelta(days=1, microseconds=-1)
    return moment


def chosen(entries: Iterable[Entry], since: datetime | None, limit: int | None) -> list[Entry]:
    """The entries of a time and later, at most so many, the newest first.

    An entry without a date counts as new, for its page may have one; they come last.
    """
    kept = [(entry.dated, entry) for entry in entries]
    dated = [(day, entry) for day, entry in kept if day and (since is None or latest(day) >= since)]
    dated.sort(key=lambda item: item[0], reverse=True)
    undated = [entry for day, entry in kept if day is None]
    return ([entry for _, entry in dated] + undated)[:limit]
