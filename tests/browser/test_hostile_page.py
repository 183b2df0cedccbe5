"""Articles that attack, as a reader meets them: each attack is text wherever it is shown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pytest
from browser.axe import violations
from browser.driving import PATIENCE, ask, settled
from made_articles import write
from openai_server import ChatServer, refuses, says, serving
from payloads import PAYLOADS
from playwright.sync_api import Browser, Page, expect

from bench.pictures import Served, served

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

# What Markdown, which a chat model writes, takes for its own.
_MARKDOWN = set("*_`[]\\~|")
_WORDS = (
    "amber anchor apple arrow atlas autumn badge baker barley basin beacon birch blanket bottle "
    "bridge bronze candle canyon carpet castle cedar chalk cherry circle clover cobalt copper "
    "coral cotton cradle crane crystal curtain dagger daisy desert diamond dolphin drum eagle "
    "ember engine falcon feather fennel fiddle flint forest fossil fountain garden garlic ginger"
).split()
_FOREIGN = (
    "script, style, svg, math, img, video, audio, iframe, object, embed, link, meta, base, form, "
    "input, textarea, template, marquee, plaintext, title, animate, .made, #made, "
    "[onclick], [onerror], [onload], [onfocus], [onmouseover], [ontoggle], [onstart], [onbegin]"
)
_ADDRESSES = (
    "https://wire.example/{}",
    "javascript:window.hacked={}",
    'https://wire.example/{}"onmouseover="window.hacked=1" x="<script>window.hacked=1</script>',
    "data:text/html,<script>window.hacked={}</script>",
)
_SHOWN_IN = ("#chat .reply", "#sources", "#preview", "#index-panel")
# Previews are shown at once to who comes by keyboard.
_PREVIEWS = """() => [...document.querySelectorAll("#chat a.cite")].map((link) => {
  link.focus({focusVisible: true});
  return document.getElementById("preview").textContent;
})"""


@pytest.fixture(scope="module")
def model() -> Iterator[ChatServer]:
    """A chat model that repeats every attack."""
    # Without a statement that is right the answer made of quotes would take the place of this one.
    right = "The mill in the valley opened again beside the works [1].\n\n"
    texts = (f"{text} [{number}]\n\n" for number, text in enumerate(PAYLOADS, 1))
    with serving(says("".join([right, *texts]))) as server:
        yield server


@pytest.fixture(scope="module")
def site(
    browser: Browser, model: ChatServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The page over articles that hold the attacks."""
    folder = tmp_path_factory.mktemp("hostile")
    articles = tmp_path_factory.mktemp("articles") / "hostile.jsonl"
    write(articles, [_record(number, text) for number, text in enumerate(PAYLOADS)])
    settings = {
        "NEWS_ARTICLES": str(articles),
        "NEWS_PASSAGES": "50",
        "NEWS_MODEL": "openai:m",
        "NEWS_BASE_URL": model.url,
        "NEWS_API_KEY": "none",
    }
    with served(folder, **settings) as page:
        yield page


def test_every_attack_is_text_in_chat_cards_timeline_preview_and_article(page: Page) -> None:
    box = page.locator("#question textarea")
    box.fill("What did the repair of the mill cost?")
    box.press("Enter")
    # Each attack is a statement of its own, and each is checked.
    expect(page.locator("#chat .coverage")).to_be_visible(timeout=4 * PATIENCE)
    settled(page)
    cards = page.locator("#sources .card")
    assert cards.count() >= 40

    shown = page.locator("#chat .reply").inner_text()
    plain = [text for text in PAYLOADS if not _MARKDOWN & set(text) and '"' not in text]
    assert [text for text in plain if text not in shown] == []
    assert len(plain) >= 20

    titles = cards.locator("h3").all_text_contents()
    outlets = page.locator("#sources .timeline .outlet").all_text_contents()
    for texts in (titles, outlets):
        assert len([text for text in PAYLOADS if any(text in one for one in texts)]) >= 40

    previews = page.evaluate(_PREVIEWS)
    assert len(previews) >= 40
    assert [one for one in previews if not any(text in one for text in PAYLOADS)] == []

    page.evaluate("document.querySelectorAll('#sources .more').forEach(one => one.click())")
    expect(page.locator("#sources .more[data-step=all]")).to_have_count(cards.count())
    articles = "\n".join(cards.locator("blockquote").all_text_contents())
    assert len([text for text in PAYLOADS if text in articles]) >= 40
    _assert_nothing_was_made(page)

    expect(page.locator("#chat .flag").first).to_be_visible()
    assert violations(page) == []
    page.evaluate("document.body.classList.add('dark')")
    assert violations(page) == []


def test_every_attack_is_text_where_an_answer_is_made_of_quotes(
    page: Page, model: ChatServer
) -> None:
    model.respond = refuses(401)
    for word in ("amber", "barley", "canyon"):
        ask(page, f"What did the repair of the {word} mill cost?")
    assert page.locator("#chat .quote").count() >= 3
    quotes = page.locator("#chat .quote").all_text_contents()
    assert any(text in quote for quote in quotes for text in PAYLOADS)
    _assert_nothing_was_made(page)


def _assert_nothing_was_made(page: Page) -> None:
    """No element, no script, no address that leads elsewhere came of an article's text."""
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
    for where in _SHOWN_IN:
        found = (
            page.locator(where).locator(_FOREIGN).evaluate_all("all => all.map(e => e.outerHTML)")
        )
        assert found == []
    links = page.locator(", ".join(f"{where} a[href]" for where in _SHOWN_IN))
    addresses: list[str] = links.evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert any(to.startswith("https://wire.example/") for to in addresses)
    assert [to for to in addresses if not to.startswith(("#", "https://wire.example/"))] == []


def _record(number: int, text: str) -> dict[str, str]:
    """An article with an attack in each of its parts; escaped once, which readers undo."""
    one, two, three = (_WORDS[(number * step + step) % len(_WORDS)] for step in (1, 5, 11))
    return {
        "title": escape(f"Mill of {one} {number} opens {text}"),
        "source": escape(f"{text} Wire {number}"),
        "published": f"2024-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00Z",
        "url": _ADDRESSES[number % len(_ADDRESSES)].format(number),
        "body": escape(
            f"The {one} mill in {two} valley opened again beside the {three} works.\n\n{text}\n\n"
            f"The repair of the {one} mill cost {number + 3} million crowns, {two} papers wrote."
        ),
    }
