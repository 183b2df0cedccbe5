"""Passages reordered by a model that reads question and passage together, where one is named."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.cross_encoders import load_cross_encoder
from index.errors import RerankerUnavailable
from index.passages import embedded_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import CrossEncoder

    from assistant.diversity import Scored

_READ = 24
"""Passages the model reads, the best by the searches; the others keep their places behind."""


class Reranker:
    """A sentence-transformers CrossEncoder, safe from several threads."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model
        self._lock = threading.Lock()

    def rerank(self, question: str, ranked: Sequence[Scored]) -> list[Scored]:
        """Put the best passages in the model's order; scores stay with the places."""
        read = ranked[:_READ]
        if len(read) < 2:
            return list(ranked)
        pairs = [(question, embedded_text(item.title, item.passage.text)) for _, item in read]
        with self._lock:
            values = self._model.predict(pairs, show_progress_bar=False)
        order = sorted(range(len(read)), key=lambda place: -float(values[place]))
        reordered = [(score, read[place][1]) for (score, _), place in zip(read, order, strict=True)]
        return [*reordered, *ranked[_READ:]]


@lru_cache(maxsize=2)
def load_reranker(name: str) -> Reranker:
    """Load a CrossEncoder from a folder, or by its Hugging Face name.

    Raises:
        RerankerUnavailable: it is neither on disk nor to be had, or gives no single score.
    """
    model = load_cross_encoder(
        name,
        role="reranker",
        unavailable=RerankerUnavailable,
        instead="Set NEWS_RERANKER to the folder of a sentence-transformers CrossEncoder, or leave "
        "it empty to go without.",
    )
    if model.num_labels != 1:
        raise RerankerUnavailable(
            f"The reranker {name!r} gives {model.num_labels} values for a pair, not one score. Set "
            "NEWS_RERANKER to a CrossEncoder trained for ranking, or leave it empty."
        )
    return Reranker(model)
