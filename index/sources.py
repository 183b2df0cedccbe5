"""What articles are read from: files and folders, pages, feeds, sitemaps, lists of addresses.

Each has a form as text, which a generation's manifest keeps so that the same can be read again.
Only http and https are fetched; other addresses are refused when they are read, not here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from index.article import Article
from index.backends import backend_of, current_generation
from index.dates import parse_date
from index.errors import NoIndex, NothingToIndex

if TYPE_CHECKING:
    from datetime import datetime

    from index.readers.result import Reading, Unchanged
    from index.settings import IndexSettings
    from index.stored import ArticleEntry
    from index.writer import OnProgress

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://\S")
_KIND = re.compile(r"(feed|sitemap|list):(.+)", re.DOTALL)
_USER_INFO = re.compile(r"(?<=//)[^/?#\s]*@")
_OPTION = re.compile(r"(.+) (since|limit)=(\d[\dT:.+-]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """One page, by its address."""

    address: str

    def __str__(self) -> str:
        return masked(self.address)


@dataclass(frozen=True, slots=True)
class _Several:
    def _options(self, since: datetime | None, limit: int | None) -> str:
        text = f" since={since.astimezone(UTC).isoformat()}" if since else ""
        return text + (f" limit={limit}" if limit is not None else "")


@dataclass(frozen=True, slots=True)
class Feed(_Several):
    """An RSS, Atom or JSON feed: the pages of its entries.

    `since`, an aware datetime: only articles of that time and later. `limit`: at most so many, the
    newest.
    """

    address: str
    since: datetime | None = None
    limit: int | None = None

    def __str__(self) -> str:
        return f"feed:{masked(self.address)}{self._options(self.since, self.limit)}"


@dataclass(frozen=True, slots=True)
class Sitemap(_Several):
    """A sitemap, a news sitemap or an index of sitemaps; `since` and `limit` as of Feed."""

    address: str
    since: datetime | None = None
    limit: int | None = None

    def __str__(self) -> str:
        return f"sitemap:{masked(self.address)}{self._options(self.since, self.limit)}"


@dataclass(frozen=True, slots=True)
class AddressList(_Several):
    """A text file of addresses, one a line, # before remarks; `since` and `limit` as of Feed."""

    path: Path
    since: datetime | None = None
    limit: int | None = None

    def __str__(self) -> str:
        return f"list:{self.path.resolve()}{self._options(self.since, self.limit)}"


WebSource: TypeAlias = Page | Feed | Sitemap | AddressList
Source: TypeAlias = Path | WebSource
Sources: TypeAlias = str | Source | Iterable[str | Source]


def masked(address: str) -> str:
    """An address safe to store and show: without user name and password."""
    return _USER_INFO.sub("***@", address)


def as_source(named: str | Source) -> Source:
    """A source by its text: an address, "feed:ADDRESS", "sitemap:ADDRESS", "list:PATH", a path."""
    if not isinstance(named, str):
        return named
    kind = _KIND.fullmatch(named)
    if kind is None:
        return Page(named) if _ADDRESS.match(named.strip()) else Path(named)
    rest, options = kind.group(2), {"since": "", "limit": ""}
    while found := _OPTION.fullmatch(rest):
        rest, options[found.group(2)] = found.group(1), found.group(3)
    since = parse_date(options["since"])
    limit = int(options["limit"]) if options["limit"].isdecimal() else None
    match kind.group(1):
        case "feed":
            return Feed(rest, since, limit)
        case "sitemap":
            return Sitemap(rest, since, limit)
        case _:
            return AddressList(Path(rest), since, limit)


def as_sources(named: Sources) -> list[Source]:
    """One source or several, each once."""
    several = [named] if isinstance(named, (str, Path, Page, _Several)) else list(named)
    return list(dict.fromkeys(map(as_source, several)))


def as_texts(sources: Iterable[Source]) -> tuple[str, ...]:
    """Sources as text, by which they are found again from any working directory."""
    return tuple(
        str(source.resolve() if isinstance(source, Path) else source) for source in sources
    )


def are_of_web(sources: Iterable[Source]) -> bool:
    """Whether any of the sources is on the web."""
    return not all(isinstance(source, Path) for source in sources)


def remembered(settings: IndexSettings) -> list[Source]:
    """What the index was built from, or for a first one the folder of the setting `articles`.

    Raises:
        NothingToIndex: some of it is not there now; reading the rest would drop articles.
        UnreadableIndex: what was read cannot be told.
    """
    try:
        backend = backend_of(settings)
        sources = as_sources(backend.manifest(current_generation(backend)).paths)
    except NoIndex:
        sources = [settings.articles]
    missing = [str(path) for path in map(path_of, sources) if path and not path.exists()]
    if missing:
        raise NothingToIndex(
            f"What the index is to be built from is not there: {', '.join(missing)}. The index was "
            "left as it was. Name what to read: news-assistant index rebuild PATHS"
        )
    return sources


def read_sources(
    sources: Iterable[Source],
    settings: IndexSettings,
    progress: OnProgress,
    *,
    known: Iterable[ArticleEntry],
    anew: bool,
) -> Iterator[Reading | Unchanged]:
    """Read files and folders, then the web; see `index.web.reading.read_web` for the rest."""
    from index.readers import read_paths
    from index.writer import Progress

    files: list[Path] = []
    pages: list[WebSource] = []
    for source in sources:
        if isinstance(source, Path):
            files.append(source)
        else:
            pages.append(source)
    done = 0
    for reading in read_paths(files):
        yield reading
        done += isinstance(reading, Article)
        progress(Progress("Reading articles", done, None))
    if pages:
        from index.web.reading import read_web

        yield from read_web(
            pages,
            settings=settings,
            known=known,
            anew=anew,
            progress=lambda done, total: progress(Progress("Fetching pages", done, total)),
        )


def path_of(source: Source) -> Path | None:
    """What must be there on disk for a source to be read; None for what is on the web."""
    if isinstance(source, AddressList):
        return source.path
    return source if isinstance(source, Path) else None
