"""Ranked passages made varied: neighbours joined, few of one article, one telling of a story."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.stored import IndexedPassage

Scored: TypeAlias = "tuple[float, IndexedPassage]"


def join_neighbours(ranked: Sequence[Scored], *, most: int) -> list[Scored]:
    """Join passages of one article that overlap, at most `most` into one.

    The best passage of a run gives its place, score and id; text and offsets span the whole run.
    """
    of_article: defaultdict[str, list[int]] = defaultdict(list)
    for place, (_, item) in enumerate(ranked):
        of_article[item.passage.article_id].append(place)
    used: set[int] = set()
    joined = []
    for place, (score, item) in enumerate(ranked):
        if place in used:
            continue
        run = [place]
        passage = item.passage
        for other in of_article[passage.article_id]:
            if len(run) == most:
                break
            near = ranked[other][1].passage
            overlap = near.start <= passage.end and passage.start <= near.end
            if other > place and other not in used and overlap:
                run.append(other)
                first, last = sorted((passage, near), key=lambda part: (part.start, part.end))
                passage = replace(
                    passage,
                    text=first.text + last.text[max(first.end - last.start, 0) :],
                    start=first.start,
                    end=max(first.end, last.end),
                )
        used.update(run)
        joined.append((score, replace(item, passage=passage)))
    return joined


def diverse(ranked: Sequence[Scored], *, per_article: int) -> Iterator[Scored]:
    """At most `per_article` passages of one article, and of a story's copies only the best."""
    of_article: Counter[str] = Counter()
    told_by: dict[str, str] = {}
    for score, item in ranked:
        article_id = item.passage.article_id
        if told_by.setdefault(item.story, article_id) != article_id:
            continue
        of_article[article_id] += 1
        if of_article[article_id] <= per_article:
            yield score, item
