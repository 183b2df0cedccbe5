"""Plain text: the pages of news sites as people paste them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from index.dates import parse_date
from index.errors import UnreadableArticle
from index.readers import lines as known
from index.readers.encoding import clean
from index.readers.fields import to_article
from index.readers.files import read_text
from index.readers.paragraphs import join_paragraphs, runs_on, split_lines, wrap_width

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from index.article import Article
    from index.readers.result import Reading

_HEAD_LINES = 12  # lines with something in them, in which dates and bylines stand
_TITLE_LENGTH = 300  # characters; a longer first line is the article's beginning
_PROSE_WORDS = 9  # a line of at least so many words is no more part of the head
_DATE_LENGTH = 60  # characters
_DATE_WORDS = 6
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def read(stream: BinaryIO, origin: str) -> Iterator[Reading]:
    """Read a page pasted as text: title line, head, paragraphs, boilerplate, tagline."""
    yield page_article(read_text(stream), origin)


def page_article(text: str, origin: str) -> Article:
    """The article of a pasted page. Raises UnreadableArticle without a title line and a body."""
    lines = split_lines(clean(text))
    page = _Page(lines, wrap_width(lines))
    page.read()
    body = join_paragraphs(page.lines, page.width)
    if not body:
        raise UnreadableArticle(
            "no text after the title" if page.title else "no text: the file is empty"
        )
    if not page.source and (dateline := known.DATELINE.match(body)):
        page.source = dateline.group("agency")
    record: dict[str, object] = {
        "title": page.title,
        "source": page.source,
        "authors": page.authors,
        "published": page.published or page.updated,
        "modified": page.updated,
        "url": page.url,
        "language": page.language,
    }
    return to_article(record, origin, body=body)


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines around an article's text say of it."""

    source: str
    authors: tuple[str, ...]
    published: datetime | None
    updated: datetime | None


def take_head(lines: list[str], title: str) -> tuple[list[str], Head]:
    """Blank the lines above and below an article's text, and say what they held.

    Boilerplate anywhere, dates and bylines above the text, an agency's tagline below it. Without
    the `title` no head is looked for, because its first line would be taken for one.
    """
    page = _Page(drop_boilerplate(lines), title=title)
    if title:
        page.read_head()
    page.read_tagline()
    return page.lines, Head(page.source, tuple(page.authors), page.published, page.updated)


def drop_boilerplate(lines: list[str], width: int = 0) -> list[str]:
    """Blank the lines that belong to the page around the article.

    In wrapped text (`width` not 0) only lines that stand alone: the others are parts of sentences.
    """
    return [
        "" if _is_boilerplate(line) and (not width or _stands_alone(lines, number)) else line
        for number, line in enumerate(lines)
    ]


def is_head(line: str) -> bool:
    """Whether a line, below the title, is a byline or a date, or several on one line."""
    return bool(line) and _Page([], title="above it")._take(line)


def repeats(line: str, title: str) -> bool:
    """Whether a line says what the title says, perhaps as a labelled caption."""
    caption = known.CAPTION.fullmatch(line)
    return bool(title) and bare(caption.group("value") if caption else line) == bare(title)


def bare(text: str) -> str:
    """A text by its words alone, in lower case, for comparing."""
    return " ".join(re.findall(r"\w+", text.casefold()))


@dataclass(slots=True)
class _Page:
    """A page's lines; what is recognised is taken out of them."""

    lines: list[str]
    width: int = 0
    title: str = ""
    source: str = ""
    authors: list[str] = field(default_factory=list)
    published: datetime | None = None
    updated: datetime | None = None
    url: str = ""
    language: str = ""

    def read(self) -> None:
        """Take everything out of the lines that is not the article's text."""
        self.lines = drop_boilerplate(self.lines, self.width)
        self.read_head()
        self.read_tagline()

    def read_head(self) -> None:
        """Take the title, dates, bylines and labelled fields out of the first lines."""
        seen = prose = 0
        for number, line in enumerate(self.lines):
            if not line:
                continue
            seen += 1
            if seen > _HEAD_LINES or prose > 1:
                break
            if self._take(line) or repeats(line, self.title):
                self.lines[number] = ""
            elif not self.title and not prose and len(line) <= _TITLE_LENGTH:
                self._take_title(number)
            elif len(line.split()) >= _PROSE_WORDS:
                prose += 1

    def _take_title(self, number: int) -> None:
        """The first line; in wrapped text with what it runs on to, where that is no sentence."""
        end = number + 1
        while (
            self.width
            and end < len(self.lines)
            and self.lines[end]
            and runs_on(self.lines[end - 1], self.lines[end], self.width)
        ):
            end += 1
        title = " ".join(self.lines[number:end])
        if len(title) > _TITLE_LENGTH or (end > number + 1 and title.endswith((".", "!", "?"))):
            title, end = self.lines[number], number + 1
        self.title = title
        self.lines[number:end] = [""] * (end - number)

    def _take(self, line: str) -> bool:
        """Take a line of the head, or several on one line; False where it is none."""
        segments = [segment for segment in known.SEGMENTS.split(line) if segment]
        found = [self._recognise(segment) for segment in segments]
        if not all(found):
            return False
        for name, value in filter(None, found):
            self._set(name, value)
        return True

    def _recognise(self, segment: str) -> tuple[str, str] | None:
        """The field and the value that a part of the head holds, if it is one."""
        if labelled := known.LABELLED.fullmatch(segment):
            name = next(
                key
                for key, value in labelled.groupdict().items()
                if value is not None and not key.endswith("_value")
            )
            return name, labelled.group(f"{name}_value").strip()
        if dated := known.LABELLED_DATE.fullmatch(segment):
            if parse_date(dated.group("value")) is not None:
                return ("updated" if dated.group("updated") else "published"), dated.group("value")
            return None
        if self.title and (byline := known.BYLINE.fullmatch(segment)):
            return "authors", byline.group("value")
        is_short = len(segment) <= _DATE_LENGTH and len(segment.split()) <= _DATE_WORDS
        if self.title and is_short and _YEAR.search(segment) and parse_date(segment) is not None:
            return "published", segment
        return None

    def _set(self, name: str, value: str) -> None:
        if name in ("published", "updated"):
            moment = parse_date(value)
            if getattr(self, name) is None:
                setattr(self, name, moment)
        elif name == "authors":
            self.authors.append(value)
        elif not getattr(self, name):
            setattr(self, name, value)

    def read_tagline(self) -> None:
        """Take the agency's line about itself, the last one of the page."""
        number = next((i for i in reversed(range(len(self.lines))) if self.lines[i]), None)
        if number is None:
            return
        for pattern in (known.TAGLINE, known.REPUBLISHED):
            if found := pattern.fullmatch(self.lines[number]):
                self.source = self.source or found.group("agency")
                self.lines[number] = ""
                return


def _is_boilerplate(line: str) -> bool:
    line = line.removeprefix("- ")  # an item of a list
    return bool(line) and bool(known.BOILERPLATE.fullmatch(line) or known.CREDIT.fullmatch(line))


def _stands_alone(lines: list[str], number: int) -> bool:
    """Whether the lines around it are blank or boilerplate too."""
    around = [lines[number - 1] if number else "", *lines[number + 1 : number + 2]]
    return all(not line or _is_boilerplate(line) for line in around)
