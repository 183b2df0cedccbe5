"""The periods a question names, seen from the day it is asked: the grammar of news questions.

A period is explicit, and limits the articles by their date, when the question says when: by the
calendar ("in February 2022", "since March", "9-16 November"), or by a near day ("yesterday", "last
week", "over the weekend"). It only lifts when it is loose (`assistant.relative_dates`), lies ahead
of the day of asking, or dates something told in passing. "After" and "before" a day keep that day:
articles of one day stand on both sides of what happened on it.

A day or month without a year is the newest begun by the day of asking; where the question speaks
of what will be, the next one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from assistant.date_atoms import read_atoms, without_overlaps
from assistant.date_groups import group_size, in_shared_year
from assistant.dates import Span, resolve_range
from assistant.foreign_dates import find_foreign_dates
from assistant.part_dates import PART_DATES
from assistant.period_context import (
    dates_an_article,
    is_aside,
    is_comparison,
    is_name,
    order_of,
    speaks_of_future,
)
from assistant.period_leads import Lead, bounds, find_lead
from assistant.relative_dates import RELATIVE_DATES
from assistant.stated_dates import STATED_DATES
from assistant.types import Period
from assistant.week_dates import WEEK_DATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.date_atoms import Atom

_GRAMMAR = (*STATED_DATES, *PART_DATES, *RELATIVE_DATES, *WEEK_DATES)
_HINT = re.compile(
    r"\d|days?\b|night|morning|evening|afternoon|tomorrow|week|month|quarter|year|decade|ago\b|"
    r"spring|summer|autumn|fall\b|winter|recent|late|now\b|current|newest|present|moment|"
    r"jan|feb|mar|apr|may\b|june?\b|july?\b|aug|sep|oct|nov|dec",
    re.IGNORECASE,
)
_DAY = timedelta(days=1)
# Far enough within the calendar for every span that is counted from the day of asking.
_EARLIEST, _LATEST = date(100, 1, 1), date(9900, 1, 1)
_BOUNDS_JOINT = re.compile(r",?\s+(?:and|but)\s+", re.IGNORECASE)
_ONWARD = re.compile(r"\s+on(?:ward|wards)?\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:(?:published|reported|appeared|written)\s+(?:later|afterwards|subsequently)|"
    r"(?:later|subsequent|follow-up)\s+(?:[\w’'-]+\s+){0,3}(?:reports?|articles?|stor(?:y|ies)))\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:(?:published|reported|appeared|written)\s+(?:earlier|previously)|"
    r"(?:earlier|previous|prior)\s+(?:[\w’'-]+\s+){0,3}(?:reports?|articles?|stor(?:y|ies)))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A period before it is made one: whole days, and where its words stand."""

    start: date | None
    end: date | None
    explicit: bool
    at: int
    to: int


def find_period(question: str, as_of: datetime) -> Period | None:
    """The period that covers all that the question limits itself to, or else a loose one.

    Where it speaks of later or earlier articles without their dates, that side is open.
    """
    return covering(question, find_periods(question, as_of))


def find_periods(question: str, as_of: datetime) -> tuple[Period, ...]:
    """Every period the question names, in the order of its words.

    Args:
        question: one question, in English or a language that dateparser knows.
        as_of: when it is asked, aware.
    """
    today = min(max(_day_in_utc(as_of), _EARLIEST), _LATEST)
    found = [
        _Found(start=span.start, end=span.end, explicit=span.start <= today, at=at, to=to)
        for at, to, span in find_foreign_dates(question, today)
    ]
    if not found and _HINT.search(question):
        atoms = without_overlaps(read_atoms(_GRAMMAR, question, today))
        found = list(_joined_bounds(question, list(_read(question, atoms, today))))
    return tuple(_period(question, item) for item in found)


def _day_in_utc(moment: datetime) -> date:
    try:
        return moment.astimezone(UTC).date()
    except OverflowError:  # within hours of the calendar's ends
        return moment.date()


def covering(question: str, periods: Sequence[Period]) -> Period | None:
    """One period for several: from the first start to the last end of the explicit ones."""
    explicit = [period for period in periods if period.explicit]
    if not explicit:
        return min(periods, key=_length, default=None)
    starts = [period.start for period in explicit if period.start is not None]
    ends = [period.end for period in explicit if period.end is not None]
    start_open = len(starts) < len(explicit) or _EARLIER.search(question)
    end_open = len(ends) < len(explicit) or _LATER.search(question)
    return Period(
        start=None if start_open else min(starts),
        end=None if end_open else max(ends),
        explicit=not (start_open and end_open),
        text=", ".join(period.text for period in explicit),
    )


