"""The page served by a process of its own, and windows of a browser to open it in."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from browser.driving import PATIENCE
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.pictures import BROWSER_OPTIONS, SIZE, Served, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import ConsoleMessage, Request

_DESKTOP = {"width": SIZE[0], "height": SIZE[1]}
# Texts come and go faster than they can be looked for one by one.
_RECORDER = """(() => {
  window.seen = {};
  const look = () => {
    for (const [name, where] of Object.entries({draft: "#chat .draft", index: "#index-panel"})) {
      const text = document.querySelector(where)?.innerText.trim();
      const texts = window.seen[name] ??= [];
      if (text && texts.at(-1) !== text) texts.push(text);
    }
  };
  const all = {subtree: true, childList: true, characterData: true};
  new MutationObserver(look).observe(document, all);
})()"""


# What a browser and Gradio say of connections that a page had open when it was left.
_BROKEN = (
    *("AbortError", "Connection errored out", "TypeError: network error"),
    "Unexpected error Connection errored out",
    "Failed to load resource: net::ERR",
)
_LEAVING_SECONDS = 3.0


class _Complaints:
    """What pages complain of, without what their end does to connections that were open."""

    def __init__(self) -> None:
        self._wrong: list[str] = []
        self._broken: list[tuple[float, str]] = []
        self._left: list[float] = []

    def listen(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self._wrong.append(str(error)))
        page.on("request", self._requested)
        # An empty page is gone to without a request.
        page.on("framenavigated", lambda _: self._left.append(time.monotonic()))

    def found(self) -> list[str]:
        return self._wrong + [
            text
            for moment, text in self._broken
            if all(abs(moment - left) > _LEAVING_SECONDS for left in self._left)
        ]

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            if message.text.startswith(_BROKEN):
                self._broken.append((time.monotonic(), message.text))
            else:
                self._wrong.append(f"{message.text} {message.location['url']}")

    def _requested(self, request: Request) -> None:
        if request.is_navigation_request():
            self._left.append(time.monotonic())
        if _leaves(request.url):
            self._wrong.append(request.url)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=BROWSER_OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page on its first start; the browser is there before, to see the index being built."""
    with served(tmp_path_factory.mktemp("site")) as page:
        yield page


@pytest.fixture
def opened(browser: Browser, site: Served) -> Iterator[Callable[..., Page]]:
    """Opens the page, in a window of its own; in the end nothing may have gone wrong in it."""
    complaints = _Complaints()
    windows = []

    def opened(url: str = "", **window: Any) -> Page:
        context = browser.new_context(**({"viewport": _DESKTOP} | window))
        windows.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(_RECORDER)
        complaints.listen(page)
        page.goto(url or site.url)
        return page

    yield opened
    found = complaints.found()
    for context in windows:
        context.close()
    assert found == []


@pytest.fixture
def page(opened: Callable[..., Page]) -> Page:
    """The page with an index that is ready."""
    page = opened()
    # The first to open it waits for the index to be built.
    expect(page.locator("#index-panel dl.facts")).to_be_visible(timeout=3 * PATIENCE)
    return page


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"
