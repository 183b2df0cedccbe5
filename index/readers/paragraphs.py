"""Bodies as paragraphs: one blank line between two, single spaces inside, words unchanged."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NARROWEST, _WIDEST = 40, 140  # characters of a line that a program wrapped
_FULL = 0.8  # of the width: a shorter line ends where its writer ended it
_MOSTLY = 0.7  # of the lines
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|et|ou|y|o|e)\b")  # "pre- and post-war"


def to_paragraphs(text: str) -> str:
    """Normalise the white space of a body.

    Lines that a program wrapped are joined; where none were, every line is a paragraph.
    """
    lines = split_lines(text)
    return join_paragraphs(lines, wrap_width(lines))


def split_lines(text: str) -> list[str]:
    """The lines of a text, white space collapsed to single spaces; a blank one is empty."""
    return [" ".join(line.split()) for line in text.split("\n")]


def wrap_width(lines: Sequence[str]) -> int:
    """The width, in characters, at which a program wrapped the text; 0 where none did.

    Wrapped lines are all nearly full (the next word would not have fitted), no longer than a
    screen, and end in the midst of sentences.
    """
    inner = [(line, following) for line, following in pairwise(lines) if line and following]
    lengths = sorted(len(line) for line, _ in inner)
    # In wrapped text most lines run on; a few lines of a head that stand together prove nothing.
    if 2 * len(inner) < sum(map(bool, lines)):
        return 0
    if not lengths:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(runs_on(line, following, width) for line, following in inner)
    ended = sum(bool(_SENTENCE_END.search(line)) for line, _ in inner)
    is_wrapped = full >= _MOSTLY * len(inner) and ended <= (1 - _MOSTLY) * len(inner)
    return width if is_wrapped else 0


def runs_on(line: str, following: str, width: int) -> bool:
    """Whether a line is full, so that the next one goes on with its paragraph."""
    first_word = following.split(" ", 1)[0]
    return len(line) + 1 + len(first_word) > _FULL * width


def join_paragraphs(lines: Iterable[str], width: int) -> str:
    """Paragraphs from normalised lines; `width` from `wrap_width`, 0 for one paragraph a line."""
    paragraphs: list[str] = []
    last = ""  # the line before, empty where a new paragraph begins
    for line in lines:
        if not line:
            last = ""
            continue
        if width and last and runs_on(last, line, width):
            paragraphs[-1] += _glue(last, line) + line
        else:
            paragraphs.append(line)
        last = line
    return "\n\n".join(paragraphs)


def _glue(line: str, following: str) -> str:
    hyphenated = _HYPHENATED.search(line) and not _SUSPENDED.match(following)
    return "" if hyphenated and following[0].isalpha() else " "
