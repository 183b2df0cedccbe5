"""Weekdays and weekends, and months and seasons with "last", "this" or "next".

"On Tuesday" is the newest Tuesday up to the day of asking, "last Tuesday" the newest before it,
"this Tuesday" the one of this week. "The weekend" is the newest begun, "this weekend" that of this
week, "last weekend" the newest that is over, "the weekend before last" the one before that.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant import dates
from assistant.date_atoms import (
    FULL_MONTH,
    MONTH,
    SEASON,
    SEASON_MONTH,
    SEASONS,
    WEEKDAY,
    WEEKDAYS,
    Atom,
    Grammar,
    month_number,
    phrase,
)
from assistant.dates import Span, Stated
from assistant.relative_dates import relative

if TYPE_CHECKING:
    import re

_WEEKS = {"last": -1, "this": 0, "next": 1}


def _words(match: re.Match[str], group: str) -> str:
    return " ".join((match[group] or "").lower().split())


def _weekday(match: re.Match[str], today: date) -> Atom | None:
    number = WEEKDAYS.index(match["weekday"].lower())
    if match["time"] and match["time"][0].isupper() and not match.string.isupper():
        return None  # a title: "Saturday Night ..."
    which, week = _words(match, "which"), _words(match, "week")
    upcoming = None
    if week or which == "this":
        monday = dates.week(today).start + timedelta(days=7 * _WEEKS[week or which])
        at = monday + timedelta(days=number)
    elif which in {"next", "coming", "this coming"}:
        at = dates.next_weekday(number, today)
    else:
        at = dates.newest_weekday(number, today, before=bool(which))
        upcoming = None if which else dates.day(dates.next_weekday(number, today))
    qualified = bool(week or which or match["time"] or match["early"])
    return relative(match, dates.day(at), grain="weekday", upcoming=upcoming, qualified=qualified)


def _weekend(match: re.Match[str], today: date) -> Atom | None:
    which = _words(match, "which")
    coming = dates.weekend(today)
    newest = coming if coming.start <= today else dates.weekend(today - timedelta(days=7))
    if which in {"this", "coming", "this coming"}:
        return relative(match, coming, limits=False)
    if which == "next":
        return relative(match, dates.weekend(coming.end), limits=False)
    if which == "last" and newest.end > today:
        newest = dates.weekend(today - timedelta(days=7))
    return relative(match, newest, upcoming=coming if which == "the" else None)


def _weekend_before_last(match: re.Match[str], today: date) -> Atom | None:
    return relative(match, dates.weekend(today - timedelta(days=14)))


def _which_month(match: re.Match[str], today: date) -> Atom | None:
    number = month_number(match["month"])
    current = dates.months(today.year, number, 1)
    return _which(match, Stated(month=number), current, today)


def _which_season(match: re.Match[str], today: date) -> Atom | None:
    name = SEASONS[match["season"].lower()]
    current = dates.season(name, today.year - (name == "winter" and today.month < 3))
    return _which(match, Stated(month=SEASON_MONTH[name], length=3), current, today)


def _which(match: re.Match[str], part: Stated, current: Span, today: date) -> Atom | None:
    which = _words(match, "which")
    if which == "this":
        return relative(match, current, limits=False)
    if which == "next":
        upcoming = part.resolve(today, future=True)
        if upcoming and upcoming.start <= today:
            upcoming = part.resolve(upcoming.end, future=True)
        return relative(match, upcoming, limits=False)
    newest = part.resolve(today)
    if newest and newest.end > today:
        newest = part.resolve(newest.start - timedelta(days=1))
    return relative(match, newest)


def _bare_season(match: re.Match[str], today: date) -> Atom | None:
    part = Stated(month=SEASON_MONTH[SEASONS[match["season"].lower()]], length=3)
    upcoming = part.resolve(today, future=True)
    newest = part.resolve(today)
    return relative(match, newest, grain="month", upcoming=upcoming, qualified=False)


def _day_of_month(match: re.Match[str], today: date) -> Atom | None:
    number = int(match["day"])
    for back in range(3):  # no two months running lack a day
        month = dates.shift(today.replace(day=1), -back, "month")
        span = Stated(month=month.month, day=number).within(month.year) if month else None
        if span and span.start <= today:
            return relative(match, span)
    return None


_TIME = r"(?:\s+(?P<time>morning|afternoon|evening|night))?"

WEEK_DATES: Grammar = (
    (
        phrase(
            r"(?:(?P<early>early|late)\s+)?"
            r"(?:(?P<which>this\s+past|this\s+coming|last|past|this|next|coming)\s+)?"
            rf"(?P<weekday>{WEEKDAY}){_TIME}(?:,?\s+(?:of\s+)?(?P<week>last|this|next)\s+week)?"
        ),
        _weekday,
    ),
    (
        phrase(
            r"(?P<which>this\s+past|the\s+past|this\s+coming|the|last|past|this|next|coming)"
            rf"\s+weekend(?!\s+of\s+(?:(?:the\s+)?\d|{MONTH}\s+\d))"
        ),
        _weekend,
    ),
    (phrase(r"the\s+weekend\s+before\s+last"), _weekend_before_last),
    (
        phrase(rf"(?P<which>last|this|next)\s+{FULL_MONTH}(?!\s+\d)"),
        _which_month,
    ),
    (
        phrase(rf"(?P<which>last|this|next)\s+{SEASON}(?!\s+(?:of|short|apart|under))"),
        _which_season,
    ),
    (phrase(rf"the\s+{SEASON}(?=\s*(?:[?.!,;]|$))"), _bare_season),
    (
        phrase(r"(?<=on\s)the\s+(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)(?=\s*(?:[?.!,;]|$))"),
        _day_of_month,
    ),
)
