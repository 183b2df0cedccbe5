"""Spans counted from the day of asking: "this week", "in the past three days", "recently".

Loose ones don't limit: what is under way or to come ("this week", "next month"), round counts
("two weeks ago", "a few days"), and a year or longer ("last year"), which people name for when
something was, not for when it was reported. Spans that reach up to now end with the day of asking.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant import dates
from assistant.date_atoms import THIRD, Atom, Builder, Grain, Grammar, phrase, third_of
from assistant.dates import Span, Unit

if TYPE_CHECKING:
    import re

_UNITS: dict[str, Unit] = {
    "hour": "hour",
    "day": "day",
    "week": "week",
    "fortnight": "fortnight",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
}
_LONG: frozenset[Unit] = frozenset({"year", "decade"})
_NUMBERS = {
    **dict.fromkeys(("a", "an", "one"), 1),
    **dict.fromkeys(("two", "couple"), 2),
    **dict.fromkeys(("three", "few"), 3),
    **{"four": 4, "five": 5, "several": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "dozen": 12},
}
_LOOSE_NUMBERS = frozenset({"couple", "few", "several", "dozen"})
_RECENT: dict[Unit, int] = {"hour": 24, "day": 7, "week": 4, "month": 6, "year": 3}
_RECENT_DAYS = 30

_COUNT = (
    r"(?P<count>\d{1,4}|(?:an? )?(?:couple|few|dozen)(?: of)?|several|an?|one|two|three|four|five|"
    r"six|seven|eight|nine|ten|eleven|twelve)"
)
_UNIT = r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade)"


def relative(
    match: re.Match[str],
    span: Span | None,
    *,
    limits: bool = True,
    grain: Grain = "relative",
    upcoming: Span | None = None,
    qualified: bool = True,
) -> Atom | None:
    """The atom of a match; None without a span, or with an empty one."""
    if span is None or span.start >= span.end:
        return None
    return Atom(
        start=match.start(),
        end=match.end(),
        grain=grain,
        span=span,
        upcoming=upcoming,
        limits=limits,
        qualified=qualified,
    )


def _back(today: date, count: int, unit: Unit) -> Span | None:
    """From `count` units ago to the end of today."""
    start = dates.shift(today, -count, unit)
    return Span(start, today + timedelta(days=1)) if start else None


def _count_of(match: re.Match[str]) -> tuple[int, bool]:
    """The number, and whether it is a loose one."""
    words = match["count"].lower().split()
    if words[0].isdigit():
        return int(words[0]), False
    word = next((word for word in words if word in _LOOSE_NUMBERS), words[0])
    return _NUMBERS[word], word in _LOOSE_NUMBERS


def _calendar_unit(match: re.Match[str], today: date) -> Atom | None:
    unit = _UNITS[match["unit"].lower()]
    which, part = match["which"].lower(), (match["part"] or "").lower()
    span = dates.unit_around(unit, today)
    if which == "next":
        span = dates.unit_around(unit, span.end)
    elif which == "last":
        span = dates.unit_around(unit, span.start - timedelta(days=1))
    elif part == "later":
        span = Span(today, span.end)
    elif part:
        span = Span(span.start, today + timedelta(days=1))
    third = third_of(match)
    if third and unit != "week":
        span = dates.third(span, third)
    return relative(match, span, limits=which == "last" and unit not in _LONG)


def _rolling(match: re.Match[str], today: date) -> Atom | None:
    unit = _UNITS[match["unit"].lower()]
    count, loose = _count_of(match)
    return relative(match, _back(today, count, unit), limits=not loose and unit not in _LONG)


def _rolling_one(match: re.Match[str], today: date) -> Atom | None:
    unit = _UNITS[match["unit"].lower()]
    return relative(match, _back(today, 1, unit), limits=unit not in _LONG)


def _recent_units(match: re.Match[str], today: date) -> Atom | None:
    unit = _UNITS[match["unit"].lower()]
    return relative(match, _back(today, _RECENT.get(unit, 1), unit), limits=False)


def _ago(match: re.Match[str], today: date) -> Atom | None:
    unit = _UNITS[match["unit"].lower()]
    count, loose = _count_of(match)
    then = dates.shift(today, -count, unit)
    if then is None:
        return None
    around: Unit = "week" if unit == "fortnight" else unit
    exact = unit == "day" and not loose and not match["about"]
    return relative(match, dates.unit_around(around, then), limits=exact)


def _vague(match: re.Match[str], today: date) -> Atom | None:
    return relative(match, _back(today, _RECENT_DAYS, "day"), limits=False, grain="vague")


def _before_last(match: re.Match[str], today: date) -> Atom | None:
    unit = _UNITS[match["unit"].lower()]
    then = dates.shift(today, -2, unit)
    span = dates.unit_around(unit, then) if then else None
    return relative(match, span, limits=unit not in _LONG)


def _days_off(days: int, *, limits: bool) -> Builder:
    def build(match: re.Match[str], today: date) -> Atom | None:
        return relative(match, dates.day(today + timedelta(days=days)), limits=limits)

    return build


RELATIVE_DATES: Grammar = (
    (
        phrase(
            rf"(?:(?P<part>earlier|later|so far)\s+)?{THIRD}(?P<which>this|last|next)\s+"
            r"(?P<unit>week|month|quarter|year|decade)(?!\s+(?:of|on|before|after)\b)"
        ),
        _calendar_unit,
    ),
    (phrase(rf"(?:the\s+)?(?:last|past|previous)\s+{_COUNT}\s+{_UNIT}s?"), _rolling),
    (
        phrase(rf"(?:(?:the|this)\s+past|the\s+last(?!\s+quarter))\s+{_UNIT}(?!\s+of\b)"),
        _rolling_one,
    ),
    (phrase(rf"(?:the\s+)?(?:(?:more\s+)?recent|last|past)\s+{_UNIT}s"), _recent_units),
    (
        phrase(
            r"(?:(?P<about>about|around|roughly|nearly|almost|over|more than|some)\s+)?"
            rf"{_COUNT}\s+{_UNIT}s?\s+ago"
        ),
        _ago,
    ),
    (phrase(r"(?:today|tonight|this\s+(?:morning|afternoon|evening))"), _days_off(0, limits=False)),
    (
        phrase(r"(?:yesterday(?:\s+(?:morning|afternoon|evening))?|last\s+(?:night|evening))"),
        _days_off(-1, limits=True),
    ),
    (
        phrase(r"the\s+(?:day\s+before\s+yesterday|night\s+before\s+last)"),
        _days_off(-2, limits=True),
    ),
    (phrase(r"the\s+(?P<unit>week|month|year)\s+before\s+last"), _before_last),
    (phrase(r"tomorrow(?:\s+(?:morning|afternoon|evening|night))?"), _days_off(1, limits=False)),
    (
        phrase(
            r"(?:(?:most\s+)?recently|lately|of\s+late|currently|current|latest|newest|nowadays|"
            r"these\s+days|at\s+(?:the\s+moment|present)|(?:right\s+|just\s+)?now"
            r"(?!\s+(?:called|known|named|defunct|former)))"
        ),
        _vague,
    ),
)
