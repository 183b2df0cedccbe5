"""Timelines: "timeline of ...", "what happened since ..." become a dated list, oldest first."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.confidence import confidence
from assistant.evidence import evidence, score
from assistant.proper_names import proper_names
from assistant.quoting import Chosen, candidates, quote, repeats

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.evidence import Candidate, Evidence
    from assistant.quoting import Quote
    from assistant.types import PassageHit, Understood
    from index.store import NewsIndex

PASSAGES = 40
"""Passages that a timeline is made from."""
_ENTRIES = 12
_ASKED = re.compile(
    r"^\W*(?:(?:please|can\s+you|could\s+you)\s+)*(?:(?:give|show|tell|make|write)\s+(?:me\s+)?)?"
    r"(?:(?:what(?:['’]s|\s+is|\s+was)\s+)?(?:the\s+|an?\s+)?(?:\w+\s+)?"
    r"(?:timeline|chronology|sequence\s+of\s+events)(?:\s+(?:of|for|on|about|in|with))?"
    r"|(?:what|how\s+much)(?:\s+(?:has|have|had|else|all))*\s+(?:happened|changed)"
    r"(?=.*\b(?:since|so\s+far)\b)(?:\s+(?:with|to|in|at|on|about|around))?"
    r"|what\s+(?:has|have)\s+been\s+(?:happening|going\s+on)(?:\s+(?:with|to|in|at|on|about))?"
    r"(?=.*\bsince\b))",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^\W*since\s+", re.IGNORECASE)
_SO_FAR = re.compile(r"\s+so\s+far\W*$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_OPENING = 700  # characters in which an article says what happened
_OPENING_LIFT = 2.0
_MARGIN = 6.0
_ON_TOPIC = 0.5
_AFTER_EVENT = 0.35
"""Share of what the best passage has of the topic's words that every other must have; fewer where
the topic is an event, for what came of it is told in other words."""


def topic(question: str) -> str | None:
    """What a timeline is asked of; None for other questions.

    >>> topic("Give me a timeline of the ferry strike, please")
    'the ferry strike, please'
    """
    asked = _ASKED.match(question.rstrip(" ?.!"))
    if asked is None:
        return None
    rest = question.rstrip(" ?.!")[asked.end() :]
    return _SO_FAR.sub("", _SINCE.sub("", rest)).strip(" ,:") or None


def choose_entries(
    index: NewsIndex, understood: Understood, hits: Sequence[PassageHit], *, limit: int = _ENTRIES
) -> Chosen:
    """Choose what each article says of the topic, one quote each, oldest first.

    "Since" an event that has no date, only what was published from its report on is told.
    """
    dated = [hit for hit in hits if hit.published is not None]
    measured = evidence(index, understood, list(candidates(dated)), weighed=None)
    best: dict[str, tuple[float, Candidate, Evidence]] = {}
    for candidate, item in measured:
        value = score(item) + _OPENING_LIFT * (candidate.start < _OPENING)
        known = best.get(candidate.hit.article_id)
        if known is None or value > known[0]:
            best[candidate.hit.article_id] = value, candidate, item
    ranked = sorted(best.values(), key=lambda entry: -entry[0])
    if not ranked:
        return Chosen(quotes=(), confidence=0.0)
    first = ranked[0]
    since = _is_since_event(understood)
    onward = _published(first[1]) if since else datetime.min.replace(tzinfo=UTC)
    share = _AFTER_EVENT if since else _ON_TOPIC
    held = share * max(entry[2].passage_overlap for entry in ranked)
    names = [name.text.split()[-1] for name in proper_names(f"about {understood.standalone}")]
    chosen: list[Quote] = []
    for value, candidate, item in ranked:
        if len(chosen) == limit or value < first[0] - _MARGIN * (1 + since):
            break
        if item.passage_overlap < held or _published(candidate) < onward:
            continue
        if since and names and not any(name in _words(candidate) for name in names):
            continue
        entry = quote(index.article, candidate, value)
        if entry is not None and not any(repeats(entry, other) for other in chosen):
            chosen.append(entry)
    chosen.sort(key=lambda entry: entry.hit.published or onward)
    return Chosen(quotes=tuple(chosen), confidence=confidence([item for _, item in measured]))


def _words(candidate: Candidate) -> set[str]:
    return set(_WORD.findall(f"{candidate.hit.title} {candidate.hit.text}"))


def _published(candidate: Candidate) -> datetime:
    assert candidate.hit.published is not None
    return candidate.hit.published


def _is_since_event(understood: Understood) -> bool:
    dated = any(period.explicit for period in understood.periods)
    return not dated and re.search(r"\bsince\b", understood.question, re.IGNORECASE) is not None
