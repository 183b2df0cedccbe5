"""Rankings into one: weighted reciprocal-rank fusion.

Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and individual rank
learning methods" (SIGIR 2009).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The paper's constant: how much less a first place counts than it would by 1/rank alone.
_K = 60


def fuse(rankings: Iterable[tuple[Sequence[str], float]]) -> dict[str, float]:
    """Fuse (ids best first, weight) pairs: id -> sum of weight / (60 + rank), best first.

    Ids of equal score keep the order in which they are first met, so the result is stable.
    """
    scores: defaultdict[str, float] = defaultdict(float)
    for ids, weight in rankings:
        for rank, key in enumerate(dict.fromkeys(ids), 1):
            scores[key] += weight / (_K + rank)
    return dict(sorted(scores.items(), key=lambda item: -item[1]))
