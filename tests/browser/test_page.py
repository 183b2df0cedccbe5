"""The page as its readers meet it: served by a process of its own, driven in Chromium."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from browser.driving import (
    BORDER,
    PROPOSAL,
    UNANSWERED,
    ask,
    last_reply,
    marked,
    outlets_shown,
    quotes_shown,
    seen,
)
from playwright.sync_api import Browser, Page, expect
from served_page import ends_quietly

from assistant import Answer
from assistant.coverage import day
from assistant.settings import Settings
from bench.pictures import SIZE, Served, photograph, served
from index import status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index import Status

pytestmark = pytest.mark.browser


@pytest.fixture
def client(page: Page, site: Served, tmp_path: Path) -> Any:
    """A program that calls the page's endpoints."""
    from gradio_client import Client  # type: ignore[import-untyped]

    return Client(site.url, verbose=False, download_files=tmp_path)


def _index(site: Served) -> Status:
    return status(Settings(index=site.errors.parent / "index"))


def test_the_first_start_builds_the_index_and_a_question_waits_for_it(
    opened: Callable[..., Page],
) -> None:
    page = opened()
    ask(page, PROPOSAL)
    assert any("being built first" in text for text in seen(page, "draft"))
    assert any(re.fullmatch(r"[A-Z][a-z ]+: [\d,]+( of [\d,]+)?", t) for t in seen(page, "index"))
    expect(page.locator("#index-panel .done")).to_contain_text("Built in")
    assert quotes_shown(page)


def test_an_answer_is_streamed_and_each_quote_marked_in_its_passage(page: Page) -> None:
    ask(page, PROPOSAL)
    assert any("Searching" in text or "Reading" in text for text in seen(page, "draft"))
    quotes = quotes_shown(page)
    assert "bring its security complaints to the Organisation for Security" in quotes[0]
    assert [" ".join(mark.split()) for mark in marked(page)] == quotes
    expect(page.locator("#sources mark").first).to_be_in_viewport()
    markers = page.locator("#chat a.cite").all_inner_texts()
    assert markers == [str(number) for number in range(1, len(quotes) + 1)]
    expect(last_reply(page).locator(".coverage")).to_contain_text("Based on ")


