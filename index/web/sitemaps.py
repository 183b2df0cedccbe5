"""Sitemaps, indexes of sitemaps (https://www.sitemaps.org/protocol.html) and news sitemaps."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from index.dates import parse_date
from index.errors import UnreachablePage
from index.readers.fields import one_line
from index.readers.language import language_code
from index.web.body import gunzip
from index.web.entries import Entry, Listing
from index.web.feeds import read_feed

if TYPE_CHECKING:
    from datetime import datetime

    from index.web.fetching import Fetched

LARGEST = 50 * 2**20
"""Bytes, unpacked: the protocol's own limit."""
_MOST_PAGES = 50_000
_FEEDS = frozenset({"rss", "feed", "RDF"})


def read_sitemap(sitemap: Fetched) -> Listing:
    """The pages of a sitemap, or the sitemaps of an index.

    A feed counts as a sitemap, as the protocol has it, and so does a plain list of addresses.

    Raises:
        UnreachablePage: it is none, or damaged.
    """
    data = gunzip(sitemap.data, LARGEST).removeprefix(b"\xef\xbb\xbf").lstrip()
    if data.startswith((b"http://", b"https://")):
        lines = data.decode("utf-8", errors="replace").split()
        return Listing(entries=tuple(Entry(address=line) for line in lines[:_MOST_PAGES]))
    return _read_xml(data, sitemap)


def _read_xml(data: bytes, sitemap: Fetched) -> Listing:
    from lxml import etree

    entries: list[Entry] = []
    sitemaps: list[Entry] = []
    root = ""
    # Nothing that a document names is fetched or opened, and none of its entities is put in.
    parsing = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in parsing:
            name = _name(element)
            if not root:
                root = name
                if root in _FEEDS:
                    return read_feed(sitemap)
                if root not in ("urlset", "sitemapindex"):
                    break
            if event == "end" and name in ("url", "sitemap"):
                (entries if name == "url" else sitemaps).append(_entry(element))
                element.clear()
                if len(entries) >= _MOST_PAGES:
                    break
    except etree.XMLSyntaxError as error:
        raise UnreachablePage(f"a damaged sitemap ({error}): try again later") from error
    if root not in ("urlset", "sitemapindex"):
        raise UnreachablePage("not a sitemap: check the address; robots.txt often names it")
    return Listing(
        entries=tuple(entry for entry in entries if entry.address),
        sitemaps=tuple(entry for entry in sitemaps if entry.address),
    )


def _entry(element: Any) -> Entry:
    texts: dict[str, str] = {}
    for child in element:
        # Pictures, videos and translations have addresses and titles too, which are not the page's.
        parts = child.iter() if _name(child) == "news" else (child,)
        for part in parts:
            texts.setdefault(_name(part), (part.text or "").strip())
    return Entry(
        address=texts.get("loc", ""),
        modified=_moment(texts.get("lastmod", "")),
        published=_moment(texts.get("publication_date", "")),
        title=one_line(texts.get("title", "")),
        source=one_line(texts.get("name", "")),
        language=language_code(texts.get("language", "")),
    )


def _moment(text: str) -> datetime | None:
    return parse_date(text) if text else None


def _name(element: Any) -> str:
    """An element's name without its namespace, of which there are several versions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
