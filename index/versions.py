"""Former versions of an article: kept as history, never searched.

They lie beside the articles in Chroma, without passages, so that no search can meet them. Their
number stands with the article; ids count from the one replaced last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from index import stored
from index.stories import STILL_SAME, resemblance, signature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from index.article import Article
    from index.sameness import Distinct
    from index.stored import ArticleEntry, Metadata
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
    store: VectorStore | None, articles: Sequence[Article], found: Distinct
) -> dict[str, tuple[FormerVersion, ...]]:
    """The former versions of articles about to be written, by id; those without any left out.

    Args:
        store: the generation before, which holds the articles as they were; None for none.
        articles: as they will be.
        found: what was read, with older texts of it and what it takes the place of.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    ids = [article.id for article in articles]
    before_ids = [found.replaced[key] for key in ids if key in found.replaced]
    entries = store.entries_of([*ids, *before_ids]) if store else {}
    kept = {}
    for article in articles:
        before = list(_succession(article, found.older.get(article.id, ()), now))
        entry = entries.get(article.id) or entries.get(found.replaced.get(article.id, ""))
        if store is not None and entry is not None and _continues(article, entry):
            if (entry.title, entry.text_digest) != _seen_as(article):
                was = store.article(entry.id)
                before += [FormerVersion(article=was, replaced=now)] if was else []
            before += store.versions(entry.id) if entry.versions else []
        if versions := history(article, before):
            kept[article.id] = versions
    return kept


def _continues(article: Article, entry: ArticleEntry) -> bool:
    """Whether what the index has is a former text of an article, not another one of its file."""
    return article.id == entry.id or (
        resemblance(signature(article), entry.signature) >= STILL_SAME
    )


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


def with_former(
    article: Article, story: str, signature: str, former: Sequence[FormerVersion]
) -> Iterator[tuple[str, str, Metadata]]:
    """What Chroma holds of an article and its former versions: ids, texts and metadata."""
    parts = stored.parts(article, story, signature, len(former))
    for number, (text, metadata) in enumerate(parts):
        yield stored.part_id(article.id, number), text, metadata
    yield from records(article.id, former)


def read(
    rows: Iterable[tuple[str, str, Mapping[str, Any]]], joined: Callable[[Sequence[str]], str]
) -> list[FormerVersion]:
    """Former versions as they were stored, that replaced last first.

    Args:
        rows: id, text and metadata of the first part of each.
        joined: gives the text of further parts, by their ids.
    """
    found = []
    for _, text, metadata in sorted(rows, key=lambda row: int(row[2]["former"])):
        rest = range(1, int(metadata["former_parts"]))
        ids = [record_id(metadata["article_id"], metadata["former"], part) for part in rest]
        version = FormerVersion(
            article=stored.article(metadata, text + joined(ids)),
            replaced=_EPOCH + timedelta(seconds=int(metadata["replaced"])),
        )
        found.append(version)
    return found


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
