"""The articles of an index as a list to look through: by word, by outlet, by month."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from index.settings import IndexSettings
from index.store import open_index

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from index.store import NewsIndex
    from index.stored import ArticleEntry

Month: TypeAlias = tuple[int, int]
"""Year and month, in UTC."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article as a list names it."""

    id: str
    title: str
    source: str
    published: datetime | None
    story: str
    """Id that the copies of one story share."""
    versions: int
    """How many former versions are kept."""
    sought: str
    """What a search looks at, see `folded`."""


class Catalogue:
    """All articles of one generation, the newest first, those without a date last."""

    def __init__(self, entries: Iterable[ArticleEntry], *, generation: str = "") -> None:
        """Take what is listed from the entries of a store."""
        self.generation = generation
        listed = [_listed(entry) for entry in entries]
        listed.sort(key=lambda item: (item.title, item.id))
        listed.sort(key=lambda item: _moment(item.published), reverse=True)
        self.articles = tuple(listed)

    def find(self, words: str = "", *, source: str | None = None) -> tuple[Listed, ...]:
        """The articles whose title, outlet or day holds all of the words, accents or not.

        Args:
            words: parts of words will do; days are written as 2022-02-09.
            source: only those of this outlet.
        """
        wanted = _WORD.findall(folded(words))
        if not wanted and source is None:
            return self.articles
        return tuple(
            item
            for item in self.articles
            if (source is None or item.source == source)
            and all(word in item.sought for word in wanted)
        )

    def months(self) -> dict[str, Counter[Month]]:
        """How many articles an outlet published in a month, the outlet with most first.

        Articles without a date are left out; those without an outlet count under "".
        """
        counts: dict[str, Counter[Month]] = {}
        for item in self.articles:
            if item.published is not None:
                months = counts.setdefault(item.source, Counter())
                months[item.published.year, item.published.month] += 1
        return dict(sorted(counts.items(), key=lambda one: (-one[1].total(), one[0])))


_lock = threading.Lock()
_catalogues: WeakKeyDictionary[NewsIndex, Catalogue] = WeakKeyDictionary()


def catalogue(settings: IndexSettings | None = None) -> Catalogue:
    """The catalogue of the newest generation, made once.

    Takes about 0.3 ms an article the first time.

    Raises:
        NoIndex, UnreadableIndex, IncompatibleIndex, StoreUnavailable: see `index.open_index`.
    """
    # A list stays as it is shown: what answers while the newest is opened would stay, too.
    opened = open_index(settings or IndexSettings(), wait=True)
    # One at a time: all who wait want the same.
    with _lock:
        made = _catalogues.get(opened)
        if made is None:
            made = Catalogue(opened.vectors.entries(), generation=opened.generation)
            _catalogues[opened] = made
    return made


def folded(text: str) -> str:
    """Text for comparison: without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _listed(entry: ArticleEntry) -> Listed:
    day = entry.published.date().isoformat() if entry.published else ""
    return Listed(
        id=entry.id,
        title=entry.title,
        source=entry.source,
        published=entry.published,
        story=entry.story,
        versions=entry.versions,
        sought=folded(f"{entry.title} {entry.source} {day}"),
    )


def _moment(published: datetime | None) -> float:
    return published.timestamp() if published else float("-inf")
