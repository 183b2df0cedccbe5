"""Which name a number belongs to, and what it counts: told apart where a text swaps them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assistant import quantities
from assistant.proper_names import proper_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_PART = re.compile(
    r";|,?\s+(?:and|but)\s+(?=(?:the\s+)?[A-Z])|,?\s+(?:while|whereas|although|though)\s+"
    r"|,\s+(?:and|but)\s+"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?|\b{_MONTH}\s+\d{{1,2}}\b(?:,\s+\d{{4}})?"
    r"|\b(?:19|20)\d\d\b|\b\d{1,2}(?::\d\d)+"
)
_BEHIND_PREPOSITION = re.compile(r"\b(?:in|at|of|for|to|from|on|around|over|by)\s+(?:the\s+)?$")
_COUNTED = re.compile(r"\s+([a-z]{4,})")


class _Number(NamedTuple):
    """A number with the word behind it and the names in its part of the sentence."""

    text: str
    values: frozenset[Decimal]
    counted: str
    names: frozenset[str]


def swapped(sentence: str, evidence: Sequence[str]) -> list[str]:
    """Return the numbers of `sentence` that its evidence gives to another name, or another thing.

    A number is swapped where the evidence gives it to another name of the sentence only, and to
    the sentence's name another number of the sentence; the same for the word behind it ("49
    against and 46 abstentions" where the evidence has 49 abstentions and 46 against).
    """
    stated = _numbers(sentence)
    values = frozenset().union(*(number.values for number in stated))
    names = frozenset().union(*(number.names for number in stated))
    words = {number.counted for number in stated} - {""}
    known = [number for text in evidence for number in _numbers(text)]
    wrong = []
    for number in stated:
        same = [other for other in known if not other.values.isdisjoint(number.values)]
        others = [other for other in known if other.values & (values - number.values)]
        if not same:
            continue
        named = all(other.names.isdisjoint(number.names) and other.names & names for other in same)
        if named and any(other.names & number.names for other in others):
            wrong.append(f"{number.text} for {' and '.join(sorted(number.names))}")
        counted = number.counted and all(
            other.counted in words - {number.counted} for other in same
        )
        if counted and any(other.counted == number.counted for other in others):
            wrong.append(f"{number.text} {number.counted}")
    return wrong


def _numbers(sentence: str) -> list[_Number]:
    found = []
    for part in parts(_DATE.sub(" ", sentence)):
        names = frozenset(
            name.text.split()[-1].removesuffix("'s").removesuffix("’s")
            for name in proper_names(part)
            if not _BEHIND_PREPOSITION.search(part[: name.start])
        )
        position = 0
        for number in quantities.numbers(part):
            position = part.index(number.text, position) + len(number.text)
            after = _COUNTED.match(part, position)
            if number.stated:
                counted = after[1].removesuffix("s") if after else ""
                found.append(_Number(number.text, number.values, counted, names))
    return found


def parts(sentence: str) -> list[str]:
    """Return the clauses of a sentence that may have subjects of their own."""
    return [part for part in _PART.split(sentence) if part.strip()]
