"""An article, as every reader returns it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.addresses import canonical

if TYPE_CHECKING:
    from datetime import datetime

_SEPARATOR = "\x1f"  # ASCII unit separator: occurs in no title, address or body
_WORD = re.compile(r"\w+")
_FEW_WORDS = 40


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
    modified: datetime | None = None
    """When it says it was modified, in UTC; None where it doesn't say, or not after `published`."""
    url: str = ""
    other_urls: tuple[str, ...] = ()
    """Further addresses at which its outlet has the same text, see `index.sameness`."""
    language: str = ""
    """ISO 639-1 code, e.g. "en"."""
    origin: str = ""
    """Where it was read from: a file, and what in it, where the file holds several: the record's
    number ("a.csv, record 2"), the name in an archive ("a.zip, b/c.html"), the page's address."""

    @property
    def id(self) -> str:
        """16 hex digits: of the address where there is one, otherwise of title and body.

        Addresses that differ in form only have the same, see `index.addresses.canonical`.
        """
        return id_of_address(self.url) if self.url else _digest(self.title, self.body)

    @property
    def dated(self) -> datetime | None:
        """When it was last published or modified, if that is known."""
        return max((moment for moment in (self.published, self.modified) if moment), default=None)

    @property
    def digest(self) -> str:
        """16 hex digits of everything a reader sees, so that a changed article shows.

        Without `modified`: a page that only touches its date has not changed.
        """
        published = self.published.isoformat() if self.published else ""
        addresses = sorted({canonical(url) for url in (self.url, *self.other_urls) if url})
        return _digest(
            self.title,
            self.body,
            self.source,
            _SEPARATOR.join(self.authors),
            published,
            _SEPARATOR.join(addresses),
            self.language,
        )

    @property
    def text_digest(self) -> str:
        """16 hex digits of the body's words; what differs in form only has the same.

        A body of few words is no text that says which article it is: its title counts too.
        """
        words = _WORD.findall(self.body.lower())
        if len(words) < _FEW_WORDS:
            words += [_SEPARATOR, *_WORD.findall(self.title.lower())]
        return _digest(" ".join(words))


def id_of_address(url: str) -> str:
    """The id of the article at an address."""
    return _digest(canonical(url))


def _digest(*parts: str) -> str:
    text = _SEPARATOR.join(parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
