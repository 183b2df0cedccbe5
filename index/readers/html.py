"""Web pages: what trafilatura takes for the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from index.errors import UnreadableArticle
from index.readers.encoding import clean, decode
from index.readers.fields import to_article
from index.readers.files import EMPTY, read_bytes
from index.readers.paragraphs import to_paragraphs
from index.readers.text import repeats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.readers.result import Reading

_CHARSET = re.compile(
    rb"<meta\b[^<>]{0,200}\bcharset\s*=\s*[\"']?([A-Za-z0-9.:_-]+)", re.IGNORECASE
)
_CHARSET_WITHIN = 4096  # bytes; browsers look at the first 1,024


def read(stream: BinaryIO, origin: str) -> Iterator[Reading]:
    """Read a saved page. Raises UnreadableArticle where no article is found on it."""
    import lxml.html
    from trafilatura import bare_extraction

    data = read_bytes(stream)
    charset = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    # Cleaned, because what no XML can hold makes the parsers fail.
    text = clean(decode(data, charset.group(1).decode() if charset else None)).strip()
    if not text:
        raise UnreadableArticle(EMPTY)
    page = bare_extraction(
        text.encode(), with_metadata=True, include_comments=False, include_tables=False
    )
    if page is None or isinstance(page, dict) or not page.text:
        raise UnreadableArticle("no article found on the page: save its text as .txt")
    tree = lxml.html.document_fromstring(
        text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8")
    )
    times = tree.xpath(
        "//meta[@property='article:published_time' or @itemprop='datePublished']/@content"
    )
    title = page.title or ""
    lines = [line for line in clean(page.text).split("\n") if not repeats(line, title)]
    record: dict[str, object] = {
        "title": title,
        "source": page.sitename,
        "author": page.author,
        # The page's own tag has the time of day; trafilatura gives the date alone.
        "published": next(iter(times), None),
        "date": page.date,
        "url": page.url,
        "language": tree.get("lang") or "",
    }
    yield to_article(record, origin, body=to_paragraphs("\n".join(lines)))
