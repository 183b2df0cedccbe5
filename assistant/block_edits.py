"""How much it takes to put a sentence together from a text.

Words that stand there in a row are copied at no cost; going on elsewhere costs, and so does a word
that the text does not have (the edit distance with block movements of Leusch et al., "CDER:
Efficient MT evaluation using block movements", EACL 2006, with costs for the kinds of movement).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from assistant.overlap import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ELSEWHERE = 1.0
_FURTHER_ON = 0.5
"""Further on in the same sentence, leaving something out."""
_AT_CLAUSES = 0.3
"""What these count where one clause ends and another begins: so much is meant to be taken apart."""
_NEW = 1.0
_NEW_SMALL = 0.5
"""For a word that says little by itself."""
_OTHER_FORM = 0.3
_LETTERS = 4
"""What two forms of a word begin with at least, ..."""
_ENDING = 3
"""... and the longest that may follow."""
_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[^\w\s'’-]|\s-\s")


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text, in lower case, with where its sentences and clauses begin."""

    words: list[str] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    """For each word the number of its sentence."""
    clauses: list[bool] = field(default_factory=lambda: [True])
    """Whether a clause begins with the word, or ends before it; one more than there are words."""
    places: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Where a word stands."""
    beginnings: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Where a word with these first letters stands."""


def read(sentences: Sequence[str]) -> Text:
    """The words of some sentences."""
    text = Text()
    for number, sentence in enumerate(sentences):
        end = 0
        for found in _WORD.finditer(sentence):
            word = found[0].lower()
            text.clauses[-1] |= _CLAUSE.search(sentence, end, found.start()) is not None
            text.places[word].append(len(text.words))
            text.beginnings[word[:_LETTERS]].append(len(text.words))
            text.words.append(word)
            text.sentences.append(number)
            text.clauses.append(False)
            end = found.end()
        text.clauses[-1] = True
    return text


def edits(words: Sequence[str], text: Text) -> float:
    """What putting words together costs a word: 0 for a stretch of the text, at most 1."""
    at: dict[int, float] = {}
    """The least that the words so far cost, by where in the text the last was copied."""
    new, left_off = 0.0, -1
    """The same where the last is new, and where copying left off; -1 where nothing was copied."""
    for word in words:
        moves = _Moves(text, at, new, left_off)
        at = {place: moves.cost(place) + cost for place, cost in _candidates(word, text)}
        new, left_off = moves.least
        new += _NEW_SMALL if word in STOP_WORDS else _NEW
    return min([*at.values(), new]) / max(len(words), 1)


def _candidates(word: str, text: Text) -> Iterator[tuple[int, float]]:
    """Where a word stands in the text, and what it costs there: more for another form of it."""
    for place in text.places.get(word, ()):
        yield place, 0.0
    if len(word) >= _LETTERS and word.isalpha():
        for place in text.beginnings.get(word[:_LETTERS], ()):
            other = text.words[place]
            shared = max(_LETTERS, max(len(word), len(other)) - _ENDING)
            if word != other and word[:shared] == other[:shared]:
                yield place, _OTHER_FORM


class _Moves:
    """From where the words so far end to where the next is copied from."""

    def __init__(self, text: Text, at: dict[int, float], new: float, left_off: int) -> None:
        self._text = text
        self._at = at
        self._new = new
        self._left_off = left_off
        ends = at | {left_off: min(new, at.get(left_off, new))}
        self.least = min((cost, place) for place, cost in ends.items())
        """What the cheapest so far costs, and where it ends."""
        self._after_clause = min(
            (cost for place, cost in ends.items() if text.clauses[place + 1]), default=math.inf
        )
        self._of_sentence: dict[int, list[tuple[int, float, float]]] = {}
        """By sentence: where words end, the least up to there, and the least at clauses' ends."""
        for place, cost in sorted(ends.items()):
            if place >= 0:
                found = self._of_sentence.setdefault(text.sentences[place], [])
                _, least, after = found[-1] if found else (-1, math.inf, math.inf)
                after = min(after, cost) if text.clauses[place + 1] else after
                found.append((place, min(least, cost), after))

    def cost(self, place: int) -> float:
        """The least that the words so far cost together with going on from this place."""
        begins = self._text.clauses[place]
        costs = [self._at.get(place - 1, math.inf), self.least[0] + _ELSEWHERE]
        if self._left_off in (-1, place - 1):
            costs.append(self._new)
        if begins:
            costs.append(self._after_clause + _AT_CLAUSES * _ELSEWHERE)
        found = self._of_sentence.get(self._text.sentences[place], [])
        if before := bisect_left(found, place, key=itemgetter(0)):
            _, least, after = found[before - 1]
            costs.append(least + _FURTHER_ON)
            if begins:
                costs.append(after + _AT_CLAUSES * _FURTHER_ON)
        return min(costs)
