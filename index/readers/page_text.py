"""The text that was extracted from a web page, to the lines of the article's body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.readers.paragraphs import split_lines
from index.readers.text import Head, bare, take_head

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from index.readers.page_metadata import PageMetadata

_ROW = re.compile(r"\|(.*)\|?")
_RULE = re.compile(r"[\s|:+-]*-{3}[\s|:+-]*")  # between a table's head and its rows
_CAPTION_WORDS = 3  # a shorter caption is a name, which may head a section


def body_lines(
    text: str, metadata: PageMetadata, captions: frozenset[str]
) -> tuple[list[str], Head]:
    """The lines of the body, one a paragraph, and what the lines around it said.

    The title, dates and bylines, boilerplate, and captions repeated as text are left out.
    """
    lines = [_cells(line) for line in split_lines(text) if not _RULE.fullmatch(line)]
    dropped = metadata.titles | captions
    lines = [line for line in lines if bare(line) not in dropped]
    return take_head(lines, metadata.title)


def page_captions(tree: HtmlElement) -> frozenset[str]:
    """The captions of a page's pictures, as `text.bare` makes them."""
    said = [figure.text_content() for figure in tree.iter("figcaption")]
    said += [image.get(name) or "" for image in tree.iter("img") for name in ("alt", "title")]
    captions = (bare(text) for text in said)
    return frozenset(text for text in captions if len(text.split()) >= _CAPTION_WORDS)


def _cells(line: str) -> str:
    """A table's row without the bars at its ends."""
    if not line.startswith("|"):
        return line
    cells = [cell.strip() for cell in line.strip("| ").split("|")]
    return " | ".join(filter(None, cells))
