"""What can be done with a question and its answer, as HTML: buttons that `chat.js` makes work.

A button's classes say what it does, `act-edit`, and which exchange it concerns, `turn-2`: Gradio
takes all other attributes from what stands in a chat.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.export import answer_markdown
from assistant.page.reply import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Answer


def question_actions_html(question: str, turn: int) -> str:
    """Below a question: asking it anew in other words."""
    return (
        f'<div class="actions of-question">{button_html("edit", turn, "Edit")}'
        f"{_hidden('asked-text', turn, question)}</div>"
    )


def answer_actions_html(answer: Answer | None, turn: int, *, thumb: str, is_last: bool) -> str:
    """Below an answer: copying, saving, a link to the question, thumbs; asking again, undoing.

    Args:
        answer: None where something else was said in place of one.
        turn: number of the exchange.
        thumb: "up", "down" or "", what the reader thought of it.
        is_last: whether nothing follows, so that it can be asked again or taken back.
    """
    buttons = []
    if answer is not None:
        buttons += [
            button_html("copy", turn, "Copy"),
            button_html("link", turn, "Copy link"),
            button_html("save-md", turn, "Save as Markdown"),
            button_html("save-html", turn, "Save as HTML"),
        ]
    if is_last:
        buttons += [button_html("retry", turn, "Ask again"), button_html("undo", turn, "Undo")]
    if answer is not None:
        buttons.append(_thumb(turn, "up", "Helpful", thumb))
        buttons.append(_thumb(turn, "down", "Not helpful", thumb))
        buttons.append(_hidden("copied-text", turn, answer_markdown(answer)))
    if not buttons:
        return ""
    return f'<div class="actions">{"".join(buttons)}</div>'


def next_html(questions: Sequence[str], heading: str, *, goes_on: bool) -> str:
    """Questions to ask with a click, to begin with or to go on with."""
    if not questions:
        return "<p hidden>Nothing to suggest.</p>"
    items = "".join(
        f'<li><button type="button" class="act-ask">{one_line(text)}</button></li>'
        for text in questions
    )
    kind = "after" if goes_on else "before"
    title = one_line(heading)
    return f'<nav class="{kind}" aria-label="{title}"><h3>{title}</h3><ul>{items}</ul></nav>'


def button_html(act: str, turn: int, label: str, more: str = "") -> str:
    """A button that does something with an exchange; `more` are further classes."""
    classes = f"act-{act} turn-{turn} {more}".strip()
    return f'<button type="button" class="{classes}">{label}</button>'


def _thumb(turn: int, which: str, label: str, thumb: str) -> str:
    return button_html(f"thumb-{which}", turn, label, "thumb given" if thumb == which else "thumb")


def _hidden(name: str, turn: int, text: str) -> str:
    # On one line, for Markdown ends a block of HTML at an empty one.
    line = escape(text).replace("\n", "&#10;")
    return f'<span class="{name} turn-{turn}" hidden>{line}</span>'
