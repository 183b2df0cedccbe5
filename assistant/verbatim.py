"""Quoted strings: which a text has, and where another text holds them word for word."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_QUOTED = re.compile(
    r"[“„«\"](?P<double>[^“”„«»\"]+)(?:[”“»\"]|$)"
    r"|(?<!\w)[‘'](?P<single>(?:[^‘’'\n]|(?<=\w)[’'](?=\w))+)[’'](?!\w)"
)
_ELLIPSIS = re.compile(r"\s*[\[(]?(?:…|\.\s?\.\s?\.)[\])]?\s*")
_ENDS = " ,.;:!?…"
# Of a script that puts spaces between words; the others have no whole words to match.
_LETTER = r"[^\W\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7af]"
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‘’‚‛ʼ`´", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u2060\ufeff", "")
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted string of a text and the marks around it; offsets are characters of that text."""

    text: str
    opens: int
    """Of the opening mark."""
    closes: int
    """Of the closing mark; the text's length where it is never closed."""


def quotations(text: str) -> list[Quotation]:
    """Return the strings in quotation marks, double or single, in order.

    A double mark that is never closed quotes to the end. An apostrophe opens nothing.
    """
    found = []
    for match in _QUOTED.finditer(text):
        group = "double" if match["double"] is not None else "single"
        start, end = match.span(group)
        found.append(Quotation(match[group], start - 1, end))
    return found


def is_open(text: str) -> bool:
    """Whether the text ends inside double quotation marks."""
    depth = False
    for character in text:
        if character in "“„«":
            depth = True
        elif character in "”»":
            depth = False
        elif character == '"':
            depth = not depth
    return depth


def find(quoted: str, text: str) -> tuple[int, int] | None:
    """Return the span of `text` that `quoted` repeats, or None.

    Equal are: forms of one character (NFKC), kinds of quotation mark, apostrophe and dash, and
    runs of white space. A first letter made small and punctuation that closes the quotation may be
    the writer's, and parts joined by an ellipsis must stand in that order. Only whole words match.
    """
    plain, starts, ends = _normalised(text)
    parts = [_normalised(part)[0].strip(_ENDS + "\"'") for part in _ELLIPSIS.split(quoted)]
    parts = [part for part in parts if part]
    if not parts:
        return None
    begin, position = -1, 0
    for part in parts:
        # What opens a sentence of the article may begin small inside another.
        either = "(?i:{})" if part[0].islower() else "{}"
        first = either.format(re.escape(part[0])) + re.escape(part[1:])
        match = re.compile(rf"(?<!{_LETTER}){first}(?!{_LETTER})").search(plain, position)
        if match is None:
            return None
        begin = match.start() if begin < 0 else begin
        position = match.end()
    return starts[begin], ends[position - 1]


def _normalised(text: str) -> tuple[str, list[int], list[int]]:
    """Return the text in plain form and the start and end, in `text`, of each of its characters."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        # Before NFKC, which would take an acute accent that stands for an apostrophe apart.
        for character in unicodedata.normalize("NFKC", text[start:end].translate(_PLAIN)):
            if not character.isspace():
                characters.append(character)
            elif characters and characters[-1] != " ":
                characters.append(" ")
            else:
                continue
            starts.append(start)
            ends.append(end)
        start = end
    return "".join(characters), starts, ends
