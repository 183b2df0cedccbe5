"""The page as a reader meets it: the real app in a process of its own, driven in Chromium."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()
_PATIENCE = 120_000  # milliseconds; the first start builds an index, maybe on a busy machine
_IDLE = "#rebuild:not([disabled])"
QUESTION = "How long is Finland's border with Russia?"


@pytest.fixture(scope="module")
def address(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `python app.py`, started where there is no index yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("app")
    environment = os.environ | {
        "NEWS_INDEX": str(folder / "index"),
        "NEWS_ARTICLES": str(repository / "articles"),
        "NEWS_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    log = folder / "log"
    with log.open("w") as out:
        app = subprocess.Popen(
            [sys.executable, str(repository / "app.py")],
            cwd=folder,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_served(app, port, log)
            yield f"http://127.0.0.1:{port}/"
            app.send_signal(signal.SIGINT)
            assert app.wait(60) == 0, log.read_text()
            assert "Traceback" not in log.read_text(), log.read_text()
        finally:
            app.kill()


def _wait_until_served(app: subprocess.Popen[bytes], port: int, log: Path) -> None:
    import time

    deadline = time.monotonic() + _PATIENCE / 1000
    while time.monotonic() < deadline:
        assert app.poll() is None, log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail(f"the page was not served in time:\n{log.read_text()}")


@pytest.fixture(scope="module")
def page(address: str, chromium: str) -> Iterator[Page]:
    """The open page; nothing may go wrong in it, and nothing may leave this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(_PATIENCE)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request",
            lambda request: (
                wrong.append(request.url)
                if urlsplit(request.url).hostname not in {"127.0.0.1", None}
                else None
            ),
        )
        page.goto(address)
        yield page
        browser.close()
    assert wrong == []


def _ask(page: Page, question: str) -> None:
    replies = page.locator(".reply:not(.draft)").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    page.locator(".reply:not(.draft)").nth(replies).wait_for()


def test_the_first_start_builds_the_index(page: Page) -> None:
    page.locator(_IDLE).wait_for(state="attached")
    shown = page.locator("#index-panel").inner_text().lower()
    for part in ("47", "articles", "passages", "2022", "2025", "built"):
        assert part in shown


def test_an_answer_has_its_quote_marked_in_its_source(page: Page) -> None:
    _ask(page, QUESTION)
    reply = page.locator(".reply").last
    assert "1,340" in reply.inner_text()
    marked = [" ".join(text.split()) for text in page.locator("#sources mark").all_inner_texts()]
    quotes = [" ".join(text.split()) for text in reply.locator(".quote").all_inner_texts()]
    assert marked
    for mark in marked:
        assert any(mark in quote for quote in quotes)
    cite = reply.locator("a.cite").first
    card = page.locator(str(cite.get_attribute("href")))
    cite.click()
    page.wait_for_function(
        "card => { const box = card.getBoundingClientRect();"
        " return box.top < innerHeight && box.bottom > 0 }",
        arg=card.element_handle(),
    )
    assert card.locator("mark").count() >= 1


def test_what_is_not_there_is_said_to_be_not_there(page: Page) -> None:
    _ask(page, "Who won the Eurovision Song Contest in 1974?")
    assert "articles indexed" in page.locator(".reply").last.inner_text()


def test_a_rebuild_from_the_page_ends_with_the_index_as_it_was(page: Page) -> None:
    page.locator("#index button").first.click()
    page.locator(_IDLE).click()
    page.locator(_IDLE).wait_for(state="attached")
    assert "47" in page.locator("#index-panel").inner_text()
