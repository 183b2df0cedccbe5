"""The tree of a web page, and the same without what stands around its article.

trafilatura leaves out most of a page by itself; the rules here take away what it is known to keep,
before it looks. Each is a function over the tree, and each spares what holds much of the page's
text, so that a page with unusual names and places loses nothing.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers.encoding import clean
from index.readers.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_SMALL = 0.3  # of the page's running text: what holds more is no furniture
_LONG_PIECE = 40  # characters between two tags; buttons and labels are shorter
_ENOUGH = 250  # characters of running text that make an article
_EMPTY = b"<html><body></body></html>"
_UNREAD = ("script", "style", "template", "svg", "noscript")
_CONTAINERS = ("div", "section", "aside", "ul", "ol", "article", "p", "nav")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINK_SHARE = 0.9  # of a list's characters: it says nothing but where else to go
_TEASER_WORDS = 3  # an item of fewer words is a name, not another article's title
_SUBTITLE_WORDS = 5  # a shorter heading is that of a section

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Words of a class or an id that name what stands around an article.
_FURNITURE = frozenset(
    "newsletter newsletters subscribe subscription signup promo promos related recommended"
    " recommendations recirc trending comments disqus sidebar breadcrumb breadcrumbs"
    " outbrain taboola advert advertisement cookie cookies consent".split()
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:hide|hidden|is-hidden|visually-?hidden|sr-only|screen-reader-text|print-only"
    r"|print-header|print-footer)(?:\s|$)",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_POST = re.compile(r"\b(?:twitter|instagram|tiktok|mastodon|bluesky|fb|threads)-\w+", re.IGNORECASE)


def parse(markup: str) -> HtmlElement:
    """The tree of a page, whatever the markup; of nothing, that of an empty page."""
    import lxml.html
    from lxml.etree import ParserError

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # Cleaned, because what no XML can hold makes the parser fail.
    data = clean(markup).strip().encode() or _EMPTY
    try:
        return lxml.html.document_fromstring(data, parser=parser)
    except ParserError:  # nothing but comments
        return lxml.html.document_fromstring(_EMPTY, parser=parser)


def without_furniture(tree: HtmlElement, titles: frozenset[str]) -> HtmlElement:
    """A copy of the tree without what stands around the article.

    `titles` are the titles that the page gives itself, as `text.bare` makes them: by them the
    article's heading is known. The heading itself stays: trafilatura goes by it.
    """
    pruned = deepcopy(tree)
    for element in list(pruned.iter(*_UNREAD)):
        _drop(element)
    page = _Page(pruned, article_heading(pruned, titles), _SMALL * prose(pruned))
    for rule in RULES:
        rule(page)
    return pruned


def article_heading(tree: HtmlElement, titles: frozenset[str]) -> HtmlElement | None:
    """The heading that says one of the titles, the highest and first of them."""
    for level in ("h1", "h2"):
        for heading in tree.iter(level):
            if bare(heading.text_content()) in titles:
                return heading
    return None


def prose_pieces(element: HtmlElement) -> Iterator[str]:
    """The running text of an element: the long pieces between tags, outside links and scripts."""
    for part in element.iter():
        if part.tag in _UNREAD:
            pieces: tuple[tuple[str | None, HtmlElement], ...] = ()
        else:
            pieces = ((part.text, part),) if _is_element(part) else ()
        if part is not element:
            pieces += ((part.tail, part.getparent()),)
        for piece, owner in pieces:
            if piece and len(piece.strip()) >= _LONG_PIECE and not _in_link(owner):
                yield piece.strip()


def prose(element: HtmlElement) -> int:
    """How many characters of running text an element holds."""
    return sum(map(len, prose_pieces(element)))


def link_share(element: HtmlElement) -> float:
    """The share of an element's characters that stands in links, 0 to 1."""
    length = len(_text(element))
    return sum(len(_text(link)) for link in element.iter("a")) / length if length else 0.0


def drop_hidden(page: _Page) -> None:
    """What a browser doesn't show, or only prints."""
    for element in list(page.tree.iter()):
        if _is_element(element) and _is_hidden(element) and page.spares_little(element):
            _drop(element)


def drop_named_furniture(page: _Page) -> None:
    """What is called a newsletter, a promotion, related stories, comments."""
    for element in list(page.tree.iter(*_CONTAINERS)):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        words = {word.lower() for word in _WORD.findall(named)}
        if words & _FURNITURE and page.spares_little(element):
            _drop(element)