def _length(period: Period) -> timedelta:
    if period.start is None or period.end is None:
        return timedelta.max
    return period.end - period.start


def _period(question: str, found: _Found) -> Period:
    return Period(
        start=_midnight(found.start),
        end=_midnight(found.end),
        explicit=found.explicit,
        text=question[found.at : found.to],
    )


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)


def _read(question: str, atoms: list[Atom], today: date) -> Iterator[_Found]:
    index = 0
    while index < len(atoms):
        size, found = group_size(question, atoms[index:]), None
        lead = find_lead(question, atoms[index].start)
        if is_comparison(question, atoms[index], lead.at, since=lead.kind == "since"):
            index += size
            continue
        if size > 1:
            found = _range(question, atoms[index], atoms[index + size - 1], today)
        if found is None:
            size, found = 1, _single(question, in_shared_year(atoms, index, today), today)
        if found is not None:
            yield found
        index += size


def _range(question: str, first: Atom, last: Atom, today: date) -> _Found | None:
    """From one date to another, both included: "from May to July", "between ... and ..."."""
    lead = find_lead(question, first.start)
    if first.stated and last.stated:
        span = resolve_range(first.stated, last.stated, today)
    else:
        span = Span(first.span.start, last.span.end)
    if span is None or span.start >= span.end:
        return None
    past = span.start <= today and not speaks_of_future(question, lead.at)
    return _Found(
        start=span.start,
        end=span.end,
        explicit=_limits(question, first, lead, past),
        at=lead.at if lead.kind in {"between", "from"} else first.start,
        to=last.end,
    )


def _single(question: str, atom: Atom, today: date) -> _Found | None:
    lead = find_lead(question, atom.start)
    preposition = bool(lead.kind) and (not lead.article or atom.qualified)
    if is_name(question, atom, lead.at if preposition else atom.start, preposition=preposition):
        return None
    future = speaks_of_future(question, lead.at)
    span = atom.upcoming if future and atom.upcoming else atom.span
    onward = _ONWARD.match(question, atom.end) if lead.kind == "from" else None
    kind = "since" if onward else lead.kind
    # "After the attack in May, who ...?": what is asked lies on one side of May, and in it.
    order = order_of(question, lead.at) if kind in {"", "at"} and atom.limits else ""
    if order:
        kind = "since" if order == "after" else "until"
    start, end = bounds(kind, span, question[atom.start : atom.end])
    open_ended = start is None or end is None
    if open_ended and atom.grain == "relative" and span.end <= today:
        atom = replace(atom, limits=True)  # "last year" is loose, "since last year" is not
    past = (span.end - _DAY if start is None else start) <= today
    return _Found(
        start=start,
        end=end,
        explicit=past and not future
        if order
        else _limits(question, atom, lead, past and not future),
        at=lead.at if onward or lead.tells else atom.start,
        to=onward.end() if onward else atom.end,
    )


def _limits(question: str, atom: Atom, lead: Lead, past: bool) -> bool:
    """Whether a date limits the articles, or only lifts those near it."""
    if not atom.limits or not past or lead.kind == "around":
        return False
    if dates_an_article(question, atom, lead.at):
        return True
    # "Word of the year for 2022", "back to the 1880s": what the noun is of, not when it was told.
    loose = lead.words in {"of", "for"} or (not lead.kind and atom.grain == "year")
    return not (loose and not atom.qualified) and not is_aside(question, atom, lead.at)


def _joined_bounds(question: str, found: list[_Found]) -> Iterator[_Found]:
    """ "After May and before July" as the one period that it is."""
    index = 0
    while index < len(found):
        item = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        if (
            following is not None
            and item.end is None
            and following.start is None
            and item.start is not None
            and following.end is not None
            and item.start < following.end
            and _BOUNDS_JOINT.fullmatch(question[item.to : following.at])
        ):
            item = replace(
                item,
                end=following.end,
                explicit=item.explicit and following.explicit,
                to=following.to,
            )
            index += 1
        yield item
        index += 1
