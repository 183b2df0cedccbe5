"""The vector store, and the source of truth: whole articles and their passages in Chroma."""

from __future__ import annotations

import math
import sqlite3
import threading
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from index import stored, versions
from index.errors import UnreadableIndex
from index.lexical import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where
    from numpy.typing import NDArray

    from index.article import Article
    from index.filters import Filter
    from index.stored import ArticleEntry, IndexedPassage
    from index.versions import FormerVersion

_PAGE = 2_000
# Chroma counts the clients of a folder without a lock of its own. Reentrant, for a client may be
# closed by a garbage collection while another is opened.
_clients = threading.RLock()

_Row: TypeAlias = tuple[str, str, dict[str, Any]]


class VectorStore:
    """Two collections, `articles` and `passages`, in a folder of their own.

    Reading is safe from several threads; only one process may write to a folder.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open a store, or make a new one.

        Raises:
            UnreadableIndex: it is not there, or damaged.
        """
        self._folder = folder
        if not create:
            _check_database(folder)
        with _reading(folder), ExitStack() as undo:
            self._client = _connect(folder)
            undo.callback(self.close)
            self._passages = self._collection("passages", create=create)
            self._articles = self._collection("articles", create=create)
            self._batch = min(self._client.get_max_batch_size(), _PAGE)
            undo.pop_all()

    def _collection(self, name: str, *, create: bool) -> Collection:
        if not create:
            return self._client.get_collection(name, embedding_function=None)
        return self._client.create_collection(
            name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def close(self) -> None:
        """Let go of the folder's files."""
        with _clients:
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
            self._articles.add(
                ids=list(ids),
                documents=list(texts),
                embeddings=np.stack(rows),
                metadatas=list(metadatas),
            )

    def delete_articles(self, article_ids: Sequence[str]) -> None:
        """Delete articles with their passages and former versions."""
        for first in range(0, len(article_ids), _PAGE):
            where: Any = {"article_id": {"$in": list(article_ids[first : first + _PAGE])}}
            self._passages.delete(where=where)
            self._articles.delete(where=where)

    def count_passages(self) -> int:
        """How many passages there are."""
        with _reading(self._folder):
            return self._passages.count()

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
        with _reading(self._folder):
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
            for ids in _pages(passage_ids)
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
            for ids in _pages([stored.part_id(article_id, 0) for article_id in article_ids])
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
        rows = [row for page in _pages(firsts) for row in self._rows(self._articles, ids=page)]
        return versions.read(rows, self._joined)

    def entries_of(self, article_ids: Sequence[str]) -> dict[str, ArticleEntry]:
        """What is kept beside their texts of these articles, by id; unknown ids are left out."""
        entries = (
            stored.entry(metadata)
            for ids in _pages([stored.part_id(article_id, 0) for article_id in article_ids])
            for _, _, metadata in self._rows(self._articles, ids=ids)
        )
        return {entry.id: entry for entry in entries}

    def _joined(self, ids: Sequence[str]) -> str:
        """The texts of these parts of a body, in their order."""
        texts = {
            part: words
            for page in _pages(ids)
            for part, words, _ in self._rows(self._articles, ids=page)
        }
        if missing := [part for part in ids if part not in texts]:
            raise _unreadable(self._folder, f"{', '.join(missing)} of an article is missing")
        return "".join(texts[part] for part in ids)

    def entries(self) -> Iterator[ArticleEntry]:
        """What is kept of every article beside its text."""
        offset = 0
        while True:
            with _reading(self._folder):
                found = self._articles.get(
                    where={"part": 0}, limit=_PAGE, offset=offset, include=["metadatas"]
                )
            metadatas = found["metadatas"] or []
            yield from (stored.entry(dict(metadata)) for metadata in metadatas)
            if len(metadatas) < _PAGE:
                return
            offset += _PAGE

    def all_passages(self) -> Iterator[IndexedPassage]:
        """Every passage, for rebuilding what is derived from this store."""
        for offset in range(0, self.count_passages(), _PAGE):
            for passage_id, text, metadata in self._rows(
                self._passages, limit=_PAGE, offset=offset
            ):
                yield stored.passage(passage_id, text, metadata)

    def _rows(
        self,
        collection: Collection,
        *,
        ids: list[str] | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> list[_Row]:
        """Id, document and metadata of each record asked for."""
        with _reading(self._folder):
            found = collection.get(
                ids=ids,
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
        for page in _pages(ids):
            with _reading(self._folder):
                found = collection.get(ids=page, include=["embeddings"])
            embeddings = found["embeddings"]
            assert embeddings is not None
            for key, vector in zip(found["ids"], embeddings, strict=True):
                vectors[key] = np.asarray(vector, np.float32)
        return vectors


def _connect(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    with _clients:
        client = chromadb.PersistentClient(
            str(folder), settings=Settings(anonymized_telemetry=False)
        )
    # Declared as the interface, which lacks `close`.
    return cast("Client", client)


def _check_database(folder: Path) -> None:
    """Raise UnreadableIndex for a database that isn't one.

    Chroma remembers a folder that it failed to open and then raises AttributeError for it, and it
    makes an empty file into an empty store.
    """
    database = (folder / "chroma.sqlite3").resolve()
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM collections")}
    except sqlite3.Error as error:
        raise _unreadable(folder, str(error)) from error
    if not names >= {"articles", "passages"}:
        raise _unreadable(folder, "its collections are missing")


@contextmanager
def _reading(folder: Path) -> Iterator[None]:
    """Report what Chroma can't read as UnreadableIndex."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise _unreadable(folder, str(error)) from error


def _pages(ids: Sequence[str]) -> Iterator[list[str]]:
    """Runs of ids that fit one request; none for none, which Chroma refuses."""
    for first in range(0, len(ids), _PAGE):
        yield list(ids[first : first + _PAGE])


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


def _unreadable(folder: Path, reason: str) -> UnreadableIndex:
    return UnreadableIndex(
        f"The vector store in {folder} cannot be read ({reason}). "
        "Run: news-assistant index rebuild PATHS"
    )
