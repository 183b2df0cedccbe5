"""How like a question sentences are: at once by the index's vectors, closely each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from assistant.evidence import Candidate
    from index.store import NewsIndex


class Likeness:
    """Cosines of sentences to one question."""

    def __init__(self, index: NewsIndex, question: NDArray[np.float32]) -> None:
        """For a question's unit vector (dimension,)."""
        self._index = index
        self._question = question
        self._close: dict[tuple[str, int, int], float] = {}

    def at_once(
        self, candidates: Sequence[Candidate], *, most: int | None
    ) -> list[tuple[Candidate, float]]:
        """By the vectors that the index holds.

        Of those that it holds none of the first `most` are embedded; the others are left out.
        """
        hits = {item.hit.passage_id: item.hit for item in candidates}.values()
        stored = {
            (hit.article_id, start, end): vector
            for hit in hits
            for (start, end), vector in self._index.sentence_vectors(
                hit.article_id, hit.start, hit.end
            ).items()
        }
        known = {place: float(vector @ self._question) for place, vector in stored.items()}
        unknown = [item for item in candidates if item.place not in known][:most]
        known |= {
            item.place: value for item, value in zip(unknown, self.closely(unknown), strict=True)
        }
        return [(item, known[item.place]) for item in candidates if item.place in known]

    def closely(self, candidates: Sequence[Candidate]) -> list[float]:
        """By vectors of the sentences alone, which are embedded unless they were before.

        In its passage a sentence takes on what its neighbours say, and they what it says.
        """
        new = [item for item in candidates if item.place not in self._close]
        rows = self._index.embeddings.encode([item.text for item in new])
        values = np.dot(rows, self._question)
        self._close |= {item.place: float(value) for item, value in zip(new, values, strict=True)}
        return [self._close[item.place] for item in candidates]
