"""The index on the page: what it holds, and what may be done to it.

A frame beside the conversation, and below both the archive: the articles themselves. Every event
asks who it comes from, for a program can call what no button shows.
"""

from __future__ import annotations

from collections.abc import Iterator  # noqa: TC003 - Gradio reads the annotations of events
from typing import TYPE_CHECKING, Any, TypeAlias

import gradio as gr

from assistant.page.access import may_change_index, shows_index
from assistant.page.adding import Adding, files_of, sources_of
from assistant.page.archive import Archive
from assistant.page.events import PRIVATE
from assistant.page.filters import outlets_shown
from assistant.page.index_html import IndexView, progress_html, watch
from assistant.page.pressed import PRESSED, pressed
from index import status
from index.errors import NewsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.page.filters import Filters
    from assistant.settings import Settings
    from index.background import BackgroundWork

_Values: TypeAlias = dict[Any, Any]
"""New values by their components; the others stay as they are."""
_Seen: TypeAlias = tuple[int, str]
"""The work and the generation that a tab shows; "" while the work goes on."""

_REFUSED = "Whoever you are logged in as may not change the index."
_ADDING_HEAD = (
    "<h3>Add articles</h3><p>Text, Markdown, HTML, PDF, Word, mail, JSON, CSV, crawls, and zipped "
    "ones of any of these; pages, feeds and sitemaps. Files are copied, and what was added is read "
    "again by a rebuild.</p>"
)
# What others did meanwhile is looked for when somebody comes back to the page or to the index.
_LOOK = """
let looked = Date.now();
const look = () => {
  if (document.visibilityState !== "visible" || Date.now() - looked < 4000) return;
  looked = Date.now();
  trigger("focus");
};
document.addEventListener("visibilitychange", look);
window.addEventListener("focus", look);
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.closest?.("#index, #archive")) look();
  });
}
"""


