"""Passages reordered by a model that reads question and passage together, where one is named."""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.cross_encoders import load_cross_encoder
from assistant.reader import UNREAD, load_reader
from assistant.settings import PACKAGED_READER
from assistant.windows import Window
from index.errors import RerankerUnavailable
from index.passages import embedded_text
from index.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import CrossEncoder

    from assistant.diversity import Scored
    from assistant.reader import Reader

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
        return _placed(ranked, [float(value) for value in values])


class SentenceReranker:
    """The reader as a reranker: a passage is as good as the best of its sentences."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def rerank(self, question: str, ranked: Sequence[Scored]) -> list[Scored]:
        """Put the best passages in the order of their best sentences; scores stay with places."""
        read = ranked[:_READ]
        if len(read) < 2:
            return list(ranked)
        texts = [(item.title, item.passage.text) for _, item in read]
        windows = [
            Window(title=title, text=text, sentences=tuple(split_sentences(text)))
            for title, text in texts
        ]
        scores = self._reader.read(question, windows)
        return _placed(ranked, [max(values, default=UNREAD) for values in scores])


def _placed(ranked: Sequence[Scored], values: Sequence[float]) -> list[Scored]:
    """The first passages, which have values, best first; the scores stay with the places."""
    order = sorted(range(len(values)), key=lambda place: -values[place])
    places = zip(ranked, order, strict=False)
    return [*((score, ranked[place][1]) for (score, _), place in places), *ranked[len(values) :]]


@lru_cache(maxsize=2)
def load_reranker(name: str) -> Reranker | SentenceReranker:
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
    return Reranker(model)
