"""Parts of a month or a year: "the first week of March", "the last three months of 2022"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.date_atoms import MONTH, WEEKDAYS, Atom, Grammar, month_number, phrase
from assistant.dates import Part, Stated
from assistant.stated_dates import IN_YEAR, WHICH_YEAR, YEAR, stated_atom, year_of

if TYPE_CHECKING:
    import re
    from datetime import date

    from assistant.dates import Unit

_ORDINALS = {"first": 0, "opening": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
_UNITS: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter"}
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_SEVERAL: dict[Unit, int] = {"day": 10, "week": 3, "month": 3, "quarter": 2}
"""What is meant by "the last days" or "the first weeks", at most."""
_PART = (
    r"(?:the\s+)?(?:very\s+)?(?P<which_part>first|opening|second|third|fourth|fifth|last|final|"
    rf"closing)\s+(?:(?P<count>few|\d{{1,2}}|{'|'.join(_COUNTS)})\s+)?"
    rf"(?:(?P<unit>{'|'.join(_UNITS)})(?P<plural>s)?|(?P<weekday>weekend|{'|'.join(WEEKDAYS)}))"
    r"\s+(?:of|in)\s+"
)
_HALF = r"(?:the\s+)?(?P<half>first|second|latter)[ -]half\s+of\s+"


def _part_of(match: re.Match[str], today: date) -> Atom | None:
    part = _part(match)
    return _atom(match, part, today) if part else None


def _part(match: re.Match[str]) -> Part | None:
    which, words = match["which_part"].lower(), (match["count"] or "").lower()
    skip, from_end = _ORDINALS.get(which, 0), which not in _ORDINALS
    if match["weekday"]:
        name = match["weekday"].lower()
        if words:
            return None
        if name == "weekend":
            return Part(weekday=5, count=2, skip=skip, from_end=from_end)
        return Part(weekday=WEEKDAYS.index(name), skip=skip, from_end=from_end)
    unit = _UNITS[match["unit"].lower()]
    count = int(words) if words.isdigit() else _COUNTS.get(words, _SEVERAL[unit])
    if not match["plural"]:
        count = 1
    if count < 1 or (skip and match["plural"]):
        return None
    return Part(unit=unit, count=count, skip=skip, from_end=from_end)


def _half_of(match: re.Match[str], today: date) -> Atom | None:
    """The days 1 to 15, or those from 16 on: what lies beyond the month's last is cut off."""
    first = match["half"].lower() == "first"
    return _atom(match, Part(count=15) if first else Part(skip=15, count=16), today)


def _atom(match: re.Match[str], part: Part, today: date) -> Atom | None:
    month = match.groupdict().get("month")
    stated = Stated(
        year=year_of(match, today), month=month_number(month) if month else None, part=part
    )
    return stated_atom(match, stated, today, "month", qualified=True)


PART_DATES: Grammar = (
    (phrase(rf"{_PART}{MONTH}{IN_YEAR}?"), _part_of),
    (phrase(rf"{_PART}(?:{YEAR}|{WHICH_YEAR})"), _part_of),
    (phrase(rf"{_HALF}{MONTH}{IN_YEAR}?"), _half_of),
)
