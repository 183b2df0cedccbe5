"""Everything that an update or rebuild reads, collected before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import NothingToIndex
from index.readers import Unreadable
from index.readers.result import Unchanged
from index.sources import are_of_web, read_sources

if TYPE_CHECKING:
    from index.article import Article
    from index.settings import IndexSettings
    from index.sources import Source
    from index.stored import ArticleEntry
    from index.writer import OnProgress


@dataclass(slots=True)
class Found:
    """What was read."""

    articles: list[Article]
    """In the order in which they were read; of one there may be several versions."""
    unreadable: list[Unreadable]
    unchanged: set[str]
    """Ids of articles that the index holds as they are."""


def collect(
    sources: list[Source],
    settings: IndexSettings,
    progress: OnProgress,
    known: dict[str, ArticleEntry],
    *,
    anew: bool,
) -> Found:
    """Read sources into the memory; `known` and `anew` as of `index.web.reading.read_web`.

    Raises:
        NothingToIndex: no article could be read.
    """
    found = Found([], [], set())
    readings = read_sources(sources, settings, progress, known=known.values(), anew=anew)
    for reading in readings:
        if isinstance(reading, Unreadable):
            found.unreadable.append(reading)
            continue
        if isinstance(reading, Unchanged):
            found.unchanged.add(reading.article)
            continue
        found.articles.append(reading)
    found.unchanged -= {article.id for article in found.articles}
    # Such as a feed without new entries.
    is_no_news = are_of_web(sources) and not anew and not found.unreadable
    if not found.articles and not found.unchanged and not is_no_news:
        reasons = "".join(f"\n  {item.origin}: {item.reason}" for item in found.unreadable[:10])
        raise NothingToIndex(
            f"No article could be read from {', '.join(map(str, sources)) or 'nothing'}; the index "
            "was left as it was. Name a folder or files with articles (.txt, .md, .html, .pdf, "
            ".docx, .eml, .json, .jsonl, .csv, .warc, or any of them as .gz or in a .zip), or "
            f"pages, feeds and sitemaps.{reasons}"
        )
    return found
