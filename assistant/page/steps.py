"""What the buttons of a conversation do to it: from the exchanges to what is shown next."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any, TypeAlias, cast, get_args

import gradio as gr

from assistant.page.cards import sources_html
from assistant.page.conversation import Exchanges, Thumb, answers, messages
from assistant.page.events import Shown  # noqa: TC001 - Gradio reads the annotations
from assistant.page.keeping import unpacked
from assistant.request import Ignored
from assistant.types import Answer

Suggested: TypeAlias = tuple[Exchanges, str]
"""A conversation and, as HTML, what may be asked next in it."""
NOTHING_SUGGESTED: Suggested = ((), "")

_log = logging.getLogger(__name__)


def opened(kept: Any, begun: Exchanges) -> Shown:
    """A page was opened: chat, conversation, sources; and the question of its address, if any.

    Where a question was asked before the page had come this far, the conversation begun stays.
    """
    if begun:
        return (*(gr.skip(),) * 3, "", ())
    kept = kept if isinstance(kept, dict) else {}
    exchanges = _restored(kept.get("conversation") or [])
    question = kept.get("question")
    return (
        messages(exchanges),
        exchanges,
        sources_html(answers(exchanges)),
        question if isinstance(question, str) else "",
        (),
    )


def selected(data: gr.EventData) -> Shown:
    """A conversation of before: chat, conversation, sources, text box."""
    exchanges = _restored(data.conversation)
    return (*_shown(exchanges), ready())


def retried(exchanges: Exchanges, data: gr.EventData) -> Shown:
    """Ask a question again: question, what came before it, what to ignore."""
    before, asked = _until(exchanges, data)
    return asked.question, before, asked.ignore


def edited(exchanges: Exchanges, data: gr.EventData) -> Shown:
    """Ask a question in other words; what came after it goes."""
    before, _ = _until(exchanges, data)
    return str(data.text), before, ()


def without(exchanges: Exchanges, data: gr.EventData) -> Shown:
    """Ask a question again, and don't read something from it that was."""
    before, asked = _until(exchanges, data)
    if data.what not in get_args(Ignored):
        raise gr.Error("That can't be left out.", print_exception=False)
    return asked.question, before, (*asked.ignore, cast("Ignored", data.what))


def chosen(exchanges: Exchanges, data: gr.EventData) -> Shown:
    """Ask a question that was suggested."""
    return str(data.text), exchanges, ()


def undone(exchanges: Exchanges, data: gr.EventData) -> Shown:
    """Take a question back: chat, conversation, sources, and the question to be typed anew."""
    before, asked = _until(exchanges, data)
    return (*_shown(before), gr.Textbox(value=asked.question))


def thumbed(exchanges: Exchanges, data: gr.EventData) -> tuple[Exchanges, Answer | None]:
    """A conversation with a thumb given or taken back, and the answer that it is of."""
    before, asked = _until(exchanges, data)
    thumb = cast("Thumb", data.thumb if data.thumb in get_args(Thumb) else "")
    after = exchanges[len(before) + 1 :]
    reply = asked.reply if isinstance(asked.reply, Answer) else None
    return (*before, replace(asked, thumb=thumb), *after), reply


def stopped(exchanges: Exchanges) -> Shown:
    """An answer under way was stopped: chat, text box."""
    return messages(exchanges), ready()


def renewed() -> Shown:
    """A new chat: chat, conversation, sources, text box."""
    return (*_shown(()), gr.Textbox(value="", submit_btn=True, stop_btn=False))


def suggested(made: Suggested, exchanges: Exchanges) -> Any:
    """What may be asked next, unless the conversation went on while that was looked for."""
    then, shown = made
    told = [[(item.question, item.reply) for item in each] for each in (then, exchanges)]
    return shown if told[0] == told[1] else gr.skip()


def _until(exchanges: Exchanges, data: gr.EventData) -> tuple[Exchanges, Any]:
    """What came before the exchange that an event concerns, and that exchange."""
    turn = int(data.turn)
    if not 1 <= turn <= len(exchanges):
        # Another tab, or a page that is older than its server, knows another conversation.
        raise gr.Error("That question is no longer there. Reload the page.", print_exception=False)
    return exchanges[: turn - 1], exchanges[turn - 1]


def _restored(kept: Any) -> Exchanges:
    try:
        return unpacked(kept)
    except ValueError as error:
        _log.warning("A conversation that a browser kept can't be read: %s", error)
        gr.Warning("That conversation is of another version of this page and can't be shown.")
        return ()


def _shown(exchanges: Exchanges) -> Shown:
    return messages(exchanges), exchanges, sources_html(answers(exchanges))


def ready() -> Any:
    """The text box when nothing is under way."""
    return gr.Textbox(submit_btn=True, stop_btn=False)


def asked(text: str | None, exchanges: Exchanges) -> Any:
    """The text box after an answer: empty where the question that was answered still stands in it.

    Gradio reads the browser's text back for an update that gives none, and so can undo one that
    emptied the box just before. What was typed meanwhile is another text, and stays.
    """
    answered = exchanges[-1].question if exchanges else None
    return "" if text and text.strip() == answered else gr.skip()
