"""Dates in questions that are not in English, read by dateparser."""

from __future__ import annotations

import re
import warnings
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from assistant import dates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.dates import Span

_ENGLISH = re.compile(
    r"\b(?:the|of|what|who|which|did|does|is|were|has|have|how|when|where|why|about|since|and|"
    r"with|from|this|said|says)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+(?:[.'’-]\w+)*\.?")
_WITH_DIGITS = re.compile(
    r"\d{4}\s?年(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日)?)?"
    r"|(?<!\w)\d{1,2}(?:\.|er|º|ª)?\s+(?:de\s+)?[^\W\d_]{3,}\.?(?:\s+(?:de[l]?\s+)?\d{4})?(?!\w)"
    r"|(?<!\w)[^\W\d_]{3,}\.?\s+(?:de[l]?\s+)?(?:19|20)\d\d(?!\w)"
    r"|(?<![\w.,])(?:19|20)\d\d(?![\w%]|[.,]\d)"
)
_FOREIGN = re.compile(
    r"[^\W\d_a-zA-Z]|\b(?:le|la|les|des|du|est|que|qui|quand|el|los|las|del|en|por|der|die|das|und|"
    r"hat|ist|wer|wann|wie|am|im|il|lo|di|che|chi|ha|um|em|os|het|een|wat|wie|op|och|som|har)\b",
    re.IGNORECASE,
)
_MAX_WORDS = 60
_YEARS = range(1600, 2100)
"""Other numbers that dateparser takes for a year count something, as in the grammar of English."""
_LONGEST = 3  # words of "la semaine dernière"


def find_foreign_dates(question: str, today: date) -> list[tuple[int, int, Span]]:
    """The dates of a question in another language: start and end in it, and the days meant.

    Empty for English, which has a grammar of its own, and for a language dateparser lacks.
    """
    if _ENGLISH.search(question) or not _FOREIGN.search(question):
        return []
    if len(_WORD.findall(question)) > _MAX_WORDS:
        return []
    import py3langid

    language = py3langid.classify(question)[0]
    return [] if language == "en" else list(_read(question, language, today))


def _read(question: str, language: str, today: date) -> Iterator[tuple[int, int, Span]]:
    from dateparser.data.languages_info import language_order
    from dateparser.date import DateDataParser

    if language not in language_order:
        return
    parser = DateDataParser(
        languages=[language],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time()),
            "PREFER_DATES_FROM": "past",
        },
    )
    reached = 0
    for at, to in _candidates(question):
        if at < reached:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about days without a year, which are meant so
            data = parser.get_date_data(question[at:to])
        if data.date_obj is None:
            continue
        has_digit = any(character.isdigit() for character in question[at:to])
        # A lone word that dateparser takes for a month is a word of that language more often.
        if not has_digit and data.period not in {"day", "week"}:
            continue
        found = data.date_obj.date()
        if found.year not in _YEARS:
            continue
        reached = to
        match data.period:
            case "month":
                yield at, to, dates.unit_around("month", found)
            case "year":
                yield at, to, dates.unit_around("year", found)
            case "week":
                yield at, to, dates.week(found)
            case _:
                yield at, to, dates.day(found)


def _candidates(question: str) -> Iterator[tuple[int, int]]:
    """Where a date may stand: with digits first, else up to three words, longer ones first."""
    with_digits = [match.span() for match in _WITH_DIGITS.finditer(question)]
    if with_digits:
        yield from with_digits
        return
    words = [match.span() for match in _WORD.finditer(question)]
    for index, (start, _) in enumerate(words):
        for last in words[index : index + _LONGEST][::-1]:
            yield start, last[1]
