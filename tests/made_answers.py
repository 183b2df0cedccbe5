"""Answers made by hand, and a reader of HTML, for the tests of the page."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from assistant.types import Answer, Citation, PassageHit, Sentence, Understood

DAY = datetime(2022, 2, 9, 19, 35, tzinfo=UTC)
BODY = (
    "The letter went out on Wednesday.\n\n"
    "Borrell proposed talks at the OSCE. Lavrov had asked each state to answer alone."
)
QUOTE = "Borrell proposed talks at the OSCE."

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><a href="javascript:alert(1)">x</a>',
    "' onmouseover='alert(1)",
    "</div></details></article><iframe src=//evil.example>",
    "<style>*{display:none}</style>",
    "[x](javascript:alert(1)) ![i](https://evil.example/i.png)",
    "<https://evil.example>",
    "```[1]\ncode\n```",
    "<!-- -->&lt;b&gt;${alert(1)}{{constructor}}$$x$$",
    "a\n\n<b>b</b>\n\n    <i>c</i>",
)


def hit(**changes: Any) -> PassageHit:
    values: dict[str, Any] = {
        "passage_id": "p1",
        "article_id": "a1",
        "text": BODY,
        "start": 0,
        "end": len(BODY),
        "title": "EU answers Moscow",
        "source": "Example Wire",
        "authors": ("A. Writer",),
        "published": DAY,
        "url": "https://example.com/eu",
        "score": 1.0,
    }
    return PassageHit(**values | changes)


def citation(**changes: Any) -> Citation:
    start = BODY.index(QUOTE)
    values: dict[str, Any] = {
        "number": 1,
        "quote": QUOTE,
        "start": start,
        "end": start + len(QUOTE),
        "title": "EU answers Moscow",
        "source": "Example Wire",
        "authors": ("A. Writer",),
        "published": DAY,
        "url": "https://example.com/eu",
        "article_id": "a1",
        "passage_id": "p1",
    }
    return Citation(**values | changes)


def answer(**changes: Any) -> Answer:
    question = changes.get("question", "What did Borrell propose?")
    values: dict[str, Any] = {
        "question": question,
        "text": f"{QUOTE} — Example Wire, 9 Feb 2022 [1]",
        "answered": True,
        "sentences": (Sentence(text=QUOTE, citations=(1,)),),
        "citations": (citation(),),
        "passages": (hit(),),
        "coverage": "Based on 1 article, newest 9 Feb 2022",
        "understood": Understood(question=question, standalone=question, as_of=DAY),
        "confidence": 0.9,
    }
    return Answer(**values | changes)


class Parsed(HTMLParser):
    """HTML read as a browser would: its tags with attributes, and the text inside each tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.inside: dict[str, list[str]] = {}
        self._open: list[tuple[str, int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag != "br":
            texts = self.inside.setdefault(tag, [])
            self._open.append((tag, len(texts)))
            texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag, "the HTML is not well formed"

    def handle_data(self, data: str) -> None:
        self.text += data
        for tag, place in self._open:
            self.inside[tag][place] += data

    def named(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    def classed(self, name: str) -> list[dict[str, str]]:
        """The attributes of every tag of that class."""
        return [found for _, found in self.tags if name in found.get("class", "").split()]


TAGS = set(
    "a article b blockquote br button code dd details div dl dt em h1 h2 h3 header li mark ol p "
    "span strong summary time ul".split()
)
ATTRIBUTES = set(
    "aria-expanded aria-label aria-valuemax aria-valuemin aria-valuenow class data-article "
    "data-copy data-digest data-end data-number data-start datetime href id rel role style "
    "tabindex target title type".split()
)


def assert_harmless(html: str) -> None:
    """Only tags and attributes that the page itself writes; links lead to cards or to the web."""
    found = Parsed(html)
    assert {tag for tag, _ in found.tags} <= TAGS
    for _, attributes in found.tags:
        assert set(attributes) <= ATTRIBUTES
        assert attributes.get("href", "#").startswith(("#source-", "#cite-", "#", "https://"))
        assert attributes.get("style", "width:").startswith("width:")
