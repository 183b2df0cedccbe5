"""How well a sentence answers a question: what is measured of it, and what that adds up to."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.agreement import agreement, new_names
from assistant.kind_match import kind_match
from assistant.likeness import Likeness
from assistant.windows import windows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from assistant.reader import Reader
    from assistant.types import PassageHit, Understood
    from assistant.windows import Window
    from index.store import NewsIndex

WEIGHED = 32
"""Candidates that are weighed: the others have too little in common with the question."""
_EMBEDDED = 12
"""Of those of which the index has no vectors, as many: it takes the time of reading them."""
_CLOSELY = 6
"""The likeliest of all, which are compared by themselves and read with what lies beside them."""
_READ_AGAIN = 18
"""Of the likeliest, those that are read where the question goes on from another: they are so many
likely answers to that one, too."""
_BESIDE_READING = 0.5
_READING = 0.5
_UNLIKELY = -3.0
"""Log odds below which the reader only says "no": how far below tells little."""
_MANY_NAMES = 4
_HOW_MANY = re.compile(r"\bhow (?:many|much)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may answer; `text == article.body[start:end]`."""

    hit: PassageHit
    text: str
    start: int
    end: int
    context: str
    """The sentence with its neighbours, and with what its pronouns may stand for."""

    @property
    def place(self) -> tuple[str, int, int]:
        """Its article's id, and where it begins and ends there."""
        return self.hit.article_id, self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is measured of a sentence, each between 0 and 1."""

    similarity: float
    """Cosine of question and sentence."""
    context_overlap: float
    """Share of the question's words that title and context hold, rare words counting more."""
    kind: float
    """How well it holds the kind of thing asked for, see `assistant.kind_match`."""
    agreement: float
    """How much of the other origins shares a new name or number, see `assistant.agreement`."""
    news: float
    """New names and numbers, of four: a sentence that only repeats the question has none."""
    passage_score: float
    """Score of its passage, of that of the best."""
    passage_similarity: float
    """Cosine of question and passage."""
    passage_overlap: float
    """Share of the question's words that title and passage hold."""
    reading: float | None = None
    """What the reader says: log odds that it answers; None where nothing was read."""


def score(item: Evidence) -> float:
    """How well one sentence answers, for ranking sentences of one question.

    The weights are those of a softmax over the candidates (listwise, Cao et al., "Learning to
    rank", ICML 2007), fitted where it is known which sentences hold the answer, and rounded. What
    the reader says counts beside half of what it has seen much of itself; the kind of thing that
    is asked for counts in full, since the reader was taught few questions about what one said.
    """
    kind = item.kind * (1.1 + 3.2 * item.similarity)
    rest = (
        3.6 * item.similarity
        + 4.5 * item.context_overlap
        + 1.4 * item.agreement
        + 0.5 * item.news
        + 4.6 * item.passage_score
    )
    if item.reading is None:
        return kind + rest
    return kind + _BESIDE_READING * rest + _READING * max(item.reading, _UNLIKELY)


