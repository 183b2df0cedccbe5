"""Former versions of an article: kept as history, never searched.

They lie beside the articles in Chroma, without passages, so that no search can meet them. Their
number stands with the article; ids count from the one replaced last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from index import stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.article import Article
    from index.stored import Metadata
    from index.vectors import VectorStore

MOST = 10
"""Former versions of one article that are kept."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerVersion:
    """An article as it was until another text took its place, at `replaced` (UTC)."""

    article: Article
    replaced: datetime


def history(article: Article, before: Iterable[FormerVersion]) -> tuple[FormerVersion, ...]:
    """The former versions to keep of an article, that replaced last first, each text once."""
    kept = []
    seen = {_seen_as(article)}
    for version in sorted(before, key=lambda version: version.replaced, reverse=True):
        if _seen_as(version.article) not in seen:
            seen.add(_seen_as(version.article))
            kept.append(version)
    return tuple(kept[:MOST])


def carried(
    store: VectorStore | None, articles: Sequence[Article], older: Mapping[str, Sequence[Article]]
) -> dict[str, tuple[FormerVersion, ...]]:
    """The former versions of articles about to be written, by id; those without any left out.

    Args:
        store: the generation before, which holds the articles as they were; None for none.
        articles: as they will be.
        older: texts of them that are already older than what will be written, by id.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    entries = store.entries_of([article.id for article in articles]) if store else {}
    found = {}
    for article in articles:
        before = []
        entry = entries.get(article.id)
        if store is not None and entry is not None:
            if (entry.title, entry.text_digest) != (article.title, article.text_digest):
                former = store.article(article.id)
                before += [FormerVersion(article=former, replaced=now)] if former else []
            before += store.versions(article.id) if entry.versions else []
        if kept := history(
            article, [*before, *_succession(article, older.get(article.id, ()), now)]
        ):
            found[article.id] = kept
    return found


def records(
    article_id: str, versions: Iterable[FormerVersion]
) -> Iterator[tuple[str, str, Metadata]]:
    """What Chroma holds of an article's former versions: ids, texts and metadata."""
    for number, version in enumerate(versions, 1):
        texts = stored.texts(version.article.body)
        for part, text in enumerate(texts):
            metadata: Metadata = {"article_id": article_id, "former": number}
            if part == 0:
                metadata |= stored.article_metadata(version.article) | {
                    "former_parts": len(texts),
                    "replaced": int(version.replaced.timestamp()),
                }
            yield record_id(article_id, number, part), text, metadata


def record_id(article_id: str, number: int, part: int) -> str:
    """The id of a part of the body of a former version."""
    return f"{article_id}@{number}/{part}"


def version(metadata: Mapping[str, Any], body: str) -> FormerVersion:
    """A former version as it was stored; `metadata` is that of its first part."""
    return FormerVersion(
        article=stored.article(metadata, body),
        replaced=_EPOCH + timedelta(seconds=int(metadata["replaced"])),
    )


def _succession(
    article: Article, older: Iterable[Article], now: datetime
) -> Iterator[FormerVersion]:
    """Older texts of an article, each replaced when the next one was published or modified."""
    newer = article
    never = datetime.min.replace(tzinfo=UTC)
    for text in sorted(older, key=lambda text: text.dated or never, reverse=True):
        yield FormerVersion(article=text, replaced=newer.dated or now)
        newer = text


def _seen_as(article: Article) -> tuple[str, str]:
    return article.title, article.text_digest
