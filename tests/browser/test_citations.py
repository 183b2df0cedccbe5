"""From a number in an answer to its quote, its card, its article, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser.driving import PROPOSAL, ask, marked
from playwright.sync_api import Page, expect

from assistant.settings import Settings
from index import open_index, remove

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.pictures import Served

pytestmark = pytest.mark.browser

TIMELINE = "Timeline of Artemis II"
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}


def _preview(page: Page) -> Any:
    return page.locator("#preview")


def test_pointing_at_a_number_shows_outlet_date_and_quote(page: Page) -> None:
    ask(page, PROPOSAL)
    number, preview = page.locator("#cite-1-2"), _preview(page)
    number.hover()
    expect(preview).to_be_visible()
    expect(preview.locator(".told")).to_contain_text("Specimen Press Agency · 9 Feb 2022 · ")
    expect(preview.locator(".said")).to_have_text(f"“{marked(page)[1]}”")
    assert number.get_attribute("aria-describedby") == preview.get_attribute("id")
    # WCAG 1.4.13: it can be pointed at, and it goes on Escape.
    preview.hover()
    page.wait_for_timeout(400)
    expect(preview).to_be_visible()
    page.keyboard.press("Escape")
    expect(preview).to_be_hidden()
    assert number.get_attribute("aria-describedby") is None
    number.hover()
    expect(preview).to_be_visible()
    page.locator("#masthead").hover()
    expect(preview).to_be_hidden()


@pytest.mark.parametrize("window", [{}, PHONE], ids=["desktop", "phone"])
def test_by_keyboard_from_the_question_to_a_quote_and_back(
    opened: Callable[..., Page], window: dict[str, Any]
) -> None:
    page = opened(**window)
    ask(page, PROPOSAL)
    number, mark, preview = page.locator("#cite-1-2"), page.locator("#source-1-2"), _preview(page)
    page.locator("#question textarea").focus()
    _tab_to(page, "cite-1-2", "Shift+Tab")
    expect(preview).to_contain_text(" ".join(marked(page)[1].split()))
    page.keyboard.press("Enter")
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    expect(preview).to_be_hidden()
    page.keyboard.press("Escape")
    expect(number).to_be_focused()
    expect(number).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(mark).to_be_focused()
    _tab_to(page, 'a.back[href="#cite-1-2"]', "Shift+Tab")
    page.keyboard.press("Enter")
    expect(number).to_be_focused()
    expect(number).to_be_in_viewport()


def _tab_to(page: Page, goal: str, key: str) -> None:
    """Press a key until the element with an id, or that fits a selector, has the focus."""
    selector = goal if goal.startswith("a.") else f"#{goal}"
    for _ in range(40):
        page.keyboard.press(key)
        if page.evaluate("goal => document.activeElement.matches(goal)", selector):
            return
    raise AssertionError(f"{goal} was not reached")


def test_a_tap_leads_to_the_quote_and_shows_no_preview(opened: Callable[..., Page]) -> None:
    page = opened(**PHONE)
    ask(page, PROPOSAL)
    page.locator("#cite-1-2").tap()
    expect(page.locator("#source-1-2")).to_be_in_viewport()
    expect(_preview(page)).to_have_count(0)


def test_the_dates_of_three_sources_lead_to_their_quotes(page: Page) -> None:
    ask(page, TIMELINE)
    points = page.get_by_role("list", name="The sources by date").get_by_role("link")
    dates = page.locator("#sources .timeline time").evaluate_all("all => all.map(t => t.dateTime)")
    assert len(dates) >= 3
    assert dates == sorted(dates)
    points.last.press("Enter")
    expect(page.locator("#sources mark.lit")).to_be_focused()
    lit = page.locator("#sources .card:has(.lit) time").get_attribute("datetime")
    assert lit == dates[-1]


def test_the_article_around_a_passage_is_shown_exactly_and_folded_again(
    page: Page, site: Served
) -> None:
    ask(page, TIMELINE)
    card = page.locator("#sources .card").filter(has=page.locator("#source-1-3"))
    more, passage = card.locator("button.more"), card.locator("blockquote")
    article_id = more.get_attribute("data-article")
    article = open_index(_settings(site)).article(str(article_id))
    assert article is not None
    short = passage.text_content()
    quote = page.locator("#source-1-3").text_content()
    while more.inner_text() != "Show the passage only":
        told = more.inner_text()
        more.press("Enter")
        expect(more).not_to_have_text(told)
    uncut = "all => [...all.childNodes].filter(n => !n.hidden).map(n => n.textContent).join('')"
    assert passage.evaluate(uncut) == article.body
    assert page.locator("#source-1-3").text_content() == quote
    assert more.get_attribute("aria-expanded") == "true"
    more.press("Enter")
    expect(more).to_have_text("Show more of the article")
    assert passage.text_content() == short


def test_a_quote_is_copied_with_where_it_stands(opened: Callable[..., Page]) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    ask(page, TIMELINE)
    copy = page.locator("#sources button.copy").first
    copy.click()
    expect(copy).to_have_text("Copied")
    text: str = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(f"“{marked(page)[0]}” — ")
    assert ", 11 Dec 2022" in text
    expect(copy).to_have_text("Copy quote")


def test_an_article_removed_meanwhile_is_told_to_every_reader(
    opened: Callable[..., Page], site: Served
) -> None:
    """Last, for it changes the index."""
    one, other = opened(), opened()
    for page in (one, other):
        ask(page, TIMELINE)
    more = one.locator("#sources button.more").first
    remove(str(more.get_attribute("data-article")), settings=_settings(site))
    for page in (one, other):
        page.locator("#sources button.more").first.click()
        expect(page.locator("#sources .note")).to_contain_text("no longer in the index")
        page.locator("#sources button.more").nth(1).click()
        expect(page.locator("#sources .around")).not_to_have_count(0)
        expect(page.locator("#sources .note")).to_have_count(1)


def _settings(site: Served) -> Settings:
    return Settings(index=site.errors.parent / "index")
