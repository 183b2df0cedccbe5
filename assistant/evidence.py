"""How well a sentence answers a question: what is measured of it, and what that adds up to."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from assistant.types import AnswerKind, PassageHit, Understood
    from index.store import NewsIndex

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|"
    r"half|third|quarter|twice|once|double)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*\b\.?|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:yesterday|today|tonight|tomorrow|"
    r"century|decade|last (?:week|month|year)|next (?:week|month|year)|years? ago)\b|\d [ap]\.?m\b"
)
_NAME = re.compile(
    r"\b[A-ZÀ-ÖØ-Þ][\w’'.-]*\w(?:\s+(?:of|the|de|van|von|bin|al|for|and)?\s*[A-Z]\w+)*"
)
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|of|across|outside|off|around|based)\s+(?:the\s+)?[A-Z]\w+|\w+-based\b"
)
_CAUSE = re.compile(
    r"\b(?:because|due to|over|after|amid|since|following|so that|in order to|caused?|reasons?|"
    r"led to|result(?:ed|s)? (?:in|of|from)|blam\w+|cit(?:ed|ing)|prompt\w+|as a result|to)\b",
    re.IGNORECASE,
)
_ASKS_FOR_STATEMENT = re.compile(
    r"\bwhat\b.*\b(?:say|said|propos(?:e|ed)|suggest(?:ed)?|demand(?:ed)?|warn(?:ed)?|claim(?:ed)?|"
    r"announced?|promised?|argued?|think|call(?:ed)? for|urged?)\b",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"[\"“].{20,}[\"”]|\b(?:said|stressed|proposed|suggested|demanded|warned|claimed|announced|"
    r"promised|argued|urged|called (?:for|on)|insisted|added)\b"
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that may answer; `text == article.body[start:end]`."""

    hit: PassageHit
    rank: int
    """Of its passage, 0 is best."""
    text: str
    start: int
    end: int
    before: str
    """The sentence before it in the passage, or ""."""
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is measured of a sentence, each between 0 and 1."""

    similarity: float
    """Cosine of question and sentence."""
    passage_similarity: float
    """Cosine of question and passage."""
    overlap: float
    """Share of the question's words that the sentence holds, rare words counting more."""
    context_overlap: float
    """The same for sentence, neighbours and title."""
    passage_overlap: float
    """The same for passage and title."""
    rank: float
    """1 / (1 + rank of the passage)."""
    kind: float
    """1 when it holds the kind of thing asked for, beyond what the question itself says."""
    names: float
    """Share of the question's names and numbers that passage and title hold; 1 without any."""


def score(item: Evidence) -> float:
    """How well one sentence answers, for ranking sentences of one question."""
    return (
        0.9 * item.similarity
        + 0.3 * item.passage_similarity
        + 0.3 * item.overlap
        + 0.3 * item.context_overlap
        + 0.15 * item.rank
        + 0.15 * item.kind
    )


def confidence(measured: Sequence[Evidence]) -> float:
    """How sure it is, 0 to 1, that the best of these sentences answer the question."""
    if not measured:
        return 0.0
    best = max(measured, key=score)
    similarity = max(item.similarity for item in measured)
    passage = max(item.passage_similarity for item in measured)
    overlap = max(item.passage_overlap for item in measured)
    names = max(item.names for item in measured)
    logit = 4.0 * similarity + 4.0 * passage + 3.0 * overlap + 4.0 * names + best.kind - 9.0
    return 1.0 / (1.0 + math.exp(-logit))


def evidence(
    index: NewsIndex, understood: Understood, candidates: Sequence[Candidate]
) -> list[Evidence]:
    """Measure candidate sentences against a question, in their order."""
    question = understood.standalone
    vector = index.embeddings.encode_question(question)
    similarities = index.embeddings.encode([item.text for item in candidates]) @ vector
    passages = index.vectors.passage_vectors(
        list(dict.fromkeys(item.hit.passage_id for item in candidates))
    )
    words = _Words(index, question)
    names = _names(question)
    return [
        Evidence(
            similarity=float(similarities[i]),
            passage_similarity=_cosine(passages.get(item.hit.passage_id), vector),
            overlap=words.share(item.text),
            context_overlap=words.share(
                " ".join((item.hit.title, item.before, item.text, item.after))
            ),
            passage_overlap=words.share(f"{item.hit.title} {item.hit.text}"),
            rank=1.0 / (1 + item.rank),
            kind=float(holds_kind(understood.kind, item.text, question)),
            names=_share_of_names(names, f"{item.hit.title} {item.hit.text} {item.hit.source}"),
        )
        for i, item in enumerate(candidates)
    ]


def holds_kind(kind: AnswerKind, sentence: str, question: str) -> bool:
    """Whether a sentence holds the kind of thing asked for that the question doesn't say itself."""
    known = set(_WORD.findall(question.lower()))

    def fresh(pattern: re.Pattern[str], text: str = sentence) -> bool:
        return any(
            not set(_WORD.findall(match.group().lower())) <= known
            for match in pattern.finditer(text)
        )

    if _ASKS_FOR_STATEMENT.search(question):
        return bool(_STATEMENT.search(sentence))
    match kind:
        case "number":
            return any(
                word.lower() not in known for word in _WORD.findall(sentence) if _NUMBER.match(word)
            )
        case "when":
            return fresh(_TIME)
        case "where":
            return fresh(_PLACE)
        case "who":
            # The first word's capital says nothing.
            return fresh(_NAME, sentence.partition(" ")[2]) or fresh(_NAME)
        case "why":
            return bool(_CAUSE.search(sentence))
        case "other":
            return False


class _Words:
    """The question's words and how much each counts: log(N / passages that hold it)."""

    def __init__(self, index: NewsIndex, question: str) -> None:
        self._terms = index.lexical.terms
        total = index.manifest.passages
        self._weights = {
            term: math.log((total + 1.0) / (index.lexical.document_frequency(term) + 0.5))
            for term in index.lexical.query_terms(question)
        }
        self._sum = sum(self._weights.values())

    def share(self, text: str) -> float:
        """The weighted share of the question's words that a text holds."""
        if self._sum <= 0:
            return 0.0
        held = set(self._terms(text))
        return sum(weight for term, weight in self._weights.items() if term in held) / self._sum


def _names(question: str) -> list[str]:
    """Capitalised words and numbers of a question, its first word aside."""
    words = re.findall(r"[\w’'-]+", question)
    return [
        word.removesuffix("'s").removesuffix("’s")
        for i, word in enumerate(words)
        if word[0].isdigit() or (i and word[0].isupper())
    ]


def _share_of_names(names: Sequence[str], text: str) -> float:
    if not names:
        return 1.0
    lowered = text.lower()
    return sum(name.lower() in lowered for name in names) / len(names)


def _cosine(passage: NDArray[np.float32] | None, question: NDArray[np.float32]) -> float:
    return 0.0 if passage is None else float(np.dot(passage, question))