def keep_quoted_posts(page: _Page) -> None:
    """Posts of social networks that an article quotes: trafilatura takes them for widgets."""
    for quote in list(page.tree.iter("blockquote")):
        if not _POST.search(quote.get("class") or ""):
            continue
        wrapper = quote
        while (parent := wrapper.getparent()) is not None and _says_only(parent, quote):
            wrapper = parent
        quote.attrib.clear()
        if wrapper is not quote and (around := wrapper.getparent()) is not None:
            quote.tail = wrapper.tail
            around.replace(wrapper, quote)


def drop_hover_cards(page: _Page) -> None:
    """Inside a paragraph, an element of nothing but several links: it shows when pointed at."""
    for element in list(page.tree.iterfind(".//p//span")):
        if len(element.findall(".//a")) > 1 and link_share(element) > _LINK_SHARE:
            _drop(element)


def drop_link_lists(page: _Page) -> None:
    """Lists of other articles: every item is a link of several words and nothing else."""
    for listed in list(page.tree.iter("ul", "ol")):
        items = listed.findall("li")
        if items and all(map(_is_teaser, items)) and page.spares_little(listed):
            _drop(listed)


def drop_card_lists(page: _Page) -> None:
    """Lists of other articles as cards: every item holds a link with a picture."""
    for listed in list(page.tree.iter("ul", "ol")):
        items = listed.findall("li")
        pictured = all(item.find(".//a//img") is not None for item in items)
        if len(items) > 1 and pictured and page.spares_little(listed):
            _drop(listed)


def drop_other_articles(page: _Page) -> None:
    """The teasers of other articles, and those that a page appends without end."""
    if page.heading is None:
        return
    own = next(page.heading.iterancestors("article"), None)
    others = [
        other
        for other in page.tree.iter("article")
        if not page.holds_heading(other) and next(other.iter(*_HEADINGS), None) is not None
    ]
    if own is not None:
        within = sum(prose(other) for other in others if own in other.iterancestors())
        if prose(own) - within < _ENOUGH:
            return  # its text is in one of them
    for other in others:
        if own is not None or page.spares_little(other):
            _drop(other)


def drop_above(page: _Page) -> None:
    """Whatever stands before the article's heading."""
    if page.heading is None:
        return
    above = [
        element
        for level in (page.heading, *page.heading.iterancestors())
        for element in level.itersiblings(preceding=True)
        if _is_element(element) and element.tag != "head"
    ]
    if sum(map(prose, above)) <= page.little:
        for element in above:
            _drop(element)


def drop_subtitle(page: _Page) -> None:
    """The headings that stand beside the title: they announce the article."""
    if page.heading is None:
        return
    for following in list(page.heading.itersiblings()):
        if not _is_element(following):
            continue
        if following.tag not in _HEADINGS or len(_text(following).split()) < _SUBTITLE_WORDS:
            break
        _drop(following)


RULES = (
    drop_hidden,
    drop_named_furniture,
    keep_quoted_posts,
    drop_hover_cards,
    drop_link_lists,
    drop_card_lists,
    drop_other_articles,
    drop_above,
    drop_subtitle,
)
"""In the order in which they are applied."""


@dataclass(frozen=True, slots=True)
class _Page:
    tree: HtmlElement
    heading: HtmlElement | None
    little: float
    """Characters of running text; what holds more is never dropped."""

    def holds_heading(self, element: HtmlElement) -> bool:
        heading = self.heading
        return heading is not None and (element is heading or element in heading.iterancestors())

    def spares_little(self, element: HtmlElement) -> bool:
        return not self.holds_heading(element) and prose(element) <= self.little


def _is_element(node: HtmlElement) -> bool:
    return isinstance(node.tag, str)  # comments, which other parsers keep, have a function


def _is_hidden(element: HtmlElement) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN_CLASS.search(element.get("class") or ""))
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _in_link(element: HtmlElement) -> bool:
    return element.tag == "a" or next(element.iterancestors("a"), None) is not None


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _is_teaser(item: HtmlElement) -> bool:
    return len(_text(item).split()) >= _TEASER_WORDS and link_share(item) > _LINK_SHARE


def _says_only(parent: HtmlElement, quote: HtmlElement) -> bool:
    return parent.tag in ("div", "figure", "section") and _text(parent) == _text(quote)


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