def test_a_marker_brings_its_quote_into_view_and_the_number_leads_back(
    opened: Callable[..., Page],
) -> None:
    page = opened(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    ask(page, PROPOSAL)
    marker, mark = page.locator("#cite-1-1"), page.locator("#source-1-1")
    marker.scroll_into_view_if_needed()
    expect(mark).not_to_be_in_viewport()
    marker.click()
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    expect(marker).not_to_be_in_viewport()
    page.locator("#sources .back").first.click()
    expect(marker).to_be_in_viewport()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 390, "the page is wider than the phone"


def test_a_marker_of_an_earlier_answer_unfolds_its_sources(page: Page) -> None:
    ask(page, PROPOSAL)
    ask(page, UNANSWERED)
    mark = page.locator("#source-1-1")
    expect(page.locator("#sources .hint")).to_contain_text("No source")
    expect(mark).not_to_be_visible()
    page.locator("#cite-1-1").click()
    expect(mark).to_be_in_viewport()


def test_a_question_left_open_tells_what_the_index_covers(page: Page, site: Served) -> None:
    ask(page, UNANSWERED)
    reply = page.locator("#chat .unanswered")
    manifest = _index(site).manifest
    assert manifest.oldest
    assert manifest.newest
    for told in (str(manifest.articles), day(manifest.oldest), day(manifest.newest)):
        expect(reply).to_contain_text(told)
    expect(reply).to_contain_text("Example Wire")
    expect(page.locator("#sources mark")).to_have_count(0)


@pytest.mark.parametrize("outlet", ["Example Wire", "Sample Courier"])
def test_an_outlet_chosen_is_the_only_one_quoted(page: Page, outlet: str) -> None:
    page.locator("#filters > button").click()
    page.locator("#outlets input").click()
    page.get_by_role("option", name=outlet).click()
    expect(page.locator("#filters > button")).to_contain_text(f"Only {outlet}")
    ask(page, BORDER)
    assert outlets_shown(page) == {outlet}
    assert any("1,340" in mark for mark in marked(page))


def test_a_date_chosen_leaves_out_what_is_older(page: Page) -> None:
    page.locator("#filters > button").click()
    page.locator("#since input").fill("2025-01-01")
    expect(page.locator("#filters > button")).to_contain_text("Only from 2025-01-01")
    ask(page, BORDER)
    expect(page.locator("#chat .unanswered")).to_contain_text("1 Jan 2025")


def test_a_new_chat_forgets_the_old_one(page: Page) -> None:
    ask(page, UNANSWERED)
    page.locator("#new").click()
    expect(page.locator("#chat .asked")).to_have_count(0)
    expect(page.locator("#sources .hint")).to_contain_text("Ask a question")


def test_what_a_reader_types_is_text(page: Page) -> None:
    ask(page, "<img src=x onerror=alert(1)> **who**?")
    expect(page.locator("#chat .asked")).to_have_text("<img src=x onerror=alert(1)> **who**?")


def test_the_index_panel_tells_what_is_indexed_and_since_when(page: Page, site: Served) -> None:
    manifest = _index(site).manifest
    assert manifest.oldest
    assert manifest.newest
    names = page.locator("#index-panel dt").all_inner_texts()
    values = page.locator("#index-panel dd").all_inner_texts()
    facts = dict(zip(names, values, strict=True))
    assert facts["Articles"] == f"{manifest.articles:,}"
    assert facts["Passages"] == f"{manifest.passages:,}"
    assert facts["Published"] == f"{day(manifest.oldest)} – {day(manifest.newest)}"
    assert facts["Built"].startswith(day(manifest.built))


def test_a_rebuild_is_shown_and_ends_with_its_report(page: Page, site: Served) -> None:
    before = _index(site)
    page.locator("#rebuild").click()
    expect(page.locator("#index-panel .done")).to_contain_text("0 added, 0 changed, 0 removed, 0 ")
    expect(page.locator("#rebuild")).to_be_enabled()
    after = _index(site)
    assert after.generation > before.generation
    assert after.manifest.articles == before.manifest.articles
    assert len(seen(page, "index")) > 1
    ask(page, BORDER)
    assert marked(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(
    opened: Callable[..., Page], site: Served, theme: str
) -> None:
    page = opened(f"{site.url}?__theme={theme}")
    ask(page, PROPOSAL)
    texts = ("#chat .quote", "#sources mark", "#sources blockquote", "#index .label-wrap span")
    assert min(_contrast(page, where) for where in texts) >= 4.5


def test_the_picture_is_one_of_an_answer(browser: Browser, site: Served, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
    photograph(page, site.url, tmp_path / "page.png")
    image = (tmp_path / "page.png").read_bytes()
    assert image.startswith(b"\x89PNG\r\n")
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == SIZE
    assert len(image) < 300_000
    page.close()


def test_the_endpoint_gives_the_whole_answer_that_the_page_shows(page: Page, client: Any) -> None:
    ask(page, PROPOSAL)
    found = client.predict(PROPOSAL, api_name="/answer")
    assert set(found) == {field.name for field in fields(Answer)}
    assert found["answered"] is True
    quotes = [citation["quote"] for citation in found["citations"]]
    assert quotes == marked(page)
    assert found["coverage"] == page.locator("#chat .coverage").inner_text()


def test_the_endpoint_limits_and_tells_what_is_wrong(client: Any) -> None:
    from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

    found = client.predict(BORDER, sources=["Sample Courier"], api_name="/answer")
    assert {citation["source"] for citation in found["citations"]} == {"Sample Courier"}
    with pytest.raises(AppError, match="lately"):
        client.predict(BORDER, since="lately", api_name="/answer")


def test_only_endpoints_meant_for_programs_are_offered(client: Any) -> None:
    offered: Any = client.view_api(print_info=False, return_format="dict")
    names = ["/answer", "/article", "/feedback", "/search", "/status"]
    assert sorted(offered["named_endpoints"]) == names
    assert offered["unnamed_endpoints"] == {}


def test_ctrl_c_ends_it_quietly_while_the_first_index_is_built(
    site: Served, tmp_path: Path
) -> None:
    with served(tmp_path) as building:
        ends_quietly(building)


def test_the_page_has_nothing_to_complain_about(site: Served) -> None:
    assert site.process.poll() is None
    assert site.errors.read_text() == ""


def _contrast(page: Page, where: str) -> float:
    """Contrast of a text and its ground, 1 to 21, as WCAG 2 reckons it."""
    ink, ground = page.locator(where).first.evaluate(
        """element => {
          const ground = (at) => getComputedStyle(at).backgroundColor;
          let at = element;
          while (at.parentElement && ground(at).endsWith(", 0)")) at = at.parentElement;
          return [getComputedStyle(element).color, ground(at)];
        }"""
    )
    light, dark = sorted(map(_luminance, (ink, ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
