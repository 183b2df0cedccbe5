"""Where sentences begin and end, as spans of the text itself.

The rules of a language are those of sentencex; what is mended here is what news text shows it to
miss: a time of day before its zone or weekday, a title before a name, a quote before who says it.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n]+")
_ENDS_IN_TIME = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_AFTER_TIME = re.compile(
    r"(?:[ECMP][SD]?T|GMT|UTC|BST|CET|CEST|IST|local|Eastern|Central|Pacific|Mountain|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:to|on|in|and|at|until)\b)"
)
_ENDS_IN_TITLE = re.compile(
    r"(?:^|[\s(\"“'‘])(?:Mr|Mrs|Ms|Dr|Prof|Rep|Reps|Sen|Sens|Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Sgt|Adm|"
    r"Rev|Hon|Pres|Sec|St|Ste|Mt|Ft|vs|v)\.$"
)
# Before a number only: "No." is an answer too, and a sentence may end in a month.
_BEFORE_NUMBER = re.compile(
    r"\b(?:No|Nos|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\.$", re.IGNORECASE
)
# Initials, but not "the U.S." or "at 8 p.m.", which end sentences too.
_ENDS_IN_INITIAL = re.compile(r"(?:^|[\s(])(?:[A-Z][a-z]+ )?[A-Z]\.$")
_LIST_NUMBER_ONLY = re.compile(r"^\(?\d{1,3}[.)]$")
_CLOSING_QUOTE_ONLY = re.compile(r"^[\"”’»)\]]+$")
_SAYS = re.compile(r"^(?:[a-z]|[–—-])")


def split_sentences(text: str, language: str = "") -> list[tuple[int, int]]:
    """Return the (start, end) spans of the sentences of `text`, in characters, in order.

    A line break always ends a sentence. Spans hold no white space at either end, don't overlap,
    and together hold every character of the text that isn't white space.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        spans.extend(_split_line(line.group(), line.start(), language or "en"))
    return spans


def _split_line(line: str, offset: int, language: str) -> list[tuple[int, int]]:
    if not line.strip():
        return []
    import sentencex

    spans: list[tuple[int, int]] = []
    for boundary in sentencex.get_sentence_boundaries(language, line):
        start, end = _strip(line, boundary["start_index"], boundary["end_index"])
        if start == end:
            continue
        if spans and _continues(line[slice(*spans[-1])], line[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [(offset + start, offset + end) for start, end in spans]


def _continues(before: str, after: str) -> bool:
    """Whether the rules cut inside one sentence."""
    if _CLOSING_QUOTE_ONLY.match(after) or _LIST_NUMBER_ONLY.match(before):
        return True
    if _ENDS_IN_TIME.search(before) and _AFTER_TIME.match(after):
        return True
    if _ENDS_IN_TITLE.search(before) or (_BEFORE_NUMBER.search(before) and after[:1].isdigit()):
        return True
    if _ENDS_IN_INITIAL.search(before) and after[:1].isupper():
        return True
    # "Is it true?" asked Bob.
    return before[-1:] in '"”’»' and bool(_SAYS.match(after))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
