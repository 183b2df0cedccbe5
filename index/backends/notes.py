"""Small records in a Chroma server beside the index: manifests, the writer's lock, readers' leases.

They lie in a collection of their own. A record that is added under an id that is there changes
nothing in Chroma: whoever is first has it, which is all that a lock needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, cast

import numpy as np

from index.chroma import reading, writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chromadb.api import ClientAPI
    from numpy.typing import NDArray

_NAME = "news-index"
_PART_CHARACTERS = 4_000

Note: TypeAlias = dict[str, str | int]
"""What a record says: strings and whole numbers by name."""


class Notes:
    """The records of one database."""

    def __init__(self, client: ClientAPI, where: str) -> None:
        self._client = client
        self._where = where
        with writing(where):
            self._collection = client.get_or_create_collection(_NAME, embedding_function=None)

    def now(self) -> int:
        """The server's time in seconds: one clock for all, whatever their own say."""
        with reading(self._where):
            return self._client.heartbeat() // 1_000_000_000

    def of_kind(self, kind: str) -> dict[str, Note]:
        """All records of a kind, by id."""
        with reading(self._where):
            found = self._collection.get(where={"kind": kind}, include=["metadatas"])
        notes: list[Any] = [dict(metadata) for metadata in found["metadatas"] or []]
        return dict(zip(found["ids"], notes, strict=True))

    def add(self, key: str, kind: str, note: Mapping[str, str | int]) -> Note:
        """Add a record unless there is one of that id; what is there then."""
        with writing(self._where):
            self._collection.add(
                ids=[key], embeddings=_vectors(1), metadatas=[{**note, "kind": kind}]
            )
        with reading(self._where):
            found = self._collection.get(ids=[key], include=["metadatas"])["metadatas"]
        there: Note = {}
        there.update(cast("Note", found[0]) if found else {})
        return there

    def change(self, keys: Sequence[str], note: Mapping[str, str | int]) -> None:
        """Change what records say; those that are not there stay so."""
        if keys:
            with writing(self._where):
                self._collection.update(ids=list(keys), metadatas=[dict(note) for _ in keys])

    def remove(self, keys: Sequence[str]) -> None:
        """Remove records."""
        if keys:
            with writing(self._where):
                self._collection.delete(ids=list(keys))

    def write_text(self, name: str, text: str) -> None:
        """Keep a text of any length under a name."""
        parts = [text[at : at + _PART_CHARACTERS] for at in range(0, len(text), _PART_CHARACTERS)]
        with writing(self._where):
            self._collection.upsert(
                ids=[f"{name}/{number}" for number in range(len(parts))],
                embeddings=_vectors(len(parts)),
                documents=parts,
                metadatas=[
                    {"kind": "text", "text": name, "part": number, "parts": len(parts)}
                    for number in range(len(parts))
                ],
            )

    def read_text(self, name: str) -> str | None:
        """The text kept under a name, or None."""
        with reading(self._where):
            found = self._collection.get(where={"text": name}, include=["documents", "metadatas"])
        parts: dict[int, str] = {}
        wanted = -1
        for metadata, document in zip(
            found["metadatas"] or [], found["documents"] or [], strict=True
        ):
            at: Any = metadata["part"]
            of: Any = metadata["parts"]
            parts[int(at)], wanted = document, int(of)
        return "".join(parts[at] for at in range(wanted)) if len(parts) == wanted else None

    def remove_text(self, name: str) -> None:
        """Forget a text."""
        with writing(self._where):
            self._collection.delete(where={"text": name})


def _vectors(count: int) -> NDArray[np.float32]:
    """What Chroma wants with every record; nothing is searched by them."""
    return np.ones((count, 1), np.float32)
