"""What was found at an address, to articles, with what is known of it from elsewhere."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import httpx

from index.article import Article
from index.errors import UnreachablePage, UnreadableArticle
from index.readers import reader_of
from index.readers.encoding import decode
from index.readers.fields import to_article
from index.readers.files import EMPTY
from index.readers.markup import html_to_text
from index.readers.paragraphs import to_paragraphs
from index.web.addresses import parse_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.readers.result import Reading
    from index.web.entries import Entry
    from index.web.fetching import Fetched

# Media types to the suffixes that readers go by.
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
}
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_TEXT = frozenset({".html", ".txt", ".md", ".csv", ".json", ".jsonl"})
_RECORDS = frozenset({".csv", ".json", ".jsonl"})
_FEEDS = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"}
)
_SNIFFED = 1024  # bytes
# Where sites send readers who must agree, log in or pay first, as a part of the path or host.
_WALLS = frozenset(
    "captcha challenge consent cookie-consent cookiewall cookie-wall login paywall privacy-gate"
    " signin sign-in".split()
)


def page_readings(fetched: Fetched, entry: Entry) -> Iterator[Reading]:
    """The article of a page, or the articles of a file of records.

    Raises:
        UnreadableArticle: there is none, or it is in a format that cannot be read.
    """
    _refuse_detour(httpx.URL(fetched.address), parse_address(entry.address))
    if not fetched.data.strip():
        raise UnreadableArticle(EMPTY)
    suffix = _suffix(fetched)
    reader = reader_of(suffix)
    if reader is None:
        raise UnreadableArticle(
            f"not a page but {fetched.media_type or suffix or 'data'}, which cannot be read"
        )
    data = fetched.data
    if suffix in _TEXT and fetched.charset:
        # The site's word on the encoding stands above the page's own (HTML, section 13.2.3.2).
        data = decode(data, fetched.charset).encode("utf-8", errors="replace")
    for reading in reader(io.BytesIO(data), str(parse_address(entry.address))):
        if isinstance(reading, Article) and suffix not in _RECORDS:
            reading = replace(reading, url=own_address(reading.url, fetched.address))
            reading = filled(reading, entry)
        yield reading


def entry_article(entry: Entry, origin: str) -> Article:
    """The article that a feed carries in full. Raises UnreadableArticle where it is empty."""
    body = to_paragraphs(html_to_text(entry.content))
    record: dict[str, object] = {
        "title": entry.title,
        "url": entry.address,
        "source": entry.source,
        "authors": list(entry.authors),
        "published": entry.published,
        "language": entry.language,
    }
    if not body:
        raise UnreadableArticle(EMPTY)
    return to_article(record, origin, body=body)


def filled(article: Article, entry: Entry) -> Article:
    """An article with what its page does not say and the feed or sitemap does."""
    return replace(
        article,
        title=article.title or entry.title,
        source=article.source or entry.source,
        authors=article.authors or entry.authors,
        published=article.published or entry.published,
        language=article.language or entry.language,
    )


def own_address(canonical: str, address: str) -> str:
    """The address that a page gives as its own, where it is one of the same host.

    Otherwise the one that it was found at: a page must not take another site's place, nor may all
    pages of a site that names its front page everywhere become one.
    """
    found = httpx.URL(address)
    try:
        own = parse_address(canonical)
    except UnreachablePage:
        return address
    is_front = own.path in ("", "/") and not own.query
    if _bare(own.host) != _bare(found.host) or (is_front and found.path not in ("", "/")):
        return address
    return str(own)


def _refuse_detour(found: httpx.URL, asked: httpx.URL) -> None:
    """Refuse what a redirect led to where that is not the page that was asked for."""
    if found == asked:
        return
    walls = (_parts(found) - _parts(asked)) & _WALLS
    if walls:
        raise UnreadableArticle(
            f"the site sends on to a page that asks to agree, log in or pay first "
            f"({min(walls)}): save the page in your browser and add the file"
        )
    if found.path in ("", "/") and asked.path not in ("", "/"):
        raise UnreadableArticle("the site sends on to its front page: the article is not there")


def _parts(url: httpx.URL) -> set[str]:
    path = (part.partition(".")[0] for part in url.path.lower().split("/"))
    return {*path, *url.host.split(".")}


def _suffix(fetched: Fetched) -> str:
    """What kind of file it is: as the site says, or else as its address and beginning look."""
    media_type = fetched.media_type
    start = fetched.data[:_SNIFFED].lstrip().lower()
    if media_type in _FEEDS or start.startswith((b"<rss", b"<feed", b"<rdf:rdf")):
        raise UnreadableArticle("a feed, not a page: add it with --feed")
    if b"<urlset" in start or b"<sitemapindex" in start:
        raise UnreadableArticle("a sitemap, not a page: add it with --sitemap")
    if media_type.endswith("/xml") and b"<rss" in start:
        raise UnreadableArticle("a feed, not a page: add it with --feed")
    if media_type not in _UNSAID:
        return _SUFFIXES.get(media_type, "")
    if start.startswith((b"<!doctype html", b"<html")):
        return ".html"
    return PurePosixPath(httpx.URL(fetched.address).path).suffix.lower()


def _bare(host: str) -> str:
    return host.removeprefix("www.")
