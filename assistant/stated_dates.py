"""Dates given by the calendar: "9 February 2022", "Feb. 9", "Q3 2023", "the summer of 2023"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.date_atoms import (
    MONTH,
    SEASON,
    SEASON_MONTH,
    SEASONS,
    THIRD,
    WEEKDAY,
    Atom,
    Grain,
    Grammar,
    month_number,
    phrase,
    third_of,
)
from assistant.dates import Stated

if TYPE_CHECKING:
    import re
    from datetime import date

YEAR = r"(?P<year>(?:1[6-9]|20)\d\d(?!\w|[,.]\d|-?%))"
WHICH_YEAR = r"(?P<which>last|this|next) year"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|,\d)"
_LAST_DAY = _DAY.replace("<day>", "<last_day>")
_TO = r"(?:\s*[-–—]\s*|\s+(?:to|through|until)\s+)"
_ON_WEEKDAY = (
    rf"(?:(?:{WEEKDAY}|(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\.?),?\s+(?:the\s+)?)?"
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_ORDINAL = r"first|second|third|fourth|1st|2nd|3rd|4th"
_SHORT_OR_YEAR = YEAR.replace("<year>", r"<year>['’]\d\d(?!\w)|", 1)
IN_YEAR = rf"(?:,?\s+(?:of\s+|in\s+)?(?:{_SHORT_OR_YEAR}|{WHICH_YEAR}))"


def stated_atom(
    match: re.Match[str], stated: Stated, today: date, grain: Grain, *, qualified: bool = False
) -> Atom | None:
    """The atom of a match; None where there is no such day."""
    span = stated.resolve(today)
    if span is None:
        return None
    return Atom(
        start=match.start(),
        end=match.end(),
        grain=grain,
        span=span,
        upcoming=stated.resolve(today, future=True) if stated.year is None else None,
        stated=stated,
        qualified=qualified or stated.third is not None,
    )


def year_of(match: re.Match[str], today: date) -> int | None:
    """The year that the groups `year` and `which` give, if any; of two digits the newest begun."""
    groups = match.groupdict()
    year = groups.get("year")
    if year:
        number = int(year.lstrip("'’"))
        return _of_two_digits(number, today) if number < 100 else number
    which = (groups.get("which") or "").lower()
    return today.year + {"last": -1, "this": 0, "next": 1}[which] if which else None


def _of_two_digits(number: int, today: date) -> int:
    return number + (2000 if number <= today.year % 100 else 1900)


def _ordinal(text: str) -> int:
    return int(text[0]) if text[0].isdigit() else _ORDINALS[text.lower()]


def _iso(match: re.Match[str], today: date) -> Atom | None:
    year, month, at = int(match["year"]), int(match["month"]), match["day"]
    if not 1 <= month <= 12 or (at is None and month == (year + 1) % 100):
        return None  # "2011-12" is a season of two years
    stated = Stated(year=year, month=month, day=int(at) if at else None)
    return stated_atom(match, stated, today, "day" if at else "month")


def _numeric(match: re.Match[str], today: date) -> Atom | None:
    """The day first with dots; with slashes the month first, unless that cannot be."""
    month, at = int(match["first"]), int(match["second"])
    if match["mark"] == "." or month > 12:
        month, at = at, month
    if not 1 <= month <= 12:
        return None
    return stated_atom(match, Stated(year=int(match["year"]), month=month, day=at), today, "day")


def _month_day(match: re.Match[str], today: date) -> Atom | None:
    year = year_of(match, today)
    last_day = match.groupdict().get("last_day")
    stated = Stated(
        year=year,
        month=month_number(match["month"]),
        day=int(match["day"]),
        last_day=int(last_day) if last_day else None,
    )
    return stated_atom(match, stated, today, "month_day" if year is None else "day")


def _month(match: re.Match[str], today: date) -> Atom | None:
    number = month_number(match["month"])
    stated = Stated(year=year_of(match, today), month=number, third=third_of(match))
    return stated_atom(match, stated, today, "month")


def _quarter(match: re.Match[str], today: date) -> Atom | None:
    number = _ordinal(match["number"])
    stated = Stated(year=year_of(match, today), month=3 * number - 2, length=3)
    return stated_atom(match, stated, today, "month", qualified=True)


def _half(match: re.Match[str], today: date) -> Atom | None:
    number = _ordinal(match["number"])
    if number > 2:
        return None
    stated = Stated(year=year_of(match, today), month=6 * number - 5, length=6)
    return stated_atom(match, stated, today, "month", qualified=True)


def _season(match: re.Match[str], today: date) -> Atom | None:
    month = SEASON_MONTH[SEASONS[match["season"].lower()]]
    stated = Stated(year=year_of(match, today), month=month, length=3, third=third_of(match))
    return stated_atom(match, stated, today, "month", qualified=True)


def _year(match: re.Match[str], today: date) -> Atom | None:
    return stated_atom(match, Stated(year=int(match["year"]), third=third_of(match)), today, "year")


def _years(match: re.Match[str], today: date) -> Atom | None:
    first, last = int(match["year"]), match["last"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end < first + 100:
        return None
    return stated_atom(match, Stated(year=first, length=end - first + 1), today, "year")


def _decade(match: re.Match[str], today: date) -> Atom | None:
    start = int(match["decade"])
    if start < 100:
        start = _of_two_digits(start, today)
    return stated_atom(match, Stated(year=start, length=10, third=third_of(match)), today, "year")


STATED_DATES: Grammar = (
    (phrase(r"(?P<year>(?:1[6-9]|20)\d\d)[-/](?P<month>\d\d)(?:[-/](?P<day>\d\d))?(?!-\d)"), _iso),
    (
        phrase(
            r"(?P<year>(?:1[6-9]|20)\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
            r"(?!-\d)"
        ),
        _iso,
    ),
    (
        phrase(
            r"(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)"
            r"(?P<year>(?:1[6-9]|20)\d\d)"
        ),
        _numeric,
    ),
    (
        phrase(rf"{_ON_WEEKDAY}(?:the\s+)?{_DAY}\s+(?:of\s+)?{MONTH}{IN_YEAR}?"),
        _month_day,
    ),
    (phrase(rf"{_ON_WEEKDAY}{MONTH}\s+(?:the\s+)?{_DAY}{IN_YEAR}?"), _month_day),
    (phrase(rf"{_DAY}{_TO}(?:the\s+)?{_LAST_DAY}\s+(?:of\s+)?{MONTH}{IN_YEAR}?"), _month_day),
    (phrase(rf"{MONTH}\s+{_DAY}{_TO}(?:the\s+)?{_LAST_DAY}{IN_YEAR}?"), _month_day),
    (
        phrase(
            rf"(?<=between\s)(?:the\s+)?{_DAY}\s+and\s+(?:the\s+)?{_LAST_DAY}\s+(?:of\s+)?"
            rf"{MONTH}{IN_YEAR}?"
        ),
        _month_day,
    ),
    (phrase(rf"(?<=between\s){MONTH}\s+{_DAY}\s+and\s+{_LAST_DAY}{IN_YEAR}?"), _month_day),
    (phrase(rf"{THIRD}{MONTH}{IN_YEAR}"), _month),
    (phrase(rf"{THIRD}{MONTH}"), _month),
    (phrase(rf"Q(?P<number>[1-4]){IN_YEAR}?"), _quarter),
    (phrase(rf"(?P<number>{_ORDINAL})[ -]quarter(?:{IN_YEAR}|(?!\s+of\b))"), _quarter),
    (phrase(rf"(?:H(?P<number>[12])){IN_YEAR}"), _half),
    (phrase(rf"(?P<number>first|second|1st|2nd)[ -]half{IN_YEAR}"), _half),
    (phrase(rf"{THIRD}(?:the\s+)?{SEASON}{IN_YEAR}"), _season),
    (phrase(rf"{THIRD}{YEAR}"), _year),
    (
        phrase(r"(?P<year>(?:1[6-9]|20)\d\d)\s?[-–—/]\s?(?P<last>(?:(?:1[6-9]|20)\d\d)|\d\d)"),
        _years,
    ),
    (
        phrase(rf"(?:the\s+)?{THIRD}(?:the\s+)?(?P<decade>(?:1[6-9]|20)\d0)['’]?s"),
        _decade,
    ),
    (phrase(rf"the\s+{THIRD}['’]?(?P<decade>[2-9]0)['’]?s"), _decade),
)
