"""How old the newest evidence is, for a question about how things are now."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assistant.coverage import day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.types import Period, Understood

_STATE = re.compile(
    r"\b(?:now|latest|newest|current(?:ly)?|moment|present|nowadays)\b", re.IGNORECASE
)
_FRESH = timedelta(days=7)


def asks_for_newest(understood: Understood) -> bool:
    """Whether what is newer counts more: asked for, or by "now", "the latest", "currently"."""
    return understood.newest or any(_STATE.search(period.text) for period in _present(understood))


def _present(understood: Understood) -> list[Period]:
    """The periods of the question that lift rather than limit, and hold the time it is asked at."""
    return [
        period
        for period in understood.periods
        if not period.explicit
        and (period.start is None or period.start <= understood.as_of)
        and (period.end is None or understood.as_of < period.end)
    ]


def how_old(understood: Understood, published: Iterable[datetime | None]) -> str:
    """What to tell the reader of "now" or "this week" where the newest article is old; else ""."""
    newest = max((moment for moment in published if moment is not None), default=None)
    if newest is None or not _present(understood) or understood.as_of - newest <= _FRESH:
        return ""
    age = _age((understood.as_of - newest).days)
    return f"The newest article used is of {day(newest)}, {age} before the question."


def _age(days: int) -> str:
    """Days in the largest unit of which there are two: "about 4 years"."""
    for length, unit in ((365.25, "years"), (30.44, "months"), (7, "weeks")):
        if days >= 2 * length:
            return f"about {days / length:.0f} {unit}"
    return f"{days} days"
