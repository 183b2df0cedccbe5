"""How sure it is that the articles answer a question, from what is measured of their sentences.

What the reader says takes no part: it knows which sentence looks most like an answer, and of a
question that nothing answers some sentence does, too. `python -m bench calibrate` measures what it
would add.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.evidence import score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.evidence import Evidence

_BEST = 3
# Of a logistic regression over questions that the articles answer, the same with these articles
# left out, and questions about other things.
WEIGHTS = {
    "similarity": 6.1,
    "passage_similarity": 6.6,
    "passage_overlap": 8.0,
    "kind": 2.0,
    "bias": -14.7,
}
"""How much each signal counts in log odds, and what is added."""


def confidence(measured: Sequence[Evidence]) -> float:
    """How sure it is, 0 to 1, that the best of these sentences answer the question."""
    return probability(signals(measured)) if measured else 0.0


def signals(measured: Sequence[Evidence]) -> dict[str, float]:
    """What the confidence is made of, by name, each 0 to 1, of at least one sentence."""
    best = sorted(measured, key=lambda item: score(replace(item, reading=None)))[-_BEST:]
    return {
        "similarity": max(item.similarity for item in measured),
        "passage_similarity": max(item.passage_similarity for item in measured),
        "passage_overlap": max(item.passage_overlap for item in measured),
        "kind": max(item.kind for item in best),
    }


def probability(found: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum of signals."""
    logit = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-logit))
