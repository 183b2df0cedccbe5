"""Web pages: what trafilatura takes for the article, helped by what the page says of itself."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, BinaryIO

from index.errors import UnreadableArticle
from index.readers.encoding import clean, decode
from index.readers.fields import to_article
from index.readers.files import EMPTY, read_bytes
from index.readers.page_kind import refusal
from index.readers.page_metadata import page_language, page_metadata
from index.readers.page_text import body_lines, page_captions
from index.readers.page_tree import parse, without_furniture
from index.readers.paragraphs import join_paragraphs
from index.readers.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from index.article import Article
    from index.readers.result import Reading

_CHARSET = re.compile(
    rb"<meta\b[^<>]{0,200}\bcharset\s*=\s*[\"']?([A-Za-z0-9.:_-]+)", re.IGNORECASE
)
_CHARSET_WITHIN = 4096  # bytes; browsers look at the first 1,024
_MONTH_AFTER = re.compile(  # a name's element often ends with the date
    r"[\s;,]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july"
    r"|august|september|october|november|december)\b.*$",
    re.IGNORECASE,
)
_HARDLY_ANY = 250  # characters: of the whole page there may be more
_PART = 0.5  # of the text in the page's JSON-LD: a shorter extraction has missed the article


def read(stream: BinaryIO, origin: str) -> Iterator[Reading]:
    """Read a saved page. Raises UnreadableArticle where no article is found on it."""
    data = read_bytes(stream)
    charset = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    markup = decode(data, charset.group(1).decode() if charset else None)
    if not clean(markup).strip():
        raise UnreadableArticle(EMPTY)
    yield page_article(markup, origin)


def page_article(markup: str, origin: str, address: str = "") -> Article:
    """The article of a page; `address` is where it was fetched from, where that is known.

    Raises UnreadableArticle where the page holds none: its reason says what the page is instead.
    """
    tree = parse(markup)
    metadata = page_metadata(tree, address)
    text = _extract(without_furniture(tree, metadata.titles))
    if len(text) < _HARDLY_ANY:
        text = max(text, _extract(deepcopy(tree)), key=len)
    if len(text) < _PART * len(metadata.body):
        text = metadata.body
    elif bare(text) == bare(metadata.body):  # of which trafilatura loses the paragraphs
        text = max(text, metadata.body, key=lambda version: version.count("\n"))
    lines, head = body_lines(text, metadata, page_captions(tree))
    body = join_paragraphs(lines, width=0)
    reason = refusal(tree, body)
    if reason:
        raise UnreadableArticle(reason)
    authors: object = metadata.authors or head.authors
    published: object = metadata.published or head.published
    if not authors or not published:
        author, date = _guess(tree)
        authors, published = authors or author, published or date
    record: dict[str, object] = {
        "title": metadata.title,
        "source": metadata.outlet or head.source,
        "authors": authors,
        "published": published,
        "modified": metadata.modified or head.updated,
        "url": metadata.url,
        "language": page_language(metadata.language, body),
    }
    return to_article(record, origin, body=body)


def _extract(tree: HtmlElement) -> str:
    """The article's text; the tree is changed on the way."""
    from trafilatura import bare_extraction

    page = bare_extraction(tree, include_comments=False)
    return "" if page is None or isinstance(page, dict) else clean(page.text or "")


def _guess(tree: HtmlElement) -> tuple[str, str]:
    """Author and date as trafilatura guesses them from the page's wording; either may be empty."""
    from trafilatura import extract_metadata

    guessed = extract_metadata(tree)
    author = _MONTH_AFTER.sub("", guessed.author or "") if guessed else ""
    return author, (guessed.date or "" if guessed else "")
