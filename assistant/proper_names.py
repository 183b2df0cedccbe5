"""Names in a text, by their capitals: whose they are is guessed from the words around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'-]*(?:\.(?=\s[A-Z])|\.\w+)*"
_NAME = re.compile(
    rf"(?<![\w’'-]){_CAPITAL}(?:\s+(?:(?:of|de|van|von|al|bin|da|del|for)\s+(?:the\s+)?)?{_CAPITAL})*"
)
_NOT_NAMES = frozenset(
    """a about according after also although an and any are as at because before but by can could
    did do does during for from had has have he her his how i if in is it its may might more most my
    no not of on one or our she should since so some tell than that the their them then there these
    they this those to until was we were what when where which while who whom whose why will with
    would yes you your please ok okay sure mr mrs ms dr monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november
    december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday between was""".split()
)
_ORGANISATION = re.compile(
    r"\b(?:Council|Union|Party|Bank|House|University|Company|Corporation|Corp|Inc|Ltd|League|Court|"
    r"Ministry|Commission|Committee|Agency|Association|Organi[sz]ation|Parliament|Congress|Senate|"
    r"Fund|Group|Department|Office|Institute|Club|Team|Army|Forces|Treaty|Act|Cup|Games|Olympics|"
    r"Series|Times|Post|News|Journal|Wire|Police|Airlines?|Airport|Hospital|Museum|Network|Nations|"
    r"States|Kingdom|Republic|City|County|Province|Island|Islands|Street|River|Sea|Ocean|East|West|"
    r"North|South|Europe|Asia|Africa|America|Hurricane|Storm|Project|Reserve|Board|Exchange)\b"
)
_ACRONYM = re.compile(r"[A-Z0-9&.-]{2,6}$")
_TITLE_BEFORE = re.compile(
    r"\b(?:president|minister|chancellor|premier|king|queen|prince|princess|pope|senator|governor|"
    r"mayor|secretary|general|judge|justice|chief|chair|chairman|chairwoman|leader|director|ceo|"
    r"coach|captain|actor|actress|singer|player|mr\.?|mrs\.?|ms\.?|dr\.?|sir|rep\.?|sen\.?|gov\.?)"
    r"\s+$",
    re.IGNORECASE,
)
_ACTS_AFTER = re.compile(
    r"(?:['’]s)?,?\s+(?:who|said|says|say|told|tell|added|wrote|write|announced|announce|propose|"
    r"proposed|demand|demanded|call|called|warned|warn|think|want|wanted|meet|met|win|won|born|"
    r"married|resigned|resign|die|died|visit|visited|accuse|accused|urged|insisted|stressed)\b",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(
    r"\b(?:said|says|added|told|asked|warned|who\s+is|who\s+was|wrote)\s+$", re.IGNORECASE
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|to|from|near|across|outside|towards?|into)\s+$", re.IGNORECASE
)
_THE_BEFORE = re.compile(r"\bthe\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name as it stands in a text, "the" left out."""

    text: str
    start: int
    the: bool
    """Whether "the" stands before it."""
    person: int
    """How much speaks for a person; below 0 more speaks for something else."""


def proper_names(text: str) -> list[ProperName]:
    """The names of a text, in order; one that opens a sentence may be a common word."""
    found = []
    for match in _NAME.finditer(text):
        start, words = match.start(), match.group()
        while (word := re.match(r"[\w’'.-]+", words)) and word.group().lower() in _NOT_NAMES:
            rest = words[word.end() :].lstrip()
            start += len(words) - len(rest)
            words = rest
        words = re.sub(r"['’]s?$", "", words.rstrip(".-"))
        if words and not (words.islower() or words[0].islower()):
            found.append(_judged(text, start, words))
    return found


def _judged(text: str, start: int, words: str) -> ProperName:
    before = text[max(0, start - 40) : start]
    the = _THE_BEFORE.search(before) is not None
    evidence = 2 * bool(_TITLE_BEFORE.search(before))
    evidence += 2 * bool(_ACTS_AFTER.match(text, start + len(words)))
    evidence += 2 * bool(_SAID_BEFORE.search(before))
    evidence += 1 < len(words.split()) < 4
    evidence -= 3 * (the or bool(_ORGANISATION.search(words)) or bool(_ACRONYM.match(words)))
    evidence -= 2 * bool(_PLACE_BEFORE.search(before))
    return ProperName(text=words, start=start, the=the, person=evidence)
