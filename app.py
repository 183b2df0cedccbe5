"""The chat page: a Gradio adapter over `assistant` and `index`, with no logic of its own.

Run `python app.py`, or take the page into a program of your own: `from app import build_page`.
"""

from __future__ import annotations

import os
import threading
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

# Gradio reads it while it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from gradio.events import api
from typer import Exit

from assistant import Settings, answer
from assistant.html_chat import Exchanges, answers, converse, failed, messages
from assistant.html_index import IndexView, progress_html, watch
from assistant.html_sources import sources_html
from assistant.terminal import configured
from index import open_index
from index.background import BackgroundRebuild
from index.errors import NewsError, NoIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = (
    "What did Borrell propose to Russia in February 2022?",
    "How long is Finland's border with Russia?",
    "How many computers did the CrowdStrike update crash?",
    "How many cardinals voted in the conclave of May 2025?",
    "Who are the four astronauts of Artemis II?",
)
"""Questions that the sample articles answer."""

_WELCOME = (
    "Each statement comes with the exact quote behind it, marked in its passage. What the articles "
    "don't say, the answer doesn't say either."
)
_NO_LIMITS = "Limit outlets and dates"
_ASKED_AT_ONCE = 8

Shown: TypeAlias = tuple[Any, ...]
"""New values for an event's outputs, in their order."""


