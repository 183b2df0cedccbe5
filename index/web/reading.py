"""Pages, feeds, sitemaps and lists read, and what has not changed since told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from index.article import Article
from index.errors import UnreachablePage, UnreadableArticle
from index.readers.result import Unchanged, Unreadable
from index.sources import AddressList, Feed, Page, Sitemap, masked
from index.web.addresses import parse_address
from index.web.entries import Entry, chosen, latest
from index.web.fetching import Fetcher
from index.web.listings import Listings, addresses_in
from index.web.memory import Memory, PageMemory
from index.web.pages import entry_article, page_readings

if TYPE_CHECKING:
    from datetime import datetime

    from index.readers.result import Reading
    from index.settings import IndexSettings
    from index.sources import WebSource
    from index.stored import ArticleEntry

OnPages = Callable[[int, int], None]
"""Called with the pages done, and with how many there are as far as is known."""


def read_web(
    sources: Iterable[WebSource],
    *,
    settings: IndexSettings,
    known: Iterable[ArticleEntry],
    anew: bool,
    progress: OnPages,
    fetcher: Fetcher | None = None,
) -> Iterator[Reading | Unchanged]:
    """Read sources of the web.

    `known`: what the index holds. Where it still holds what a page gave, the page is asked for only
    if it has changed (Unchanged where not).

    With `anew`, for an index that is made anew, every page is fetched whole. Then what the index
    holds of a page comes as Unchanged if the page cannot be read now, unless the site says that it
    is gone; and so do the articles of feeds and sitemaps that name them no more, for feeds only
    name what is new.
    """
    memory = Memory.load(settings.index)
    with fetcher or Fetcher(settings, not_before=memory.not_before) as fetcher:
        reading = _Reading(fetcher, memory, known, anew=anew, progress=progress)
        try:
            for source in dict.fromkeys(sources):
                yield from reading.list_pages(source)
            yield from reading.read_pages()
            if anew:
                yield from reading.left_over()
        finally:
            now = fetcher.now()
            memory.not_before = {
                host: until for host, until in fetcher.not_before.items() if until > now
            }
            memory.save(settings.index)


@dataclass(frozen=True, slots=True)
class _Named:
    """A page to be read, and by what it was named."""

    page: str
    entry: Entry
    since: datetime | None
    via: str
    """The feed's or sitemap's address; empty for a page named directly or in a list."""
    trusts_dates: bool
    """Whether what is said of the last change can be relied upon.

    In sitemaps it is there for that; in feeds it often stays when an article is corrected.
    """


class _Reading:
    """One run over some sources; no page is read twice in it."""

    def __init__(
        self,
        fetcher: Fetcher,
        memory: Memory,
        known: Iterable[ArticleEntry],
        *,
        anew: bool,
        progress: OnPages,
    ) -> None:
        self._fetcher = fetcher
        self._memory = memory
        self._listings = Listings(fetcher, memory, anew=anew)
        self._anew = anew
        self._progress = progress
        self._digests: dict[str, str] = {}
        self._of_page: dict[str, list[str]] = {}
        """Articles by the page that they were read from."""
        for entry in known:
            self._digests[entry.id] = entry.digest
            page = entry.origin.partition(", ")[0]
            if page.startswith(("http://", "https://")):
                self._of_page.setdefault(page, []).append(entry.id)
        self._named: dict[str, _Named] = {}
        """By page, in the order in which they were named."""
        self._vias: set[str] = set()

    def list_pages(self, source: WebSource) -> Iterator[Unreadable]:
        """Note the pages that a source names, each once; what cannot be read of it is told."""
        since = None if isinstance(source, Page) else source.since
        limit = None if isinstance(source, Page) else source.limit
        via = source.address if isinstance(source, (Feed, Sitemap)) else ""
        if via:
            self._vias.add(via)
        entries: list[Entry] = []
        for found in self._entries(source):
            if isinstance(found, Unreadable):
                yield found
            else:
                entries.append(found)
        for entry in chosen(entries, since, limit):
            try:
                page = str(parse_address(entry.address))
            except UnreachablePage as error:
                yield Unreadable(masked(entry.address or entry.title or via), str(error))
            else:
                trusts_dates = isinstance(source, Sitemap)
                named = _Named(page, entry, since, via, trusts_dates)
                self._named.setdefault(page, named)

    def read_pages(self) -> Iterator[Reading | Unchanged]:
        """Read all pages named, those of one site in order, several sites by turns."""
        sites: dict[str, list[_Named]] = {}
        for named in self._named.values():
            sites.setdefault(parse_address(named.page).host, []).append(named)
        # So that the time that one site wants to be left alone is used for others.
        turns = (named for turn in zip_longest(*sites.values()) for named in turn if named)
        for done, named in enumerate(turns, 1):
            for reading in self._read(named):
                if not (isinstance(reading, Article) and _is_before(reading, named.since)):
                    yield reading
            self._progress(done, len(self._named))

    def left_over(self) -> Iterator[Unchanged]:
        """What feeds and sitemaps named once and do not name now."""
        if not self._vias:
            return
        for page in self._of_page.keys() - self._named.keys():
            record = self._memory.pages.get(page)
            # What is forgotten may be theirs: better kept than lost.
            if record is None or record.via in self._vias:
                yield from self._as_it_was(page)

    def _entries(self, source: WebSource) -> Iterator[Entry | Unreadable]:
        match source:
            case Page():
                yield Entry(address=source.address)
            case AddressList():
                yield from addresses_in(source.path)
            case Feed():
                yield from self._listings.of_feed(source.address)
            case Sitemap():
                yield from self._listings.of_sitemap(source.address, source.since, source.limit)

    def _read(self, named: _Named) -> Iterator[Reading | Unchanged]:
        page, entry = named.page, named.entry
        record = self._current(page)
        if record is not None:
            record.via = record.via or named.via
            if named.trusts_dates and _is_older(entry.modified, record.fetched):
                yield from self._as_it_was(page)
                return
        try:
            fetched = self._fetcher.fetch(page, known=record.version if record else None)
            if fetched is None:
                assert record is not None, "only a known version can be unchanged"
                record.fetched = self._fetcher.now()
                yield from self._as_it_was(page)
                return
            readings = list(page_readings(fetched, entry))
        except UnreadableArticle as error:
            yield from self._instead(page, entry, error)
            return
        articles = [reading for reading in readings if isinstance(reading, Article)]
        if len(articles) == 1:
            self._memory.pages[page] = PageMemory(
                version=fetched.version,
                fetched=self._fetcher.now(),
                article=articles[0].id,
                digest=articles[0].digest,
                via=named.via,
            )
        yield from readings

    def _current(self, page: str) -> PageMemory | None:
        """What is remembered of a page, where the index still holds just what the page gave."""
        record = self._memory.pages.get(page)
        if record is None or self._anew or self._digests.get(record.article) != record.digest:
            return None
        return record

    def _instead(
        self, page: str, entry: Entry, error: UnreadableArticle
    ) -> Iterator[Reading | Unchanged]:
        """What comes of a page that gave no article."""
        is_gone = isinstance(error, UnreachablePage) and error.gone
        if entry.content and not is_gone:
            yield entry_article(entry, page)
            return
        if entry.is_whole and not is_gone and page in self._of_page:
            yield from self._as_it_was(page)  # it was read from the feed, which has not changed
            return
        yield Unreadable(page, str(error))
        if self._anew and not is_gone:
            yield from self._as_it_was(page)

    def _as_it_was(self, page: str) -> Iterator[Unchanged]:
        for article in self._of_page.get(page, []):
            yield Unchanged(page, article)


def _is_before(article: Article, since: datetime | None) -> bool:
    return since is not None and article.published is not None and article.published < since


def _is_older(modified: datetime | None, fetched: float) -> bool:
    """Whether a change was before a page was fetched, so that it need not be asked for again."""
    return modified is not None and latest(modified).timestamp() < fetched
