"""What can be checked of a written sentence without a model: quotes, speakers, numbers, names."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from assistant import contradictions, names, pairings, quantities, roles, speakers, verbatim
from assistant.overlap import overlap, stems
from index.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assistant.types import PassageHit


_TOLD = 0.5
"""Overlap from which a clause of a passage tells the same."""
_ANSWER_IS = re.compile(r"^\W*(?:the )?answer(?: to [^:]{0,80})? is\b\W*(?:that )?", re.IGNORECASE)
_ASKING = frozenset({"how", "why", "where", "whose", "whom", "many", "much", "long", "far"})
_FRAGMENT = 3
"""Content words up to which an answer is a name or a number alone."""
_NEAR = 0.5
"""More than this share of the question's words must stand near such an answer."""
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"]+", re.IGNORECASE)
_TIMES = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|January|February|March|April|June|July|August|September|October|November|December)\b"
)
"""Weekdays and months by their names; "May" is too often a verb."""


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

    def evidence(self) -> str:
        """All that stands for it in the prompt."""
        hit = self.hit
        return "\n".join((hit.title, hit.text, hit.source, *hit.authors, *hit.also))

    def statements(self) -> list[str]:
        """What may support a sentence: title, text, and the day in the ways that it is written."""
        hit = self.hit
        told = [hit.title, *self.sentences, f"{hit.source}, {', '.join(hit.authors)}"]
        for day in self.days():
            told.append(f"{day:%A}, {day.day} {day:%B %Y}, {day:%b}. {day.day}, {day:%Y-%m-%d}")
        return [text for text in told if text.strip(" ,")]

    def days(self) -> list[datetime]:
        """The day of publication, and those of the week before that the passage means by name."""
        published = self.hit.published
        if published is None:
            return []
        week = [published - timedelta(days=back) for back in range(7)]
        return [
            day
            for back, day in enumerate(week)
            if back == 0 or f"{day:%A}" in self.hit.text or (back == 1 and self._says_yesterday())
        ]

    def _says_yesterday(self) -> bool:
        return re.search(r"\b(?:yesterday|the day before)\b", self.hit.text) is not None

    def quoting(self, statement: str) -> tuple[int, int] | None:
        """Return the span of the sentences that hold the first words quoted in the statement."""
        for quotation in verbatim.quotations(statement):
            if found := verbatim.find(quotation.text, self.hit.text):
                over = [span for span in self.spans if span[0] < found[1] and span[1] > found[0]]
                return over[0][0], over[-1][1]
        return None


def unfounded(
    sentence: str,
    cited: Sequence[Source],
    told: Sequence[str] = (),
    around: Sequence[str] = (),
) -> tuple[set[int], list[str]]:
    """Return the offsets of the quotation marks to take off, and why it is not supported.

    `told` are supported statements before it, `around` the other passages of the articles cited:
    both may have its names, of these only what is no part of a longer one ("France", but nobody
    whom the passage does not name).
    """
    removed: set[int] = set()
    reasons = [] if cited else ["no passage is cited"]
    for quotation in verbatim.quotations(sentence):
        if not any(source.has(quotation.text) for source in cited):
            removed |= {quotation.opens, quotation.closes}
            reasons.append(f"the cited passage does not say “{quotation.text}”")
    told_by = [speakers.confirmed(sentence, source.hit.text) for source in cited]
    if False in told_by and True not in told_by:
        who = " and ".join(speakers.speakers(sentence))
        reasons.append(f"the cited passage gives the quoted words to another than {who}")
    evidence = [source.evidence() for source in cited]
    days = [day for source in cited for day in source.days()]
    stated = sentence
    for day in days:
        stated = _without_date(stated, day)
    for number in quantities.unfounded(stated, evidence):
        reasons.append(f"the cited passage does not have {number}")
    for name in names.unfounded(_without_quotations(sentence), [*evidence, *told]):
        if " " not in name and _stands_alone(name, sentence) and any(name in t for t in around):
            continue
        reasons.append(f"the cited passage does not name {name}")
    for measure in contradictions.units(stated, "\n".join(evidence)):
        reasons.append(f"the cited passage does not say {measure}")
    for address in _ADDRESS.findall(sentence):
        if not any(address in text for text in [*evidence, *(source.hit.url for source in cited)]):
            reasons.append(f"the cited passage does not have the address {address}")
    for word in _TIMES.findall(sentence):
        said = any(re.search(rf"\b{word[:3]}", text) for text in evidence)
        if not said and not any(f"{day:%A %B}".find(word[:3]) >= 0 for day in days):
            reasons.append(f"the cited passage does not say {word}")
    # Without a passage there is nothing that a word or number could be missing from.
    return removed, reasons if cited else reasons[:1]


