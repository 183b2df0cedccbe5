"""A question understood, offline and without a chat model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer_kind import answer_kind
from assistant.conversation import standalone
from assistant.outlets import find_outlets
from assistant.periods import covering, find_periods
from assistant.types import Understood
from index.errors import InvalidQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assistant.types import Turn

LONGEST = 2_000
"""Characters of a question."""

_QUOTED = re.compile(r"[\"“]([^\"“”]{3,200})[\"”]")
_QUESTIONS = re.compile(r"[^?]+\?")
_SHORTEST_PART = 4  # words; less is no question of its own


def understand(
    question: str, *, as_of: datetime, outlets: Sequence[str], history: Sequence[Turn] = ()
) -> Understood:
    """Understand a question: its period, outlets, quoted phrases, parts, and kind of answer.

    Args:
        question: in the reader's own words.
        as_of: when it is asked, aware.
        outlets: those of the index.
        history: earlier turns, oldest first, for what the question refers back to.

    Raises:
        InvalidQuestion: it is empty, or longer than `LONGEST` characters.
    """
    asked = " ".join(question.split())
    if not asked:
        raise InvalidQuestion("The question is empty. Type one, for example: who wrote to Moscow?")
    if len(asked) > LONGEST:
        raise InvalidQuestion(
            f"The question has {len(asked)} characters; shorten it to {LONGEST} or fewer."
        )
    full = standalone(asked, history)
    mentions = find_outlets(full, outlets)
    return Understood(
        question=question,
        standalone=full,
        as_of=as_of,
        kind=answer_kind(full),
        period=covering(full, find_periods(full, as_of)),
        outlets=mentions.names,
        outlets_explicit=mentions.explicit,
        phrases=tuple(
            phrase for phrase in _QUOTED.findall(full) if phrase.strip() not in mentions.names
        ),
        parts=_parts(full),
    )


def _parts(question: str) -> tuple[str, ...]:
    """The questions of a text that asks several."""
    parts = [part.strip() for part in _QUESTIONS.findall(question)]
    several = len(parts) > 1 and all(len(part.split()) >= _SHORTEST_PART for part in parts)
    return tuple(parts) if several else ()
