"""How sure it is that the articles answer a question, from what is measured of their sentences.

The words and the meaning of the question must be found; where the reader is sure that a sentence
answers, they need to be less. The kind of thing asked for takes no part: whether an article answers
or not, nearly always some sentence names a person, a date, or a number.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from assistant.evidence import score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.evidence import Evidence

READING = "reading"
# Of logistic regressions, see `python -m bench calibrate`, over questions that the articles answer,
# the same with these articles left out, and questions about other things.
WEIGHTS = {
    "similarity": 7.5,
    "passage_similarity": 2.8,
    "passage_overlap": 3.6,
    READING: 0.47,
    "bias": -8.2,
}
"""How much each signal counts in log odds, and what is added."""
UNREAD_WEIGHTS = {
    "similarity": 8.6,
    "passage_similarity": 2.0,
    "passage_overlap": 4.6,
    "bias": -8.5,
}
"""The same where there is no reader."""


def confidence(measured: Sequence[Evidence]) -> float:
    """How sure it is, 0 to 1, that the best of these sentences answer the question."""
    return probability(signals(measured)) if measured else 0.0


def signals(measured: Sequence[Evidence]) -> dict[str, float]:
    """What the confidence is made of, by name, of at least one sentence.

    Each is 0 to 1 but what the reader says of the best sentence: log(1 + odds that it answers), so
    that it counts where the reader is sure, and how unsure it is does not.
    """
    found = {
        "similarity": max(item.similarity for item in measured),
        "passage_similarity": max(item.passage_similarity for item in measured),
        "passage_overlap": max(item.passage_overlap for item in measured),
    }
    reading = max(measured, key=score).reading
    return found if reading is None else found | {READING: float(np.logaddexp(0.0, reading))}


def probability(found: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum of signals."""
    weights = WEIGHTS if READING in found else UNREAD_WEIGHTS
    logit = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-logit))
