"""The articles of the index on the page: searched, read in full, counted by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.page.access import may_change_index, shows_index
from assistant.page.article_table import table_html
from assistant.page.coverage_plot import coverage_html
from assistant.page.events import PRIVATE
from assistant.page.index_html import problem_html
from assistant.page.pressed import PRESSED, pressed
from assistant.page.reading_view import GONE, NOTHING_OPEN, reading_html
from assistant.page.reply import one_line
from index.errors import NewsError, NoIndex

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.catalogue import Catalogue

_ALL = ""
_LOADING = '<p class="working" role="status">Loading the list</p>'
_NOTHING = '<p class="hint">Nothing is indexed yet.</p>'
# Whoever opens an article reads it from its head, and comes back to its row.
_READ_FROM_THE_HEAD = """
watch("value", () => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const come = (to) => to.scrollIntoView({behavior: calm ? "auto" : "smooth", block: "nearest"});
  const head = element.querySelector("h3");
  if (head) {
    head.focus({preventScroll: true});
    element.scrollTop = 0;
    come(element);
    return;
  }
  const row = document.querySelector("#articles [aria-current]");
  (row ?? document.querySelector("#search input"))?.focus({preventScroll: true});
  if (row) come(row);
});
"""


class Archive:
    """The list and the article that is read; `plot` stands where the layout wants it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        with gr.Row(elem_id="shelves"):
            with gr.Column(scale=1, min_width=320, elem_id="list"):
                with gr.Row(elem_id="seek"):
                    self._words = gr.Textbox(
                        label="Search titles, outlets and days",
                        placeholder="e.g. border, or 2022-02",
                        max_lines=1,
                        max_length=200,
                        scale=3,
                        min_width=200,
                        elem_id="search",
                    )
                    self._outlet = gr.Dropdown(
                        label="Outlet",
                        choices=[("All outlets", _ALL)],
                        value=_ALL,
                        scale=2,
                        min_width=140,
                        elem_id="outlet",
                    )
                self.table = gr.HTML(
                    _LOADING, js_on_load=PRESSED, apply_default_css=False, elem_id="articles"
                )
            with gr.Column(scale=1, min_width=320, elem_id="reader"):
                self.reading = gr.HTML(
                    NOTHING_OPEN,
                    js_on_load=PRESSED + _READ_FROM_THE_HEAD,
                    apply_default_css=False,
                    elem_id="reading",
                )
        self.plot = gr.HTML("", apply_default_css=False, elem_id="coverage")
        self._open, self._at = gr.State(""), gr.State(1)

    def connect(self) -> None:
        """Search, turn pages, open and close articles."""
        common: dict[str, Any] = {"concurrency_limit": None, **PRIVATE}
        gr.on(
            [self._words.change, self._outlet.input],
            self._seek,
            [self._words, self._outlet, self._open],
            [self.table, self._at],
            trigger_mode="always_last",
            **common,
        )
        self.table.click(
            self._press,
            [self._words, self._outlet, self._open],
            [self.table, self.reading, self._open, self._at],
            **common,
        )
        self.reading.click(_closed, None, self.reading, **common)

    @property
    def controls(self) -> list[Any]:
        """What `show` takes: search, outlet, the open article, the page of the list."""
        return [self._words, self._outlet, self._open, self._at]

    @property
    def shown(self) -> list[Any]:
        """What `show` gives."""
        return [self.table, self.plot, self._outlet, self.reading, self._open]

    def show(
        self, words: str | None, outlet: str | None, opened: str, at: int, request: gr.Request
    ) -> dict[Any, Any]:
        """All of it anew, for an index that has just been opened or changed."""
        if not shows_index(self._settings, request):
            return {self.table: "", self.plot: "", self.reading: ""}
        try:
            listed = self._catalogue()
        except NoIndex:
            return {self.table: _NOTHING, self.plot: ""}
        except NewsError as error:
            return {self.table: problem_html(str(error)), self.plot: ""}
        months = listed.months()
        outlets = sorted({item.source for item in listed.articles if item.source}, key=str.casefold)
        outlet = outlet if outlet in outlets else _ALL
        dated = sum(counts.total() for counts in months.values())
        shown: dict[Any, Any] = {
            self.table: _table(listed, words, outlet, opened, at),
            self.plot: coverage_html(months, undated=len(listed.articles) - dated),
            self._outlet: gr.Dropdown(
                choices=[("All outlets", _ALL), *((name, name) for name in outlets)], value=outlet
            ),
        }
        if opened and all(item.id != opened for item in listed.articles):
            shown |= {self.reading: NOTHING_OPEN, self._open: ""}
        return shown

    def _seek(
        self, words: str | None, outlet: str | None, opened: str, request: gr.Request
    ) -> tuple[str, int]:
        """The first page of what is searched for."""
        return self._page(words, outlet, opened, 1, request), 1

    def _press(
        self,
        words: str | None,
        outlet: str | None,
        opened: str,
        event: gr.EventData,
        request: gr.Request,
    ) -> tuple[Any, Any, Any, Any]:
        """A row or a page was chosen in the list."""
        told = pressed(event)
        number = told.get("page", "")
        page = int(number) if number.isdecimal() and len(number) < 10 else 1
        if told.get("do") == "page":
            table = self._page(words, outlet, opened, page, request)
            return table, gr.skip(), gr.skip(), page
        if told.get("do") == "read" and shows_index(self._settings, request):
            chosen = told.get("article", "")
            table = self._page(words, outlet, chosen, page, request)
            return table, self._article(chosen, request), chosen, page
        return (gr.skip(),) * 4

    def _page(
        self, words: str | None, outlet: str | None, opened: str, page: int, request: gr.Request
    ) -> str:
        if not shows_index(self._settings, request):
            return ""
        try:
            return _table(self._catalogue(), words, outlet, opened, page)
        except NewsError as error:
            return problem_html(str(error))

    def _article(self, article_id: str, request: gr.Request) -> str:
        from index import open_index

        try:
            opened = open_index(self._settings)
            article = opened.article(article_id)
            if article is None:
                return GONE
            versions = opened.versions(article_id)
        except NewsError as error:
            return problem_html(str(error))
        may_change = may_change_index(self._settings, request)
        return reading_html(article, versions, may_change=may_change)

    def _catalogue(self) -> Catalogue:
        from index.catalogue import catalogue

        return catalogue(self._settings)


def _closed(event: gr.EventData) -> Any:
    return NOTHING_OPEN if pressed(event).get("do") == "close" else gr.skip()


def _table(listed: Catalogue, words: str | None, outlet: str | None, opened: str, page: int) -> str:
    # Controls that are not shown yet say None.
    sought = words or ""
    found = listed.find(sought, source=outlet or None)
    shown = table_html(found, page, sought=sought, reading=opened)
    return f'<div data-generation="{one_line(listed.generation)}">{shown}</div>'
