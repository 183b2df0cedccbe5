"""An answer that a chat model writes: seen as it comes, stopped in the middle, asked again."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from browser.driving import BORDER, PATIENCE, last_reply, marked, settled
from openai_server import Body, ChatServer, serving, writes
from playwright.sync_api import Page, expect
from served_page import ends_quietly, page_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.settings import Settings
    from bench.pictures import Served

pytestmark = pytest.mark.browser


@pytest.fixture
def go_on() -> Iterator[threading.Event]:
    """Has the chat model go on, which waits in the middle of what it says."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def model(go_on: threading.Event) -> Iterator[ChatServer]:
    def texts(_: Body) -> Iterator[str]:
        # A sentence is shown, checked, once the next has begun.
        yield "The border is about 1,340 kilometres long [1]. It is "
        go_on.wait(PATIENCE / 1000)
        yield "guarded by 9,000 bears [1]."

    with serving(writes(texts)) as server:
        yield server


@pytest.fixture
def site(sample_index: Settings, model: ChatServer, tmp_path: Path) -> Iterator[Served]:
    """A page whose answers the chat model writes."""
    written = {"NEWS_MODEL": "openai:m", "NEWS_BASE_URL": model.url, "NEWS_API_KEY": "none"}
    with page_of(sample_index.index, tmp_path, **written) as served:
        yield served


@pytest.fixture(autouse=True)
def _left(page: Page) -> Iterator[None]:
    """What a page says of a server that ends is no complaint."""
    yield
    page.goto("about:blank")


@pytest.fixture
def writing(page: Page) -> Page:
    """The page with an answer half written."""
    page.locator("#question textarea").fill(BORDER)
    page.locator("#question textarea").press("Enter")
    expect(page.locator("#chat .draft")).to_contain_text("1,340 kilometres long")
    return page


@pytest.fixture
def stopped(writing: Page) -> Page:
    """The page after the answer was stopped there."""
    writing.locator("#question .stop-button").click()
    settled(writing)
    return writing


def test_a_chat_model_is_seen_writing_and_what_it_made_up_is_marked(
    writing: Page, go_on: threading.Event, site: Served
) -> None:
    go_on.set()
    settled(writing)
    expect(writing.locator("#chat .unsupported")).to_contain_text("9,000 bears")
    expect(writing.locator("#chat .unsupported")).to_have_count(1)
    expect(writing.locator("#chat .coverage")).to_contain_text("Written by ")
    assert any("1,340" in mark for mark in marked(writing))
    writing.goto("about:blank")
    ends_quietly(site)


def test_a_stream_is_stopped_in_the_middle_and_asked_again(
    stopped: Page, go_on: threading.Event
) -> None:
    expect(last_reply(stopped)).to_have_text("Stopped.")
    expect(stopped.locator("#sources mark")).to_have_count(0)
    go_on.set()
    stopped.locator(".act-retry").click()
    expect(stopped.locator("#chat a.cite").first).to_be_visible()
    settled(stopped)
    expect(stopped.locator("#chat .asked")).to_have_text([BORDER])
    assert any("1,340" in mark for mark in marked(stopped))


def test_a_stopped_stream_stays_stopped_when_the_model_goes_on(
    stopped: Page, go_on: threading.Event
) -> None:
    # Gradio is done with stopping only when what it stops is.
    with stopped.expect_response("**/reset"):
        go_on.set()
    stopped.wait_for_timeout(2_000)  # for whatever else it may begin then
    settled(stopped)
    expect(last_reply(stopped)).to_have_text("Stopped.")