def contradicted(sentence: str, cited: Sequence[Source]) -> list[str]:
    """Return where the cited passages say otherwise: the opposite, another speaker, a swap."""
    texts = [text for source in cited for text in source.sentences]
    reasons = []
    if contrary := contradictions.opposite(sentence, texts, overlap(sentence, texts)):
        reasons.append(f"the cited passage says otherwise: “{contrary}”")
    clauses = [clause for text in texts for clause in pairings.parts(text)]
    told = max(zip(overlap(sentence, clauses), clauses, strict=True), default=(0.0, ""))
    if told[0] >= _TOLD and (who := speakers.teller(sentence, told[1])):
        reasons.append(f"in the cited passage {who} says so")
    whole = "\n".join(texts)
    if less := contradictions.stronger(sentence, whole):
        reasons.append(f"the cited passage says no more than “{less}”")
    if not reasons and (contrary := contradictions.denied(_ANSWER_IS.sub("", sentence), texts)):
        reasons.append(f"the cited passage denies “{contrary}”")
    for number in contradictions.hypothetical(sentence, texts):
        reasons.append(f"the cited passage has {number} only for what might have been")
    if who := roles.reversed_roles(sentence, texts):
        reasons.append(f"in the cited passage it is {who} the other way round")
    for name in roles.recombined(sentence, whole):
        reasons.append(f"the cited passage does not name {name}")
    for what in contradictions.misnamed(sentence, whole):
        reasons.append(f"the cited passage does not know {what}")
    for what in dict.fromkeys(
        [
            *pairings.swapped(sentence, texts),
            *pairings.misplaced(sentence, texts),
            *pairings.misnumbered(sentence, texts),
        ]
    ):
        reasons.append(f"the cited passage does not give {what}")
    return reasons


def unrelated(sentence: str, question: str, cited: Sequence[Source]) -> list[str]:
    """Return why an answer of a name or two does not answer the question, if so.

    "NASA." says nothing that could be supported but together with its question: the question's
    words must stand near it.
    """
    fragment = _ANSWER_IS.sub("", sentence)
    words = stems(fragment)
    wanted = stems(question) - words - _ASKING
    if len(words) > _FRAGMENT or not wanted:
        return []
    nearest = 0.0
    for source in cited:
        texts = source.sentences
        for at, text in enumerate(texts):
            if words <= stems(text):
                near = stems(" ".join((source.hit.title, *texts[max(0, at - 1) : at + 2])))
                nearest = max(nearest, len(wanted & near) / len(wanted))
    return [] if nearest > _NEAR else ["the cited passage does not say it of what was asked"]


def _stands_alone(name: str, sentence: str) -> bool:
    return not re.search(rf"[A-Z][\w’'-]*\s+{re.escape(name)}|{re.escape(name)}\s+[A-Z]", sentence)


def _without_quotations(text: str) -> str:
    """Return the text without its quoted strings, which are checked word for word."""
    for quotation in reversed(verbatim.quotations(text)):
        text = f"{text[: quotation.opens]} {text[quotation.closes + 1 :]}"
    return text


def _without_date(text: str, date: datetime) -> str:
    """Return the text without mentions of a day."""
    day = rf"0?{date.day}(?:st|nd|rd|th)?"
    month = rf"{calendar.month_abbr[date.month]}[a-z]*\.?"
    mention = (
        rf"\b(?:{day} (?:of )?{month}|{month} {day}\b)(?:,? {date.year})?"
        rf"|\b{month},? {date.year}|\bin {date.year}|\b{date:%Y-%m-%d}"
    )
    return re.sub(rf"(?:{mention})(?!\d)", " ", text)
