"""Calendar arithmetic behind the date grammar: spans of whole days, and dates given in part.

Weeks run from Monday to Sunday. A winter is named after the year of its December. Early, mid and
late are thirds: of a month the days 1 to 10, 11 to 20 and the rest, otherwise months or years.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

Unit: TypeAlias = Literal["hour", "day", "week", "fortnight", "month", "quarter", "year", "decade"]
Third: TypeAlias = Literal["early", "mid", "late"]
Season: TypeAlias = Literal["spring", "summer", "autumn", "winter"]

_DAY = timedelta(days=1)
_SEASON_START: dict[Season, int] = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "fortnight": 14}
_LOOK_BACK = 8  # years between two 29ths of February, at most (1896 to 1904)


class Span(NamedTuple):
    """Whole days, `start` <= day < `end`."""

    start: date
    end: date


def day(at: date, days: int = 1) -> Span:
    """The day `at`, or `days` days from it."""
    return Span(at, at + timedelta(days=days))


def months(year: int, month: int, count: int) -> Span:
    """`count` calendar months from `month` of `year` on; `month` may run past 12."""
    start = _month_start(year, month)
    return Span(start, _month_start(year, month + count))


def week(at: date) -> Span:
    """Monday to Sunday of the week that holds `at`."""
    return day(at - timedelta(days=at.weekday()), 7)


def weekend(at: date) -> Span:
    """Saturday and Sunday of the week that holds `at`."""
    return day(week(at).start + timedelta(days=5), 2)


def season(name: Season, year: int) -> Span:
    """Three months; the winter of 2022 is December 2022 to February 2023."""
    return months(year, _SEASON_START[name], 3)


def unit_around(unit: Unit, at: date) -> Span:
    """The calendar week, month, quarter, year or decade that holds `at`; otherwise the day."""
    if unit == "week":
        return week(at)
    if unit in _MONTHS:
        size = _MONTHS[unit]
        first = (at.year * 12 + at.month - 1) // size * size
        return months(first // 12, first % 12 + 1, size)
    return day(at)


def shift(at: date, count: int, unit: Unit) -> date | None:
    """`at` moved by `count` units, the day cut to the month's last; None outside years 1 to 9999.

    Hours move by whole days, rounded away from `at`.
    """
    try:
        if unit == "hour":
            return at + timedelta(days=-(-count // 24) if count > 0 else count // 24)
        if unit in _DAYS:
            return at + timedelta(days=count * _DAYS[unit])
        start = _month_start(at.year, at.month + count * _MONTHS[unit])
        return start.replace(day=min(at.day, calendar.monthrange(start.year, start.month)[1]))
    except (OverflowError, ValueError):
        return None


def third(span: Span, which: Third) -> Span:
    """The early, middle or late third of a month, quarter, season, year or decade."""
    length = (span.end - span.start).days
    if length <= 31:
        cuts = [span.start + timedelta(days=days) for days in (0, 10, 20)]
    else:
        count = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month
        # A decade's early years are its first four: 1990 to 1993, 1994 to 1996, 1997 to 1999.
        steps = (0, 48, 84) if count > 12 else (0, count // 3, 2 * count // 3)
        cuts = [_month_start(span.start.year, span.start.month + step) for step in steps]
    edges = [*cuts, span.end]
    index = ("early", "mid", "late").index(which)
    return Span(edges[index], edges[index + 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some days, weeks, months or quarters of a longer span, counted from its start or its end.

    With a weekday it is the day of that name, or `count` days from it.
    """

    unit: Unit = "day"
    skip: int = 0
    """Units left out before it."""
    count: int = 1
    from_end: bool = False
    weekday: int | None = None

    def of(self, span: Span) -> Span | None:
        """The part of a span that begins with a month; None where it has no such part."""
        if self.weekday is not None:
            start = next_weekday(self.weekday, span.start - _DAY) + timedelta(weeks=self.skip)
            if self.from_end:
                start = newest_weekday(self.weekday, span.end - _DAY)
            found = day(start, self.count)
        elif self.unit in _MONTHS:
            size = _MONTHS[self.unit]
            edge = span.end if self.from_end else span.start
            first = -self.count if self.from_end else self.skip
            found = months(edge.year, edge.month + size * first, size * self.count)
        else:
            size = _DAYS[self.unit]
            if self.from_end:
                found = Span(span.end - timedelta(days=size * self.count), span.end)
            else:
                start = span.start + timedelta(days=size * self.skip)
                found = day(start, size * self.count)
        if not span.start <= found.start < span.end:
            return None
        return Span(
            found.start, found.end if self.weekday is not None else min(found.end, span.end)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A date as far as it was given; what is missing is the year, or a smaller part.

    `last_day` makes a range of days within the month; `length` counts months from `month` on, for
    quarters, halves and seasons, or from January on for years.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    length: int = 1
    third: Third | None = None
    part: Part | None = None

    def within(self, year: int) -> Span | None:
        """The span in that year; None where it has no such day."""
        if self.day is not None and self.month is not None:
            last = calendar.monthrange(year, self.month)[1]
            last_day = self.last_day or self.day
            if not 1 <= self.day <= last_day <= last:
                return None
            return day(date(year, self.month, self.day), last_day - self.day + 1)
        span = months(year, self.month or 1, self.length if self.month else 12 * self.length)
        if self.part:
            return self.part.of(span)
        return third(span, self.third) if self.third else span

    def resolve(self, today: date, *, future: bool = False) -> Span | None:
        """The span meant: without a year the newest begun by `today`, or the next one not over."""
        if self.year is not None:
            return self.within(self.year)
        years = range(_LOOK_BACK + 2)
        for offset in years:
            span = self.within(today.year + offset - 1 if future else today.year - offset)
            if span and (span.end > today if future else span.start <= today):
                return span
        return None


def resolve_range(first: Stated, last: Stated, today: date) -> Span | None:
    """From the start of `first` to the end of `last`, a missing year taken from the other."""
    if last.year is None and first.year is not None:
        end = next(
            (
                span
                for year in (first.year, first.year + 1)
                if (span := last.within(year)) and (begun := first.within(first.year))
                if span.end > begun.start
            ),
            None,
        )
        start = first.within(first.year)
    else:
        end = last.resolve(today)
        start = first.resolve(end.end - _DAY) if end else None
    if start is None or end is None or start.start >= end.end:
        return None
    return Span(start.start, end.end)


def newest_weekday(weekday: int, today: date, *, before: bool = False) -> date:
    """The newest day with that weekday (Monday is 0) up to `today`, or strictly `before` it."""
    back = (today.weekday() - weekday) % 7
    return today - timedelta(days=back or (7 if before else 0))


def next_weekday(weekday: int, today: date) -> date:
    """The first day with that weekday after `today`."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _month_start(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
