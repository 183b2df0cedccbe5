"""A record's fields, by the names that are usual for them, to an Article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from index.article import Article
from index.dates import parse_date
from index.errors import UnreadableArticle
from index.readers.encoding import clean
from index.readers.language import detect, language_code
from index.readers.markup import html_to_text, is_html, unescape
from index.readers.names import author_names
from index.readers.paragraphs import to_paragraphs

if TYPE_CHECKING:
    from datetime import datetime

# Names in lower case without separators, so that "published_at" and "publishedAt" are one; the
# first that holds something wins.
TITLE = ("title", "headline", "webtitle", "heading")
BODY = (
    "body",
    "articlebody",
    "bodytext",
    "fulltext",
    "text",
    "articletext",
    "contenttext",
    "content",
    "contenthtml",
    "bodyhtml",
    "maintext",
    "article",
)
SOURCE = (
    "source",
    "outlet",
    "publisher",
    "sitename",
    "publication",
    "newspaper",
    "sourcename",
    "publishername",
)
AUTHORS = ("authors", "author", "byline", "creator", "dccreator", "writer")
PUBLISHED = (
    "published",
    "publishedat",
    "datepublished",
    "publisheddate",
    "publishdate",
    "publicationdate",
    "publishedon",
    "pubdate",
    "webpublicationdate",
    "date",
    "timestamp",
)
MODIFIED = (
    "modified",
    "datemodified",
    "modifiedat",
    "updated",
    "updatedat",
    "lastmodified",
    "lastupdated",
)
URL = ("url", "link", "permalink", "canonicalurl", "weburl", "mainentityofpage")
LANGUAGE = ("language", "lang", "inlanguage")

_SEPARATORS = re.compile(r"[\W_]+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
# Where a field is an object, its text is under one of these.
_INNER = ("name", "rendered", "text", "value", "title", "@id", "@value", "url")


def to_article(record: Mapping[str, object], origin: str, *, body: str | None = None) -> Article:
    """Make an Article of a record.

    `body` is a finished body, where the caller has one; otherwise the record's own is taken, of
    which HTML becomes text and paragraphs are normalised. Raises UnreadableArticle without a body.
    """
    fields = _normalised(record)
    if body is None:
        body = _body(fields)
    title = one_line(_first_text(fields, TITLE))
    address = _first_text(fields, URL).strip()
    published, modified = _first_date(fields, PUBLISHED), _first_date(fields, MODIFIED)
    return Article(
        title=title,
        body=body,
        source=one_line(_first_text(fields, SOURCE)),
        authors=author_names(_cleaned(_first(fields, AUTHORS))),
        published=published,
        modified=modified if published and modified and modified > published else None,
        url=address if _ADDRESS.fullmatch(address) else "",
        language=language_code(_first_text(fields, LANGUAGE)) or detect(f"{title}\n{body}"),
        origin=origin,
    )


def has_body(record: Mapping[str, object]) -> bool:
    """Whether a record has a field for an article's body, be it empty."""
    return not _normalised(record).keys().isdisjoint(BODY)


def known_names(names: list[str]) -> int:
    """How many of a table's column names are names of an article's fields."""
    known = {*TITLE, *BODY, *SOURCE, *AUTHORS, *PUBLISHED, *MODIFIED, *URL, *LANGUAGE}
    return sum(_name(name) in known for name in names)


def one_line(text: str) -> str:
    """A title or name: entities replaced, tags dropped, white space collapsed."""
    plain = html_to_text(text) if is_html(text) else unescape(text)
    return " ".join(clean(plain).split())


def _body(fields: Mapping[str, object]) -> str:
    for name in BODY:
        text = _text(fields.get(name), "\n\n")
        plain = html_to_text(text) if is_html(text) else unescape(text)
        body = to_paragraphs(clean(plain))
        if body:
            return body
    raise UnreadableArticle(
        "no body: put the article's text in a field named body, text or content"
    )


def _normalised(record: Mapping[str, object]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for key, value in record.items():
        fields.setdefault(_name(str(key)), value)
    return fields


def _name(key: str) -> str:
    return _SEPARATORS.sub("", key).lower()


def _first(fields: Mapping[str, object], names: tuple[str, ...]) -> object:
    return next((fields[name] for name in names if fields.get(name)), None)


def _first_date(fields: Mapping[str, object], names: tuple[str, ...]) -> datetime | None:
    return next(filter(None, (parse_date(fields.get(name)) for name in names)), None)


def _first_text(fields: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next(filter(None, (_text(fields.get(name), ", ") for name in names)), "")


def _text(value: object, separator: str) -> str:
    match value:
        case str():
            return value
        case Mapping():
            return next(filter(None, (_text(value.get(key), separator) for key in _INNER)), "")
        case list() | tuple():
            return separator.join(filter(None, (_text(item, separator) for item in value)))
        case _:
            return ""


def _cleaned(value: object) -> object:
    """An author field with its text cleaned."""
    match value:
        case str():
            return clean(unescape(value))
        case Mapping():
            return {key: _cleaned(item) for key, item in value.items()}
        case list() | tuple():
            return [_cleaned(item) for item in value]
        case _:
            return value
