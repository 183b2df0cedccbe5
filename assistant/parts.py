"""What of a question is searched by itself: phrases in quotation marks, and its several parts."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.follow_up import standalone
from assistant.types import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUOTED = re.compile(
    r"“([^”]{2,200})”|\"([^\"]{2,200})\"|«\s?([^»]{2,200}?)\s?»|„([^“”]{2,200})[“”]"
    r"|(?<!\w)‘((?:[^’]|(?<=\w)’(?=\w)){2,200})’(?!\w)"
    r"|(?<!\w)'((?:[^']|(?<=\w)'(?=\w)){2,200})'(?!\w)"
)
_LETTER_OR_DIGIT = re.compile(r"\w")
_MAX_PARTS = 6
_MIN_WORDS = 3
_LONG_QUESTION = 20  # words
_QUESTION_END = re.compile(r"(?<=\?)[\"”’')]?\s+(?=\S)")
_AND_ASKS = re.compile(
    r",?\s+and\s+(?=(?:(?:in|on|at|to|from|for|by|with)\s+)?(?:what|when|where|why|how)\b)"
    r"|,\s+and\s+(?=who\s+(?:is|are|was|were|did|does|will)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:in|on|at|to|from|for|by|with)\s+)?(?:who|whom|whose|what|which|when|where|why|how|is|"
    r"are|was|were|did|does|do|has|have|had|will|would|can|could|should)\b",
    re.IGNORECASE,
)
_TURNS = (
    re.compile(
        r",?\s+(?:while|whereas|unlike|in\s+contrast\s+to|similar\s+to\s+how|"
        r"compared\s+(?:to|with))\s+|,\s+(?:but|or)\s+",
        re.IGNORECASE,
    ),
    re.compile(r",(?!\s*\d)\s+(?:and\s+)?(?:then\s+)?", re.IGNORECASE),
    re.compile(
        r"\s+and\s+(?=(?:the|an?|another|in|on|is|are|was|were|has|have|did|does)\b)", re.IGNORECASE
    ),
)
"""Where one clause turns to the next, the clearest first."""


def find_phrases(question: str, named: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """The strings in quotation marks, but for names of outlets, which stand at `named`."""
    found = []
    for match in _QUOTED.finditer(question):
        group = match.lastindex or 0
        start, end = match.span(group)
        text = match[group].strip().rstrip(",.;:?!").strip()
        is_outlet = any(
            start <= at and to <= end and end - start - (to - at) < 3 for at, to in named
        )
        if _LETTER_OR_DIGIT.search(text) and not is_outlet:
            found.append(text)
    return tuple(dict.fromkeys(found))


def find_parts(question: str, named: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """The parts of a question that clearly has several, or nothing.

    Several questions are parts, each made a question of its own; so are the clauses of a long
    question that name an outlet each (`named`: where the outlets stand).
    """
    asked = list(_questions(question))
    if len(asked) < 2:
        asked = _joined_questions(question)
    if len(asked) > 1:
        return tuple(
            standalone(part, [Turn(question=before, answer="") for before in asked[:index]])
            for index, part in enumerate(asked)
        )[:_MAX_PARTS]
    if len(question.split()) <= _LONG_QUESTION:
        return ()
    clauses = list(_clauses(question, named))
    return tuple(clauses[:_MAX_PARTS]) if len(clauses) > 1 else ()


def _questions(question: str) -> Iterator[str]:
    for part in _QUESTION_END.split(question.strip()):
        if "?" in part and len(part.split()) >= _MIN_WORDS:
            yield part


def _joined_questions(question: str) -> list[str]:
    """The two questions of "What ..., and when ...?"."""
    joint = _AND_ASKS.search(question)
    if joint is None or not _ASKS.match(question):
        return []
    first, second = question[: joint.start()], question[joint.end() :]
    if min(len(first.split()), len(second.split())) < _MIN_WORDS:
        return []
    return [f"{first}?", second]


def _clauses(question: str, named: Sequence[tuple[int, int]]) -> Iterator[str]:
    begun = 0
    for (_, end), (start, _) in pairwise(named):
        between = question[end:start]
        cuts = [list(turn.finditer(between)) for turn in _TURNS]
        last = next((found[-1] for found in cuts if found), None)
        if last is None or len(between.split()) < _MIN_WORDS:
            continue
        part = question[begun : end + last.start()].strip(" ,")
        if len(part.split()) >= _MIN_WORDS:
            yield part
            begun = end + last.end()
    yield question[begun:].strip(" ,")
