"""The conversation on the page: asking, stopping, going back, beginning anew.

One conversation belongs to one browser tab (`gr.State`); the browser keeps it, see `chat.js`. What
the buttons in a conversation do arrives as events of one element without content, the bridge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.export import answer_html, answer_markdown, conversation_html, conversation_markdown
from assistant.feedback import record
from assistant.page import steps
from assistant.page.access import user_of
from assistant.page.actions import next_html
from assistant.page.conversation import Exchanges, answers, converse
from assistant.page.events import PRIVATE, Shown
from assistant.page.filters import limits_of
from assistant.page.keeping import packed
from assistant.question import MAX_LENGTH
from assistant.suggestions import Suggestions
from assistant.types import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.page.filters import Filters
    from assistant.settings import Settings
    from index.background import BackgroundWork

_WELCOME = (
    "Each statement comes with the exact quote behind it, marked in its passage. What the articles "
    "don't say, the answer doesn't say either."
)
_THUMBS = {"up": True, "down": False}


class Chat:
    """The chat, the text box below it, and the questions asked so far."""

    def __init__(self, settings: Settings, build: BackgroundWork) -> None:
        self._settings = settings
        self._build = build
        self._suggestions = Suggestions(settings)
        # Each suggestion is a question that is asked first. What came while others were looked for
        # is looked for after them: Gradio by itself would leave it out.
        self._suggesting: dict[str, Any] = {
            "concurrency_limit": settings.asked_at_once,
            "concurrency_id": "suggest",
            "trigger_mode": "always_last",
            **PRIVATE,
        }
        self._exchanges = gr.State(())
        self._ignore = gr.State(())
        self._question = gr.State("")
        self._kept = gr.JSON(visible=False)
        self._file = gr.JSON(visible=False)
        self._bridge = gr.HTML(
            '<p role="status"></p>',
            js_on_load="window.newsAssistant.connect(trigger)",
            elem_id="bridge",
        )
        self._chat = gr.Chatbot(
            label="Conversation",
            show_label=False,
            container=False,
            elem_id="chat",
            height=None,
            buttons=[],
            latex_delimiters=[],
            allow_tags=False,
            sanitize_html=True,
            feedback_options=None,
            layout="bubble",
            group_consecutive_messages=False,
            placeholder=f"## Ask your articles\n\n{_WELCOME}",
        )
        self._next = gr.HTML("", elem_id="next")
        self._box = gr.Textbox(
            label="Question",
            show_label=False,
            container=False,
            placeholder="Ask about your articles",
            submit_btn=True,
            max_length=MAX_LENGTH,
            elem_id="question",
        )

    def connect(
        self,
        page: gr.Blocks,
        filters: Filters,
        *,
        fresh: gr.Button,
        sources: gr.HTML,
        index_frame: gr.Accordion,
    ) -> None:
        """Answer what is asked; `fresh` begins anew."""
        exchanges, bridge, box = self._exchanges, self._bridge, self._box
        asking: dict[str, Any] = {
            "outputs": [self._chat, exchanges, sources, box, index_frame, self._next],
            "concurrency_limit": self._settings.asked_at_once,
            "concurrency_id": "ask",
            **PRIVATE,
        }
        typed: dict[str, Any] = {
            "fn": self._ask_typed,
            "inputs": [box, exchanges, *filters.controls],
            **asking,
        }
        again: dict[str, Any] = {
            "fn": self._ask_again,
            "inputs": [self._question, exchanges, self._ignore, *filters.controls],
            **asking,
        }
        taken: dict[str, Any] = {
            "inputs": exchanges,
            "outputs": [self._question, exchanges, self._ignore],
            **PRIVATE,
        }
        opened = page.load(
            steps.opened,
            [self._kept, exchanges],
            [self._chat, exchanges, sources, self._question, self._ignore],
            js="() => [window.newsAssistant.opened(), null]",
            **PRIVATE,
        )
        # Stopped one after the other, each found when the one before has ended: behind a question
        # that was typed none comes, so that what is asked anew meanwhile is not stopped with it.
        under_way = [
            opened.then(**again),
            bridge.retry(steps.retried, **taken).then(**again),
            bridge.edit(steps.edited, **taken).then(**again),
            bridge.apply(steps.without, **taken).then(**again),
            bridge.submit(steps.chosen, **taken).then(**again),
            submitted := box.submit(**typed),
        ]
        submitted.then(steps.asked, [box, exchanges], box, **PRIVATE)
        for event in under_way:
            self._kept_by_browser(event)
        stopped = box.stop(
            steps.stopped, exchanges, [self._chat, box], cancels=under_way, **PRIVATE
        )
        self._kept_by_browser(stopped)
        shown = [self._chat, exchanges, sources, box]
        self._kept_by_browser(bridge.undo(steps.undone, exchanges, shown, **PRIVATE))
        self._kept_by_browser(bridge.select(steps.selected, None, shown, **PRIVATE))
        liked = bridge.like(self._like, exchanges, exchanges, trigger_mode="multiple", **PRIVATE)
        self._kept_by_browser(liked, goes_on=False)
        bridge.download(_file, exchanges, self._file, **PRIVATE).then(
            None, self._file, None, js="(file) => window.newsAssistant.save(file)", **PRIVATE
        )
        renewed = fresh.click(
            steps.renewed,
            None,
            shown,
            cancels=under_way,
            js="() => (window.newsAssistant.begin(), [])",
            **PRIVATE,
        )
        self._suggest_after(renewed)

    def _kept_by_browser(self, event: Any, *, goes_on: bool = True) -> None:
        """After an event, have the browser keep the conversation, then suggest how to go on."""
        packing = event.then(
            packed, self._exchanges, self._kept, trigger_mode="always_last", **PRIVATE
        )
        kept = packing.then(
            None, self._kept, None, js="(kept) => window.newsAssistant.keep(kept)", **PRIVATE
        )
        if goes_on:
            self._suggest_after(kept)

    def _suggest_after(self, event: Any) -> None:
        """After an event, suggest what to ask next."""
        # Of its own for each event: what another finds late can't take the place of it.
        made = gr.State(steps.NOTHING_SUGGESTED)
        event.then(self._go_on, self._exchanges, made, **self._suggesting).then(
            steps.suggested,
            [made, self._exchanges],
            self._next,
            trigger_mode="always_last",
            **PRIVATE,
        )

    def _ask_typed(self, question: str, exchanges: Exchanges, *limits: Any) -> Iterator[Shown]:
        """Answer what was typed, and empty the text box."""
        box = gr.Textbox(value="", submit_btn=False, stop_btn=True)
        yield from self._answered(question, exchanges, (), limits, box)

    def _ask_again(
        self, question: str, exchanges: Exchanges, ignore: tuple[Any, ...], *limits: Any
    ) -> Iterator[Shown]:
        """Answer a question that was not typed; what stands in the text box stays."""
        box = gr.Textbox(submit_btn=False, stop_btn=True)
        yield from self._answered(question, exchanges, ignore, limits, box)

    def _answered(
        self,
        question: str,
        exchanges: Exchanges,
        ignore: tuple[Any, ...],
        limits: tuple[Any, ...],
        box: Any,
    ) -> Iterator[Shown]:
        """Answer in the chat: chat, conversation, sources, text box, index's frame, suggestions."""
        if not question.strip():
            yield (gr.skip(),) * 6
            return
        suggested: Any = ""
        for step in converse(
            question,
            exchanges,
            settings=self._settings,
            build=self._build,
            limits=limits_of(*limits),
            ignore=ignore,
        ):
            # The index makes room for the first sources; who opens it again wants it open.
            makes_room = not exchanges and answers(step.exchanges or ())
            if step.exchanges is not None:
                suggested = ""  # also what was found for the conversation before, meanwhile
            yield (
                step.messages,
                gr.skip() if step.exchanges is None else step.exchanges,
                gr.skip() if step.sources is None else step.sources,
                box,
                gr.Accordion(open=False) if makes_room else gr.skip(),
                suggested,
            )
            box = suggested = gr.skip()
        yield (*(gr.skip(),) * 3, steps.ready(), *(gr.skip(),) * 2)

    def _go_on(self, exchanges: Exchanges) -> steps.Suggested:
        """What may be asked next; before there is an index, once there is."""
        if self._build.running and self._build.is_first:
            self._build.wait()
        last = exchanges[-1].reply if exchanges else None
        if isinstance(last, Answer) and last.answered:
            return exchanges, next_html(self._suggestions.after(last), "Ask next", goes_on=True)
        heading = "The articles answer, for example" if exchanges else "For example"
        shown = next_html(self._suggestions.examples(), heading, goes_on=bool(exchanges))
        return exchanges, shown

    def _like(self, exchanges: Exchanges, data: gr.EventData, request: gr.Request) -> Exchanges:
        """Write down what a reader thinks of an answer."""
        thumbed, answer = steps.thumbed(exchanges, data)
        if answer is not None:
            liked = _THUMBS.get(thumbed[int(data.turn) - 1].thumb)
            record(self._settings, answer, liked, str(data.reason), user_of(request))
        return thumbed


def _file(exchanges: Exchanges, data: gr.EventData) -> dict[str, str]:
    """An answer, or with turn 0 the whole conversation, as a file to be saved."""
    turn, is_html = int(data.turn), data.kind == "html"
    if turn:
        answer = dict(answers(exchanges)).get(turn)
        if answer is None:
            raise gr.Error("That answer is no longer there.", print_exception=False)
        text = answer_html(answer) if is_html else answer_markdown(answer)
    else:
        told = [
            (item.question, item.reply if isinstance(item.reply, Answer) else item.reply.text)
            for item in exchanges
        ]
        text = conversation_html(told) if is_html else conversation_markdown(told)
    name, kind = ("html", "text/html") if is_html else ("md", "text/markdown")
    return {"name": f"{'answer' if turn else 'conversation'}.{name}", "type": kind, "text": text}
