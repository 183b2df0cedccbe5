"""How well passages support a sentence, 0 to 1: from its words and the vectors of its tokens.

Two signs tell an unfaithful sentence. It is put together from more pieces of the text than its
length explains (extractive fragments: Grusky et al., "Newsroom", NAACL 2018), or it holds a
stretch that nothing in the text is like (greedy matching of token vectors: Zhang et al.,
"BERTScore", ICLR 2020; here of some tokens in a row, and the weakest stretch decides, for a
sentence is as faithful as its least faithful part). Numbers and words that the text does not have
come on top.

What is mostly copied and what is said in other words go wrong in different ways. The one is cut and
joined within clauses, and long stretches show it; the other has hardly a stretch of the text, and
two tokens that nothing there is like are what was made up.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from assistant import quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_STRETCH = 4
"""Tokens of a stretch of what is copied."""
_PAIR = 2
"""Tokens of one of what is said in other words."""
_COPIED = 0.3
"""Pieces a word up to which a sentence is copied."""
_REWORDED = 0.6
"""Pieces a word from which on it is said in other words."""
_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[^\w\s'’-]|\s-\s")
_PARTED = re.compile(r"(?<=\d)(?<!\d{4}),\s?(?=\d{3}(?!\d))|(?<=\d)\.\s(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is measured of a sentence against the sentences of its evidence."""

    fragments: float
    """Pieces it takes to copy the sentence from the evidence, a word: 1 for none in common."""
    cuts: float
    """Places where two pieces meet, a word: not those where the evidence begins a clause."""
    alignment: float
    """Mean of its tokens' highest cosines in the sentence of the evidence that fits best."""
    weakest: float
    """Mean cosine of the four tokens in a row that the evidence is least like."""
    weakest_pair: float
    """The same of two tokens, in the last layer but one."""
    numbers: int
    """Numbers that the evidence does not have."""
    novelty: int
    """Words that the evidence does not have."""


def measure(
    sentence: str,
    evidence: Sequence[str],
    tokens: NDArray[np.float32],
    evidence_tokens: Sequence[NDArray[np.float32]],
) -> Measures:
    """Measure a sentence.

    Args:
        sentence: what is to be supported.
        evidence: sentences of the passages, at least one.
        tokens: unit vectors of the sentence's tokens, (layers, tokens, dimension).
        evidence_tokens: the same for each sentence of the evidence.
    """
    words, known = _words([sentence]), _words(evidence)
    copied = pieces(words.words, known.words)
    cosines = [_cosines(tokens, other) for other in evidence_tokens]
    everywhere = np.concatenate(cosines, axis=2)
    length = max(len(words.words), 1)
    return Measures(
        fragments=len(copied) / length,
        cuts=_cuts(copied, known.clauses) / length,
        alignment=max(float(other.mean(axis=0).max(axis=1).mean()) for other in cosines),
        weakest=_weakest(everywhere.mean(axis=0), _STRETCH),
        weakest_pair=_weakest(everywhere[-2:][0], _PAIR),
        numbers=len(quantities.unfounded(_joined(sentence), _both_ways(evidence))),
        novelty=len(set(words.words).difference(known.words)),
    )


def score(measured: Measures) -> float:
    """The probability that people call the sentence consistent with the evidence.

    The measures count alike where each is divided by its spread (unit weights: Dawes, "The robust
    beauty of improper linear models", 1979), or by a small multiple: they agree too much with each
    other for weights of their own to hold on other data. The multiples were chosen by the mean
    ROC-AUC over the summaries of eight models in FRANK (Pagnoni et al., NAACL 2021) and FIB (Tam et
    al., Findings of ACL 2023). Scale and offset are a logistic regression's (Platt scaling), fitted
    on the sentences of QAGS (Wang et al., ACL 2020); `bench faithfulness` prints how well it does
    there.
    """
    reworded = min(1.0, max(0.0, (measured.fragments - _COPIED) / (_REWORDED - _COPIED)))
    copied = (0.28 - 2.0 * measured.cuts) / 0.24 + 2.0 * (measured.weakest - 0.60) / 0.20
    other = (0.28 - measured.fragments) / 0.24 + 4.0 * (measured.weakest_pair - 0.68) / 0.22
    combined = (
        (1.0 - reworded) * copied
        + reworded * (other + 2.0)
        + (measured.alignment - 0.89) / 0.09
        - measured.numbers / 0.20
        - 0.5 * measured.novelty / 2.0
    )
    # The logistic function; as this it does not overflow for a sentence of many made-up numbers.
    return 0.5 + 0.5 * math.tanh(0.5 * (0.34 * combined + 0.94))


def pieces(words: Sequence[str], known: Sequence[str]) -> list[tuple[int, int]]:
    """What copies `words` from `known`: (place, length) each, as long as can be.

    A word that `known` does not have is a piece too, with the place -1.
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(known):
        places.setdefault(word, []).append(place)
    found, start = [], 0
    while start < len(words):
        length, place = max(
            ((_common(words, start, known, at), at) for at in places.get(words[start], ())),
            default=(1, -1),
            key=lambda piece: piece[0],
        )
        found.append((place, length))
        start += length
    return found


def _common(words: Sequence[str], start: int, known: Sequence[str], place: int) -> int:
    """How many words are the same from there on."""
    length = 0
    while (
        start + length < len(words)
        and place + length < len(known)
        and words[start + length] == known[place + length]
    ):
        length += 1
    return length


def _cuts(copied: Sequence[tuple[int, int]], clauses: Sequence[bool]) -> int:
    """How often two pieces meet other than from the end of a clause to the beginning of one."""
    return sum(
        before < 0 or after < 0 or not (clauses[before + length] and clauses[after])
        for (before, length), (after, _) in pairwise(copied)
    )


def _cosines(tokens: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Those of all pairs of tokens: (layers, tokens, others)."""
    cosines: NDArray[np.float32] = tokens @ others.transpose(0, 2, 1)
    return cosines


def _weakest(cosines: NDArray[np.float32], stretch: int) -> float:
    """The least of what the stretches of a sentence have for their likest stretches elsewhere."""
    length = min(stretch, *cosines.shape)
    rows, columns = (count - length + 1 for count in cosines.shape)
    stretches = sum(cosines[i : rows + i, i : columns + i] for i in range(length)) / length
    return float(np.max(stretches, axis=1).min())


@dataclass(frozen=True, slots=True)
class _Words:
    words: list[str]
    clauses: list[bool]
    """Whether a clause begins with the word, or ends before it; one more than there are words."""


def _words(texts: Sequence[str]) -> _Words:
    words: list[str] = []
    clauses = [True]
    for text in map(_joined, texts):
        end = 0
        for found in _WORD.finditer(text):
            clauses[-1] |= _CLAUSE.search(text, end, found.start()) is not None
            words.append(found[0].lower())
            clauses.append(False)
            end = found.end()
        clauses[-1] = True
    return _Words(words, clauses)


def _joined(text: str) -> str:
    """The text with each number as one word, where a tokenizer wrote "36, 000" and "98. 7"."""
    return _PARTED.sub(lambda parted: "." if "." in parted[0] else "", text)


def _both_ways(evidence: Sequence[str]) -> list[str]:
    """The evidence as it is and with its numbers joined: a sentence may end with a number."""
    whole = " ".join(evidence)
    return [whole, _joined(whole)]
