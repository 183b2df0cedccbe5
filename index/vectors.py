"""The vector store, and the source of truth: whole articles and their passages in Chroma."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from index.article import Article
from index.errors import UnreadableIndex
from index.lexical import Found
from index.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.filters import Filter

# Chroma's cloud takes documents of at most 16 KiB; a character is at most 4 bytes of UTF-8.
_PART_CHARACTERS = 4_000
_PAGE = 2_000


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


class VectorStore:
    """Two collections, `articles` and `passages`, in a folder of their own.

    Reading is safe from several threads; only one process may write to a folder.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        import chromadb
        from chromadb.api.client import Client
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        if not create and not (folder / "chroma.sqlite3").is_file():
            raise _unreadable(folder, "its database is missing")
        settings = Settings(anonymized_telemetry=False)
        try:
            client = chromadb.PersistentClient(str(folder), settings=settings)
            assert isinstance(client, Client)  # the annotation hides `close`
            self._client = client
            make = self._client.create_collection if create else self._client.get_collection
            options: dict[str, Any] = {"embedding_function": None}
            if create:
                options["configuration"] = {"hnsw": {"space": "cosine"}}
            self._passages = make("passages", **options)
            self._articles = make("articles", **options)
        except (ChromaError, ValueError) as error:
            raise _unreadable(folder, str(error)) from error
        self._batch = min(self._client.get_max_batch_size(), _PAGE)

    def close(self) -> None:
        """Let go of the folder's files."""
        self._client.close()

    def add_passages(
        self, passages: Sequence[IndexedPassage], vectors: NDArray[np.float32]
    ) -> None:
        """Add passages and their unit vectors (len(passages), dimension)."""
        for first in range(0, len(passages), self._batch):
            batch = passages[first : first + self._batch]
            self._passages.add(
                ids=[item.passage.id for item in batch],
                documents=[item.passage.text for item in batch],
                embeddings=vectors[first : first + self._batch],
                metadatas=[_passage_metadata(item) for item in batch],
            )

    def add_article(
        self, article: Article, *, story: str, signature: str, vector: NDArray[np.float32]
    ) -> None:
        """Add a whole article; `vector` (dimension,) is that of its title and lead."""
        body = article.body
        parts = [body[i : i + _PART_CHARACTERS] for i in range(0, len(body), _PART_CHARACTERS)] or [
            ""
        ]
        common = _article_metadata(article) | {"story": story, "signature": signature}
        self._articles.add(
            ids=[_part_id(article.id, number) for number in range(len(parts))],
            documents=parts,
            embeddings=np.tile(vector, (len(parts), 1)),
            metadatas=[common | {"part": i, "parts": len(parts)} for i in range(len(parts))],
        )

    def delete_articles(self, article_ids: Iterable[str]) -> None:
        """Delete articles and all their passages."""
        for article_id in article_ids:
            self._passages.delete(where={"article_id": article_id})
            self._articles.delete(where={"article_id": article_id})

    def count_passages(self) -> int:
        """How many passages there are."""
        return int(self._passages.count())

    def search(self, vector: NDArray[np.float32], *, limit: int, within: Filter) -> list[Found]:
        """The passages nearest to a unit vector (dimension,), nearest first, with cosines."""
        limit = min(limit, self.count_passages())
        if limit == 0 or within.sources == ():
            return []
        found = self._passages.query(
            query_embeddings=vector[None, :],
            n_results=limit,
            where=_where(within),
            include=["distances"],
        )
        distances = found["distances"]
        assert distances is not None
        return [
            Found(passage_id, 1.0 - float(distance))
            for passage_id, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def passages(self, passage_ids: Sequence[str]) -> dict[str, IndexedPassage]:
        """Passages by id; ids that are not there are left out."""
        if not passage_ids:
            return {}
        found = self._passages.get(ids=list(passage_ids), include=["documents", "metadatas"])
        rows = zip(found["ids"], found["documents"] or [], found["metadatas"] or [], strict=True)
        return {
            passage_id: _passage(passage_id, text, dict(metadata))
            for passage_id, text, metadata in rows
        }

    def passage_vectors(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Unit vectors by passage id; ids that are not there are left out."""
        return _vectors(self._passages, passage_ids)

    def article_vectors(self, article_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors of title and lead by article id."""
        found = _vectors(self._articles, [_part_id(article_id, 0) for article_id in article_ids])
        return {part.partition("/")[0]: vector for part, vector in found.items()}

    def article(self, article_id: str) -> Article | None:
        """A whole article, or None."""
        # By id, part by part: a search by metadata would read the whole collection.
        first = self._articles.get(
            ids=[_part_id(article_id, 0)], include=["documents", "metadatas"]
        )
        if not first["metadatas"] or not first["documents"]:
            return None
        metadata: dict[str, Any] = dict(first["metadatas"][0])
        texts = list(first["documents"])
        ids = [_part_id(article_id, number) for number in range(1, int(metadata["parts"]))]
        if ids:
            rest = self._articles.get(ids=ids, include=["documents"])
            found = dict(zip(rest["ids"], rest["documents"] or [], strict=True))
            texts.extend(found[part] for part in ids)
        return _article(metadata, "".join(texts))

    def entries(self) -> Iterator[ArticleEntry]:
        """What is kept of every article beside its text."""
        offset = 0
        while True:
            found = self._articles.get(
                where={"part": 0}, limit=_PAGE, offset=offset, include=["metadatas"]
            )
            rows = found["metadatas"] or []
            yield from (_entry(dict(metadata)) for metadata in rows)
            if len(rows) < _PAGE:
                return
            offset += _PAGE

    def all_passages(self) -> Iterator[IndexedPassage]:
        """Every passage, for rebuilding what is derived from this store."""
        for offset in range(0, self.count_passages(), _PAGE):
            found = self._passages.get(
                limit=_PAGE, offset=offset, include=["documents", "metadatas"]
            )
            rows = zip(
                found["ids"], found["documents"] or [], found["metadatas"] or [], strict=True
            )
            for passage_id, text, metadata in rows:
                yield _passage(passage_id, text, dict(metadata))


def _vectors(collection: Any, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
    vectors: dict[str, NDArray[np.float32]] = {}
    for first in range(0, len(ids), _PAGE):
        found = collection.get(ids=list(ids[first : first + _PAGE]), include=["embeddings"])
        for key, vector in zip(found["ids"], found["embeddings"], strict=True):
            vectors[key] = np.asarray(vector, np.float32)
    return vectors


def _where(within: Filter) -> Any:
    """The filter in Chroma's language, which wants numbers for ranges."""
    clauses: list[dict[str, Any]] = []
    if within.sources is not None:
        clauses.append({"source": {"$in": list(within.sources)}})
    if within.since is not None:
        clauses.append({"published": {"$gte": int(within.since.timestamp())}})
    if within.until is not None:
        clauses.append({"published": {"$lt": int(within.until.timestamp())}})
    if not clauses:
        return None
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}


def _part_id(article_id: str, number: int) -> str:
    return f"{article_id}/{number}"


def _common_metadata(
    title: str, source: str, authors: tuple[str, ...], published: datetime | None, url: str
) -> dict[str, str | int]:
    metadata: dict[str, str | int] = {
        "title": title,
        "source": source,
        "authors": json.dumps(authors, ensure_ascii=False),
        "url": url,
    }
    if published is not None:
        metadata["published"] = int(published.timestamp())
    return metadata


def _passage_metadata(item: IndexedPassage) -> dict[str, str | int]:
    passage = item.passage
    return _common_metadata(item.title, item.source, item.authors, item.published, item.url) | {
        "article_id": passage.article_id,
        "start": passage.start,
        "end": passage.end,
        "story": item.story,
    }


def _article_metadata(article: Article) -> dict[str, str | int]:
    return _common_metadata(
        article.title, article.source, article.authors, article.published, article.url
    ) | {
        "article_id": article.id,
        "digest": article.digest,
        "language": article.language,
        "origin": article.origin,
    }


def _passage(passage_id: str, text: str, metadata: dict[str, Any]) -> IndexedPassage:
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


def _article(metadata: dict[str, Any], body: str) -> Article:
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


def _entry(metadata: dict[str, Any]) -> ArticleEntry:
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


def _published(metadata: dict[str, Any]) -> datetime | None:
    seconds = metadata.get("published")
    return None if seconds is None else datetime.fromtimestamp(int(seconds), UTC)


def _unreadable(folder: Path, reason: str) -> UnreadableIndex:
    return UnreadableIndex(
        f"The vector store in {folder} cannot be read ({reason}). "
        "Run: news-assistant index rebuild PATHS"
    )
