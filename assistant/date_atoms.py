"""One date as it is written in a question, and the words that the two grammars of dates share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from assistant.dates import Season, Span, Stated, Third

Grain: TypeAlias = Literal["day", "month_day", "month", "year", "weekday", "relative", "vague"]
"""How a date was given; "day" has a year, "month_day" none; quarters and seasons are months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """A date in a question, at `question[start:end]`."""

    start: int
    end: int
    grain: Grain
    span: Span
    upcoming: Span | None = None
    """What it means where the question speaks of the future, if that is another span."""
    stated: Stated | None = None
    """The date as far as it was given, for ranges whose ends share a year."""
    limits: bool = True
    """False where it dates loosely ("this week", "a month ago"): it lifts, and hides nothing."""
    qualified: bool = False
    """Whether a word of its own ("last", "early") says that it is a date and no part of a name."""


Builder: TypeAlias = Callable[[re.Match[str], date], Atom | None]
"""Makes the atom of a match, seen from a day; None where the match is no date after all."""
Grammar: TypeAlias = Iterable[tuple[re.Pattern[str], Builder]]

MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SEASONS: dict[str, Season] = {
    "spring": "spring",
    "summer": "summer",
    "autumn": "autumn",
    "fall": "autumn",
    "winter": "winter",
}
SEASON_MONTH: dict[Season, int] = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

FULL_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|"
    r"december)"
)
MONTH = (
    r"(?P<month>jan(?:uary|\b\.?)|feb(?:ruary|\b\.?)|mar(?:ch|\b\.?)|apr(?:il|\b\.?)|may(?:\.(?=\s*\d))?|"
    r"jun(?:e|\b\.?)|jul(?:y|\b\.?)|aug(?:ust|\b\.?)|sep(?:tember|t?\b\.?)|oct(?:ober|\b\.?)|"
    r"nov(?:ember|\b\.?)|dec(?:ember|\b\.?))(?!\w)"
)
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
THIRD = (
    r"(?:(?P<third>early|mid|late|(?:the )?(?:very )?(?:beginning|start|middle|end)"
    r"(?: of)?(?: the)?)[ -](?:in )?)?"
)
_THIRDS: dict[str, Third] = {
    **dict.fromkeys(("early", "beginning", "start"), "early"),
    **dict.fromkeys(("mid", "middle"), "mid"),
    **dict.fromkeys(("late", "end"), "late"),
}


def phrase(pattern: str) -> re.Pattern[str]:
    """`pattern` as whole words that are no part of a number or an amount of money."""
    return re.compile(rf"(?<![\w$€£#])(?<!\d[.,-]){pattern}(?!\w)", re.IGNORECASE)


def read_atoms(grammar: Grammar, question: str, today: date) -> Iterator[Atom]:
    """Every match of the grammar; the atoms may overlap."""
    for pattern, build in grammar:
        for match in pattern.finditer(question):
            atom = build(match, today)
            if atom is not None:
                yield atom


def without_overlaps(atoms: Iterable[Atom]) -> list[Atom]:
    """The atoms in order of place, of two that overlap the longer."""
    kept: list[Atom] = []
    for atom in sorted(atoms, key=lambda atom: (atom.start - atom.end, atom.start)):
        if all(atom.end <= other.start or other.end <= atom.start for other in kept):
            kept.append(atom)
    return sorted(kept, key=lambda atom: atom.start)


def month_number(name: str) -> int:
    """1 to 12 for an English month or its abbreviation."""
    return MONTH_NAMES.index(name[:3].lower()) + 1


def third_of(match: re.Match[str]) -> Third | None:
    """Which third the group `third` names, if any."""
    words = (match["third"] or "").lower().split()
    return next((_THIRDS[word] for word in words if word in _THIRDS), None)
