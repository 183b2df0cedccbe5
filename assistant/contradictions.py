"""Where a written sentence says the opposite of its evidence: units, negations, opposites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant import quantities
from assistant.overlap import stems

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_UNITS = {
    form: forms.split()[0]
    for forms in (
        "second seconds sec secs",
        "minute minutes min mins",
        "hour hours",
        "day days",
        "week weeks",
        "month months",
        "year years",
        "metre metres meter meters",
        "kilometre kilometres kilometer kilometers km kph",
        "mile miles mph",
        "foot feet ft",
        "tonne tonnes ton tons",
        "kilogram kilograms kilo kilos kg",
        "gigawatt gigawatts gw",
        "megawatt megawatts mw",
        "percent percentage %",
        "dollar dollars",
        "euro euros",
        "pound pounds",
    )
    for form in forms.split()
}
# "290 million light-years" are no years, and square kilometres no kilometres.
_UNIT_AFTER = re.compile(
    r"[\s-]*(?:per (?=cent))?(?:(light|square|cubic|nautical)[\s-])?([A-Za-z]+|%)"
)
_NEGATION = re.compile(
    r"\b(?:not(?! only\b)|no|never|nobody|none|neither|nor|without|cannot|refused|denied|failed)\b"
    r"|\b(?:ruled out|instead of|rather than|spared|escaped|avoided|unaffected|unharmed)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_OPPOSITES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (
            r"rais(?:e[sd]?|ing)|increas\w+|rose|rises?|lift(?:s|ed|ing)?|climb\w*|grew",
            r"lower(?:s|ed|ing)?|cuts?|decreas\w+|fell|reduc\w+|declin\w+|dropp\w+",
        ),
        (r"w[io]ns?|won|victory", r"los[et]s?|lost|defeat"),
        (r"accept(?:s|ed)?|approv\w+|adopt(?:s|ed)?", r"reject(?:s|ed)?|refus\w+"),
        (r"began|begins?|start(?:s|ed)?", r"end(?:s|ed)?|stop(?:s|ped)?"),
        (r"lengthen(?:s|ed)?", r"shorten(?:s|ed)?"),
        (r"best|highest|most|largest|biggest", r"worst|lowest|least|fewest|smallest"),
        (r"oldest", r"youngest"),
    )
)
_IS_NAMED = re.compile(
    r"(?:The|An?|Its|Their|His|Her)\s+([a-z]+)\b[^,;:]*\s(?:was|is|were|are)\s+"
    r"(?:called\s+|named\s+)?(?:the\s+)?((?:[A-Z]\w*\s+)+([A-Z][a-z]+))\W*"
)
_HYPOTHETICAL = re.compile(r"\b(?:would|could|might|should) have\b|\bif\b", re.IGNORECASE)
_STRONGER = tuple(
    (
        re.compile(rf"\b(?:{stronger})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{weaker})\b", re.IGNORECASE),
    )
    for stronger, weaker in (
        (r"binding", r"advisory|non-binding|recommendations?"),
        (r"convicted|guilty|conviction", r"charged|accused|suspected|alleged(?:ly)?|indicted"),
        (r"confirmed", r"unconfirmed|suspected|presumed|feared"),
        (r"final|definitive", r"provisional|preliminary|interim"),
    )
)
_PENDING = re.compile(r"\b(?:yet to|waiting for|awaits?|awaiting|pending)\b", re.IGNORECASE)
_DENIED = r"(?:\bnot|\bnever|n['’]t)\s+(?:\w+\s+)?"
_NAMED = re.compile(r"\b[A-Z]\w+|\b[a-z]+[A-Z]\w*")
_CLAUSE = re.compile(r"[,;:]\s|\s(?:without|but|while|because|though|although|who|which)\s")
_LETTERS = 6
_SAME = 0.9
"""The same for a negation, which one of two sentences may have in a part of its own."""
_CLOSE = 0.6
"""Share of a sentence's words that its counterpart must have to be about the same."""


def units(sentence: str, evidence: str) -> list[str]:
    """Return the measures of `sentence` whose number `evidence` has with other units only."""
    known: dict[Decimal, set[str]] = {}
    for values, unit, _ in _measures(evidence):
        for value in values:
            known.setdefault(value, set()).add(unit)
    wrong = []
    for values, unit, text in _measures(sentence):
        others = set().union(*(known.get(value, set()) for value in values))
        if unit and others and unit not in others and "" not in others:
            wrong.append(text)
    return wrong


