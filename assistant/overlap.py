"""How many words two texts share, by their stems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_STEM = 6
STOP_WORDS = frozenset(
    "a an and are as at be been but by did do does for from had has have he her his i in is it its "
    "not of on or said say says she that the their them there they this to was we were what when "
    "which who will with would".split()
)


def overlap(statement: str, candidates: Sequence[str]) -> list[float]:
    """Return the share of the statement's content words that each candidate has, 0 to 1.

    Words are compared by their first six letters, so that "suspended" meets "suspension".
    """
    wanted = stems(statement)
    return [len(wanted & stems(text)) / len(wanted) if wanted else 0.0 for text in candidates]


def overlap_support(sentence: str, evidence: Sequence[str]) -> float:
    """Support by words alone: the highest `overlap` with a sentence of the evidence."""
    return max(overlap(sentence, evidence), default=0.0)


def stems(text: str) -> set[str]:
    """The beginnings of the words of a text, those left out that say little."""
    words = (word.casefold() for word in _WORD.findall(text))
    return {word[:_STEM] for word in words if word not in STOP_WORDS}
