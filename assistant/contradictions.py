"""Where a written sentence says the opposite of its evidence: units, negations, opposites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant import quantities

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_UNITS = {
    form: forms.split()[0]
    for forms in (
        "second seconds sec secs",
        "minute minutes min mins",
        "hour hours",
        "day days",
        "week weeks",
        "month months",
        "year years",
        "metre metres meter meters",
        "kilometre kilometres kilometer kilometers km kph",
        "mile miles mph",
        "foot feet ft",
        "tonne tonnes ton tons",
        "kilogram kilograms kilo kilos kg",
        "gigawatt gigawatts gw",
        "megawatt megawatts mw",
        "percent percentage %",
        "dollar dollars",
        "euro euros",
        "pound pounds",
    )
    for form in forms.split()
}
_UNIT_AFTER = re.compile(r"[\s-]*(?:per (?=cent))?([A-Za-z]+|%)")
_NEGATION = re.compile(
    r"\b(?:not(?! only\b)|no|never|nobody|none|neither|nor|without|cannot|refused|denied|failed)\b"
    r"|\bruled out\b|n['’]t\b",
    re.IGNORECASE,
)
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (r"rais(?:e[sd]?|ing)|increas\w+|rose|rises?", r"lower(?:s|ed|ing)?|cuts?|decreas\w+|fell"),
        (r"w[io]ns?|won|victory", r"los[et]s?|lost|defeat"),
        (r"accept(?:s|ed)?|approv\w+|adopt(?:s|ed)?", r"reject(?:s|ed)?|refus\w+"),
        (r"began|begins?|start(?:s|ed)?", r"end(?:s|ed)?|stop(?:s|ped)?"),
        (r"lengthen(?:s|ed)?", r"shorten(?:s|ed)?"),
        (r"best|highest|most|largest|biggest", r"worst|lowest|least|fewest|smallest"),
        (r"oldest", r"youngest"),
    )
)
_SAME = 0.9
"""The same for a negation, which one of two sentences may have in a part of its own."""
_CLOSE = 0.6
"""Share of a sentence's words that its counterpart must have to be about the same."""


def units(sentence: str, evidence: str) -> list[str]:
    """Return the measures of `sentence` whose number `evidence` has with other units only."""
    known: dict[Decimal, set[str]] = {}
    for values, unit, _ in _measures(evidence):
        for value in values:
            known.setdefault(value, set()).add(unit)
    wrong = []
    for values, unit, text in _measures(sentence):
        others = set().union(*(known.get(value, set()) for value in values))
        if unit and others and unit not in others and "" not in others:
            wrong.append(text)
    return wrong


def opposite(sentence: str, candidates: Sequence[str], shares: Sequence[float]) -> str | None:
    """Return the candidate that says much the same with the opposite word or a negation, or None.

    `shares` is, for each candidate, how much of the sentence's words it has, 0 to 1. A candidate
    that agrees as closely as the one that contradicts outweighs it.
    """
    if not candidates:
        return None
    most = max(shares)
    if most < _CLOSE:
        return None
    near = [text for text, share in zip(candidates, shares, strict=True) if share > most - 0.1]
    contrary = [text for text in near if _contrary(sentence, text, nearly=most >= _SAME)]
    return contrary[0] if contrary and len(contrary) == len(near) else None


def _contrary(sentence: str, text: str, *, nearly: bool) -> bool:
    if nearly and bool(_NEGATION.search(sentence)) != bool(_NEGATION.search(text)):
        return True
    for one, other in _OPPOSITES:
        for mine, theirs in ((one, other), (other, one)):
            said = mine.search(sentence) and not theirs.search(sentence)
            if said and theirs.search(text) and not mine.search(text):
                return True
    return False


def _measures(text: str) -> list[tuple[frozenset[Decimal], str, str]]:
    """The numbers of a text with their units, "" for none, and as written."""
    found = []
    position = 0
    for number in quantities.numbers(text):
        position = text.index(number.text, position) + len(number.text)
        after = _UNIT_AFTER.match(text, position)
        unit = _UNITS.get(after[1].casefold().replace("cent", "percent"), "") if after else ""
        written = number.text + (after[0] if after and unit else "")
        found.append((number.values, unit, written))
    return found
