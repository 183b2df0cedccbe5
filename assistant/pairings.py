"""Which name a number belongs to, what it counts, and where: told apart where a text swaps them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assistant import quantities
from assistant.overlap import overlap, stems
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
_ACCORDING = re.compile(r"\baccording\s+to\s+(?:the\s+)?$", re.IGNORECASE)
_COUNTED = re.compile(r"\s+([a-z]{4,})")
_PLACE_BEHIND = re.compile(
    r"\b(?:in|at|across|throughout|near|within|around)\s+(?:all\s+of\s+|the\s+whole\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_NUMBER_WORDS = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I
)
_SAME, _NEAR = 0.9, 0.6
_FEWEST_WORDS = 3
_APPOSITION = re.compile(r",\s([^,]{1,40}),\s(?=(?:was|were|is|are|has|had)\b)")
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)+\b")


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


def misplaced(sentence: str, evidence: Sequence[str]) -> list[str]:
    """Return the numbers of `sentence`, with its place, that its evidence gives for other places.

    Only where every clause that has the number names a place, and never one of the sentence's.
    """
    wrong = []
    for part in _pieces(sentence):
        places = _places(part)
        if not places:
            continue
        for text, values in _figures(part):
            same = [
                (clause, told)
                for told in evidence
                for clause in parts(told)
                if any(not values.isdisjoint(others) for _, others in _figures(clause))
            ]
            if same and all(
                _places(clause) and not any(place in told for place in places)
                for clause, told in same
            ):
                wrong.append(f"{text} for {places[0]}")
    return wrong


def misnumbered(sentence: str, evidence: Sequence[str]) -> list[str]:
    """Return the numbers of `sentence` where its evidence says the same with another number.

    The same: nearly all of the words of a piece of the sentence, or, of a sentence closer than any
    that has the number, the word behind it.
    """
    wrong = []
    told = [(text, _numbers(text)) for text in evidence]
    for part in _pieces(sentence):
        stated = _numbers(part)
        if len(stated) != 1:
            continue
        (number,) = stated
        if not any(other.values & number.values for _, others in told for other in others):
            continue
        words = _NUMBER_WORDS.sub(" ", part)
        shares = overlap(words, evidence)
        close = [
            others
            for (_, others), share in zip(told, shares, strict=True)
            if others and share >= _SAME
        ]
        if (
            len(stems(words)) >= _FEWEST_WORDS
            and close
            and not any(other.values & number.values for others in close for other in others)
        ):
            wrong.append(number.text)
    whole = overlap(sentence, evidence)
    for number in _numbers(sentence):
        ours = [
            share
            for (_, others), share in zip(told, whole, strict=True)
            if any(other.values & number.values for other in others)
        ]
        theirs = [
            share
            for (_, others), share in zip(told, whole, strict=True)
            if number.counted
            and any(other.counted == number.counted for other in others)
            and not any(other.values & number.values for other in others)
        ]
        counted = {
            other.counted for _, others in told for other in others if other.values & number.values
        }
        if ours and theirs and max(theirs) >= _NEAR > max(ours) and number.counted not in counted:
            wrong.append(f"{number.text} {number.counted}")
    return wrong


def _places(part: str) -> list[str]:
    return [name.text for name in proper_names(part) if _PLACE_BEHIND.search(part[: name.start])]


def _figures(part: str) -> list[tuple[str, frozenset[Decimal | str]]]:
    """Numbers and times of the clock, as written and as values to compare; dates left out."""
    found: list[tuple[str, frozenset[Decimal | str]]] = [
        (clock, frozenset({clock})) for clock in _CLOCK.findall(part)
    ]
    for number in quantities.numbers(_DATE.sub(" ", part)):
        if number.stated:
            found.append((number.text, frozenset(number.values)))
    return found


def _numbers(sentence: str) -> list[_Number]:
    found = []
    for part in parts(_DATE.sub(" ", sentence)):
        names = frozenset(
            name.text.split()[-1].removesuffix("'s").removesuffix("’s")
            for name in proper_names(part)
            if not _BEHIND_PREPOSITION.search(_ACCORDING.sub("", part[: name.start]))
        )
        position = 0
        for number in quantities.numbers(part):
            position = part.index(number.text, position) + len(number.text)
            after = _COUNTED.match(part, position)
            if number.stated:
                counted = after[1].removesuffix("s") if after else ""
                found.append(_Number(number.text, number.values, counted, names))
    return found


def _pieces(sentence: str) -> list[str]:
    """Return the parts of a sentence cut at commas, save those around what stands in apposition."""
    whole = _APPOSITION.sub(r" \1 ", sentence)
    return [piece for part in parts(whole) for piece in re.split(r",\s", part)]


def parts(sentence: str) -> list[str]:
    """Return the clauses of a sentence that may have subjects of their own."""
    return [part for part in _PART.split(sentence) if part.strip()]
