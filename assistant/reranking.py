"""Passages reordered by a model that reads question and passage together, where one is named."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.cross_encoders import load_cross_encoder
from assistant.reader import UNREAD, load_reader
from assistant.settings import PACKAGED_READER
from assistant.windows import whole_window
from index.errors import RerankerUnavailable
from index.passages import embedded_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import CrossEncoder

    from assistant.diversity import Scored
    from assistant.reader import Reader

_READ = 24
"""Passages the model reads, the best by the searches; the others keep their places behind."""


class Reranker(ABC):
    """A model that reads a question with passages, safe from several threads."""

    def rerank(self, question: str, ranked: Sequence[Scored]) -> list[Scored]:
        """Put the best passages in the model's order; scores stay with the places."""
        read = ranked[:_READ]
        if len(read) < 2:
            return list(ranked)
        values = self._values(question, [(item.title, item.passage.text) for _, item in read])
        order = sorted(range(len(read)), key=lambda place: -values[place])
        reordered = [(score, read[place][1]) for (score, _), place in zip(read, order, strict=True)]
        return [*reordered, *ranked[_READ:]]

    @abstractmethod
    def _values(self, question: str, passages: Sequence[tuple[str, str]]) -> list[float]:
        """How well each passage answers, of titles and texts."""


class PairReranker(Reranker):
    """A sentence-transformers CrossEncoder."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model
        self._lock = threading.Lock()

    def _values(self, question: str, passages: Sequence[tuple[str, str]]) -> list[float]:
        pairs = [(question, embedded_text(*passage)) for passage in passages]
        with self._lock:
            return [float(value) for value in self._model.predict(pairs, show_progress_bar=False)]


class SentenceReranker(Reranker):
    """The reader: a passage is as good as the best of its sentences."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def _values(self, question: str, passages: Sequence[tuple[str, str]]) -> list[float]:
        scores = self._reader.read(question, [whole_window(*passage) for passage in passages])
        return [max(values, default=UNREAD) for values in scores]


@lru_cache(maxsize=2)
def load_reranker(name: str) -> Reranker:
    """Load a CrossEncoder from a folder or by its Hugging Face name, or the packaged reader.

    Raises:
        RerankerUnavailable: it is neither on disk nor to be had, or gives no single score.
        ReaderUnavailable: the packaged reader cannot be loaded.
    """
    if name == PACKAGED_READER and (reader := load_reader(name)) is not None:
        return SentenceReranker(reader)
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
    return PairReranker(model)
