"""Numbers of English text, in digits or words, so that "$6bn" equals "six billion dollars"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNITS = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: Decimal(value)
    for value, word in zip(
        range(20, 100, 10),
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        strict=True,
    )
}
_ORDINALS = {
    word: Decimal(value)
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
    )
}
_FRACTIONS = {
    "half": Decimal("0.5"),
    "quarter": Decimal("0.25"),
    "three-quarters": Decimal("0.75"),
    "three quarters": Decimal("0.75"),
}
_SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_SUFFIXES = {
    "k": Decimal(1000),
    "m": Decimal(10**6),
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "b": Decimal(10**9),
    "bn": Decimal(10**9),
    "bln": Decimal(10**9),
    "tn": Decimal(10**12),
    "trn": Decimal(10**12),
}

_GAP = r"[\s\u00a0-]"
_SCALE = "|".join(_SCALES)
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:{_GAP}(?:{'|'.join(list(_UNITS)[1:10])})\b)?"
    rf"|(?:{'|'.join(_UNITS)}))\b"
)
_SCALED = rf"{_SMALL}(?:{_GAP}(?:{_SCALE})\b)+"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})"
    rf"(?:{_GAP}?(?P<suffix>{'|'.join(_SUFFIXES)})\b)?"
    rf"(?P<scales>(?:{_GAP}?(?:{_SCALE})\b)*)"
    rf"|\b(?P<half>half){_GAP}an?{_GAP}(?P<halved>{_SCALE})\b"
    rf"|\b(?P<a>an?){_GAP}(?P<whole>{_SCALE})\b"
    rf"|\b(?P<words>(?:{_SCALED}{_GAP}(?:and{_GAP})?)*(?:{_SCALED}|{_SMALL}))"
    rf"|\b(?P<fraction>{'|'.join(_FRACTIONS)})\b"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)})\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—|to|and|or)\s*[$€£¥]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written and the values that it may stand for."""

    text: str
    values: frozenset[Decimal]
    stated: bool
    """False for "one", "first" and the like, which often state no number."""


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text, in order; "5 to 6 billion" is 5 or 5 billion, and 6 billion."""
    found: list[Number] = []
    ends = -1
    scale = Decimal(1)
    for match in reversed(list(_NUMBER.finditer(text))):
        values, own_scale = _values(match)
        if ends >= 0 and own_scale == 1 and scale > 1 and _RANGE.fullmatch(text, match.end(), ends):
            values |= {value * scale for value in values}
        else:
            scale = own_scale
        ends = match.start()
        written = match[0].casefold()
        # A "quarter" may be three months, a "half" one of a match.
        stated = match["ordinal"] is None and match["fraction"] is None and written != "one"
        found.append(Number(match[0], frozenset(values), stated))
    return found[::-1]


def unfounded(text: str, evidence: Iterable[str]) -> list[str]:
    """Return the numbers that `text` states and no string of `evidence` has, as written."""
    known = {value for piece in evidence for number in numbers(piece) for value in number.values}
    return [
        number.text for number in numbers(text) if number.stated and known.isdisjoint(number.values)
    ]


def _values(match: re.Match[str]) -> tuple[set[Decimal], Decimal]:
    """Return the values of a match and the factor by which its scale words multiply it."""
    if match["digits"]:
        value = Decimal(re.sub(r"[,\u00a0\u202f]", "", match["digits"]))
        factor = Decimal(1)
        for word in re.findall(r"[a-z]+", match["scales"].casefold()):
            factor *= _SCALES[word]
        suffix = (match["suffix"] or "").casefold()
        if not suffix:
            return {value * factor}, factor
        factor *= _SUFFIXES[suffix]
        # "6 m" are metres, or millions.
        return ({value, value * factor} if len(suffix) == 1 else {value * factor}), factor
    if match["half"]:
        scale = _SCALES[match["halved"].casefold()]
        return {scale / 2}, scale
    if match["a"]:
        scale = _SCALES[match["whole"].casefold()]
        return {scale}, scale
    if match["fraction"]:
        return {_FRACTIONS[match["fraction"].casefold()]}, Decimal(1)
    if match["ordinal"]:
        return {_ORDINALS[match["ordinal"].casefold()]}, Decimal(1)
    return _spelled(match["words"])


def _spelled(words: str) -> tuple[set[Decimal], Decimal]:
    total = current = Decimal(0)
    factor = Decimal(1)
    for word in re.findall(r"[a-z]+", words.casefold()):
        if word in _SCALES:
            factor = _SCALES[word]
            current = (current or Decimal(1)) * factor
            if factor >= 1000:
                total, current = total + current, Decimal(0)
        elif word != "and":
            current += _UNITS.get(word, Decimal(0)) + _TENS.get(word, Decimal(0))
    return {total + current}, factor
