"""Which stretches of the passages are read closely: those around the sentences that may answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.evidence import Candidate
    from assistant.types import PassageHit

_LONGEST = 900
"""Characters of a window, about: more than a passage, less than what a model reads at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of an article to be read at once."""

    title: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    """Spans in `text`, in characters, of the sentences that are judged, in order."""


def whole_window(title: str, text: str) -> Window:
    """A window of which all sentences are judged."""
    return Window(title=title, text=text, sentences=tuple(split_sentences(text)))


def windows(
    candidates: Sequence[Candidate], *, around: int
) -> list[tuple[Window, tuple[int, ...]]]:
    """The windows that hold the first `around` candidates, each with its own sentence before.

    Whatever other candidates lie in them are judged along. With each window come the places of its
    sentences among the candidates.
    """
    of_hit: dict[str, list[int]] = {}
    for place, item in enumerate(candidates):
        of_hit.setdefault(item.hit.passage_id, []).append(place)
    found = []
    for places in of_hit.values():
        if min(places) < around:
            hit = candidates[places[0]].hit
            known = {candidates[place].start - hit.start: place for place in places}
            needed = {start for start, place in known.items() if place < around}
            for spans in _stretches(hit, needed):
                if not any(start in needed for start, _ in spans):
                    continue
                first, last = spans[0][0], spans[-1][1]
                judged = [span for span in spans if span[0] in known]
                found.append(
                    (
                        Window(
                            title=hit.title,
                            text=hit.text[first:last],
                            sentences=tuple((a - first, b - first) for a, b in judged),
                        ),
                        tuple(known[start] for start, _ in judged),
                    )
                )
    return found


def _stretches(hit: PassageHit, needed: set[int]) -> Iterator[list[tuple[int, int]]]:
    """The sentences beginning at `needed`, each with the one before, in runs without a gap."""
    spans = split_sentences(hit.text)
    wanted = [
        start in needed or (place + 1 < len(spans) and spans[place + 1][0] in needed)
        for place, (start, _) in enumerate(spans)
    ]
    run: list[tuple[int, int]] = []
    for place, span in enumerate(spans):
        # A gap of one sentence is read over.
        bridges = 0 < place < len(spans) - 1 and wanted[place - 1] and wanted[place + 1]
        reads = wanted[place] or bridges
        if run and not (reads and span[1] - run[0][0] <= _LONGEST):
            yield run
            run = []
        if reads:
            run.append(span)
    if run:
        yield run
