"""Documents made to be printed: their text is a page's, their metadata fills what it lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.readers.encoding import clean
from index.readers.names import author_names
from index.readers.text import page_article, repeats

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from index.article import Article

_LONGEST_TITLE = 300  # characters
# What programs write where nobody has given a title or a name.
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint|office|publisher)|adobe \w+|print(?:ing)?|powerpoint)"
    r" ?[-–:].*"
    r"|(?:unti?tled|unbenannt|sans titre|sin título|senza titolo|word document|document|dokument"
    r"|presentation|layout|slide|page|template|press release|newsletter|news|article|text|draft"
    r"|scan\w*|image|doc|new)"
    r"[\s_-]*(?:copy|final|draft|template|document)?[\s_-]*\(?v?\d*\)?"
    r"|.*\.(?:docx?|dotx?|odt|rtf|pdf|indd|qxp|qxd|pages|tex|dvi|html?|txt|pptx?|xlsx?|ps|eps|pub)"
    r"|(?:https?:|file:|about:|[a-z]:\\|/).*"
    r"|[\w.-]*_[\w.-]*",  # a file's name, joined by underscores
    re.IGNORECASE,
)
_OUTLET = re.compile(r"\s*[-–—|·•:]\s+(?P<name>\S(?:.{0,40}\S)?)")  # "Headline - Outlet"
_NO_AUTHOR = re.compile(
    r".*\b(?:microsoft|user|users?|admin(?:istrator)?|owner|default|python-docx|openoffice|libreoffice"
    r"|apache|google|adobe|acrobat|indesign|office|unknown|anonymous|pc|laptop|desktop|customer)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says of itself."""

    title: str = ""
    author: str = ""
    created: datetime | None = None
    url: str = ""


def document_article(
    paragraphs: Sequence[str], origin: str, metadata: Metadata, *, headline: str = ""
) -> Article:
    """The article of a document.

    `headline` is the paragraph set as one, where the document shows it. The title is the metadata's
    where it is one, else the headline, else the first line; byline and date are the text's, else
    the metadata's. Raises UnreadableArticle without a text.
    """
    title, source = given_title(metadata.title), ""
    if headline and (not title or title.startswith(headline)):
        outlet = _OUTLET.fullmatch(title[len(headline) :])
        title, source = headline, outlet["name"] if outlet else ""
    rest = [text for text in paragraphs if not title or not repeats(text, title)]
    article = page_article("\n\n".join([title, *rest] if title else rest), origin)
    return replace(
        article,
        source=article.source or source,
        authors=article.authors or given_authors(metadata.author),
        published=article.published or metadata.created,
        url=article.url or metadata.url,
    )


def given_title(text: str) -> str:
    """A title that somebody gave; empty where a program did, from a file's name for example."""
    title = " ".join(clean(text).split())
    is_one = " " in title and len(title) <= _LONGEST_TITLE and not _NO_TITLE.fullmatch(title)
    return title if is_one else ""


def given_authors(text: str) -> tuple[str, ...]:
    """The authors that somebody named; a login or a program is none."""
    names = author_names(clean(text))
    return tuple(name for name in names if " " in name and not _NO_AUTHOR.fullmatch(name))
