"""Feeds: RSS and Atom (feedparser), JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from index.dates import parse_date
from index.errors import UnreachablePage
from index.readers.encoding import clean, decode
from index.readers.fields import one_line
from index.readers.language import language_code
from index.readers.markup import html_to_text
from index.readers.names import author_names
from index.web.addresses import parse_address
from index.web.entries import Entry, Listing

if TYPE_CHECKING:
    from index.web.fetching import Fetched

_MOST_ENTRIES = 5_000
_ENOUGH_WORDS = 80  # a feed's text with fewer is a teaser
_CUT_OFF = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|\b(?:read|continue)\b[^.!?]{0,60})\W*\Z", re.IGNORECASE
)
_DECLARED = re.compile(rb"<\?xml\b[^<>]{0,80}\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_DECLARED_WITHIN = 256  # bytes
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
_BEGINNING = re.compile(rb"<(?:rss|rdf:RDF|(?:\w+:)?feed)\b|\x00", re.IGNORECASE)
_BEGINNING_WITHIN = 4096  # bytes
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^<>]*>\s*")
_ALTERNATE = re.compile(r"application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE)


def read_feed(feed: Fetched) -> Listing:
    """The entries of a feed.

    Raises:
        UnreadableArticle: it is no feed; where it is a page that names feeds, the message does too.
    """
    found = _json_feed(feed) if _JSON.match(feed.data) else _xml_feed(feed)
    if found is None:
        named = feeds_of(feed)
        hint = f"it names these: {', '.join(named)}" if named else "check the address"
        raise UnreachablePage(f"not a feed (RSS, Atom or JSON Feed): {hint}")
    return found


def feeds_of(page: Fetched) -> list[str]:
    """The feeds that a page names."""
    import lxml.etree
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(page.data)
    except (lxml.etree.LxmlError, ValueError):
        return []
    links = [
        link.get("href")
        for link in tree.iter("link")
        if _ALTERNATE.match(link.get("type") or "") and link.get("href")
    ]
    return list(dict.fromkeys(filter(None, (_joined(page.address, link) for link in links))))[:5]


def _xml_feed(feed: Fetched) -> Listing | None:
    import feedparser

    if not _BEGINNING.search(feed.data, 0, _BEGINNING_WITHIN):
        return None
    # Decoded here, for feedparser raises errors of its own at encodings that are not as declared.
    declared = _DECLARED.search(feed.data, 0, _DECLARED_WITHIN)
    named = declared.group(1).decode() if declared else ""
    text = clean(decode(feed.data, feed.charset or named))
    try:
        parsed = feedparser.parse(
            # Never an address or a path: feedparser would fetch or open it.
            io.BytesIO(_DECLARATION.sub("", text).encode()),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": feed.address,
            },
            sanitize_html=False,  # only text is taken of it
        )
    except (AssertionError, LookupError, ValueError) as error:  # its own failures
        raise UnreachablePage(f"a damaged feed ({error!r}): try again later") from error
    if not parsed.version and not parsed.entries:
        return None
    about: Mapping[str, Any] = parsed.feed
    outlet, language = _text(about, "title"), language_code(_text(about, "language"))
    return Listing(
        entries=tuple(
            Entry(
                address=_joined(feed.address, _text(entry, "feedburner_origlink", "link")),
                published=_moment(entry, "published"),
                modified=_moment(entry, "updated"),
                title=one_line(_text(entry, "title")),
                source=one_line(outlet),
                authors=author_names([_text(author, "name") for author in _list(entry, "authors")]),
                language=language,
                **_if_whole("\n".join(_text(part, "value") for part in _list(entry, "content"))),
            )
            for entry in parsed.entries[:_MOST_ENTRIES]
        )
    )


def _json_feed(feed: Fetched) -> Listing | None:
    try:
        value = json.loads(decode(feed.data, feed.charset))
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, Mapping) or "jsonfeed.org" not in _text(value, "version"):
        return None
    return Listing(
        entries=tuple(
            Entry(
                address=_joined(feed.address, _text(item, "url", "external_url")),
                published=parse_date(item.get("date_published")),
                modified=parse_date(item.get("date_modified")),
                title=one_line(_text(item, "title")),
                source=one_line(_text(value, "title")),
                authors=author_names(
                    [_text(author, "name") for author in _list(item, "authors")]
                    or item.get("author")
                ),
                language=language_code(_text(item, "language") or _text(value, "language")),
                **_if_whole(_text(item, "content_html", "content_text")),
            )
            for item in _list(value, "items")[:_MOST_ENTRIES]
        )
    )


def _if_whole(content: str) -> dict[str, Any]:
    """A feed's text of an article, where that is all of it, as far as can be told."""
    text = html_to_text(content).strip()
    is_whole = len(text.split()) >= _ENOUGH_WORDS and not _CUT_OFF.search(text[-80:])
    return {"content": content, "is_whole": True} if is_whole else {}


def _text(fields: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that holds text."""
    # Not feedparser's own look-up, which puts one field in another's place.
    values = (dict.get(fields, name) if isinstance(fields, dict) else None for name in names)
    return next((value.strip() for value in values if isinstance(value, str) and value), "")


def _list(fields: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = dict.get(fields, name) if isinstance(fields, dict) else None
    if not isinstance(value, list):
        return []
    return [item for item in value if isinstance(item, Mapping)]


def _moment(entry: Mapping[str, Any], name: str) -> datetime | None:
    """A date of an entry, read as every other date or else as feedparser took it, in UTC."""
    moment = parse_date(_text(entry, name))
    taken = dict.get(entry, f"{name}_parsed") if isinstance(entry, dict) else None
    if moment is not None or taken is None:
        return moment
    try:
        return parse_date(datetime.fromtimestamp(timegm(taken), UTC))
    except (ValueError, OverflowError):
        return None


def _joined(base: str, link: str) -> str:
    """A link in full; as it stands where it is no address, so that whoever fetches it says so."""
    if not link:
        return ""
    try:
        return str(parse_address(link, base=parse_address(base)))
    except UnreachablePage:
        return link
