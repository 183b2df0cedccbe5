"""The vector store, and the source of truth: whole articles and their passages in Chroma."""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from index import stored, versions
from index.chroma import reading, unreadable, writing
from index.errors import UnreadableIndex
from index.lexical import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where
    from numpy.typing import NDArray

    from index.article import Article
    from index.filters import Filter
    from index.stored import ArticleEntry, IndexedPassage
    from index.versions import FormerVersion

_PAGE = 2_000
_ARTICLES_AT_ONCE = 100

_Row: TypeAlias = tuple[str, str, dict[str, Any]]


class VectorStore:
    """Two collections: whole articles, and their passages.

    Reading is safe from several threads; only one process may write.
    """

    def __init__(
        self,
        client: Client,
        *,
        where: str,
        create: bool = False,
        suffix: str = "",
        page: int = _PAGE,
        close: Callable[[], None],
    ) -> None:
        """Open the collections `articles` and `passages` of a client, or make them.

        Args:
            client: of Chroma.
            where: how messages name the place.
            create: make the collections, which must not exist.
            suffix: follows the collections' names.
            page: records in one request, at most.
            close: called by `close`.

        Raises:
            UnreadableIndex: they are not there, or damaged.
        """
        self.where = where
        self.damage: UnreadableIndex | None = None
        """What could not be read from it, the last time that something could not."""
        self._client = client
        self.close = close
        self._page = page
        with self._reading():
            self._passages = self._collection(f"passages{suffix}", create=create)
            self._articles = self._collection(f"articles{suffix}", create=create)
            self._batch = min(self._client.get_max_batch_size(), page)

    def _collection(self, name: str, *, create: bool) -> Collection:
        if not create:
            return self._client.get_collection(name, embedding_function=None)
        return self._client.create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            with reading(self.where):
                yield
        except UnreadableIndex as error:
            # A copy, for the traceback would keep its readers alive.
            self.damage = UnreadableIndex(str(error))
            raise

    def add_passages(
        self, passages: Sequence[IndexedPassage], vectors: NDArray[np.float32]
    ) -> None:
        """Add passages and their unit vectors (len(passages), dimension)."""
        for first in range(0, len(passages), self._batch):
            batch = passages[first : first + self._batch]
            with writing(self.where):
                self._passages.add(
                    ids=[item.passage.id for item in batch],
                    documents=[item.passage.text for item in batch],
                    embeddings=vectors[first : first + self._batch],
                    metadatas=[stored.passage_metadata(item) for item in batch],
                )

    def add_articles(
        self,
        articles: Sequence[Article],
        vectors: NDArray[np.float32],
        *,
        stories: Sequence[str],
        signatures: Sequence[str],
        former: Mapping[str, Sequence[FormerVersion]],
    ) -> None:
        """Add whole articles; `vectors` (len(articles), dimension) are those of title and lead.

        `former` are their former versions, by id.
        """
        # Chroma wants a vector of every part; nothing is searched by these.
        parts = [
            (key, text, vector, metadata)
            for article, vector, story, signature in zip(
                articles, vectors, stories, signatures, strict=True
            )
            for key, text, metadata in versions.with_former(
                article, story, signature, former.get(article.id, ())
            )
        ]
        for first in range(0, len(parts), self._batch):
            ids, texts, rows, metadatas = zip(*parts[first : first + self._batch], strict=True)
            with writing(self.where):
                self._articles.add(
                    ids=list(ids),
                    documents=list(texts),
                    embeddings=np.stack(rows),
                    metadatas=list(metadatas),
                )

    def delete_articles(self, article_ids: Sequence[str]) -> None:
        """Delete articles with their passages and former versions."""
        for ids in self._pages(article_ids):
            where: Any = {"article_id": {"$in": ids}}
            with writing(self.where):
                self._passages.delete(where=where)
                self._articles.delete(where=where)

    def count_passages(self) -> int:
        """How many passages there are."""
        with self._reading():
            return self._passages.count()

    def any_passage_id(self) -> str | None:
        """The id of a passage, always the same; None where there is none."""
        rows = self._rows(self._passages, limit=1, offset=0)
        return rows[0][0] if rows else None

    def search(
        self,
        vector: NDArray[np.float32],
        *,
        limit: int,
        within: Filter,
        ids: Sequence[str] | None = None,
    ) -> list[Found]:
        """The passages nearest to a unit vector (dimension,), nearest first, with cosines.

        `ids` are those of the passages within the filter, where they are known: Chroma is many
        times quicker to look among them than to find them by their metadata.
        """
        limit = min(limit, self.count_passages() if ids is None else len(ids))
        if limit == 0 or within.sources == ():
            return []
        with self._reading():
            found = self._passages.query(
                query_embeddings=vector[None, :],
                n_results=limit,
                ids=None if ids is None else list(ids),
                where=_where(within) if ids is None else None,
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
        return {
            passage_id: stored.passage(passage_id, text, metadata)
            for ids in self._pages(passage_ids)
            for passage_id, text, metadata in self._rows(self._passages, ids=ids)
        }

    def passage_vectors(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Unit vectors by passage id; ids that are not there are left out."""
        return self._embeddings(self._passages, passage_ids)

    def article_vectors(self, article_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors of title and lead by article id."""
        firsts = [stored.part_id(article_id, 0) for article_id in article_ids]
        found = self._embeddings(self._articles, firsts)
        return {part.partition("/")[0]: vector for part, vector in found.items()}

    def article_openings(self, article_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Titles, and the first 4,000 characters of bodies, by article id."""
        return {
            metadata["article_id"]: (metadata["title"], text)
            for ids in self._pages([stored.part_id(article_id, 0) for article_id in article_ids])
            for _, text, metadata in self._rows(self._articles, ids=ids)
        }

    def article(self, article_id: str) -> Article | None:
        """A whole article, or None."""
        # By id, part by part: a search by metadata would read the whole collection.
        first = self._rows(self._articles, ids=[stored.part_id(article_id, 0)])
        if not first:
            return None
        _, text, metadata = first[0]
        ids = [stored.part_id(article_id, number) for number in range(1, int(metadata["parts"]))]
        return stored.article(metadata, text + self._joined(ids))

    def versions(self, article_id: str) -> list[FormerVersion]:
        """The former versions of an article, that replaced last first."""
        kept = sum(entry.versions for entry in self.entries_of([article_id]).values())
        firsts = [versions.record_id(article_id, number, 0) for number in range(1, kept + 1)]
        rows = [row for page in self._pages(firsts) for row in self._rows(self._articles, ids=page)]
        return versions.read(rows, self._joined)

    def entries_of(self, article_ids: Sequence[str]) -> dict[str, ArticleEntry]:
        """What is kept beside their texts of these articles, by id; unknown ids are left out."""
        entries = (
            stored.entry(metadata)
            for ids in self._pages([stored.part_id(article_id, 0) for article_id in article_ids])
            for _, _, metadata in self._rows(self._articles, ids=ids)
        )
        return {entry.id: entry for entry in entries}

    def _joined(self, ids: Sequence[str]) -> str:
        """The texts of these parts of a body, in their order."""
        texts = {
            part: words
            for page in self._pages(ids)
            for part, words, _ in self._rows(self._articles, ids=page)
        }
        if missing := [part for part in ids if part not in texts]:
            raise unreadable(self.where, f"{', '.join(missing)} of an article is missing")
        return "".join(texts[part] for part in ids)

    def entries(self) -> Iterator[ArticleEntry]:
        """What is kept of every article beside its text."""
        offset = 0
        while True:
            with self._reading():
                found = self._articles.get(
                    where={"part": 0}, limit=self._page, offset=offset, include=["metadatas"]
                )
            metadatas = found["metadatas"] or []
            yield from (stored.entry(dict(metadata)) for metadata in metadatas)
            if len(metadatas) < self._page:
                return
            offset += self._page

    def passages_of(self, article_ids: Sequence[str]) -> dict[str, list[IndexedPassage]]:
        """The passages of articles, by article id."""
        found: dict[str, list[IndexedPassage]] = {article_id: [] for article_id in article_ids}
        # An article has several, and an answer must not grow without bound.
        for first in range(0, len(article_ids), _ARTICLES_AT_ONCE):
            where: Any = {
                "article_id": {"$in": list(article_ids[first : first + _ARTICLES_AT_ONCE])}
            }
            offset = 0
            while True:
                rows = self._rows(
                    self._passages,
                    where=where,
                    limit=self._page,
                    offset=offset,
                )
                for passage_id, text, metadata in rows:
                    item = stored.passage(passage_id, text, metadata)
                    found[item.passage.article_id].append(item)
                if len(rows) < self._page:
                    break
                offset += self._page
        return found

    def article_parts(self) -> Iterator[tuple[str, str]]:
        """The ids of all parts of articles, each with the article's."""
        return self._owned(self._articles)

    def passage_articles(self) -> Iterator[tuple[str, str]]:
        """The ids of all passages, each with its article's."""
        return self._owned(self._passages)

    def _owned(self, collection: Collection) -> Iterator[tuple[str, str]]:
        offset = 0
        while True:
            with self._reading():
                found = collection.get(limit=self._page, offset=offset, include=["metadatas"])
            for key, metadata in zip(found["ids"], found["metadatas"] or [], strict=True):
                yield key, str(metadata["article_id"])
            if len(found["ids"]) < self._page:
                return
            offset += self._page

    def all_passages(self) -> Iterator[IndexedPassage]:
        """Every passage, for rebuilding what is derived from this store."""
        for offset in range(0, self.count_passages(), self._page):
            for passage_id, text, metadata in self._rows(
                self._passages, limit=self._page, offset=offset
            ):
                yield stored.passage(passage_id, text, metadata)

    def _rows(
        self,
        collection: Collection,
        *,
        ids: list[str] | None = None,
        where: Where | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[_Row]:
        """Id, document and metadata of each record asked for."""
        with self._reading():
            found = collection.get(
                ids=ids,
                where=where,
                limit=limit,
                offset=offset,
                include=["documents", "metadatas"],
            )
        metadatas = [dict(metadata) for metadata in found["metadatas"] or []]
        return list(zip(found["ids"], found["documents"] or [], metadatas, strict=True))

    def _embeddings(
        self, collection: Collection, ids: Sequence[str]
    ) -> dict[str, NDArray[np.float32]]:
        vectors: dict[str, NDArray[np.float32]] = {}
        for page in self._pages(ids):
            with self._reading():
                found = collection.get(ids=page, include=["embeddings"])
            embeddings = found["embeddings"]
            assert embeddings is not None
            for key, vector in zip(found["ids"], embeddings, strict=True):
                vectors[key] = np.asarray(vector, np.float32)
        return vectors

    def _pages(self, ids: Sequence[str]) -> Iterator[list[str]]:
        """Runs of ids that fit one request; none for none, which Chroma refuses."""
        for first in range(0, len(ids), self._page):
            yield list(ids[first : first + self._page])


def _where(within: Filter) -> Where | None:
    """The filter in Chroma's language, which wants numbers for ranges."""
    clauses: list[Any] = []
    if within.sources is not None:
        clauses.append({"source": {"$in": list(within.sources)}})
    if within.since is not None:
        clauses.append({"published": {"$gte": math.ceil(within.since.timestamp())}})
    if within.until is not None:
        clauses.append({"published": {"$lt": math.ceil(within.until.timestamp())}})
    if not clauses:
        return None
    return clauses[0] if len(clauses) == 1 else {"$and": clauses}
