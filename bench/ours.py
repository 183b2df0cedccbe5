"""This assistant under measurement: its index of a corpus, and what it gives for a question."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import index
from assistant.question import understand
from assistant.quoting import choose_quotes
from assistant.request import moment
from assistant.retriever import Parts, retrieve
from bench.cache import Built, built, content_key
from bench.metrics import Asked
from index.filters import Filter
from index.manifest import SCHEMA_VERSION

if TYPE_CHECKING:
    from assistant.quoting import Chosen
    from assistant.settings import Settings
    from assistant.types import PassageHit, Understood
    from bench.data import Data, Question
    from index.store import NewsIndex
    from index.writer import OnProgress

_DEPTH = 40
"""Passages that hold ten different articles nearly always."""
_MAKES_CONTENT = ("article", "passages", "sentences", "stories", "writer")
"""Modules of `index` that decide what is stored; how it is stored, the schema's version tells."""


class Ours:
    """The assistant over an index, with all its parts or some switched off."""

    def __init__(self, opened: NewsIndex, settings: Settings, parts: Parts | None = None) -> None:
        self._index = opened
        self._settings = settings
        self._parts = parts or Parts()
        self._outlets = list(opened.manifest.outlets)

    def ask(self, question: Question) -> Asked:
        """Ask one question as of its day.

        The quotes are those chosen, even where the answer would be that the articles don't say:
        abstaining is measured on its own.
        """
        started = time.perf_counter()
        understood = self._understand(question)
        hits = self._retrieve(understood, self._settings.passages)
        seconds = time.perf_counter() - started
        deep = self._retrieve(understood, _DEPTH)
        return Asked(
            articles=tuple(dict.fromkeys(hit.url or hit.title for hit in deep)),
            passages=tuple(hit.text for hit in hits),
            quotes=tuple(quote.text for quote in self._choose(understood, hits).quotes),
            seconds=seconds,
        )

    def confidence(self, question: Question) -> float:
        """How sure it is, 0 to 1, that its quotes answer the question."""
        understood = self._understand(question)
        hits = self._retrieve(understood, self._settings.passages)
        return self._choose(understood, hits).confidence

    def _understand(self, question: Question) -> Understood:
        as_of = moment(question.asked_on, "asked_on", end_of_day=True)
        assert as_of is not None
        return understand(question.text, as_of=as_of, outlets=self._outlets)

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
        return choose_quotes(self._index, understood, hits, limit=self._settings.quotes)


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
            data.corpus, settings=settings.model_copy(update={"index": folder}), progress=progress
        )

    return built("ours", key, build)
