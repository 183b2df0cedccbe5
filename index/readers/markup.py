"""HTML in a field, or made from Markdown, to plain paragraphs."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figure"
    " footer h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody"
    " tfoot thead tr ul".split()
)
_CELLS = frozenset({"td", "th"})
_UNREAD = frozenset(
    "button figcaption head iframe noscript object script select style svg template".split()
)
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|b|i|strong|em|h[1-6]|ul|ol|li|blockquote|figure|img|section|article)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
# Conditional sections of word processors: comments to browsers, and errors to Python's parser where
# they are damaged.
_SECTION = re.compile(r"<!\[(?!CDATA\[)", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def is_html(text: str) -> bool:
    """Whether a field's text holds HTML tags."""
    return _TAG.search(text) is not None


def unescape(text: str) -> str:
    """Replace whole entities ("&amp;"); unlike html.unescape, leaves "&copy=1" of an address."""
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text)


def html_to_text(markup: str) -> str:
    """The text of a piece of HTML, blocks separated by a blank line; scripts and captions left out.

    Nothing else is judged or dropped: for a whole page with its navigation, read it as a page.
    """
    parser = _TextParser()
    parser.feed(_SECTION.sub("<! [", markup))
    parser.close()
    return parser.text()


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNREAD:
            self._unread.append(tag)
        elif tag in _BLOCKS:
            self._pieces.append("\n\n")
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in _CELLS:
            self._pieces.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # An element that closes itself holds nothing, so it must not start a part left unread.
        if tag not in _UNREAD:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unread:
            while self._unread.pop() != tag:
                pass
        elif tag in _BLOCKS:
            self._pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._pieces.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        return "".join(self._pieces)
