"""How well passages support a sentence, 0 to 1: from its words and the vectors of its tokens.

Two signs tell an unfaithful sentence. It is put together from more pieces of the text than its
length explains (extractive fragments: Grusky et al., "Newsroom", NAACL 2018), or it holds a
stretch that nothing in the text is like (greedy matching of token vectors: Zhang et al.,
"BERTScore", ICLR 2020; here of four tokens in a row, and the weakest stretch decides, for a
sentence is as faithful as its least faithful part). Numbers and words that the text does not have
come on top.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import quantities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_STRETCH = 4  # tokens
_WORD = re.compile(r"\w+")
_PARTED = re.compile(r"(?<=\d)(?<!\d{4}),\s?(?=\d{3}(?!\d))|(?<=\d)\.\s(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is measured of a sentence against the sentences of its evidence."""

    fragments: float
    """Pieces it takes to copy the sentence from the evidence, a word: 1 for none in common."""
    alignment: float
    """Mean of its tokens' highest cosines in the sentence of the evidence that fits best."""
    weakest: float
    """Mean cosine of the four tokens in a row that the evidence is least like."""
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
        tokens: unit vectors of the sentence's tokens, (tokens, dimension).
        evidence_tokens: the same for each sentence of the evidence.
    """
    words = _words(sentence)
    known = [word for text in evidence for word in _words(text)]
    return Measures(
        fragments=fragments(words, known) / max(len(words), 1),
        alignment=max(_aligned(tokens, other) for other in evidence_tokens),
        weakest=_weakest(tokens, np.concatenate(evidence_tokens)),
        numbers=len(quantities.unfounded(_joined(sentence), _both_ways(evidence))),
        novelty=len(set(words).difference(known)),
    )


def score(measured: Measures) -> float:
    """The probability that people call the sentence consistent with the evidence.

    The measures count alike where each is divided by its spread (unit weights: Dawes, "The robust
    beauty of improper linear models", 1979), the weakest stretch double and novelty half:
    they agree too much with each other for weights of their own to hold on other data. Scale and
    offset are a logistic regression's (Platt scaling), fitted on the sentences of QAGS (Wang et
    al., ACL 2020); `bench faithfulness` prints how well it does there.
    """
    combined = (
        (0.28 - measured.fragments) / 0.24
        + (measured.alignment - 0.89) / 0.09
        + 2.0 * (measured.weakest - 0.60) / 0.20
        - measured.numbers / 0.20
        - 0.5 * measured.novelty / 2.0
    )
    return 1.0 / (1.0 + math.exp(-(0.28 * combined + 1.09)))


def fragments(words: Sequence[str], known: Sequence[str]) -> int:
    """How many pieces, each as long as can be, copy `words` from `known`; a new word is one too."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(known):
        places.setdefault(word, []).append(place)
    count = start = 0
    while start < len(words):
        longest = max(
            (_common(words, start, known, place) for place in places.get(words[start], ())),
            default=1,
        )
        start += longest
        count += 1
    return count


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


def _aligned(tokens: NDArray[np.float32], others: NDArray[np.float32]) -> float:
    return float((tokens @ others.T).max(axis=1).mean())


def _weakest(tokens: NDArray[np.float32], others: NDArray[np.float32]) -> float:
    """The least of what the stretches of a sentence have for their likest stretches elsewhere."""
    length = min(_STRETCH, len(tokens), len(others))
    cosines = tokens @ others.T
    rows, columns = len(tokens) - length + 1, len(others) - length + 1
    stretches = sum(cosines[i : rows + i, i : columns + i] for i in range(length)) / length
    return float(np.max(stretches, axis=1).min())


def _words(text: str) -> list[str]:
    return _WORD.findall(_joined(text).lower())


def _joined(text: str) -> str:
    """The text with each number as one word, where a tokenizer wrote "36, 000" and "98. 7"."""
    return _PARTED.sub(lambda parted: "." if "." in parted[0] else "", text)


def _both_ways(evidence: Sequence[str]) -> list[str]:
    """The evidence as it is and with its numbers joined: a sentence may end with a number."""
    whole = " ".join(evidence)
    return [whole, _joined(whole)]
