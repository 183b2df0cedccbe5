"""The page for those who use a keyboard, a screen reader, a dark theme, a phone, or large text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browser.axe import violations
from browser.driving import BORDER, PATIENCE, UNANSWERED, ask
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.pictures import Served

pytestmark = pytest.mark.browser

TIMELINE = "Timeline of Artemis II"
DESKTOP: dict[str, Any] = {}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
# What a window of 1280 by 800 has room for when it is enlarged to 200 % (WCAG 1.4.4).
ZOOMED: dict[str, Any] = {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2}
# Whatever has text of its own, is seen, and is wider than the box that it is cut off at.
_CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const text = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  if (!text || !element.checkVisibility({visibilityProperty: true})) return false;
  // What only screen readers are to read is a point for the eye.
  for (let at = element; at; at = at.parentElement) if (at.offsetWidth === 1) return false;
  if (element.closest(".for-readers, .sr-only, [hidden]")) return false;
  const {left, right, width} = element.getBoundingClientRect();
  if (!width) return false;
  for (let at = element; at; at = at.parentElement) {
    const box = at.getBoundingClientRect();
    const {overflowX, textOverflow} = getComputedStyle(at);
    const cuts = ["hidden", "clip"].includes(overflowX);
    if (cuts && (right > box.right + 1 || left < box.left - 1)) return true;
    if (textOverflow === "ellipsis") continue;
    if (cuts && at === element && at.scrollWidth > at.clientWidth + 1) return true;
  }
  return right > document.documentElement.clientWidth + 1 || left < -1;
}).map((element) => `${element.tagName} ${element.className}: ${element.textContent.trim()}`)"""


def test_the_check_finds_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang=en><title>x</title><main><img src=x><p>text</main>")
    assert [found.partition(":")[0] for found in violations(page)] == ["image-alt"]
    page.set_content("<html lang=en><title>x</title><main style='overflow: hidden'>" + "x" * 999)
    assert len(page.evaluate(_CUT_OFF)) == 1
    page.close()


@pytest.mark.parametrize(
    ("theme", "window"),
    [("light", DESKTOP), ("dark", DESKTOP), ("light", PHONE), ("dark", ZOOMED)],
    ids=["desktop", "dark", "phone", "zoomed"],
)
def test_no_state_of_the_page_has_a_serious_violation_or_text_cut_off(
    opened: Callable[..., Page], site: Served, theme: str, window: dict[str, Any]
) -> None:
    page = opened(f"{site.url}?__theme={theme}", **window)
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found[state] = violations(page) + page.evaluate(_CUT_OFF)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found[state].append("the page is wider than its window")

    expect(page.locator("#index-panel dl.facts")).to_be_visible(timeout=3 * PATIENCE)
    look("empty, index open")
    ask(page, TIMELINE)
    look("answered")
    page.locator("#sources button.more").first.click()
    expect(page.locator("#sources .around")).not_to_have_count(0)
    page.locator("#cite-1-2").focus()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#preview")).to_be_visible()
    look("a source previewed, more of an article shown")
    page.locator("#history summary").click()
    expect(page.locator("#history .act-open")).to_be_visible()
    look("conversations listed")
    page.keyboard.press("Escape")
    page.locator("#chat .act-edit").click()
    look("a question being edited")
    page.keyboard.press("Escape")
    page.locator("#chat .act-thumb-down").click()
    look("a reason asked for")
    ask(page, UNANSWERED)
    look("unanswered")
    page.locator("#filters > button").click()
    expect(page.locator("#since input")).to_be_visible()
    look("filters open")
    page.locator("#since input").fill("2025-01-01")
    page.locator("#until input").fill("2024-01-01")
    ask(page, BORDER)
    expect(page.locator("#chat .problem")).to_be_visible()
    look("a problem told")
    page.locator("#index > button").click()
    expect(page.locator("#index-panel dl.facts")).to_be_visible()
    look("index open beside answers")
    assert {state: wrong for state, wrong in found.items() if wrong} == {}
