"""What is measured of answers: pure functions over what a pipeline gave for each question."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bench.data import Question

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    word: str(10 * tens)
    for tens, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)
}
_ARTICLES = frozenset(("a", "an", "the"))
_APOSTROPHE = re.compile(r"['’‘ʼ`]")
_POSSESSIVE = re.compile(r"'s\b")
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
# Left standing: letters, digits, a decimal point, and the signs that make a number another one.
_PUNCTUATION = re.compile(r"[^\w.$€£%]+|_|(?<!\d)\.|\.(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a pipeline gave for one question."""

    articles: tuple[str, ...]
    """Keys of the distinct articles found, best first."""
    passages: tuple[str, ...]
    """Texts of the passages found by default, best first."""
    quotes: tuple[str, ...]
    """The quotes of its answer, best first."""


def tokens(text: str) -> list[str]:
    """The words of a text, comparable: case, accents, quotes, punctuation and articles aside.

    Numbers are in digits, without separators: "Four" and "4", "120,000" and "120000" are the same.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _POSSESSIVE.sub("", _APOSTROPHE.sub("'", plain)).replace("'", "")
    plain = _PUNCTUATION.sub(" ", _BETWEEN_THOUSANDS.sub("", plain))
    return [_NUMBERS.get(word, word) for word in plain.split() if word not in _ARTICLES]


def holds_answer(text: str, answers: Sequence[str]) -> bool:
    """Whether the words of any of the answers stand in the text, in a row."""
    words = f" {' '.join(tokens(text))} "
    wanted = (" ".join(tokens(answer)) for answer in answers)
    return any(answer and f" {answer} " in words for answer in wanted)


def first_hit(found: Sequence[str], gold: Collection[str]) -> int | None:
    """The 1-based rank of the first article found that is gold, or None."""
    return next((rank for rank, key in enumerate(found, 1) if key in gold), None)


def quality(questions: Sequence[Question], asked: Sequence[Asked]) -> dict[str, float]:
    """The metrics of quality by name, each a mean over the questions."""
    pairs = list(zip(questions, asked, strict=True))
    ranks = [first_hit(a.articles[:10], q.gold) or math.inf for q, a in pairs]

    def answered(texts: Sequence[Sequence[str]], k: int) -> float:
        return fmean(
            any(holds_answer(text, question.answers) for text in found[:k])
            for question, found in zip(questions, texts, strict=True)
        )

    passages, quotes = [a.passages for a in asked], [a.quotes for a in asked]
    return {
        **{f"hit@{k}": fmean(rank <= k for rank in ranks) for k in (1, 5, 10)},
        "mrr@10": fmean(1 / rank for rank in ranks),
        "answer@5": answered(passages, 5),
        "answer@8": answered(passages, 8),
        "quote@1": answered(quotes, 1),
        "quote@3": answered(quotes, 3),
        "quote_words": fmean(sum(len(quote.split()) for quote in found[:3]) for found in quotes),
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of the values don't exceed."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a positive value exceeds a negative one, a tie counting half.

    Hanley and McNeil, "The meaning and use of the area under a ROC curve" (Radiology, 1982).
    """
    ranked = sorted(negative)
    below = (bisect_left(ranked, value) + bisect_right(ranked, value) for value in positive)
    return sum(below) / (2 * len(positive) * len(ranked))
