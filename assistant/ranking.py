"""In which order sentences are quoted: by their evidence, and by what the conversation asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from assistant.evidence import score
from assistant.inert import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistant.evidence import Candidate, Evidence
    from assistant.types import PassageHit, Turn, Understood

Ranked: TypeAlias = "list[tuple[float, Candidate]]"
"""Sentences with their scores, the best first."""

_NEWEST_LIFT = 3.0
_TOLD = 2.0
"""Less for what an answer before told: a follow-up seldom asks for the same again."""
_ELSEWHERE = 1.0
"""Less for a sentence of an article that the answer before did not cite, ..."""
_ELSEWHERE_FOR_MORE = 3.0
"""... and where more is asked for, which is of the same."""
_NEVER = 1_000.0
_ABOUT_ASKING = re.compile(r"\b(?:ask|question|wonder)", re.IGNORECASE)


def ranked(
    understood: Understood,
    measured: Iterable[tuple[Candidate, Evidence]],
    *,
    newness: Mapping[str, float],
    before: Sequence[Turn] = (),
) -> Ranked:
    """Put sentences in order.

    Args:
        understood: the question.
        measured: the sentences, and what was measured of them.
        newness: by article how new it is, 0 to 1, where that counts.
        before: the turns that it goes on from. What they told counts less, unless it is sure to
            answer, and comes last where more is asked for.
    """
    said = " ".join(_one_line(readable(turn.answer)) for turn in before)
    stays = bool(before) and understood.standalone != understood.asked
    cited = before[-1].article_ids if stays else ()

    def value(candidate: Candidate, item: Evidence) -> float:
        found = score(item) + _NEWEST_LIFT * newness.get(candidate.hit.article_id, 0.0)
        if _one_line(candidate.text) in said:
            found -= _NEVER if understood.more else _TOLD * (not _answers(understood, item))
        if stays and candidate.hit.article_id not in cited:
            found -= _ELSEWHERE_FOR_MORE if understood.more else _ELSEWHERE
        return found

    found = [(value(candidate, item), candidate) for candidate, item in measured]
    return sorted(found, key=lambda pair: -pair[0])


def _answers(understood: Understood, item: Evidence) -> bool:
    """Whether the reader, asked what the follow-up asks by itself, rather says that it answers."""
    return bool(understood.asked) and item.reading is not None and item.reading > 0


def tells(understood: Understood, text: str) -> bool:
    """Whether a sentence tells something: one that asks does only where it is asked what is asked.

    What it takes for granted may answer all the same, but another should stand before it.
    """
    return not text.endswith("?") or _ABOUT_ASKING.search(understood.standalone) is not None


def newness(hits: Iterable[PassageHit]) -> dict[str, float]:
    """By article how new it is among those found: 1 for the newest, 0 for the oldest."""
    published = {hit.article_id: hit.published for hit in hits if hit.published is not None}
    order = sorted(set(published.values()))
    last = max(len(order) - 1, 1)
    return {article: order.index(moment) / last for article, moment in published.items()}


def _one_line(text: str) -> str:
    return " ".join(text.split())
