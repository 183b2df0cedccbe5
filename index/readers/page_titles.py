"""What a web page calls its article and its outlet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.readers.fields import one_line
from index.readers.page_data import string
from index.readers.text import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from index.readers.page_data import Node

_TITLE_TAGS = ("og:title", "twitter:title", "title", "dc.title", "parsely-title", "sailthru.title")
_OUTLET_TAGS = ("og:site_name", "application-name", "apple-mobile-web-app-title")
_SEPARATOR = re.compile(r"\s+[|•·»–—-]\s+|\s*\|\s*|\s+::\s+")
_SUFFIX = re.compile(r"\.[a-z]{2,}(?:\.[a-z]{2})?$")


def page_outlet(tree: HtmlElement, tags: Mapping[str, list[str]], article: Node, url: str) -> str:
    """The outlet's name: the site's, the publisher's, what ends the page's title, or the host."""
    named = [tags[tag][0] for tag in _OUTLET_TAGS if tag in tags]
    publisher = one_line(_name(article.get("publisher")))
    site = _SEPARATOR.split(one_line(named[0]))[0].lstrip("@") if named else ""
    # The publisher may be the agency, unless it is the site's own name better written.
    if site and publisher and squeezed(site) in squeezed(publisher):
        return publisher
    return site or publisher or _title_suffix(tree) or _host(url)


def title_candidates(
    tree: HtmlElement, tags: Mapping[str, list[str]], article: Node, outlet: str
) -> Iterator[str]:
    """The titles, best first, without the outlet's name at the end."""
    values = [string(article.get("headline")), string(article.get("name"))]
    values += [value for tag in _TITLE_TAGS for value in tags.get(tag, ())]
    values.append(tree.findtext(".//title") or "")
    for value in values:
        title = one_line(value)
        if title:
            yield _without_outlet(title, outlet)


def shown_heading(tree: HtmlElement, candidates: list[str]) -> str:
    """The heading that readers see, where it says what the page's title says."""
    known = {bare(title) for title in candidates}
    # In the title element the outlet's name may be written in yet another way.
    known |= {bare(_SEPARATOR.split(title)[0]) for title in candidates}
    headings = [one_line(heading.text_content()) for heading in tree.iter("h1")]
    for heading in headings:
        if bare(heading) and bare(heading) in known:
            return heading
    for heading in headings:
        words = set(bare(heading).split())
        shared = max((len(words & set(title.split())) for title in known), default=0)
        if len(words) > 2 and 2 * shared > len(words):
            return heading
    return ""


def squeezed(name: str) -> str:
    """A name by its letters and digits alone, without the end of a domain."""
    return "".join(re.findall(r"[^\W_]+", _SUFFIX.sub("", name.casefold())))


def _title_suffix(tree: HtmlElement) -> str:
    """What follows the heading in the page's title: "Heading | Outlet"."""
    title = one_line(tree.findtext(".//title") or "")
    for heading in tree.iter("h1"):
        text = one_line(heading.text_content())
        if text and title.startswith(text):
            return _SEPARATOR.split(title)[-1] if _SEPARATOR.search(title[len(text) :]) else ""
    return ""


def _without_outlet(title: str, outlet: str) -> str:
    if outlet:
        names = (squeezed(outlet), squeezed(f"the{outlet}"))
        for separator in _SEPARATOR.finditer(title):
            if squeezed(title[separator.end() :]) in names:
                return title[: separator.start()]
    return title


def _name(value: Any) -> str:
    match value:
        case str():
            return value
        case dict():
            return _name(value.get("name"))
        case list():
            return next(filter(None, map(_name, value)), "")
        case _:
            return ""


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
