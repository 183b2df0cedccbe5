"""One of Chroma's collections, in pages: requests have a limit, and so has memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from index.chroma import reading, writing
from index.errors import UnreadableIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where
    from numpy.typing import NDArray

Row: TypeAlias = tuple[str, str, dict[str, Any]]
"""Id, document and metadata of a record."""


class Records:
    """A collection. Reading is safe from several threads."""

    def __init__(self, collection: Collection, *, where: str, page: int) -> None:
        """Records of a collection; `where` names its place in messages, `page` limits a request."""
        self.collection = collection
        self.damage: UnreadableIndex | None = None
        """What could not be read, the last time that something could not."""
        self._where = where
        self._page = page

    def __len__(self) -> int:
        """How many records there are."""
        with self._reading():
            return self.collection.count()

    def add(
        self,
        rows: Sequence[tuple[str, str, Mapping[str, Any]]],
        vectors: NDArray[np.float32],
    ) -> None:
        """Add records and their vectors (len(rows), dimension)."""
        for first in range(0, len(rows), self._page):
            ids, texts, metadatas = zip(*rows[first : first + self._page], strict=True)
            with writing(self._where):
                self.collection.add(
                    ids=list(ids),
                    documents=list(texts),
                    embeddings=vectors[first : first + self._page],
                    metadatas=list(metadatas),
                )

    def delete(self, name: str, values: Sequence[str]) -> None:
        """Delete the records whose metadata has one of the values under that name."""
        for page in self._pages(values):
            with writing(self._where):
                self.collection.delete(where=cast("Any", {name: {"$in": page}}))

    def rows(self, ids: Iterable[str]) -> Iterator[Row]:
        """The records with these ids, in no order; ids that are not there are left out."""
        for page in self._pages(list(ids)):
            yield from self._get(ids=page)

    def having(self, where: Where, *, texts: bool = True) -> Iterator[Row]:
        """The records whose metadata matches, without their documents unless `texts`."""
        offset = 0
        while True:
            rows = self._get(where=where, limit=self._page, offset=offset, texts=texts)
            yield from rows
            if len(rows) < self._page:
                return
            offset += self._page

    def all(self, *, texts: bool = True) -> Iterator[Row]:
        """Every record, without the documents unless `texts`."""
        for offset in range(0, len(self), self._page):
            yield from self._get(limit=self._page, offset=offset, texts=texts)

    def first(self) -> Row | None:
        """A record, always the same; None where there is none."""
        return next(iter(self._get(limit=1, offset=0)), None)

    def vectors(self, ids: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Vectors by id; ids that are not there are left out."""
        vectors: dict[str, NDArray[np.float32]] = {}
        for page in self._pages(list(ids)):
            with self._reading():
                found = self.collection.get(ids=page, include=["embeddings"])
            rows = found["embeddings"]
            assert rows is not None
            for key, vector in zip(found["ids"], rows, strict=True):
                vectors[key] = np.asarray(vector, np.float32)
        return vectors

    def nearest(
        self, vector: NDArray[np.float32], limit: int, ids: list[str] | None, where: Where | None
    ) -> list[tuple[str, float]]:
        """Ids and distances of the records nearest to a vector (dimension,), nearest first."""
        with self._reading():
            found = self.collection.query(
                query_embeddings=vector[None, :],
                n_results=limit,
                ids=ids,
                where=where,
                include=["distances"],
            )
        distances = found["distances"]
        assert distances is not None
        return list(zip(found["ids"][0], map(float, distances[0]), strict=True))

    def copy_to(self, other: Records) -> Iterator[int]:
        """Copy every record, vectors too, into an empty collection; yields how many so far."""
        done = 0
        for offset in range(0, len(self), self._page):
            with self._reading():
                found = self.collection.get(
                    limit=self._page,
                    offset=offset,
                    include=["documents", "metadatas", "embeddings"],
                )
            metadatas = [dict(metadata) for metadata in found["metadatas"] or []]
            rows = list(zip(found["ids"], found["documents"] or [], metadatas, strict=True))
            if rows:
                other.add(rows, np.asarray(found["embeddings"], np.float32))
            done += len(rows)
            yield done

    def _get(
        self,
        *,
        ids: list[str] | None = None,
        where: Where | None = None,
        limit: int | None = None,
        offset: int | None = None,
        texts: bool = True,
    ) -> list[Row]:
        with self._reading():
            found = self.collection.get(
                ids=ids,
                where=where,
                limit=limit,
                offset=offset,
                include=["documents", "metadatas"] if texts else ["metadatas"],
            )
        documents = found["documents"] or [""] * len(found["ids"])
        metadatas = [dict(metadata) for metadata in found["metadatas"] or []]
        return list(zip(found["ids"], documents, metadatas, strict=True))

    def _pages(self, values: Sequence[str]) -> Iterator[list[str]]:
        """Runs that fit one request; none for none, which Chroma refuses."""
        for first in range(0, len(values), self._page):
            yield list(values[first : first + self._page])

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            with reading(self._where):
                yield
        except UnreadableIndex as error:
            # A copy, for the traceback would keep its readers alive.
            self.damage = UnreadableIndex(str(error))
            raise
