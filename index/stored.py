"""What is stored of articles and passages, and how Chroma's metadata carries it: pure functions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from index.article import Article
from index.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Chroma's cloud takes documents of at most 16 KiB; a character is at most 4 bytes of UTF-8.
_PART_CHARACTERS = 4_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Metadata: TypeAlias = dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPassage:
    """A passage together with what is known of its article."""

    passage: Passage
    title: str
    source: str
    authors: tuple[str, ...]
    published: datetime | None
    url: str
    story: str
    """Id that the copies of one story share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """What an index keeps of an article beside its text."""

    id: str
    digest: str
    title: str
    source: str
    published: datetime | None
    url: str
    origin: str
    story: str
    signature: str
    """MinHash of the body, see `index.stories`."""


def part_id(article_id: str, number: int) -> str:
    """The id of one part of an article's body."""
    return f"{article_id}/{number}"


def passage_metadata(item: IndexedPassage) -> Metadata:
    """What stands beside a passage's text."""
    passage = item.passage
    return _common(item.title, item.source, item.authors, item.published, item.url) | {
        "article_id": passage.article_id,
        "start": passage.start,
        "end": passage.end,
        "story": item.story,
    }


def parts(article: Article, story: str, signature: str) -> Iterator[tuple[str, Metadata]]:
    """An article's body in parts, with metadata; all that is known of it stands at the first."""
    body, size = article.body, _PART_CHARACTERS
    firsts = range(0, max(len(body), 1), size)
    known = _common(article.title, article.source, article.authors, article.published, article.url)
    yield (
        body[:size],
        known
        | {
            "article_id": article.id,
            "part": 0,
            "parts": len(firsts),
            "digest": article.digest,
            "language": article.language,
            "origin": article.origin,
            "story": story,
            "signature": signature,
        },
    )
    for number, first in enumerate(firsts[1:], 1):
        yield body[first : first + size], {"article_id": article.id, "part": number}


def passage(passage_id: str, text: str, metadata: Mapping[str, Any]) -> IndexedPassage:
    """A passage as it was stored."""
    return IndexedPassage(
        passage=Passage(
            id=passage_id,
            article_id=metadata["article_id"],
            text=text,
            start=int(metadata["start"]),
            end=int(metadata["end"]),
        ),
        title=metadata["title"],
        source=metadata["source"],
        authors=tuple(json.loads(metadata["authors"])),
        published=_published(metadata),
        url=metadata["url"],
        story=metadata["story"],
    )


def article(metadata: Mapping[str, Any], body: str) -> Article:
    """An article as it was stored; `metadata` is that of its first part."""
    return Article(
        title=metadata["title"],
        body=body,
        source=metadata["source"],
        authors=tuple(json.loads(metadata["authors"])),
        published=_published(metadata),
        url=metadata["url"],
        language=metadata["language"],
        origin=metadata["origin"],
    )


def entry(metadata: Mapping[str, Any]) -> ArticleEntry:
    """What is kept of an article; `metadata` is that of its first part."""
    return ArticleEntry(
        id=metadata["article_id"],
        digest=metadata["digest"],
        title=metadata["title"],
        source=metadata["source"],
        published=_published(metadata),
        url=metadata["url"],
        origin=metadata["origin"],
        story=metadata["story"],
        signature=metadata["signature"],
    )


def _common(
    title: str, source: str, authors: tuple[str, ...], published: datetime | None, url: str
) -> Metadata:
    metadata: Metadata = {
        "title": title,
        "source": source,
        "authors": json.dumps(authors, ensure_ascii=False),
        "url": url,
    }
    if published is not None:
        # A number, for Chroma compares nothing else.
        metadata["published"] = int(published.timestamp())
    return metadata


def _published(metadata: Mapping[str, Any]) -> datetime | None:
    seconds = metadata.get("published")
    return None if seconds is None else _EPOCH + timedelta(seconds=int(seconds))