class IndexPanel:
    """The frame beside the conversation, below the sources; `lay_out_archive` makes the rest."""

    def __init__(self, settings: Settings, work: BackgroundWork) -> None:
        self._settings = settings
        self._work = work
        # Until it is known who opened the page.
        self._is_shown, self._may_change = (
            shows_index(settings, None),
            may_change_index(settings, None),
        )
        self._seen = gr.State((0, ""))
        with gr.Accordion(
            "Index", open=True, visible=self._is_shown, elem_id="index"
        ) as self.frame:
            self._facts = gr.HTML(
                progress_html(None), js_on_load=PRESSED + _LOOK, elem_id="index-panel"
            )
            with gr.Row(elem_id="care"):
                self._again, self._update, self._cancel = (
                    gr.Button(
                        name,
                        size="sm",
                        min_width=90,
                        interactive=False,
                        visible=self._may_change and name != "Cancel",
                        elem_id=name.lower(),
                    )
                    for name in ("Rebuild", "Update", "Cancel")
                )

    def lay_out_archive(self) -> None:
        """Make the archive, to be called where it is to stand."""
        with gr.Column(visible=self._is_shown, elem_id="archive") as self._below:
            gr.HTML(
                "<h2>Archive</h2><p>Every article that answers are made from</p>",
                apply_default_css=False,
                elem_id="archive-head",
            )
            self._archive = Archive(self._settings)
            with gr.Column(visible=self._may_change, elem_id="adding") as self._adding_frame:
                gr.HTML(_ADDING_HEAD, apply_default_css=False, elem_id="adding-head")
                self._adding = Adding()
                self._came = gr.HTML("", apply_default_css=False, elem_id="work")
                self._end = gr.Button("Cancel", size="sm", visible=False, elem_id="cancel-adding")

    def connect(self, page: gr.Blocks, filters: Filters) -> None:
        """Show the index when the page is opened, and what is done to it."""
        self._outlets = filters.outlets
        archive, adding = self._archive, self._adding
        watched: list[Any] = [
            self._facts,
            self.frame,
            self._again,
            self._update,
            self._cancel,
            self._outlets,
            self._seen,
            self._below,
            self._adding_frame,
            self._came,
            self._end,
            adding.add_files,
            adding.add_addresses,
        ]
        common: dict[str, Any] = {"concurrency_limit": None, **PRIVATE}

        def watching(event: Any, fn: Any, more: list[Any], cleared: list[Any]) -> Any:
            """Have an event do something and watch it, and then show the archive anew."""
            done = event(fn, [self._outlets, *more], [*watched, *cleared], **common)
            done.then(archive.show, archive.controls, archive.shown, **common)
            return done

        # The archive at once, too: what is under way may take long.
        page.load(archive.show, archive.controls, archive.shown, **common)
        watching(page.load, self._opened, [], [])
        watching(self._facts.focus, self._looked, [self._seen], [])
        watching(self._again.click, self._rebuilt, [], [])
        watching(self._update.click, self._updated, [], [])
        watching(self._facts.click, self._pressed_in_facts, [], [])
        watching(adding.add_files.click, self._files_added, [adding.files], [adding.files])
        watching(
            adding.add_addresses.click,
            self._addresses_added,
            [adding.addresses, adding.kind, adding.most],
            [adding.addresses],
        )
        watching(archive.reading.click, self._pressed_in_reading, [], [])
        gr.on([self._cancel.click, self._end.click], self._cancelled, None, None, **common)
        archive.connect()
        adding.connect()

    def _opened(self, chosen: list[str], request: gr.Request) -> Iterator[_Values]:
        """A page was opened: show the index; without one, build it."""
        if self._work.is_first and may_change_index(self._settings, request):
            self._work.start()
        yield from self._watch(chosen, request)

    def _looked(self, chosen: list[str], seen: _Seen, request: gr.Request) -> Iterator[_Values]:
        """Somebody came back: show what has changed meanwhile, if anything has."""
        number, generation = seen
        if self._work.number == number and (self._work.running or self._generation() == generation):
            yield {self._seen: gr.skip()}
            return
        yield from self._watch(chosen, request)

    def _rebuilt(self, chosen: list[str], request: gr.Request) -> Iterator[_Values]:
        yield from self._do(self._work.start, chosen, request)

    def _updated(self, chosen: list[str], request: gr.Request) -> Iterator[_Values]:
        yield from self._do(self._work.update, chosen, request)

    def _files_added(
        self, chosen: list[str], given: list[str] | None, request: gr.Request
    ) -> Iterator[_Values]:
        self._check(request)
        try:
            paths = files_of(given)
        except ValueError as problem:
            raise gr.Error(str(problem), print_exception=False) from None
        cleared = {self._adding.files: None}
        yield from self._do(lambda: self._work.add_files(paths), chosen, request, cleared)

    def _addresses_added(
        self,
        chosen: list[str],
        addresses: str,
        kind: str,
        most: float | None,
        request: gr.Request,
    ) -> Iterator[_Values]:
        self._check(request)
        try:
            sources = sources_of(addresses, kind, most)
        except ValueError as problem:
            raise gr.Error(str(problem), print_exception=False) from None
        cleared = {self._adding.addresses: ""}
        yield from self._do(lambda: self._work.add(sources), chosen, request, cleared)

    def _pressed_in_facts(
        self, chosen: list[str], event: gr.EventData, request: gr.Request
    ) -> Iterator[_Values]:
        """The way back to the generation before."""
        told = pressed(event)
        if told.get("do") != "roll-back":
            yield {self._seen: gr.skip()}
            return
        before = told.get("generation", "")
        yield from self._do(lambda: self._work.roll_back(before), chosen, request)

    def _pressed_in_reading(
        self, chosen: list[str], event: gr.EventData, request: gr.Request
    ) -> Iterator[_Values]:
        """The article that is open is removed."""
        told = pressed(event)
        if told.get("do") != "remove":
            yield {self._seen: gr.skip()}
            return
        gone = told.get("article", "")
        yield from self._do(lambda: self._work.remove(gone), chosen, request)

    def _cancelled(self, request: gr.Request) -> None:
        self._check(request)
        self._work.cancel()

    def _do(
        self,
        begin: Callable[[], bool],
        chosen: list[str],
        request: gr.Request,
        begun: _Values | None = None,
    ) -> Iterator[_Values]:
        """Begin work, unless other work is under way, and watch it.

        Args:
            begin: begins it; says whether it has.
            chosen: the outlets chosen in the filters.
            request: whose.
            begun: further values to show once it has begun.
        """
        self._check(request)
        other = self._work.doing
        if begin():
            yield begun or {self._seen: gr.skip()}
        else:
            gr.Warning(f"Other work on the index is under way ({other.lower()}). Try again after.")
        yield from self._watch(chosen, request)

    def _check(self, request: gr.Request) -> None:
        if not may_change_index(self._settings, request):
            raise gr.Error(_REFUSED, print_exception=False)

    def _watch(self, chosen: list[str], request: gr.Request) -> Iterator[_Values]:
        is_shown = shows_index(self._settings, request)
        may_change = may_change_index(self._settings, request)
        number = self._work.number
        for view in watch(self._settings, self._work, may_change=may_change):
            values = self._shown(view, chosen, may_change=may_change)
            values[self._seen] = (number, "" if view.working else self._generation())
            values[self._below] = gr.Column(visible=is_shown)
            if not is_shown:
                values |= {self._facts: "", self.frame: gr.Accordion("Index", visible=False)}
            yield values

    def _shown(self, view: IndexView, chosen: list[str], *, may_change: bool) -> _Values:
        frame: dict[str, Any] = {"open": True} if view.urgent else {}
        idle = may_change and not view.working
        values: _Values = {
            self._facts: view.html,
            self.frame: gr.Accordion(label=view.heading, visible=True, **frame),
            self._again: gr.Button(interactive=view.can_rebuild, visible=idle),
            self._update: gr.Button(interactive=view.outlets is not None, visible=idle),
            self._adding_frame: gr.Column(visible=may_change),
            self._came: view.work if may_change else "",
        }
        for button in (self._cancel, self._end):
            values[button] = gr.Button(
                interactive=view.can_cancel, visible=may_change and view.working
            )
        for button in (self._adding.add_files, self._adding.add_addresses):
            values[button] = gr.Button(interactive=idle)
        if view.outlets is not None:
            values[self._outlets] = outlets_shown(view.outlets, chosen or [])
        return values

    def _generation(self) -> str:
        try:
            return status(self._settings).generation
        except NewsError:
            return ""
