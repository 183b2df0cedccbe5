"""Feeds, sitemaps and lists of addresses, to the pages that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import UnreachablePage, UnreadableArticle
from index.readers.files import read_text
from index.readers.result import Unreadable
from index.sources import masked
from index.web.addresses import parse_address
from index.web.entries import Entry, Listing, chosen, latest
from index.web.feeds import read_feed
from index.web.memory import Listed, ListMemory
from index.web.sitemaps import LARGEST, read_sitemap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from index.web.fetching import Fetched, Fetcher
    from index.web.memory import Memory

_MOST_SITEMAPS = 50  # of one index that are read in a run
_MOST_REMEMBERED = 2_000  # pages of a listing; a larger one is fetched every time


def addresses_in(path: Path) -> Iterator[Entry | Unreadable]:
    """The addresses of a text file, one a line; # begins a remark, alone or after white space."""
    try:
        with path.open("rb") as stream:
            text = read_text(stream)
    except UnreadableArticle as error:
        yield Unreadable(path.as_posix(), str(error))
        return
    except OSError as error:
        yield Unreadable(path.as_posix(), f"{error.strerror or error}: check the path")
        return
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) > 1 and not words[1].startswith("#"):
            yield Unreadable(f"{path.as_posix()}, line {number}", "more than one address on a line")
            continue
        try:
            parse_address(words[0])
        except UnreachablePage as error:
            yield Unreadable(f"{path.as_posix()}, line {number}", str(error))
        else:
            yield Entry(address=words[0])


class Listings:
    """Feeds and sitemaps; with `anew` they are fetched whole even where nothing has changed."""

    def __init__(self, fetcher: Fetcher, memory: Memory, *, anew: bool) -> None:
        self._fetcher = fetcher
        self._memory = memory
        self._anew = anew

    def of_feed(self, address: str) -> Iterator[Entry | Unreadable]:
        """The entries of a feed."""
        try:
            yield from self._listing(address, read_feed).entries
        except UnreadableArticle as error:
            yield Unreadable(masked(address), str(error))

    def of_sitemap(
        self, address: str, since: datetime | None, limit: int | None
    ) -> Iterator[Entry | Unreadable]:
        """The pages of a sitemap; of an index, those of its sitemaps, the newest first.

        Sitemaps that cannot hold what `since` and `limit` leave over are not fetched.
        """
        waiting, seen, entries = [Entry(address=address)], set[str](), list[Entry]()
        while waiting:
            sitemap = waiting.pop(0)
            if sitemap.address in seen or _is_unneeded(sitemap, entries, since, limit):
                continue
            if len(seen) > _MOST_SITEMAPS:
                yield Unreadable(
                    masked(address),
                    f"an index of more than {_MOST_SITEMAPS} sitemaps: the newest were read; name "
                    "others with --sitemap, or give --since",
                )
                break
            seen.add(sitemap.address)
            try:
                listing = self._listing(sitemap.address, read_sitemap, limit=LARGEST)
            except UnreadableArticle as error:
                yield Unreadable(masked(sitemap.address), str(error))
                continue
            entries += listing.entries
            waiting = chosen([*waiting, *listing.sitemaps], None, None)
        yield from entries

    def _listing(
        self, address: str, read: Callable[[Fetched], Listing], limit: int | None = None
    ) -> Listing:
        record = None if self._anew else self._memory.lists.get(address)
        known = record.version if record else None
        fetched = self._fetcher.fetch(address, known=known, limit=limit)
        if fetched is None and record is not None:
            return Listing(entries=_recalled(record.pages), sitemaps=_recalled(record.lists))
        assert fetched is not None, "only a known version can be unchanged"
        listing = read(fetched)
        self._memory.lists.pop(address, None)
        named = len(listing.entries) + len(listing.sitemaps)
        if fetched.version.is_named and named <= _MOST_REMEMBERED:
            self._memory.lists[address] = ListMemory(
                version=fetched.version,
                pages=_to_recall(listing.entries),
                lists=_to_recall(listing.sitemaps),
            )
        return listing


def _is_unneeded(
    sitemap: Entry, entries: list[Entry], since: datetime | None, limit: int | None
) -> bool:
    """Whether a sitemap of an index changed last before all that is wanted."""
    if sitemap.modified is None:
        return False
    changed = latest(sitemap.modified)
    if since is not None and changed < since:
        return True
    if limit is None or len(newest := chosen(entries, since, limit)) < limit:
        return False
    oldest = newest[-1].dated
    return oldest is not None and changed < oldest


def _to_recall(entries: tuple[Entry, ...]) -> list[Listed]:
    names = Listed.model_fields
    return [Listed(**{name: getattr(entry, name) for name in names}) for entry in entries]


def _recalled(listed: list[Listed]) -> tuple[Entry, ...]:
    return tuple(Entry(**item.model_dump()) for item in listed)
