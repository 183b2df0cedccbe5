"""Pages without an article are named for what they are; articles about such things are read."""

from __future__ import annotations

import io

import pytest

from index.article import Article
from index.errors import UnreadableArticle
from index.readers import html
from index.readers.page_kind import refusal
from tests.made_pages import PARAGRAPHS, TITLE, meta, page

CONSENT = page(
    title="Varnes Tidende",
    heading="We value your privacy",
    paragraphs=(
        "We and our 214 partners store cookies on your device to show you personalised content.",
        "You can withdraw your consent at any time under Preferences in our privacy policy.",
    ),
    after="<button>Accept all</button><button>Manage preferences</button>",
)
PAYWALL = page(
    data={"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": "False"},
    paragraphs=PARAGRAPHS[:1],
)
PROMPT = page(paragraphs=PARAGRAPHS[:1], after="<div>Subscribe now to read the whole story.</div>")
ERROR = page(
    title="404 Not Found | Varnes Tidende",
    heading="Page not found",
    paragraphs=("The page may have moved. Try the search, or go back to the front page.",),
)
DENIED = "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1></body></html>"
ROBOT = (
    "<html><head><title>Just a moment...</title></head><body><p>Tidende needs to review the "
    "security of your connection before proceeding.</p></body></html>"
)
CAPTCHA = (
    "<html><head><title>Varnes Tidende</title></head><body><p>Please press and hold the button "
    "until it is full.</p><div class='h-captcha'></div></body></html>"
)
FRONT = (
    "<html><head><title>Varnes Tidende</title></head><body><h1>Varnes Tidende</h1>"
    + "".join(
        f"<div class='story'><h2><a href='/{number}'>Story number {number} of this day</a></h2>"
        f"<p>{PARAGRAPHS[number % 3]}</p></div>"
        for number in range(8)
    )
    + "</body></html>"
)
LINKS = (
    "<html><head><title>County</title></head><body><h1>County</h1>"
    + "".join(f"<div><a href='/{n}'>Story number {n} of this long day</a></div>" for n in range(20))
    + "</body></html>"
)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (CONSENT, "consent"),
        (PAYWALL, "subscribers"),
        (PROMPT, "subscribers"),
        (ERROR, "404 Not Found"),
        (DENIED, "Access Denied"),
        (ROBOT, "robots"),
        (CAPTCHA, "robots"),
        (FRONT, "links"),
        (LINKS, "links"),
        ("<html><body><img src='a.jpg'></body></html>", "no article"),
        ("<!-- nothing -->", "no article"),
    ],
)
def test_a_page_without_an_article_is_named_for_what_it_is(markup: str, reason: str) -> None:
    with pytest.raises(UnreadableArticle, match=reason):
        list(html.read(io.BytesIO(markup.encode()), "page.html"))


@pytest.mark.parametrize("markup", [CONSENT, ERROR, DENIED, ROBOT, CAPTCHA, FRONT, LINKS, PAYWALL])
def test_a_page_is_recognised_before_its_text_is_extracted(markup: str) -> None:
    assert refusal(markup)


@pytest.mark.parametrize("title", ["Page not found", "Seite nicht gefunden", "Error 503", "404"])
def test_titles_of_error_pages(title: str) -> None:
    assert "error page" in (refusal(page(title=title, heading="", paragraphs=("Sorry.",))) or "")


@pytest.mark.parametrize(
    "markup",
    [
        page(),
        page(data={"@type": "NewsArticle", "headline": TITLE, "isAccessibleForFree": False}),
        page(after="<div>Subscribe now to read the whole story.</div>"),
        page(heading="Page not found", title="Page not found", paragraphs=PARAGRAPHS * 2),
        page(heading="Just a moment", title="Just a moment", paragraphs=PARAGRAPHS * 2),
        page(head=meta(og__type="article"), after="<div class='g-recaptcha'></div>"),
        page(
            heading="Why every page asks for consent",
            title="Why every page asks for consent",
            paragraphs=(
                *PARAGRAPHS,
                "Cookies, consent and partners: the ferry's own page asks for all three as well.",
            ),
        ),
        page(
            below="".join(f"<h3><a href='/{n}'>Other story number {n}</a></h3>" for n in range(9))
        ),
        page(paragraphs=PARAGRAPHS[:1]),
    ],
)
def test_an_article_is_not_refused(markup: str) -> None:
    assert refusal(markup) is None
    (article,) = html.read(io.BytesIO(markup.encode()), "page.html")
    assert isinstance(article, Article)
    assert PARAGRAPHS[0] in article.body


def test_a_refusal_says_what_to_do() -> None:
    for markup in (CONSENT, PAYWALL, ERROR, ROBOT, FRONT):
        reason = refusal(markup) or ""
        assert "article" in reason
        assert any(verb in reason for verb in ("save", "check", "name"))
