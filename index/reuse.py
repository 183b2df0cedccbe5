"""What is known of a generation's vectors, so that nothing unchanged is embedded again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np

from index.errors import UnreadableIndex
from index.passages import title_and_lead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from index.lexical import LexicalStore
    from index.vectors import VectorStore

_log = logging.getLogger(__name__)
# A model that runs in bfloat16 gives three digits.
_TOLERANCE = 1e-2


class Reuse:
    """Vectors of generations that are there; what is damaged in them is not known."""

    def __init__(
        self, stores: Sequence[VectorStore], lexical: Sequence[LexicalStore], dimension: int
    ) -> None:
        self._stores = list(stores)
        self._lexical = list(lexical)
        self._dimension = dimension

    def passage_vectors(self, passage_ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Unit vectors (dimension,) by passage id."""
        return self._found(passage_ids, lambda store, keys: store.passage_vectors(keys))

    def sentences(self, passage_ids: Sequence[str]) -> dict[str, bytes]:
        """The vectors of sentences, packed, by passage id."""
        known: dict[str, bytes] = {}
        for store in list(self._lexical):
            try:
                known |= store.sentences([key for key in passage_ids if key not in known])
            except UnreadableIndex as error:
                _log.warning("%s What it holds is embedded again.", error)
                self._lexical.remove(store)
        return known

    def article_vectors(self, texts: Mapping[str, str]) -> dict[str, NDArray[np.float32]]:
        """Unit vectors (dimension,) by article id, of those whose title and lead are the same.

        `texts` are the titles and leads by article id, see `index.passages.title_and_lead`.
        """

        def read(store: VectorStore, keys: Sequence[str]) -> dict[str, NDArray[np.float32]]:
            openings = store.article_openings(keys)
            same = [key for key in openings if title_and_lead(*openings[key]) == texts[key]]
            return store.article_vectors(same)

        return self._found(list(texts), read)

    def _found(
        self,
        keys: Sequence[str],
        read: Callable[[VectorStore, Sequence[str]], dict[str, NDArray[np.float32]]],
    ) -> dict[str, NDArray[np.float32]]:
        known: dict[str, NDArray[np.float32]] = {}
        for store in list(self._stores):
            missing = [key for key in keys if key not in known]
            try:
                found = read(store, missing) if missing else {}
            except UnreadableIndex as error:
                _log.warning("%s What it holds is embedded again.", error)
                self._stores.remove(store)
                continue
            known |= {key: row for key, row in found.items() if is_unit(row, self._dimension)}
        return known


def is_unit(vector: NDArray[np.float32], dimension: int) -> bool:
    """Whether a vector has that many numbers and the length one."""
    return vector.shape == (dimension,) and abs(float(np.linalg.norm(vector)) - 1) < _TOLERANCE