def evidence(
    index: NewsIndex,
    understood: Understood,
    candidates: Sequence[Candidate],
    *,
    weighed: int | None = WEIGHED,
    reader: Reader | None = None,
    kept: Collection[str] = (),
) -> list[tuple[Candidate, Evidence]]:
    """Measure candidate sentences against a question; at most the `weighed` likeliest are returned.

    With a `reader` the likeliest of them are read too; the others get the lowest of its scores. The
    articles `kept`, by id, are known to be about what the question goes on from: they are read for
    what it asks by itself.
    """
    if not candidates:
        return []
    question = understood.standalone
    words = _Words(index, _content(understood))
    top = max(item.hit.score for item in candidates)
    overlaps = {id(item): words.share(f"{item.hit.title} {item.context}") for item in candidates}
    kinds = {id(item): kind_match(understood.kind, question, item.text) for item in candidates}
    vector = index.embeddings.encode_question(question)
    passages = index.vectors.passage_vectors(
        list(dict.fromkeys(item.hit.passage_id for item in candidates))
    )
    near = {name: float(np.dot(passage, vector)) for name, passage in passages.items()}

    def promise(item: Candidate) -> float:
        return (
            words.share(item.text)
            + 0.5 * overlaps[id(item)]
            + 0.5 * item.hit.score / top
            + 0.2 * kinds[id(item)]
            + near.get(item.hit.passage_id, 0.0)
        )

    ranked = sorted(candidates, key=promise, reverse=True)[:weighed]
    likeness = Likeness(index, vector)
    likely = likeness.at_once(ranked, most=None if weighed is None else _EMBEDDED)
    known = words.known | {word.lower() for word in question.split()}
    names = [new_names(item.text, known) for item, _ in likely]
    shared = agreement(
        names,
        [item.hit.story or item.hit.article_id for item, _ in likely],
        [
            math.exp(6.0 * (similarity + 0.4 * words.share(item.text)))
            for item, similarity in likely
        ],
    )
    measured = [
        (
            item,
            Evidence(
                similarity=similarity,
                context_overlap=overlaps[id(item)],
                kind=kinds[id(item)],
                agreement=shared[i],
                news=min(len(names[i]), _MANY_NAMES) / _MANY_NAMES,
                passage_score=item.hit.score / top,
                passage_similarity=near.get(item.hit.passage_id, 0.0),
                passage_overlap=words.share(f"{item.hit.title} {item.hit.text}"),
            ),
        )
        for i, (item, similarity) in enumerate(likely)
    ]
    refined = _compared_closely(likeness, measured)
    return refined if reader is None else _read(reader, understood, refined, kept)


def _compared_closely(
    likeness: Likeness, measured: list[tuple[Candidate, Evidence]]
) -> list[tuple[Candidate, Evidence]]:
    """What was measured, the likeliest with the cosines of their sentences alone."""
    ranked = sorted(measured, key=lambda pair: -score(pair[1]))
    best = ranked[:_CLOSELY]
    values = likeness.closely([candidate for candidate, _ in best])
    return [
        (candidate, replace(item, similarity=value))
        for (candidate, item), value in zip(best, values, strict=True)
    ] + ranked[_CLOSELY:]


def _read(
    reader: Reader,
    understood: Understood,
    measured: list[tuple[Candidate, Evidence]],
    kept: Collection[str],
) -> list[tuple[Candidate, Evidence]]:
    """What was measured, with the reader's scores.

    The reader was taught with single questions: of two it would answer the first.
    """
    ranked = sorted(measured, key=lambda pair: -score(pair[1]))
    around = _READ_AGAIN if kept else _CLOSELY
    by_question: dict[str, list[tuple[Window, tuple[int, ...]]]] = {}
    for window, places in windows([candidate for candidate, _ in ranked], around=around):
        own = ranked[places[0]][0].hit.article_id in kept and understood.asked
        by_question.setdefault(own or understood.standalone, []).append((window, places))
    scores: dict[int, float] = {}
    for question, found in by_question.items():
        values = reader.read(question, [window for window, _ in found])
        for (_, places), given in zip(found, values, strict=True):
            scores |= dict(zip(places, given, strict=True))
    lowest = min(scores.values())
    return [
        (candidate, replace(item, reading=scores.get(place, lowest)))
        for place, (candidate, item) in enumerate(ranked)
    ]


def _content(understood: Understood) -> str:
    """The question without its dates and its "how many": an article says "on Tuesday", and "57"."""
    text = understood.standalone
    for period in understood.periods:
        text = text.replace(period.text, " ")
    return _HOW_MANY.sub(" ", text)


class _Words:
    """The question's words and how much each counts: log(N / passages that hold it)."""

    def __init__(self, index: NewsIndex, question: str) -> None:
        self._terms = index.lexical.terms
        total = index.manifest.passages
        self._weights = {
            term: math.log((total + 1.0) / (index.lexical.document_frequency(term) + 0.5))
            for term in index.lexical.query_terms(question)
        }
        self.known = frozenset(self._weights)
        self._sum = sum(self._weights.values())

    def share(self, text: str) -> float:
        """The weighted share of the question's words that a text holds."""
        if self._sum <= 0:
            return 0.0
        held = set(self._terms(text))
        return sum(weight for term, weight in self._weights.items() if term in held) / self._sum
