"""What a reader does on the page, and what the page then shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 120_000
"""Milliseconds: machines that run tests may be slow."""
BORDER = "How long is Finland's border with Russia?"
PROPOSAL = "What did Borrell propose to Russia in February 2022?"
UNANSWERED = "Who painted the ceiling of the Sistine Chapel?"
# Suggestions take room from the chat, which scrolls: what is pointed at meanwhile moves away.
_AT_REST = """() => new Promise(done => {
  let last = NaN, same = 0;
  const look = () => {
    const asked = [...document.querySelectorAll("#chat .asked")].at(-1);
    const top = asked?.getBoundingClientRect().top ?? 0;
    same = top === last ? same + 1 : 0;
    last = top;
    same < 20 ? requestAnimationFrame(look) : done();
  };
  look();
})"""


def ask(page: Page, question: str) -> None:
    """Ask, and wait for the answer."""
    turns = page.locator("#chat .asked").count()
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    expect(page.locator("#chat .asked")).to_have_count(turns + 1)
    settled(page)


def settled(page: Page) -> None:
    expect(page.locator("#question .submit-button")).to_be_visible()
    expect(page.locator("#chat .draft")).to_have_count(0)
    expect(page.locator("#next nav, #next p")).to_have_count(1)  # what may be asked next comes last
    page.evaluate(_AT_REST)


def last_reply(page: Page) -> Any:
    return page.locator("#chat .reply").last


def quotes_shown(page: Page) -> list[str]:
    """The quotes of the answers shown, without outlet, date and marker."""
    first = "quotes => quotes.map(quote => quote.firstChild.textContent)"
    texts: list[str] = page.locator("#chat .quote").evaluate_all(first)
    return texts


def marked(page: Page) -> list[str]:
    """What is marked in the sources, by number."""
    marks = page.locator("#sources mark")
    found: list[str] = marks.evaluate_all(
        "marks => marks.sort((a, b) => a.dataset.number - b.dataset.number)"
        ".map(mark => mark.textContent)"
    )
    return found


def outlets_shown(page: Page) -> set[str]:
    return {text.partition(" · ")[0] for text in page.locator("#sources .meta").all_inner_texts()}


def seen(page: Page, name: str) -> list[str]:
    texts: list[str] = page.evaluate("name => window.seen[name] ?? []", name)
    return texts
