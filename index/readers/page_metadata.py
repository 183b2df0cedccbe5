"""Who published a web page's article, when, under what title and in which language.

Pages say each of these in several places that need not agree. Every function here tries the places
in the order that proved best on news pages and takes the first that gives something certain. Pure
functions over the parsed tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.dates import parse_date
from index.readers.fields import one_line
from index.readers.language import detect, language_code
from index.readers.markup import html_to_text, is_html, unescape
from index.readers.names import author_names
from index.readers.page_data import article_node, linked_nodes, meta_tags, string
from index.readers.page_titles import page_outlet, shown_heading, squeezed, title_candidates
from index.readers.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from lxml.html import HtmlElement

    from index.readers.page_data import Node

_AUTHOR_TAGS = (
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
)
_PUBLISHED_TAGS = (
    "article:published_time",
    "article:published",
    "article.published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "date",
)
_MODIFIED_TAGS = (
    "article:modified_time",
    "article:modified",
    "article.updated",
    "og:modified_time",
    "datemodified",
    "dcterms.modified",
    "lastmod",
    "last-modified",
    "og:updated_time",
)
_DATED_PATH = re.compile(r"/(20\d\d)([/-])?(0[1-9]|1[0-2])(?(2)\2|)(0[1-9]|[12]\d|3[01])(?!\d)")
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_DAY = re.compile(r"\D*\d{4}-\d{1,2}-\d{1,2}\D*")
_LONGEST_NAME = 80  # characters of an author's element; a longer one is a biography
_ENOUGH_TEXT = 200  # characters by which a language is certain


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What a page says of its article; strings that it doesn't say are empty."""

    title: str
    titles: frozenset[str]
    """Every title that the page gives its article, as `text.bare` makes them."""
    outlet: str
    authors: tuple[str, ...]
    published: datetime | None
    modified: datetime | None
    """Later than `published`, or None."""
    language: str
    """The code that the page declares; see `page_language`."""
    url: str
    body: str
    """The article's text as the page's JSON-LD has it, which is often a part or nothing."""


def page_metadata(tree: HtmlElement, address: str = "") -> PageMetadata:
    """Read the metadata of a page; `address` is where it was fetched from, where that is known."""
    tags = meta_tags(tree)
    url = _canonical(tree, tags, address)
    article = article_node(linked_nodes(tree), url)
    outlet = page_outlet(tree, tags, article, url)
    candidates = list(title_candidates(tree, tags, article, outlet))
    heading = shown_heading(tree, candidates)
    published = first_date(_published(tree, tags, article, url))
    modified = first_date(_modified(tags, article))
    return PageMetadata(
        title=next(filter(None, (heading, *candidates)), ""),
        titles=frozenset(filter(None, map(bare, (heading, *candidates)))),
        outlet=outlet,
        authors=_authors(tree, tags, article, outlet),
        published=published,
        modified=modified if modified and published and modified > published else None,
        language=_declared_language(tree, tags, article),
        url=url,
        body=_plain(string(article.get("articleBody"))),
    )


def page_language(declared: str, text: str) -> str:
    """The ISO 639-1 code of an article, from what its page declares and from its text.

    English is what many templates declare whatever they hold, so it is believed only of text that
    is too short to tell.
    """
    if declared and (declared != "en" or len(text) < _ENOUGH_TEXT):
        return declared
    return detect(text) or declared


def first_date(values: Iterable[object]) -> datetime | None:
    """The first of the values that is a date; of the same day one with its time of day wins."""
    day: datetime | None = None
    for value in values:
        moment = parse_date(value)
        if moment is None:
            continue
        if not (isinstance(value, str) and _DAY.fullmatch(value)):
            return moment if day is None or moment.date() == day.date() else day
        day = day or moment
    return day


def _canonical(tree: HtmlElement, tags: Mapping[str, list[str]], address: str) -> str:
    links = [
        link.get("href") or ""
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for found in (*links, *tags.get("og:url", ()), address):
        try:
            url: str = urljoin(address, found.strip())
            path = urlsplit(url).path.strip("/")
        except ValueError:  # what stands there is no address
            continue
        # A canonical address that is the site's front page is a mistake of its template.
        if _ADDRESS.fullmatch(url) and (path or url == address):
            return url
    return ""


def _authors(
    tree: HtmlElement, tags: Mapping[str, list[str]], article: Node, outlet: str
) -> tuple[str, ...]:
    places = (
        article.get("author"),
        *(tags.get(tag) for tag in _AUTHOR_TAGS),
        *(_visible_author(element) for element in _author_elements(tree)),
    )
    for place in places:
        names = tuple(name for name in author_names(place) if squeezed(name) != squeezed(outlet))
        if names:
            return names
    return ()


def _author_elements(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter("a", "span", "div", "p", "address"):
        marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".split()
        if "author" in marks and not _in_comment(element):
            yield element


def _visible_author(element: HtmlElement) -> str:
    named = next((part for part in element.iter() if part.get("itemprop") == "name"), element)
    text = one_line(named.text_content())
    return text if len(text) <= _LONGEST_NAME else ""


def _published(
    tree: HtmlElement, tags: Mapping[str, list[str]], article: Node, url: str
) -> Iterator[object]:
    yield article.get("datePublished")
    for tag in _PUBLISHED_TAGS:
        yield from tags.get(tag, ())
    yield from _times(tree)
    yield article.get("dateCreated")
    dated = _DATED_PATH.search(urlsplit(url).path)
    if dated:
        yield "-".join((dated[1], dated[3], dated[4]))


def _modified(tags: Mapping[str, list[str]], article: Node) -> Iterator[object]:
    yield article.get("dateModified")
    for tag in _MODIFIED_TAGS:
        yield from tags.get(tag, ())


def _times(tree: HtmlElement) -> Iterator[object]:
    """The dates of <time> elements: those marked as the publication's, then the first below the
    heading; above it stand those of other articles.
    """
    below = False
    plain: list[str] = []
    for element in tree.iter("h1", "time"):
        if element.tag == "h1":
            below = True
            continue
        value = element.get("datetime") or one_line(element.text_content())
        marked = "datePublished" in (element.get("itemprop") or "") or "pubdate" in element.attrib
        if marked and not _in_comment(element):
            yield value
        elif below and not _in_comment(element):
            plain.append(value)
    yield from plain[:1]


def _declared_language(tree: HtmlElement, tags: Mapping[str, list[str]], article: Node) -> str:
    named = [string(article.get("inLanguage")), tree.get("lang") or tree.get("xml:lang") or ""]
    named += [
        value for tag in ("og:locale", "language", "dc.language") for value in tags.get(tag, ())
    ]
    return next(filter(None, map(language_code, named)), "")


def _plain(text: str) -> str:
    return html_to_text(text) if is_html(text) else unescape(text)


def _in_comment(element: HtmlElement) -> bool:
    return any(
        "comment" in f"{around.get('class') or ''} {around.get('id') or ''}".lower()
        for around in element.iterancestors()
    )
