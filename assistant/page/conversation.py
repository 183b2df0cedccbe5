"""A conversation on the page: what it consists of, and how a question goes through it."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from assistant import stream
from assistant.page.actions import answer_actions_html, question_actions_html
from assistant.page.cards import sources_html
from assistant.page.index_html import TICK, progress_text
from assistant.page.reply import draft_html, message_html, question_html, reply_html
from assistant.types import Answer, TextDelta, Turn
from index.errors import NewsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.request import Ignored, Order
    from assistant.settings import Settings
    from index.background import BackgroundWork

_log = logging.getLogger(__name__)
_DEFECT = "Something went wrong that should not; the terminal that the page runs in says what."

Messages: TypeAlias = list[dict[str, str]]
"""Messages as a Gradio Chatbot takes them: "role" and "content", here HTML."""

Thumb: TypeAlias = Literal["", "up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What limits a question beside its own words, as the page's controls give it."""

    outlets: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    order: Order = "best"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in place of an answer; an alert says that something went wrong."""

    text: str
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, or what was said in place of one."""

    question: str
    reply: Answer | Said
    ignore: tuple[Ignored, ...] = ()
    """What the reader wants not to be read from the question."""
    thumb: Thumb = ""


Exchanges: TypeAlias = tuple[Exchange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What to show next; None where it stays as it is."""

    messages: Messages
    exchanges: Exchanges | None = None
    """The conversation to go on from, should nothing follow."""
    sources: str | None = None


def answers(exchanges: Iterable[Exchange]) -> list[tuple[int, Answer]]:
    """The answers of a conversation with the numbers of their exchanges, from 1."""
    replies = ((turn, exchange.reply) for turn, exchange in enumerate(exchanges, 1))
    return [(turn, reply) for turn, reply in replies if isinstance(reply, Answer)]


def messages(exchanges: Exchanges, *, settled: bool = True) -> Messages:
    """A conversation as chat messages, with what can be done with them once all is `settled`."""
    shown: Messages = []
    for turn, exchange in enumerate(exchanges, 1):
        reply = exchange.reply
        is_last = settled and turn == len(exchanges)
        if isinstance(reply, Answer):
            html = reply_html(reply, turn, is_last=is_last)
        else:
            html = message_html(reply.text, alert=reply.alert)
        question = question_html(exchange.question)
        if settled:
            question += question_actions_html(exchange.question, turn)
            html += answer_actions_html(
                reply if isinstance(reply, Answer) else None,
                turn,
                thumb=exchange.thumb,
                is_last=is_last,
            )
        shown += _pair(question, html)
    return shown


def converse(
    question: str,
    exchanges: Exchanges,
    *,
    settings: Settings,
    build: BackgroundWork,
    limits: Limits | None = None,
    ignore: tuple[Ignored, ...] = (),
) -> Iterator[Step]:
    """Ask in a conversation, step by step; errors become replies, unforeseen ones are logged.

    While the first index is being built, the question waits for it.
    """
    question = question.strip()
    limits = limits or Limits()
    before = messages(exchanges, settled=False)
    asked = Exchange(question, Said("Stopped."), ignore)

    def draft(text: str, doing: str) -> Messages:
        html = draft_html(text, doing, written=bool(settings.model))
        return [*before, *_pair(question_html(question), html)]

    done = (*exchanges, asked)
    yield Step(messages=draft("", "Starting"), exchanges=done)
    text = doing = ""
    try:
        while build.running and build.is_first:
            told = f"The index is being built first. {progress_text(build.progress)}"
            yield Step(messages=draft("", told))
            time.sleep(TICK)
        for event in stream(
            question,
            history=[Turn.of(answer) for _, answer in answers(exchanges)],
            sources=limits.outlets or None,
            since=limits.since or None,
            until=limits.until or None,
            order=limits.order,
            ignore=ignore,
            settings=settings,
        ):
            if isinstance(event, Answer):
                done = (*exchanges, replace(asked, reply=event))
                continue
            if isinstance(event, TextDelta):
                text, doing = text + event.text, ""
            else:
                doing = event.message
            yield Step(messages=draft(text, doing))
    except NewsError as error:
        done = (*exchanges, replace(asked, reply=Said(str(error), alert=True)))
    except Exception:  # noqa: BLE001 - the page goes on; what it was is logged
        # Gradio's own event for a failure comes after a stop, too.
        _log.exception("A question ran into a defect")
        done = (*exchanges, replace(asked, reply=Said(_DEFECT, alert=True)))
    yield Step(messages=messages(done), exchanges=done, sources=sources_html(answers(done)))


def _pair(question: str, reply: str) -> Messages:
    return [{"role": "user", "content": question}, {"role": "assistant", "content": reply}]
