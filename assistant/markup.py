"""A chat model's Markdown as HTML, and text from outside as HTML or Markdown that only shows it."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from assistant.inert import inert
from assistant.terminal import cleaned

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# CommonMark 2.4 lets a backslash take the meaning of any ASCII punctuation; these have one inside
# a line. What begins a line is no matter: no text from outside is put there.
_MEANT = re.compile(r"[\\`*_\[\]<>&#~|$]")
_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})", re.MULTILINE)
_IN_ADDRESS = "%/:=&?~#+!$,;'@()*[]"


def marked_up(text: str) -> str:
    """A chat model's Markdown: paragraphs, lists, emphasis and code; all else stays text."""
    html: str = _markdown().render(text)
    return html.replace("\n", " ")


def html_text(text: str) -> str:
    """Text from outside as HTML text, or as an attribute's value, on one line."""
    return escape(" ".join(cleaned(text).split()))


def markdown_text(text: str) -> str:
    """Text from outside as Markdown that shows it as it is, on one line."""
    line = " ".join(cleaned(text).split())
    # GitHub makes links of bare addresses; `inert` steps over what is escaped already.
    return inert(_MEANT.sub(r"\\\g<0>", line))


def without_fences(text: str) -> str:
    """Markdown whose code fences are text: one that is left open would take in all that follows."""
    return _FENCE.sub(r"\1\\\2", text)


def web_address(address: str) -> str:
    """An address that may be linked to, http or https, safe to write anywhere; otherwise empty."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    return quote(address, safe=_IN_ADDRESS)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # No links, images or raw HTML: what a model writes may repeat an article's. No fences: the
    # language they name goes into an attribute.
    rules = ["list", "emphasis", "backticks", "newline", "escape", "blockquote", "heading"]
    return MarkdownIt("zero").enable(rules)
