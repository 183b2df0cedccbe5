"""This assistant under measurement: its index of a corpus, and what it gives for a question."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import index
from assistant.evidence import evidence
from assistant.question import understand
from assistant.quoting import candidates, choose_quotes
from assistant.reader import load_reader
from assistant.retriever import ALL, retrieve
from bench.cache import Built, built, content_key
from bench.data import key_of
from bench.metrics import Asked
from index.backends import backend_of, current_generation
from index.embedding import SentenceEmbeddings, load_embeddings
from index.filters import Filter
from index.manifest import SCHEMA_VERSION
from index.store import NewsIndex, open_generation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from assistant.evidence import Evidence
    from assistant.quoting import Chosen
    from assistant.reader import Reader
    from assistant.retriever import Parts
    from assistant.settings import Settings
    from assistant.types import PassageHit, Understood
    from assistant.windows import Window
    from bench.data import Data, Question
    from index.writer import OnProgress

_DEPTH = 40
"""Passages that hold ten different articles nearly always."""
_MAKES_CONTENT = (
    *("addresses", "article", "embedding", "lexical", "lexical_schema", "passages", "revisions"),
    *("sameness", "sentence_vectors", "sentences", "stories", "versions", "writer"),
)
"""Modules of `index` that decide what is stored; how it is stored, the schema's version tells."""


class Ours:
    """The assistant over an index, with all its parts or some switched off."""

    def __init__(self, opened: NewsIndex, settings: Settings, parts: Parts = ALL) -> None:
        self._index = opened
        self._settings = settings
        self._parts = parts
        self._outlets = list(opened.manifest.outlets)

    def ask(self, question: Question) -> Asked:
        """Ask one question as of its day.

        The quotes are those chosen, even where the answer would be that the articles don't say:
        abstaining is measured on its own.
        """
        understood = self._understand(question)
        deep = self._retrieve(understood, _DEPTH)
        hits = deep[: self._settings.passages]
        return Asked(
            articles=tuple(dict.fromkeys(key_of(hit.url, hit.title) for hit in deep)),
            passages=tuple(hit.text for hit in hits),
            quotes=tuple(quote.text for quote in self._choose(understood, hits).quotes),
        )

    def search(self, question: Question) -> list[PassageHit]:
        """From a question as a string to its passages: what is timed."""
        return self._retrieve(self._understand(question), self._settings.passages)

    def confidence(self, question: Question) -> float:
        """How sure it is, 0 to 1, that its quotes answer the question."""
        hits = self.search(question)
        return self._choose(self._understand(question), hits).confidence

    def measured(self, question: Question) -> list[Evidence]:
        """What is measured of the sentences that may answer a question."""
        sentences = list(candidates(self.search(question)))
        understood = self._understand(question)
        found = evidence(self._index, understood, sentences, reader=self._reader())
        return [item for _, item in found]

    def _understand(self, question: Question) -> Understood:
        return understand(question.text, as_of=question.as_of, outlets=self._outlets)

    def _retrieve(self, understood: Understood, limit: int) -> list[PassageHit]:
        return retrieve(
            self._index,
            understood,
            Filter(),
            limit=limit,
            per_article=self._settings.passages_per_article,
            parts=self._parts,
            reranker=self._settings.reranker,
        )

    def _choose(self, understood: Understood, hits: list[PassageHit]) -> Chosen:
        return choose_quotes(
            self._index,
            understood,
            hits,
            limit=self._settings.quotes,
            reader=self._reader(),
        )

    def _reader(self) -> Reader | None:
        return _remembering_reader(self._settings.reader) if self._parts.reader else None


def build_ours(data: Data, settings: Settings, progress: OnProgress) -> Built:
    """Our index of a corpus, built unless it is there already."""
    package = Path(index.__file__).parent
    key = content_key(
        data.corpus,
        f"{SCHEMA_VERSION} {settings.embedding} {settings.passage_words}",
        *(package / f"{name}.py" for name in _MAKES_CONTENT),
        *sorted((package / "readers").glob("*.py")),
    )

    def build(folder: Path) -> None:
        index.rebuild(
            data.corpus,
            settings=settings.model_copy(update={"index": folder, "store": ""}),
            progress=progress,
        )

    return built("ours", key, build, progress)


def open_measured(settings: Settings) -> NewsIndex:
    """Open the current generation of an index.

    Raises:
        NoIndex, UnreadableIndex: see `index.errors`.
    """
    backend = backend_of(settings)
    return open_generation(backend, current_generation(backend), settings, _MeasuredIndex)


class _MeasuredIndex(NewsIndex):
    """Embeds each sentence once, however many pipelines choose quotes from it."""

    @property
    def embeddings(self) -> SentenceEmbeddings:
        return _remembering(self.manifest.embedding)


class _Remembering(SentenceEmbeddings):
    """Remembers the vectors of sentences, but not of questions, whose embedding is timed."""

    def __init__(self, embeddings: SentenceEmbeddings) -> None:
        self.name = embeddings.name
        self._embeddings = embeddings
        self._known: dict[str, NDArray[np.float32]] = {}

    @property
    def dimension(self) -> int:
        return self._embeddings.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(fresh, self._embeddings.encode(fresh), strict=True))
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return np.stack([self._known[text] for text in texts])

    def encode_question(self, text: str) -> NDArray[np.float32]:
        return self._embeddings.encode_question(text)


class _RememberingReader:
    """Reads each window once for a question, however many pipelines ask for it."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, Window], list[float]] = {}

    def read(self, question: str, windows: Sequence[Window]) -> list[list[float]]:
        fresh = [window for window in windows if (question, window) not in self._known]
        for window, scores in zip(fresh, self._reader.read(question, fresh), strict=True):
            self._known[question, window] = scores
        return [self._known[question, window] for window in windows]


@lru_cache(maxsize=1)
def _remembering_reader(name: str) -> Reader | None:
    reader = load_reader(name)
    return reader and _RememberingReader(reader)


@lru_cache(maxsize=1)
def _remembering(name: str) -> _Remembering:
    return _Remembering(load_embeddings(name))
