"""What is stored of articles and passages, and how Chroma's metadata carries it: pure functions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from index.article import Article
from index.passages import Passage
from index.revisions import NOT_REVISED, Revision

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
    revision: Revision = NOT_REVISED
    """What the article says of its own correction or update."""

    @classmethod
    def of(
        cls, passage: Passage, article: Article, *, story: str, revision: Revision
    ) -> IndexedPassage:
        """A passage of an article."""
        return cls(
            passage=passage,
            title=article.title,
            source=article.source,
            authors=article.authors,
            published=article.published,
            url=article.url,
            story=story,
            revision=revision,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """What an index keeps of an article beside its text."""

    id: str
    digest: str
    title: str
    source: str
    published: datetime | None
    modified: datetime | None
    url: str
    other_urls: tuple[str, ...]
    origin: str
    story: str
    signature: str
    """Sketch of the text, see `index.stories`."""
    text_digest: str
    """See `Article.text_digest`."""
    versions: int
    """How many former versions are kept, see `index.versions`."""


def part_id(article_id: str, number: int) -> str:
    """The id of one part of an article's body."""
    return f"{article_id}/{number}"


def passage_metadata(item: IndexedPassage) -> Metadata:
    """What stands beside a passage's text."""
    passage = item.passage
    known = _common(item.title, item.source, item.authors, item.published, item.url)
    if item.revision.kind:
        known["revised"] = item.revision.kind
        known |= _moment("revised_on", item.revision.on)
    return known | {
        "article_id": passage.article_id,
        "start": passage.start,
        "end": passage.end,
        "story": item.story,
    }


def texts(body: str) -> list[str]:
    """A body in parts that Chroma takes; one, if it is empty."""
    firsts = range(0, max(len(body), 1), _PART_CHARACTERS)
    return [body[first : first + _PART_CHARACTERS] for first in firsts]


def parts(
    article: Article, story: str, signature: str, versions: int = 0
) -> Iterator[tuple[str, Metadata]]:
    """An article's body in parts, with metadata; all that is known of it stands at the first."""
    first, *rest = texts(article.body)
    yield (
        first,
        article_metadata(article)
        | {
            "article_id": article.id,
            "part": 0,
            "parts": len(rest) + 1,
            "digest": article.digest,
            "text_digest": article.text_digest,
            "story": story,
            "signature": signature,
            "versions": versions,
        },
    )
    for number, text in enumerate(rest, 1):
        yield text, {"article_id": article.id, "part": number}


def article_metadata(article: Article) -> Metadata:
    """What is known of an article beside its body."""
    known = _common(article.title, article.source, article.authors, article.published, article.url)
    return (
        known
        | _moment("modified", article.modified)
        | {
            "other_urls": json.dumps(article.other_urls, ensure_ascii=False),
            "language": article.language,
            "origin": article.origin,
        }
    )


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
        published=_read_moment(metadata, "published"),
        url=metadata["url"],
        story=metadata["story"],
        revision=Revision(
            kind=metadata.get("revised", ""), on=_read_moment(metadata, "revised_on")
        ),
    )


def article(metadata: Mapping[str, Any], body: str) -> Article:
    """An article as it was stored; `metadata` is that of its first part."""
    return Article(
        title=metadata["title"],
        body=body,
        source=metadata["source"],
        authors=tuple(json.loads(metadata["authors"])),
        published=_read_moment(metadata, "published"),
        modified=_read_moment(metadata, "modified"),
        url=metadata["url"],
        other_urls=tuple(json.loads(metadata["other_urls"])),
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
        published=_read_moment(metadata, "published"),
        modified=_read_moment(metadata, "modified"),
        url=metadata["url"],
        other_urls=tuple(json.loads(metadata["other_urls"])),
        origin=metadata["origin"],
        story=metadata["story"],
        signature=metadata["signature"],
        text_digest=metadata["text_digest"],
        versions=int(metadata["versions"]),
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
    return metadata | _moment("published", published)


def _moment(name: str, moment: datetime | None) -> Metadata:
    # A number, for Chroma compares nothing else.
    return {} if moment is None else {name: int(moment.timestamp())}


def _read_moment(metadata: Mapping[str, Any], name: str) -> datetime | None:
    seconds = metadata.get(name)
    return None if seconds is None else _EPOCH + timedelta(seconds=int(seconds))
