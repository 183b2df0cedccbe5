"""The vector store, and the source of truth: whole articles and their passages in Chroma."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from index import stored, versions
from index.chroma import reading, unreadable
from index.lexical import Found
from index.records import Records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where
    from numpy.typing import NDArray

    from index.article import Article
    from index.errors import UnreadableIndex
    from index.filters import Filter
    from index.stored import ArticleEntry, IndexedPassage
    from index.versions import FormerVersion

_PAGE = 2_000


class VectorStore:
    """Two collections: whole articles, and their passages.

    Reading is safe from several threads; only one process may write.
    """

    def __init__(
        self,
        client: ClientAPI,
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
        self.close = close
        self.touched: set[str] = set()
        """Ids of articles added or deleted since it was opened."""
        with reading(where):
            most = min(client.get_max_batch_size(), page)
            self._passages, self._articles = (
                Records(_collection(client, name + suffix, create=create), where=where, page=most)
                for name in ("passages", "articles")
            )

    @property
    def damage(self) -> UnreadableIndex | None:
        """What could not be read from it, the last time that something could not."""
        return self._passages.damage or self._articles.damage

    @property
    def collections(self) -> tuple[Records, Records]:
        """The passages and the articles as records."""
        return self._passages, self._articles

    def add_passages(
        self, passages: Sequence[IndexedPassage], vectors: NDArray[np.float32]
    ) -> None:
        """Add passages and their unit vectors (len(passages), dimension)."""
        rows = [
            (item.passage.id, item.passage.text, stored.passage_metadata(item)) for item in passages
        ]
        self._passages.add(rows, vectors)

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
            (row, vector)
            for article, vector, story, signature in zip(
                articles, vectors, stories, signatures, strict=True
            )
            for row in versions.with_former(article, story, signature, former.get(article.id, ()))
        ]
        self.touched.update(article.id for article in articles)
        if parts:
            self._articles.add([row for row, _ in parts], np.stack([vector for _, vector in parts]))

    def delete_articles(self, article_ids: Sequence[str]) -> None:
        """Delete articles with their passages and former versions."""
        self.touched.update(article_ids)
        self._passages.delete("article_id", article_ids)
        self._articles.delete("article_id", article_ids)

    def count_passages(self) -> int:
        """How many passages there are."""
        return len(self._passages)

    def any_passage_id(self) -> str | None:
        """The id of a passage, always the same; None where there is none."""
        row = self._passages.first()
        return row[0] if row else None

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
        limit = limit if ids is None else min(limit, len(ids))
        if limit == 0 or within.sources == ():
            return []
        found = self._passages.nearest(
            vector,
            limit,
            None if ids is None else list(ids),
            _where(within) if ids is None else None,
        )
        return [Found(passage_id, 1.0 - distance) for passage_id, distance in found]

    def passages(self, passage_ids: Sequence[str]) -> dict[str, IndexedPassage]:
        """Passages by id; ids that are not there are left out."""
        return {row[0]: stored.passage(*row) for row in self._passages.rows(passage_ids)}

    def passage_vectors(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Unit vectors by passage id; ids that are not there are left out."""
        return self._passages.vectors(passage_ids)

    def article_vectors(self, article_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors of title and lead by article id."""
        found = self._articles.vectors(_firsts(article_ids))
        return {part.partition("/")[0]: vector for part, vector in found.items()}

    def article_openings(self, article_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Titles, and the first 4,000 characters of bodies, by article id."""
        return {
            metadata["article_id"]: (metadata["title"], text)
            for _, text, metadata in self._articles.rows(_firsts(article_ids))
        }

    def articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """Whole articles by id; ids that are not there are left out."""
        # By id, part by part: a search by metadata would read the whole collection.
        firsts = list(self._articles.rows(_firsts(article_ids)))
        further = {first: _further(metadata) for first, _, metadata in firsts}
        texts = self._texts([part for parts in further.values() for part in parts])
        return {
            metadata["article_id"]: stored.article(
                metadata, text + "".join(texts[part] for part in further[first])
            )
            for first, text, metadata in firsts
        }

    def article(self, article_id: str) -> Article | None:
        """A whole article, or None."""
        return self.articles([article_id]).get(article_id)

    def versions(self, article_id: str) -> list[FormerVersion]:
        """The former versions of an article, that replaced last first."""
        kept = sum(entry.versions for entry in self.entries_of([article_id]).values())
        firsts = [versions.record_id(article_id, number, 0) for number in range(1, kept + 1)]
        return versions.read(self._articles.rows(firsts), self._joined)

    def entries_of(self, article_ids: Sequence[str]) -> dict[str, ArticleEntry]:
        """What is kept beside their texts of these articles, by id; unknown ids are left out."""
        rows = self._articles.rows(_firsts(article_ids))
        return {entry.id: entry for entry in (stored.entry(metadata) for _, _, metadata in rows)}

    def _joined(self, ids: Sequence[str]) -> str:
        """The texts of these parts of a body, in their order."""
        texts = self._texts(ids)
        return "".join(texts[part] for part in ids)

    def _texts(self, ids: Sequence[str]) -> dict[str, str]:
        """The texts of these parts of bodies, all of them, by id."""
        texts = {part: text for part, text, _ in self._articles.rows(ids)}
        if missing := [part for part in ids if part not in texts]:
            raise unreadable(self.where, f"{', '.join(missing)} of an article is missing")
        return texts

    def entries(self) -> Iterator[ArticleEntry]:
        """What is kept of every article beside its text."""
        for _, _, metadata in self._articles.having({"part": 0}, texts=False):
            yield stored.entry(metadata)

    def passages_of(self, article_ids: Sequence[str]) -> Iterator[IndexedPassage]:
        """The passages of articles, in no order."""
        where: Any = {"article_id": {"$in": list(article_ids)}}
        for row in self._passages.having(where) if article_ids else ():
            yield stored.passage(*row)

    def article_parts(self) -> Iterator[tuple[str, str]]:
        """The ids of all parts of articles, each with the article's."""
        for key, _, metadata in self._articles.all(texts=False):
            yield key, metadata["article_id"]

    def passage_articles(self) -> Iterator[tuple[str, str]]:
        """The ids of all passages, each with its article's."""
        for key, _, metadata in self._passages.all(texts=False):
            yield key, metadata["article_id"]

    def all_passages(self) -> Iterator[IndexedPassage]:
        """Every passage, for rebuilding what is derived from this store."""
        return (stored.passage(*row) for row in self._passages.all())


def _collection(client: ClientAPI, name: str, *, create: bool) -> Collection:
    if not create:
        return client.get_collection(name, embedding_function=None)
    return client.create_collection(
        name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )


def _firsts(article_ids: Sequence[str]) -> list[str]:
    """The ids of the first parts of articles."""
    return [stored.part_id(article_id, 0) for article_id in article_ids]


def _further(metadata: Mapping[str, Any]) -> list[str]:
    """The ids of the parts of an article that follow its first, whose metadata this is."""
    numbers = range(1, int(metadata["parts"]))
    return [stored.part_id(metadata["article_id"], number) for number in numbers]


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
