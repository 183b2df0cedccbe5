"""The conversation as its readers use it: going back, going on, keeping it, passing it on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from browser.driving import BORDER, PROPOSAL, UNANSWERED, ask, last_reply, marked, settled
from playwright.sync_api import expect

from assistant import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from bench.pictures import Served

pytestmark = pytest.mark.browser

_PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def _asked(page: Page) -> list[str]:
    return page.locator("#chat .asked").all_inner_texts()


def test_questions_to_begin_with_come_from_the_index_and_are_answered(page: Page) -> None:
    examples = page.locator("#next .before button")
    expect(examples).to_have_count(5)
    question = examples.first.inner_text()
    examples.first.click()
    expect(page.locator("#chat .asked")).to_have_text(question)
    settled(page)
    assert marked(page)
    expect(page.locator("#next .before")).to_have_count(0)


def test_a_question_to_go_on_with_is_asked_by_a_click(page: Page) -> None:
    ask(page, BORDER)
    further = page.locator("#next .after button").first
    question = further.inner_text()
    further.click()
    expect(page.locator("#chat .asked")).to_have_count(2)
    settled(page)
    assert _asked(page) == [BORDER, question]
    expect(last_reply(page)).to_have_class("reply")


def test_an_unanswered_question_is_followed_by_some_that_are_answered(page: Page) -> None:
    ask(page, UNANSWERED)
    expect(page.locator("#next h3")).to_have_text("The articles answer, for example")
    expect(page.locator("#next button").first).to_be_visible()


def test_a_question_asked_while_the_next_are_looked_for_is_followed_by_its_own(page: Page) -> None:
    ask(page, BORDER)
    after_border = page.locator("#next button").all_inner_texts()
    for question in (UNANSWERED, BORDER, PROPOSAL):
        answered = page.locator("#chat .actions:not(.of-question)").count()
        page.locator("#question textarea").fill(question)
        page.locator("#question textarea").press("Enter")
        expect(page.locator("#chat .actions:not(.of-question)")).to_have_count(answered + 1)
    settled(page)
    assert _asked(page) == [BORDER, UNANSWERED, BORDER, PROPOSAL]
    expect(page.locator("#next h3")).to_have_text("Ask next")
    assert page.locator("#next button").all_inner_texts() not in ([], after_border)


def test_asking_again_takes_the_place_of_the_last_answer_and_undoing_takes_it_back(
    page: Page,
) -> None:
    ask(page, BORDER)
    ask(page, UNANSWERED)
    page.locator(".act-retry").click()
    expect(page.locator("#chat .draft")).to_have_count(0)
    settled(page)
    assert _asked(page) == [BORDER, UNANSWERED]
    page.locator(".act-undo").click()
    expect(page.locator("#chat .asked")).to_have_count(1)
    expect(page.locator("#question textarea")).to_have_value(UNANSWERED)
    assert any("1,340" in mark for mark in marked(page))


def test_a_question_in_other_words_drops_what_came_after_it(page: Page) -> None:
    ask(page, UNANSWERED)
    ask(page, PROPOSAL)
    page.locator(".act-edit.turn-1").click()
    editor = page.get_by_label("The question in other words")
    expect(editor).to_have_value(UNANSWERED)
    editor.press("Escape")
    expect(editor).to_have_count(0)
    assert _asked(page) == [UNANSWERED, PROPOSAL]
    page.locator(".act-edit.turn-1").click()
    editor.fill(BORDER)
    editor.press("Enter")
    expect(page.locator("#chat .asked")).to_have_text([BORDER])
    settled(page)
    assert any("1,340" in mark for mark in marked(page))


def test_a_period_that_was_understood_can_be_left_out(page: Page) -> None:
    ask(page, "What did Borrell propose to Russia in March 2024?")
    chip = page.locator("#chat .chips li")
    expect(chip).to_contain_text("Published 1 Mar 2024 – 31 Mar 2024")
    expect(last_reply(page)).to_have_class("reply unanswered")
    chip.get_by_role("button", name="Ask again without this").click()
    expect(page.locator("#chat .chips")).not_to_contain_text("Published")
    settled(page)
    assert len(_asked(page)) == 1
    assert any("Borrell" in mark for mark in marked(page))


def test_newest_first_puts_the_newest_source_first(page: Page) -> None:
    page.locator("#filters > button").click()
    page.get_by_label("Newest first").check()
    expect(page.locator("#filters > button")).to_contain_text("newest first")
    ask(page, "By how much did the Fed change interest rates?")
    dates = page.locator("#sources time").evaluate_all("all => all.map(time => time.dateTime)")
    numbered = page.locator("#sources .back").all_inner_texts()
    assert len(dates) > 1
    assert dates == sorted(dates, reverse=True), numbered


def test_a_reload_keeps_the_conversation_and_a_new_chat_leaves_it_to_be_opened(page: Page) -> None:
    ask(page, BORDER)
    quotes = marked(page)
    page.reload()
    expect(page.locator("#chat .asked")).to_have_text([BORDER])
    assert marked(page) == quotes
    ask(page, "When was that?")
    page.locator("#new").click()
    expect(page.locator("#chat .asked")).to_have_count(0)
    page.reload()
    expect(page.locator("#next .before")).to_be_visible()
    assert _asked(page) == []
    page.locator("#history summary").click()
    page.locator("#history .act-open", has_text=BORDER).click()
    expect(page.locator("#chat .asked")).to_have_text([BORDER, "When was that?"])
    page.locator("#history summary").click()
    page.locator("#history .act-forget").click()
    expect(page.locator("#history .none")).to_be_visible()


def test_two_users_have_conversations_of_their_own(opened: Callable[..., Page]) -> None:
    one, other = opened(), opened()
    ask(one, BORDER)
    ask(other, PROPOSAL)
    ask(one, "When was that?")
    assert _asked(one) == [BORDER, "When was that?"]
    assert _asked(other) == [PROPOSAL]
    other.locator("#history summary").click()
    expect(other.locator("#history .act-open")).to_have_text([PROPOSAL])


def test_what_a_browser_kept_of_another_version_is_told_and_does_no_harm(page: Page) -> None:
    ask(page, BORDER)
    page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((name) => name.startsWith("news-assistant"));
          const kept = JSON.parse(localStorage[key]);
          kept.exchanges[0].answer = {text: "<img src=x onerror=alert(1)>"};
          localStorage[key] = JSON.stringify(kept);
        }"""
    )
    page.reload()
    expect(page.get_by_text("of another version of this page")).to_be_visible()
    assert _asked(page) == []
    ask(page, BORDER)


