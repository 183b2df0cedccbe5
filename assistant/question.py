"""A question understood without a chat model: what it asks for, of when, and of which outlets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer_kind import answer_kind
from assistant.follow_up import filled_in as fill_in
from assistant.outlets import find_outlets
from assistant.parts import find_parts, find_phrases
from assistant.periods import covering, find_periods
from assistant.timelines import topic
from assistant.types import Understood
from index.errors import InvalidQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

from assistant.types import Turn

MAX_LENGTH = 2000  # characters


def understand(
    question: str,
    *,
    as_of: datetime,
    outlets: Sequence[str],
    history: Sequence[Turn] = (),
    filled_in: str | None = None,
) -> Understood:
    """Understand a question of a reader.

    Args:
        question: as asked, at most 2,000 characters.
        as_of: when it is asked, aware; "this week" is counted from there.
        outlets: those of the index, in its spelling.
        history: earlier turns, oldest first, that a follow-up may refer to.
        filled_in: the question made standalone already; None to do it by rule.

    Raises:
        InvalidQuestion: it is empty or too long, or `as_of` has no time zone.
    """
    asked = question.strip()
    if not asked:
        raise InvalidQuestion("The question is empty. Write what you want to know.")
    if len(asked) > MAX_LENGTH:
        raise InvalidQuestion(
            f"The question has {len(asked):,} characters; at most {MAX_LENGTH:,} are understood. "
            "Shorten it, or ask in several turns."
        )
    if as_of.tzinfo is None:
        raise InvalidQuestion("as_of has no time zone. Give an aware datetime, e.g. in UTC.")
    said = fill_in(asked, history)
    whole = filled_in or said.understood
    asked_topic = topic(whole)
    periods = find_periods(whole, as_of)
    named = find_outlets(whole, outlets)
    kind = answer_kind(asked)
    return Understood(
        question=question,
        standalone=asked_topic or whole,
        asked=filled_in or said.asked,
        more=said.more,
        timeline=asked_topic is not None,
        as_of=as_of,
        kind=answer_kind(whole) if kind == "other" else kind,
        period=covering(whole, periods),
        periods=periods,
        outlets=named.names,
        outlets_explicit=named.explicit,
        phrases=find_phrases(whole, named.spans),
        parts=find_parts(whole, named.spans) if whole == asked and not asked_topic else (),
    )
