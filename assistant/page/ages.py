"""Spans of time in words: how old a source is, how much later the next one came."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

# The last number of days that is told in a unit, and how many days one of it has.
_UNITS = (("day", 13, 1.0), ("week", 62, 7.0), ("month", 729, 365.25 / 12))
_YEAR = 365.25


def age(published: datetime, as_of: datetime) -> str:
    """How old a source was: "today", "yesterday", "3 years ago"; empty for one from later on."""
    days = _days(published, as_of)
    if days < 0:
        return ""
    return ("today", "yesterday")[days] if days < 2 else f"{_span(days)} ago"


def later(earlier: datetime, later: datetime) -> str:
    """How much later: "the same day", "1 day later", "5 months later"."""
    days = _days(earlier, later)
    return f"{_span(days)} later" if days else "the same day"


def _days(earlier: datetime, later: datetime) -> int:
    """Calendar days in UTC, in which the page gives its dates."""
    return (later.astimezone(UTC).date() - earlier.astimezone(UTC).date()).days


def _span(days: int) -> str:
    """One day or more: the unit that gives a number one can picture."""
    unit, length = next(
        ((unit, one) for unit, most, one in _UNITS if days <= most), ("year", _YEAR)
    )
    count = int(days // length)
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
