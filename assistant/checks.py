"""What can be checked of a written sentence without a model: its quoted strings and numbers."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant import quantities, verbatim
from index.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assistant.types import PassageHit


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that a sentence may cite, and its sentences; `spans` are of the passage's text."""

    hit: PassageHit
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[str, ...]

    @classmethod
    def of(cls, hit: PassageHit, language: str = "") -> Source:
        """Split the passage."""
        spans = tuple(split_sentences(hit.text, language)) or ((0, len(hit.text)),)
        return cls(hit, spans, tuple(hit.text[start:end] for start, end in spans))

    def has(self, quoted: str) -> bool:
        """Whether the passage or its title has these words."""
        return any(verbatim.find(quoted, text) for text in (self.hit.text, self.hit.title))

    def quoting(self, statement: str) -> tuple[int, int] | None:
        """Return the span of the sentences that hold the first words quoted in the statement."""
        for quotation in verbatim.quotations(statement):
            if found := verbatim.find(quotation.text, self.hit.text):
                over = [span for span in self.spans if span[0] < found[1] and span[1] > found[0]]
                return over[0][0], over[-1][1]
        return None


def unfounded(sentence: str, cited: Sequence[Source]) -> tuple[set[int], list[str]]:
    """Return the offsets of the quotation marks to take off, and why it is not supported."""
    removed: set[int] = set()
    reasons = [] if cited else ["no passage is cited"]
    for quotation in verbatim.quotations(sentence):
        if not any(source.has(quotation.text) for source in cited):
            removed |= {quotation.opens, quotation.closes}
            reasons.append(f"the cited passage does not say “{quotation.text}”")
    evidence = [f"{source.hit.title}\n{source.hit.text}" for source in cited]
    stated = sentence
    for source in cited:
        stated = _without_date(stated, source.hit.published)
    for number in quantities.unfounded(stated, evidence):
        reasons.append(f"the cited passage does not have {number}")
    # Without a passage there is nothing that a word or number could be missing from.
    return removed, reasons if cited else reasons[:1]


def _without_date(text: str, date: datetime | None) -> str:
    """Return the text without mentions of the day that an article was published."""
    if date is None:
        return text
    day = rf"0?{date.day}(?:st|nd|rd|th)?"
    month = rf"{calendar.month_abbr[date.month]}[a-z]*\.?"
    mention = (
        rf"\b(?:{day} (?:of )?{month}|{month} {day}\b)(?:,? {date.year})?"
        rf"|\b{month},? {date.year}|\bin {date.year}|\b{date:%Y-%m-%d}"
    )
    return re.sub(rf"(?:{mention})(?!\d)", " ", text)
