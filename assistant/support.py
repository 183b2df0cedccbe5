"""How well passages support a sentence, 0 to 1: from its words and the vectors of its tokens.

Two signs tell an unfaithful sentence. It takes more to put it together from the text than its
length explains (see `assistant.block_edits`), or it holds a stretch that nothing in the text is
like (greedy matching of token vectors: Zhang et al., "BERTScore", ICLR 2020; here of some tokens in
a row, and the weakest stretch decides, for a sentence is as faithful as its least faithful part).
Numbers and words that the text does not have come on top.

What is mostly copied and what is said in other words go wrong in different ways. The one is cut and
joined where it should not be, and long stretches show it; the other has hardly a stretch of the
text, and two tokens that nothing there is like are what was made up.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant import quantities
from assistant.block_edits import edits, read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_STRETCH = 4
"""Tokens of a stretch of what is copied."""
_PAIR = 2
"""Tokens of one of what is said in other words."""
_COPIED = 0.15
"""Edits a word up to which a sentence is copied."""
_REWORDED = 0.45
"""Edits a word from which on it is said in other words."""
_PARTED = re.compile(r"(?<=\d)(?<!\d{4}),\s?(?=\d{3}(?!\d))|(?<=\d)\.\s(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """What is measured of a sentence against the sentences of its evidence."""

    edits: float
    """What putting it together from the evidence costs a word, 0 to 1."""
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
    text = _joined(sentence)
    words, known = read([text]).words, read([_joined(other) for other in evidence])
    cosines = [_cosines(tokens, other) for other in evidence_tokens]
    everywhere = np.concatenate(cosines, axis=2)
    return Measures(
        edits=edits(words, known),
        alignment=max(float(other.mean(axis=0).max(axis=1).mean()) for other in cosines),
        weakest=_weakest(everywhere.mean(axis=0), _STRETCH),
        weakest_pair=_weakest(everywhere[-2:][0], _PAIR),
        numbers=len(quantities.unfounded(text, _both_ways(evidence))),
        novelty=len(set(words).difference(known.words)),
    )


def score(measured: Measures) -> float:
    """The probability that people call the sentence consistent with the evidence.

    The measures count alike where each is divided by its spread (unit weights: Dawes, "The robust
    beauty of improper linear models", 1979), or by a small multiple: they agree too much with each
    other for weights of their own to hold on other data. The multiples were chosen by the mean
    ROC-AUC over the summaries of eight models in FRANK (Pagnoni et al., NAACL 2021) and FIB (Tam et
    al., Findings of ACL 2023), and what reworded sentences begin with by the log loss of one
    logistic function for all eight: one value must mean the same for what is copied and what is
    reworded. Scale and offset are a logistic regression's (Platt scaling), fitted on the sentences
    of QAGS (Wang et al., ACL 2020); `bench faithfulness` prints how well it does there.
    """
    reworded = min(1.0, max(0.0, (measured.edits - _COPIED) / (_REWORDED - _COPIED)))
    edited = (0.07 - measured.edits) / 0.10
    copied = 3.0 * edited + (measured.weakest - 0.60) / 0.20
    other = 3.75 + edited + 4.0 * (measured.weakest_pair - 0.68) / 0.22
    combined = (
        (1.0 - reworded) * copied
        + reworded * other
        + 0.5 * (measured.alignment - 0.89) / 0.09
        - measured.numbers / 0.20
        - 0.5 * measured.novelty / 2.0
    )
    # The logistic function; as this it does not overflow for a sentence of many made-up numbers.
    return 0.5 + 0.5 * math.tanh(0.5 * (0.37 * combined + 1.25))


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


def _joined(text: str) -> str:
    """The text with each number as one word, where a tokenizer wrote "36, 000" and "98. 7"."""
    return _PARTED.sub(lambda parted: "." if "." in parted[0] else "", text)


def _both_ways(evidence: Sequence[str]) -> list[str]:
    """The evidence as it is and with its numbers joined: a sentence may end with a number."""
    whole = " ".join(evidence)
    return [whole, _joined(whole)]
