"""What origins agree on: an answer is told by several of them, a side remark by one.

An origin is a story: outlets that print the same report say it once.

Redundancy as evidence for an answer: Dumais, Banko, Brill, Lin and Ng, "Web question answering: is
more always better?" (SIGIR 2002).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_NAME_OR_NUMBER = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+|\d[\d.,]*")


def new_names(sentence: str, known: Collection[str]) -> frozenset[str]:
    """Names and numbers of a sentence, in lower case, that are not `known` (in lower case).

    The first word counts like any other: which of them are names, a capital can't tell, and what
    is none is seldom shared.
    """
    found = (
        match.group().lower().rstrip(".,'’").removesuffix("'s").removesuffix("’s")
        for match in _NAME_OR_NUMBER.finditer(sentence)
    )
    return frozenset(name for name in found if name not in known)


def agreement(
    names: Sequence[frozenset[str]], origins: Sequence[str], weights: Sequence[float]
) -> list[float]:
    """For each sentence, how much of the other origins shares one of its names, 0 to 1.

    Args:
        names: of each sentence, as `new_names` gives them.
        origins: the story of each sentence's article.
        weights: how much each sentence counts, more than 0; an origin counts as much as its best.
    """
    best: defaultdict[str, float] = defaultdict(float)
    saying: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for said, origin, weight in zip(names, origins, weights, strict=True):
        best[origin] = max(best[origin], weight)
        for name in said:
            saying[name][origin] = max(saying[name].get(origin, 0.0), weight)
    total = sum(best.values())
    shares = []
    for said, origin in zip(names, origins, strict=True):
        others = (sum(saying[name].values()) - saying[name][origin] for name in said)
        shares.append(max(others, default=0.0) / total)
    return shares
