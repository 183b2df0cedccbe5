"""Names of a written sentence that its evidence does not have."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from assistant.proper_names import proper_names

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:\.(?=[^\W_]\.))*")
_POSSESSIVE = re.compile(r"['’]s?\b")
_UNIT_BEFORE = re.compile(r"\d\s?°?$")
_STEM = 5
_TITLES = frozenset(
    "president minister prime foreign chancellor premier king queen prince princess pope senator "
    "governor mayor secretary general judge justice chief chair chairman chairwoman leader "
    "director captain sir lady lord mr mrs ms dr professor archbishop cardinal commissioner "
    "representative ambassador spokesman spokeswoman spokesperson the of de van von al bin da del "
    "for and ceo cfo mp mep".split()
)
_SAME = (
    "britain british uk u.k united kingdom",
    "america american americans us u.s usa united states",
    "france french",
    "spain spanish spaniards",
    "türkiye turkey turkish",
    "greece greek greeks",
    "switzerland swiss",
    "netherlands dutch",
    "wales welsh",
    "ireland irish",
    "poland polish poles",
    "denmark danish danes",
    "finland finnish finns",
    "moscow kremlin",
)
"""Names of one country or people that don't begin alike."""


def unfounded(sentence: str, evidence: Iterable[str]) -> list[str]:
    """Return the names in `sentence` that no text of `evidence` has, as written.

    A name is known when each of its words is, by its beginning and without accents ("Russian"
    and "Russia"), as an acronym of the evidence's words or as the words of its acronym.
    """
    texts = list(evidence)
    known = {stem for text in texts for stem in _stems(text)}
    initials = {short for text in texts for short in _initials(text)}
    acronyms = {word for text in texts for word in re.findall(r"\b[A-Z]{2,6}\b", text)}
    missing = []
    for name in proper_names(sentence):
        written = _POSSESSIVE.sub("", name.text)
        words = [
            word for word in _WORD.findall(written) if len(word) > 1 and _plain(word) not in _TITLES
        ]
        if _UNIT_BEFORE.search(sentence[: name.start]) and len(written) < _STEM:
            continue  # "15 GW"
        opens = not re.search(r"\w", sentence[: name.start])
        if opens and len(words) == 1 and name.person <= 0 and not words[0].isupper():
            continue  # any word has a capital there
        short = "".join(word[0] for word in words if word[0].isupper())
        if len(short) > 1 and short in acronyms:
            continue
        if not all(_known(word, known, initials) for word in words):
            missing.append(name.text)
    return missing


def _known(word: str, known: set[str], initials: set[str]) -> bool:
    plain = _plain(word)
    # "Peruvian" has "peru" of the evidence as its beginning.
    beginnings = {plain[:_STEM], plain[: _STEM - 1], plain.removesuffix("s")[:_STEM]}
    if beginnings & known or plain.isdigit():
        return True
    if word.isupper() and len(word) > 1 and word.replace(".", "") in initials:
        return True
    groups = [group.split() for group in map(_plain, _SAME)]
    return any(plain in group and any(same[:_STEM] in known for same in group) for group in groups)


def _stems(text: str) -> set[str]:
    return {_plain(word)[:_STEM] for word in _WORD.findall(text)}


def _initials(text: str) -> set[str]:
    """The acronyms of the runs of capitalised words of a text, every part of a run."""
    runs = re.findall(r"[A-Z][\w’'-]*(?:[ -](?:(?:of|and|the|for|in|on) )*[A-Z][\w’'-]*)+", text)
    found = set()
    for run in runs:
        letters = "".join(re.findall(r"(?<![a-z’'])[A-Z]", run))
        found |= {
            letters[start:end]
            for start in range(len(letters))
            for end in range(start + 2, len(letters) + 1)
        }
    return found


def _plain(text: str) -> str:
    """Lower-cased, without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
