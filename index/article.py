"""An article, as every reader returns it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_SEPARATOR = "\x1f"  # ASCII unit separator: occurs in no title, address or body


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article.

    Strings that are not known are empty; `published` is an aware datetime in UTC, or None.
    `body` holds paragraphs separated by a blank line; every quote is a span of it, in characters.
    """

    title: str
    body: str
    source: str = ""
    """The outlet, e.g. "Example Wire"."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    url: str = ""
    language: str = ""
    """ISO 639-1 code, e.g. "en"."""
    origin: str = ""
    """Where it was read from: a file, and what in it, where the file holds several: the record's
    number ("a.csv, record 2"), the name in an archive ("a.zip, b/c.html"), the page's address."""

    @property
    def id(self) -> str:
        """16 hex digits: of the address where there is one, otherwise of title and body."""
        return _digest(self.url) if self.url else _digest(self.title, self.body)

    @property
    def digest(self) -> str:
        """16 hex digits of everything a reader sees, so that a changed article shows."""
        published = self.published.isoformat() if self.published else ""
        authors = _SEPARATOR.join(self.authors)
        return _digest(
            self.title, self.body, self.source, authors, published, self.url, self.language
        )


def _digest(*parts: str) -> str:
    text = _SEPARATOR.join(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
