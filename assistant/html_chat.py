"""A conversation on the page: what it consists of, and how a question goes through it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from assistant import stream
from assistant.html import draft_html, message_html, question_html, reply_html
from assistant.html_index import TICK, progress_text
from assistant.html_sources import sources_html
from assistant.types import Answer, TextDelta, Turn
from index.errors import NewsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.settings import Settings
    from index.background import BackgroundRebuild

Messages: TypeAlias = list[dict[str, str]]
"""Messages as a Gradio Chatbot takes them: "role" and "content", here HTML."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and its answer, or the HTML of what was said in place of one."""

    question: str
    reply: Answer | str


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


def messages(exchanges: Iterable[Exchange]) -> Messages:
    """A conversation as chat messages."""
    shown: Messages = []
    for turn, exchange in enumerate(exchanges, 1):
        reply = exchange.reply
        html = reply_html(reply, turn) if isinstance(reply, Answer) else reply
        shown += _pair(exchange.question, html)
    return shown


def failed(exchanges: Exchanges) -> Exchanges:
    """The conversation after its last question ran into a defect."""
    *before, last = exchanges
    text = "Something went wrong that should not; the terminal that the page runs in says what."
    return (*before, Exchange(last.question, message_html(text, alert=True)))


def converse(
    question: str,
    exchanges: Exchanges,
    *,
    settings: Settings,
    build: BackgroundRebuild,
    sources: Sequence[str] = (),
    since: str = "",
    until: str = "",
) -> Iterator[Step]:
    """Ask in a conversation, step by step; errors raised on purpose become replies.

    While the first index is being built, the question waits for it.
    """
    question = question.strip()
    before = messages(exchanges)

    def draft(text: str, doing: str) -> Messages:
        written = bool(settings.model)
        return [*before, *_pair(question, draft_html(text, doing, written=written))]

    done = (*exchanges, Exchange(question, message_html("Stopped.")))
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
            sources=sources or None,
            since=since or None,
            until=until or None,
            settings=settings,
        ):
            if isinstance(event, Answer):
                done = (*exchanges, Exchange(question, event))
                continue
            if isinstance(event, TextDelta):
                text, doing = text + event.text, ""
            else:
                doing = event.message
            yield Step(messages=draft(text, doing))
    except NewsError as error:
        done = (*exchanges, Exchange(question, message_html(str(error), alert=True)))
    yield Step(messages=messages(done), exchanges=done, sources=sources_html(answers(done)))


def _pair(question: str, reply: str) -> Messages:
    return [
        {"role": "user", "content": question_html(question)},
        {"role": "assistant", "content": reply},
    ]