def test_a_link_opens_the_page_with_its_question_once(
    opened: Callable[..., Page], site: Served
) -> None:
    page = opened()
    ask(page, BORDER)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".act-link").click()
    expect(page.locator(".act-link")).to_have_text("Copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{site.url}?q=How")
    other = opened(link)
    expect(other.locator("#chat .asked")).to_have_text([BORDER])
    settled(other)
    assert other.url == site.url
    other.reload()
    expect(other.locator("#chat .asked")).to_have_text([BORDER])


def test_an_answer_is_copied_and_saved_with_its_sources(page: Page) -> None:
    ask(page, BORDER)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".act-copy").click()
    expect(page.locator(".act-copy")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"# {BORDER}\n\n")
    assert "1,340 kilometres" in copied
    for act, name, start in (
        (".act-save-md.turn-1", "answer.md", f"# {BORDER}"),
        (".act-save-html.turn-1", "answer.html", "<!doctype html>"),
    ):
        with page.expect_download() as download:
            page.locator(act).click()
        assert download.value.suggested_filename == name
        assert download.value.path().read_text().lower().startswith(start.lower())
    page.locator("#history summary").click()
    with page.expect_download() as download:
        page.locator("#history .act-save-md").click()
    assert download.value.suggested_filename == "conversation.md"
    assert BORDER in download.value.path().read_text()


def test_what_a_reader_thinks_is_written_down(page: Page, site: Served) -> None:
    ask(page, BORDER)
    page.locator(".act-thumb-down").click()
    expect(page.locator(".act-thumb-down")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Why? (optional)").fill("The border is <longer>.")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .why")).to_have_text("Thank you.")
    lines = _written_down(page, site, 2)
    assert [(line["liked"], line["reason"]) for line in lines[-2:]] == [
        (False, ""),
        (False, "The border is <longer>."),
    ]
    assert lines[-1]["question"] == BORDER
    assert lines[-1]["citations"]
    page.wait_for_function(
        '() => Object.values(localStorage).some((kept) => kept.includes(\'"thumb":"down"\'))'
    )
    page.reload()
    expect(page.locator(".act-thumb-down")).to_have_attribute("aria-pressed", "true")


def _written_down(page: Page, site: Served, least: int) -> list[dict[str, Any]]:
    """What the file of feedback holds, once it has so many lines."""
    for _ in range(100):
        written = list(site.errors.parent.rglob("*feedback*.jsonl"))
        lines = [json.loads(line) for path in written for line in path.read_text().splitlines()]
        if len(lines) >= least:
            return lines
        page.wait_for_timeout(100)
    raise AssertionError(f"only {len(lines)} lines were written down")


def test_the_conversation_can_be_used_on_a_phone(opened: Callable[..., Page]) -> None:
    page = opened(**_PHONE)
    ask(page, BORDER)
    page.locator(".act-undo").tap()
    expect(page.locator("#chat .asked")).to_have_count(0)
    page.locator("#history summary").tap()
    expect(page.locator("#history details > div")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_the_browser_keeps_is_the_answer(page: Page) -> None:
    ask(page, BORDER)
    kept = page.evaluate(
        """() => Object.entries(localStorage)
             .filter(([name]) => name.startsWith("news-assistant"))
             .map(([_, value]) => JSON.parse(value).exchanges[0].answer)[0]"""
    )
    assert Answer.from_dict(kept).citations[0].quote in marked(page)