class Page:
    """What the page's controls do. A conversation belongs to one browser tab (`gr.State`)."""

    def __init__(self, settings: Settings) -> None:
        self.build = BackgroundRebuild(settings)
        self._settings = settings

    def prepare(self) -> None:
        """Load what the first answer needs; without an index, build it."""
        try:
            open_index(self._settings).embeddings.encode_question("ready?")
        except NoIndex:
            self.build.start()
        except NewsError:
            # The index panel and whoever asks are told; nobody is there yet.
            return

    def ask(
        self, question: str, exchanges: Exchanges, outlets: list[str], since: str, until: str
    ) -> Iterator[Shown]:
        """Answer in the chat: chat, conversation, sources, text box, frame of the index."""
        if not question.strip():
            yield (gr.skip(),) * 5
            return
        box: Any = gr.Textbox(value="", submit_btn=False, stop_btn=True)
        for step in converse(
            question,
            exchanges,
            settings=self._settings,
            build=self.build,
            sources=outlets,
            since=since,
            until=until,
        ):
            # The index makes room for the first sources; who opens it again wants it open.
            makes_room = not exchanges and answers(step.exchanges or ())
            yield (
                step.messages,
                gr.skip() if step.exchanges is None else step.exchanges,
                gr.skip() if step.sources is None else step.sources,
                box,
                gr.Accordion(open=False) if makes_room else gr.skip(),
            )
            box = gr.skip()

    def open(self, chosen: list[str]) -> Iterator[Shown]:
        """A page was opened: show the index; without one, build it."""
        if self.build.is_first:
            self.build.start()
        watched = self.build if self.build.is_first or self.build.running else None
        yield from self._watch(chosen, watched)

    def rebuild(self, chosen: list[str]) -> Iterator[Shown]:
        """Rebuild the index, or join the rebuild that is under way."""
        self.build.start()
        yield from self._watch(chosen, self.build)

    def _watch(self, chosen: list[str], build: BackgroundRebuild | None) -> Iterator[Shown]:
        """The index during a build and after: panel, its frame, button, outlets."""
        for view in watch(self._settings, build):
            yield _indexed(view, chosen)

    def answer(
        self,
        question: str,
        sources: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the indexed articles; every statement has its exact quotes.

        Args:
            question: in your own words.
            sources: outlets to limit the answer to.
            since: earliest publication date, as 2022-02-09.
            until: latest publication date, that day included.
        """
        try:
            found = answer(
                question, sources=sources, since=since, until=until, settings=self._settings
            )
        except NewsError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return found.to_dict()


def build_page(settings: Settings | None = None) -> gr.Blocks:
    """The page, to be launched with `looks()`."""
    return _blocks(Page(settings or Settings()))


def looks() -> dict[str, Any]:
    """Theme, style and script, as arguments of `launch`: nothing is fetched from elsewhere."""
    ours = files("assistant")
    theme = gr.themes.Base(
        primary_hue="red",
        neutral_hue="stone",
        radius_size="sm",
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif"],
        font_mono=["ui-monospace", "SFMono-Regular", "Consolas", "monospace"],
    )
    script = ours.joinpath("page.js").read_text(encoding="utf-8")
    return {
        "theme": theme,
        "css": ours.joinpath("page.css").read_text(encoding="utf-8"),
        "head": f"<script>{script}</script>",
    }


def _blocks(page: Page) -> gr.Blocks:
    blocks = gr.Blocks(title="News Assistant", analytics_enabled=False, fill_width=True)
    with blocks:
        exchanges = gr.State(())
        with gr.Row(elem_id="masthead"):
            gr.HTML(
                "<h1>News Assistant</h1><p>Answers from your articles, each with its source</p>"
            )
            fresh = gr.Button("New chat", size="sm", scale=0, min_width=110, elem_id="new")
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=3, min_width=320, elem_id="talk"):
                chat = gr.Chatbot(
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
                    examples=[{"text": text} for text in EXAMPLES],
                )
                box = gr.Textbox(
                    label="Question",
                    show_label=False,
                    container=False,
                    placeholder="Ask about your articles",
                    submit_btn=True,
                    max_length=2000,
                    elem_id="question",
                )
                with (
                    gr.Accordion(_NO_LIMITS, open=False, elem_id="filters") as frame,
                    gr.Row(),
                ):
                    outlets = gr.Dropdown(
                        label="Outlets (none chosen: all)",
                        multiselect=True,
                        scale=2,
                        min_width=220,
                        elem_id="outlets",
                    )
                    since, until = (
                        gr.Textbox(
                            label=label,
                            placeholder="YYYY-MM-DD",
                            max_lines=1,
                            scale=1,
                            min_width=140,
                            elem_id=name,
                            elem_classes="date",
                        )
                        for label, name in (("From", "since"), ("Up to and including", "until"))
                    )
            with gr.Column(scale=2, min_width=320, elem_id="evidence"):
                gr.HTML("<h2>Sources</h2>", elem_id="sources-title")
                sources = gr.HTML(sources_html(()), elem_id="sources")
                with gr.Accordion("Index", open=True, elem_id="index") as index_frame:
                    panel = gr.HTML(progress_html(None), elem_id="index-panel")
                    again = gr.Button("Rebuild", size="sm", elem_id="rebuild", interactive=False)

        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        limits: list[Any] = [outlets, since, until]
        asking: dict[str, Any] = {
            "fn": page.ask,
            "inputs": [box, exchanges, *limits],
            "outputs": [chat, exchanges, sources, box, index_frame],
            "concurrency_limit": _ASKED_AT_ONCE,
            "concurrency_id": "ask",
            **private,
        }
        asked = box.submit(**asking)
        from_example = chat.example_select(_example, None, box, **private).then(**asking)
        for event in (asked, from_example):
            event.then(_settled, exchanges, [chat, box], **private)
            event.failure(_mended, exchanges, [chat, exchanges, box], **private)
        box.stop(_settled, exchanges, [chat, box], cancels=[asked, from_example], **private)
        fresh.click(
            _renewed,
            None,
            [chat, exchanges, sources, box],
            cancels=[asked, from_example],
            **private,
        )
        gr.on([control.change for control in limits], _limited, limits, frame, **private)
        index_shown = [panel, index_frame, again, outlets]
        watching: dict[str, Any] = {
            "inputs": outlets,
            "outputs": index_shown,
            "concurrency_limit": None,
            **private,
        }
        blocks.load(page.open, **watching)
        again.click(page.rebuild, **watching)
        api(page.answer, api_name="answer", concurrency_limit=_ASKED_AT_ONCE)
    return blocks


def _indexed(view: IndexView, chosen: list[str]) -> Shown:
    """New values for what shows the index."""
    outlets = view.outlets
    frame: dict[str, Any] = {"open": True} if view.urgent else {}
    return (
        view.html,
        gr.Accordion(label=view.heading, **frame),
        gr.Button(interactive=view.can_rebuild),
        gr.skip()
        if outlets is None
        else gr.Dropdown(
            choices=[(f"{name} ({count:,})", name) for name, count in outlets.items()],
            value=[name for name in chosen if name in outlets],
        ),
    )


def _settled(exchanges: Exchanges) -> Shown:
    """The chat when nothing is under way."""
    return messages(exchanges), gr.Textbox(submit_btn=True, stop_btn=False)


def _mended(exchanges: Exchanges) -> Shown:
    """The same after a defect."""
    settled = failed(exchanges)
    return messages(settled), settled, gr.Textbox(submit_btn=True, stop_btn=False)


def _renewed() -> Shown:
    return [], (), sources_html(()), gr.Textbox(value="", submit_btn=True, stop_btn=False)


def _example(chosen: gr.SelectData) -> str:
    return str(chosen.value["text"])


def _limited(outlets: list[str], since: str, until: str) -> Any:
    """The frame of the filters says what they limit to."""
    parts = [", ".join(outlets), f"from {since}" if since else "", f"to {until}" if until else ""]
    limits = "; ".join(part for part in parts if part)
    return gr.Accordion(label=f"Only {limits}" if limits else _NO_LIMITS)


def main() -> None:
    """Serve the page until Ctrl-C."""
    try:
        settings = configured()
    except Exit as left:
        raise SystemExit(left.exit_code) from None
    page = Page(settings)
    threading.Thread(target=page.prepare, name="prepare", daemon=True).start()
    blocks = _blocks(page)
    try:
        url = _launch(blocks, settings)
        print(f"The page is at {url} (Ctrl-C ends it)", flush=True)  # noqa: T201
        threading.Event().wait()
    except KeyboardInterrupt:
        page.build.stop()
        blocks.close(verbose=False)


def _launch(blocks: gr.Blocks, settings: Settings) -> str:
    """Serve the page in the background; its address."""
    try:
        _, url, _ = blocks.launch(
            server_name=settings.host,
            server_port=settings.port or None,
            share=False,
            quiet=True,
            prevent_thread_lock=True,
            ssr_mode=False,
            footer_links=[],
            run_history=False,
            **looks(),
        )
    except OSError:
        raise SystemExit(
            f"Port {settings.port} of {settings.host} can't be used; another program may have it. "
            "Set NEWS_PORT to another port."
        ) from None
    return url


if __name__ == "__main__":
    main()