def opposite(sentence: str, candidates: Sequence[str], shares: Sequence[float]) -> str | None:
    """Return the candidate that says much the same with the opposite word or a negation, or None.

    `shares` is, for each candidate, how much of the sentence's words it has, 0 to 1. A candidate
    that agrees as closely as the one that contradicts outweighs it.
    """
    if not candidates:
        return None
    most = max(shares)
    if most < _CLOSE:
        return None
    near = [text for text, share in zip(candidates, shares, strict=True) if share > most - 0.1]
    contrary = [text for text in near if _contrary(sentence, text, nearly=most >= _SAME)]
    return contrary[0] if contrary and len(contrary) == len(near) else None


def misnamed(sentence: str, evidence: str) -> list[str]:
    """Return what `sentence` says to be something else than its name says: "the ship was the Key
    Bridge", where the evidence knows ships and bridges."""
    match = _IS_NAMED.fullmatch(sentence.strip())
    if match is None:
        return []
    noun, name, kind = match[1], match[2], match[3].casefold()
    told = noun != kind and all(re.search(rf"\b{word}s?\b", evidence) for word in (noun, kind))
    return [f"{name} as a {noun}"] if told else []


def denied(sentence: str, evidence: Sequence[str]) -> str | None:
    """Return what of the evidence a sentence asserts that the evidence only denies, or None.

    That is a word which the evidence has behind a "not" only, or several names that stand together
    in nothing but sentences with a negation.
    """
    if _PENDING.search(sentence):
        return None
    whole = "\n".join(evidence)
    # A "none" behind the next comma denies something else.
    asserted = " ".join(part for part in _CLAUSE.split(sentence) if not _NEGATION.search(part))
    for word in map(str, re.findall(rf"\b[a-z]{{{_LETTERS},}}\b", asserted)):
        times = len(re.findall(rf"\b{word}\b", whole))
        if times and times == len(re.findall(rf"{_DENIED}{word}\b", whole)):
            return word
    if _NEGATION.search(sentence):
        return None
    # A capital that the evidence has in no other place makes a name of the first word too.
    named = {
        name
        for name in _NAMED.findall(sentence)
        if name in whole and not re.search(rf"\b{name.lower()}\b", whole)
    }
    together = [text for text in evidence if all(name in text for name in named)]
    if len(named) > 1 and together and all(_NEGATION.search(text) for text in together):
        return together[0]
    return None


def stronger(sentence: str, evidence: str) -> str | None:
    """Return the word of the evidence that says less than the sentence, or None: "charged" where
    it says "convicted"."""
    if _NEGATION.search(sentence):
        return None
    for strong, weak in _STRONGER:
        said = strong.search(sentence) and not weak.search(sentence)
        if said and not strong.search(evidence) and (less := weak.search(evidence)):
            return less[0]
    return None


def hypothetical(sentence: str, evidence: Sequence[str]) -> list[str]:
    """Return the numbers of `sentence` that its evidence has only for what might have been."""
    if _HYPOTHETICAL.search(sentence):
        return []
    wrong = []
    for number in quantities.numbers(sentence):
        same = [
            text
            for text in evidence
            if any(not number.values.isdisjoint(n.values) for n in quantities.numbers(text))
        ]
        if number.stated and same and all(_HYPOTHETICAL.search(text) for text in same):
            wrong.append(number.text)
    return wrong


def _contrary(sentence: str, text: str, *, nearly: bool) -> bool:
    if _PENDING.search(text) and not (_PENDING.search(sentence) or _NEGATION.search(sentence)):
        return True
    if nearly:
        denies = _NEGATION.search(sentence) is not None
        told = text if denies else _shared(sentence, text)
        if bool(_NEGATION.search(told)) != denies:
            return True
    for one, other in _OPPOSITES:
        for mine, theirs in ((one, other), (other, one)):
            said = mine.search(sentence) and not theirs.search(sentence)
            if said and theirs.search(text) and not mine.search(text):
                return True
    return False


def _shared(sentence: str, text: str) -> str:
    """Return the clauses of a text that have words of the sentence, for another may deny another
    thing."""
    wanted = stems(_NEGATION.sub(" ", sentence))
    clauses = _CLAUSE.split(text)
    return "\n".join(clause for clause in clauses if 2 * len(wanted & stems(clause)) > len(wanted))


def _measures(text: str) -> list[tuple[frozenset[Decimal], str, str]]:
    """The numbers of a text with their units, "" for none, and as written."""
    found = []
    position = 0
    for number in quantities.numbers(text):
        position = text.index(number.text, position) + len(number.text)
        after = _UNIT_AFTER.match(text, position)
        unit = _UNITS.get(after[2].casefold().replace("cent", "percent"), "") if after else ""
        if after and unit and after[1]:
            unit = f"{after[1]} {unit}"
        written = number.text + (after[0] if after and unit else "")
        found.append((number.values, unit, written))
    return found
