"""Web pages that hold no article: consent walls, paywalls, errors, checks for robots, fronts.

Each rule asks for a sign (a title, a prompt, the page's own statement) and for little text, so that
an article about cookies, captchas or subscriptions is read like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers import page_signs as signs
from index.readers.fields import one_line
from index.readers.page_data import article_node, linked_nodes, meta_tags
from index.readers.page_tree import link_share, parse, prose, prose_pieces, without_furniture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

    from index.readers.page_data import Node

NO_ARTICLE = "no article found on the page: save its text as .txt"

_SHORT = 600  # characters of a body; whatever says "not found" above more is an article
_STUB = 250  # characters: the one or two sentences that a paywall lets through
_WALL = 2000  # characters of the text of a consent wall, which is long
_LINKED_HEADINGS = 6  # headings that are links; an article has one or two left after pruning
_FEW_PARAGRAPHS = 2  # that stand together: a teaser's
_LONG_PARAGRAPH = 80  # characters
_MOSTLY_LINKS = 0.8  # of the characters
_CONSENT_TERMS = 3  # different ones that a consent wall names
_SENTENCE_WORDS = 4  # a heading of fewer words is a section's name

_UNSEEN = ("script", "style", "template")
_PARTS = re.compile(r"\s+[|•·»–—-]\s+|\s*\|\s*")


def refusal(page: HtmlElement | str, body: str | None = None) -> str | None:
    """Why a page holds no article that could be indexed, or None where nothing speaks against it.

    `page` is its tree or its markup, `body` the text extracted as the article's; without it the
    page's running text stands for it. The reason is meant for the person at the keyboard: what the
    page is, and what to do.
    """
    tree = parse(page) if isinstance(page, str) else page
    text = "\n".join(prose_pieces(tree)) if body is None else body
    seen = _Seen(tree, text.strip(), article_node(linked_nodes(tree), ""))
    return next(filter(None, (rule(seen) for rule in _RULES)), None)


@dataclass(frozen=True, slots=True)
class _Seen:
    tree: HtmlElement
    body: str
    article: Node
    """How the page's JSON-LD describes its article; empty where it doesn't."""

    @property
    def declares_article(self) -> bool:
        """Whether the page says of itself that it is an article."""
        types = meta_tags(self.tree).get("og:type", [])
        return bool(self.article) or "article" in map(str.lower, types)

    def titles(self) -> Iterator[str]:
        """The page's title and headings, and the parts of each: "404 Not Found | Outlet"."""
        for element in self.tree.iter("title", "h1"):
            title = one_line(element.text_content())
            yield from dict.fromkeys((title, *_PARTS.split(title)))


def _error(page: _Seen) -> str | None:
    if len(page.body) >= _SHORT:
        return None
    said = next(filter(signs.ERROR.fullmatch, page.titles()), None)
    return f"an error page (“{said}”), not an article: check the address" if said else None


def _robot_check(page: _Seen) -> str | None:
    asks = len(page.body) < _SHORT and any(map(signs.ROBOT.fullmatch, page.titles()))
    hides = len(page.body) < _STUB and not page.declares_article and _has_captcha(page.tree)
    if asks or hides:
        return "a check for robots, not an article: open the page in a browser and save it"
    return None


def _consent_wall(page: _Seen) -> str | None:
    if len(page.body) >= _WALL or page.declares_article:
        return None
    lines = [line for line in page.body.split("\n") if line.strip()]
    about = [line for line in lines if signs.CONSENT_WORDS.search(line)]
    named = {word.lower() for line in about for word in signs.CONSENT_WORDS.findall(line)}
    titled = any(map(signs.CONSENT.fullmatch, page.titles())) and (about or not lines)
    if titled or (len(named) >= _CONSENT_TERMS and 2 * len(about) > len(lines)):
        return "a request for consent, not an article: accept it in a browser and save the page"
    return None


def _paywall(page: _Seen) -> str | None:
    if len(page.body) >= _STUB:
        return None
    is_closed = str(page.article.get("isAccessibleForFree")).lower() == "false"
    if is_closed or signs.PROMPT.search(_visible(page.tree)):
        return (
            "the beginning of an article for subscribers: log in with a browser and save the page"
        )
    return None


def _front(page: _Seen) -> str | None:
    if page.declares_article:
        return None
    pruned = without_furniture(page.tree, frozenset())
    headings = sum(map(_is_linked_heading, pruned.iter("h1", "h2", "h3", "h4")))
    is_front = headings >= _LINKED_HEADINGS and _paragraphs_together(pruned) <= _FEW_PARAGRAPHS
    shown = pruned.find("body")
    is_list = shown is not None and link_share(shown) > _MOSTLY_LINKS and prose(shown) < _STUB
    if is_front or is_list:
        return "a page of links to articles, not an article: name the articles' own addresses"
    return None


def _nothing(page: _Seen) -> str | None:
    return None if page.body else NO_ARTICLE


_RULES: tuple[Callable[[_Seen], str | None], ...] = (
    _error,
    _robot_check,
    _consent_wall,
    _paywall,
    _front,
    _nothing,
)


def _has_captcha(tree: HtmlElement) -> bool:
    return any(
        signs.CAPTCHA.search(element.get(name) or "")
        for element in tree.iter("div", "form", "iframe")
        for name in ("class", "id", "src", "action")
    )


def _visible(tree: HtmlElement) -> str:
    pieces = (
        piece
        for element in tree.iter()
        if isinstance(element.tag, str) and element.tag not in _UNSEEN
        for piece in (element.text, *(child.tail for child in element))
    )
    return " ".join(" ".join(filter(None, pieces)).split())


def _is_linked_heading(heading: HtmlElement) -> bool:
    linked = heading.find(".//a") is not None or next(heading.iterancestors("a"), None) is not None
    return linked and len(heading.text_content().split()) >= _SENTENCE_WORDS


def _paragraphs_together(tree: HtmlElement) -> int:
    """The most long paragraphs that one element holds."""
    counts: dict[HtmlElement, int] = {}
    for paragraph in tree.iter("p"):
        if len(paragraph.text_content().strip()) >= _LONG_PARAGRAPH and link_share(paragraph) < 0.5:
            parent = paragraph.getparent()
            counts[parent] = counts.get(parent, 0) + 1
    return max(counts.values(), default=0)
