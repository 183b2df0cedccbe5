"""A page with accounts, in Chromium: logging in, two users at once, and what only admins can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.driving import BORDER, PATIENCE
from playwright.sync_api import Browser, Page, expect
from served_page import PASSWORD, page_of, users_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistant.settings import Settings
    from bench.pictures import Served

pytestmark = pytest.mark.browser

CARDINALS = "How many cardinals voted in the conclave of May 2025?"


@pytest.fixture(scope="module")
def site(sample_index: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    users = users_file(tmp_path_factory.mktemp("users") / "users", "ada!", "ben")
    folder = tmp_path_factory.mktemp("site")
    with page_of(sample_index.index, folder, NEWS_USERS=str(users)) as page:
        yield page


@pytest.fixture
def log_in(browser: Browser, site: Served) -> Iterator[Callable[[str], Page]]:
    """Opens the page as a user, in a window of its own; in the end nothing may have gone wrong."""
    wrong: list[str] = []
    windows = []

    def log_in(name: str) -> Page:
        window = browser.new_context()
        windows.append(window)
        page = window.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(site.url)
        page.get_by_label("username").fill(name)
        page.get_by_label("password").fill(PASSWORD)
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.get_by_role("button", name="Login").click()
        expect(page.locator("#question textarea")).to_be_visible()
        return page

    yield log_in
    for window in windows:
        window.close()
    assert wrong == []


def ask(page: Page, question: str) -> None:
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")


def said(page: Page) -> str:
    expect(page.locator("#chat a.cite").first).to_be_visible()
    expect(page.locator("#question .submit-button")).to_be_visible()
    return page.locator("#chat").inner_text()


def test_nothing_is_shown_before_the_login(browser: Browser, site: Served) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(site.url)
    expect(page.get_by_label("password")).to_be_visible()
    assert page.locator("#question").count() == 0
    page.get_by_label("username").fill("ada")
    page.get_by_label("password").fill("wrong")
    page.get_by_role("button", name="Login").click()
    expect(page.get_by_text("Incorrect Credentials", exact=False)).to_be_visible()
    assert page.locator("#question").count() == 0
    page.close()


def test_two_users_at_once_have_conversations_of_their_own(log_in: Callable[[str], Page]) -> None:
    ada, ben = log_in("ada"), log_in("ben")
    ask(ada, BORDER)
    ask(ben, CARDINALS)
    hers, his = said(ada), said(ben)
    assert BORDER in hers
    assert CARDINALS in his
    assert CARDINALS not in hers
    assert BORDER not in his
    assert "Finland" in ada.locator("#sources").inner_text()
    assert "Finland" not in ben.locator("#sources").inner_text()
    # A follow-up goes on from one's own conversation.
    ask(ben, "When was that?")
    expect(ben.locator("#chat .asked")).to_have_count(2)
    assert "Finland" not in said(ben)
    assert ada.locator("#chat .asked").count() == 1
