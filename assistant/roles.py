"""Who does what to whom, and whose name is whose: told apart where a sentence swaps them."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING

from assistant.overlap import stems
from assistant.proper_names import proper_names

if TYPE_CHECKING:
    from collections.abc import Sequence

_PASSIVE = re.compile(r"\b(?:by|from|was|were|been|being)\b", re.IGNORECASE)
_TITLES = frozenset(
    "president prime minister chancellor premier king queen prince princess pope senator governor "
    "mayor secretary secretary-general general judge justice chief chair chairman chairwoman "
    "leader director ceo mr mrs ms dr sir rep sen gov us uk eu un".split()
)


def reversed_roles(sentence: str, evidence: Sequence[str]) -> str:
    """Return "A and B" where a sentence has A do to B what its evidence has B do to A, or "".

    Told by the order of two names and a word between them, the same in both; a sentence in which
    a passive could turn the order round is left alone.
    """
    stated = _triples(sentence)
    known = {triple for text in evidence for triple in _triples(text)}
    for one, word, other in stated - known:
        if (other, word, one) in known:
            return f"{one} and {other}"
    return ""


def recombined(sentence: str, evidence: str) -> list[str]:
    """Return names put together from two of the evidence: "Berlin Marathon" of Berlin and the
    Chicago Marathon."""
    wrong = []
    for name in proper_names(sentence):
        first, _, last = name.text.rpartition(" ")
        first = first.rpartition(" ")[2]
        if not first or first.casefold() in _TITLES or f"{first} {last}" in evidence:
            continue
        between = rf"\b{re.escape(first)}\s+(?:[A-Z][\w.’'-]*\s+){{1,2}}{re.escape(last)}\b"
        if re.search(between, evidence):
            continue
        others = re.findall(rf"\b([A-Z][\w’'-]+)\s+{re.escape(last)}\b", evidence)
        alone = re.search(rf"\b{re.escape(first)}\b", evidence)
        bare = re.search(rf"(?<![A-Z][\w’'-]\s)\b(?:the|The|a|A)\s+{re.escape(last)}\b", evidence)
        if alone and others and not bare and first not in others:
            wrong.append(name.text)
    return wrong


def _triples(text: str) -> set[tuple[str, str, str]]:
    """Last words of two names, in order, with the stem of each word between them."""
    found = set()
    names = proper_names(text)
    for one, other in permutations(names, 2):
        between = text[one.start + len(one.text) : other.start]
        if one.start < other.start and not _PASSIVE.search(between):
            inner = stems(re.sub(r"[A-Z][\w’'-]*", " ", between))
            ends = one.text.split()[-1], other.text.split()[-1]
            found |= {(ends[0], word, ends[1]) for word in inner if ends[0] != ends[1]}
    return found
