"""The words that lead a date in, and the span that they make of it: since, by, the week of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant import dates

if TYPE_CHECKING:
    from assistant.dates import Span

_DAY = timedelta(days=1)
_LEAD = re.compile(
    r"\b(?:"
    r"(?P<since>(?:ever\s+)?since(?:\s+(?:about|around|at\s+least))?|starting(?:\s+(?:in|from|on))?)"
    r"|(?P<until>until|till|up\s+(?:to|until|till)|through|no\s+later\s+than|by)"
    r"|(?P<before>before|prior\s+to|earlier\s+than|ahead\s+of)"
    r"|(?P<after>after|later\s+than|following)"
    r"|(?P<week>(?:the\s+)?week\s+of)"
    r"|(?P<beginning>(?:the\s+)?week\s+(?:beginning|starting|commencing)(?:\s+on)?)"
    r"|(?P<ending>(?:the\s+)?week\s+(?:to|ending)(?:\s+on)?)"
    r"|(?P<weekend>(?:the\s+)?weekend\s+of)"
    r"|(?P<around>around|about|circa)"
    r"|(?P<between>between)"
    r"|(?P<from>from)"
    r"|(?P<at>in|on|at|during|over|throughout|of|for|within|dated|"
    r"(?:(?:in|on|during)\s+)?the\s+(?:morning|afternoon|evening|night|eve)\s+of)"
    r")\s+(?P<the>the\s+)?$",
    re.IGNORECASE,
)
_LEAD_REACH = 36  # characters
_EARLY_EDGE = re.compile(r"the\s+(?:very\s+)?(?:beginning|start)", re.IGNORECASE)
_LATE_EDGE = re.compile(r"the\s+(?:very\s+)?end", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The words that lead a date in: "since", "by the", "in"; none of kind "" are there."""

    kind: str
    words: str
    at: int
    article: bool
    """Whether "the" stands between, so that a noun may follow: "in the 2022 final"."""

    @property
    def tells(self) -> bool:
        """Whether it belongs to the words of the period: "since May", but not "in May"."""
        return self.kind not in {"", "at", "from", "between"}


def find_lead(question: str, start: int) -> Lead:
    """What leads in a date that starts there."""
    match = _LEAD.search(question, max(0, start - _LEAD_REACH), start)
    if match is None:
        return Lead(kind="", words="", at=start, article=False)
    kind = next(name for name, words in match.groupdict().items() if words and name != "the")
    return Lead(
        kind=kind, words=match[kind].lower(), at=match.start(), article=match["the"] is not None
    )


def bounds(kind: str, span: Span, words: str) -> tuple[date | None, date | None]:
    """The days meant by a date with what leads it in."""
    one_day = span.end - span.start == _DAY
    match kind:
        case "since":
            return span.start, None
        case "until":
            return None, span.end
        case "before":
            return None, span.end if one_day or _LATE_EDGE.match(words) else span.start
        case "after":
            return span.start if one_day or _EARLY_EDGE.match(words) else span.end, None
        case "ending" if one_day:
            return span.start - 6 * _DAY, span.end
        case "beginning" if one_day:
            return span.start, span.start + 7 * _DAY
        case "week" if one_day:
            return dates.week(span.start)
        case "weekend" if one_day:
            return dates.weekend(span.start)
    return span
