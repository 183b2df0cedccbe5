"""From what a chat model writes to checked statements: markers become citations of exact quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from assistant import verbatim
from assistant.checks import Source, contradicted, unfounded, unrelated
from assistant.coverage import said_by
from assistant.inert import inert
from assistant.markers import Marker
from assistant.overlap import overlap, overlap_support, stems
from assistant.types import Citation, Sentence
from index.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from assistant.markers import Piece
    from assistant.types import PassageHit
    from assistant.verification import Support

Unsupported: TypeAlias = Literal["show", "flag", "drop"]
"""What becomes of a sentence that is not supported: `drop` leaves it out, the others keep it."""

SAME_WORDS = 0.6
MATCHES = 0.45
"""Overlap or support from which a statement without a marker gets the passage as its citation."""
UNRELATED = 0.05
"""Support below which a cited passage says nothing of the kind."""

# Private-use characters around what only the whole text shows.
_BY = re.compile("\ue002([^\ue003]*)\ue003")
_RESERVED = re.compile("[\ue002\ue003]")
_LEAD = re.compile(r"\s*(?:(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>+)\s+)*")
_BULLET = re.compile(r"\s*(?:[-*+•>#]+|\d{1,3}[.)])?\s*")
_WORD = re.compile(r"\w+")
_LIKELY = 3
"""Passages, by overlap, that a statement without a marker is looked for in."""
_FEWEST_WORDS = 3
"""Content words without which a clause says too little to choose a quote by."""


class Cited(NamedTuple):
    """An answer whose statements have been checked."""

    text: str
    """As Markdown, with [n] markers."""
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


def cite(
    pieces: Iterable[Piece],
    hits: Sequence[PassageHit],
    *,
    support: Support = overlap_support,
    least: float = UNRELATED,
    question: str = "",
    language: str = "",
) -> Cited:
    """Return what `pieces` say, cited and checked; see `Citer`, which does it as they come."""
    citer = Citer(hits, support=support, least=least, question=question, language=language)
    text = citer.feed(pieces) + citer.close()
    return Cited(text, tuple(citer.sentences), tuple(citer.citations))


class Citer:
    """Turns a stream of text and markers into checked sentences, one sentence at a time.

    A sentence is returned once the first word of the next is complete, or its line ends: nothing
    reaches the reader unchecked, what was returned never changes, and numbers are the same
    however the stream is cut. `hits[n - 1]` is passage n of the prompt.

    A citation's number stands for one quote: the sentence of the passage that best supports the
    statement before the marker, or those that hold the words which the statement puts in
    quotation marks. The same passage cited for another statement has the same number only if the
    same quote supports both.

    An answer that opens with no more than a name is checked together with `question`.

    A sentence is supported when none of the checks has a reason against it, and its cited
    passages' support is `least` or more.
    """

    def __init__(
        self,
        hits: Sequence[PassageHit],
        *,
        support: Support = overlap_support,
        least: float = UNRELATED,
        unsupported: Unsupported = "flag",
        question: str = "",
        language: str = "",
    ) -> None:
        self.sentences: list[Sentence] = []
        self.citations: list[Citation] = []
        self.dropped = 0
        """Sentences left out, as `unsupported` asks."""
        self._sources = [Source.of(hit, language) for hit in hits]
        self._support = support
        self._least = least
        self._unsupported = unsupported
        self._question = question
        self._written = ""
        """What was returned, with the outlet and date of each change of article in `_BY`."""
        self._told = ""
        """The article that the statement before was attributed to."""
        self._language = language
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._line = ""
        self._marks: list[_Mark] = []
        self._leading = False
        """Whether the line's markers stand before what they support."""
        self._fresh = True
        """Whether no sentence of the line has been returned."""

    def feed(self, pieces: Iterable[Piece]) -> str:
        """Read on, and return the sentences that are complete, as Markdown."""
        ready = []
        for piece in pieces:
            if isinstance(piece, Marker):
                self._leading |= self._fresh and _BULLET.fullmatch(self._line) is not None
                self._marks.append(_Mark(len(self._line), piece.ids))
                continue
            for character in _RESERVED.sub("", piece.text):
                if character == "\n":
                    ready.append(self._finish_line() + "\n")
                    continue
                if character.isspace() and self._leading and not self._line:
                    continue
                self._line += character
                if character.isspace():
                    ready.append(self._settle())
        return self._returned("".join(ready))

    def close(self) -> str:
        """Return the rest; nothing may be fed afterwards."""
        return self._returned(self._finish_line())

    @property
    def text(self) -> str:
        """All that was returned; where it cites several articles, with outlets and dates.

        They stand before a marker where the article is another than before, unless the sentence
        names its outlet. That there are several is known at the end only.
        """
        several = len({citation.article_id for citation in self.citations}) > 1
        return _BY.sub(r"\1" if several else "", self._written)

    def _returned(self, text: str) -> str:
        self._written += text
        return _BY.sub("", text)

    def _settle(self) -> str:
        spans = self._split()
        return self._return(spans[:-1], spans[-1][0]) if len(spans) > 1 else ""

    def _finish_line(self) -> str:
        spans = self._split()
        text = self._return(spans, len(self._line)) if spans else self._line
        self._line, self._marks, self._leading, self._fresh = "", [], False, True
        return text

    def _split(self) -> list[tuple[int, int]]:
        lead = _LEAD.match(self._line)
        offset = lead.end() if lead and self._fresh else 0
        spans: list[tuple[int, int]] = []
        for start, end in split_sentences(self._line[offset:], self._language):
            if spans and verbatim.is_open(self._line[slice(*spans[-1])]):
                spans[-1] = (spans[-1][0], offset + end)
            else:
                spans.append((offset + start, offset + end))
        return spans

    def _return(self, spans: Sequence[tuple[int, int]], until: int) -> str:
        """Return the line up to `until`, whose sentences are `spans`, and keep the rest."""
        text, position = "", 0
        nexts = [start for start, _ in spans[1:]] + [until]
        for (start, end), following in zip(spans, nexts, strict=True):
            # "A. [1] B. [2]" cites what stands before, "[1] A. [2] B." what stands after.
            limit = end if self._leading else max(end + 1, following)
            if following == len(self._line):
                limit = following + 1
            mine = [mark for mark in self._marks if mark.at < limit]
            self._marks = self._marks[len(mine) :]
            text += inert(self._line[position:start])
            text += self._check(self._line[start:end], _within(mine, start, end))
            position = end
        text += inert(self._line[position:until])
        self._line = self._line[until:]
        self._marks = [_Mark(max(0, mark.at - until), mark.ids) for mark in self._marks]
        self._fresh = False
        return text

    def _check(self, sentence: str, marks: Sequence[_Mark]) -> str:
        """Check a sentence, keep it and its citations, and return it with its numbers."""
        if not _WORD.search(sentence):
            return inert(sentence)
        if not marks and (best := self._match(sentence)) is not None:
            marks = [_Mark(len(sentence), (best,))]
        cited = [self._sources[id_ - 1] for mark in marks for id_ in mark.ids]
        evidence = [text for source in cited for text in source.statements()]
        score = self._support(sentence, evidence) if cited else 0.0
        told = [earlier.text for earlier in self.sentences if earlier.supported]
        articles = {source.hit.article_id for source in cited}
        around = [s.hit.text for s in self._sources if s.hit.article_id in articles]
        removed, reasons = unfounded(sentence, cited, told, around)
        reasons += contradicted(sentence, cited)
        if cited and not self.sentences:
            reasons += unrelated(sentence, self._question, cited)
        if cited and not reasons and score < self._least:
            reasons = ["the cited passage says nothing of the kind"]
        if reasons and self._unsupported == "drop":
            self.dropped += 1
            return ""
        written, found = self._write(sentence, marks, removed)
        self.sentences.append(
            Sentence(
                text=_without(sentence, removed),
                citations=tuple(dict.fromkeys(found)),
                supported=not reasons,
                score=round(min(1.0, max(0.0, score)), 4),
                reason="; ".join(reasons),
            )
        )
        return written

    def _write(
        self, sentence: str, marks: Sequence[_Mark], removed: Collection[int]
    ) -> tuple[str, list[int]]:
        """Return the sentence with its citations' numbers, and the numbers in order."""
        text, written, begin = "", list[int](), 0
        for mark in marks:
            clause = sentence[begin : mark.at]
            statement = clause if len(stems(clause)) >= _FEWEST_WORDS else sentence
            found = [self._cite(self._sources[id_ - 1], statement) for id_ in mark.ids]
            found = list(dict.fromkeys(found))
            text += inert(_without(sentence, removed, begin, mark.at)).rstrip()
            text += self._attributed(found, sentence)
            text += " " + "".join(f"[{number}]" for number in found)
            # A bracket right behind a marker would make a link of both.
            text += " " if sentence[mark.at : mark.at + 1] in ("(", "[") else ""
            written.extend(found)
            begin = mark.at
        return text + inert(_without(sentence, removed, begin)), written

    def _attributed(self, numbers: Sequence[int], sentence: str) -> str:
        """Return outlet and date of what is cited, in parentheses, where the article changes."""
        cited = [self.citations[number - 1] for number in numbers]
        articles = ",".join(dict.fromkeys(citation.article_id for citation in cited))
        by = [
            said_by(citation)
            for citation in cited
            if citation.source.casefold() not in sentence.casefold()
        ]
        known, self._told = self._told, articles
        text = inert("; ".join(dict.fromkeys(filter(None, by))))
        return f"\ue002 ({text})\ue003" if text and articles != known else ""

    def _match(self, sentence: str) -> int | None:
        """Return the number of the passage that supports the sentence best, if one does."""
        if len(stems(sentence)) < _FEWEST_WORDS:
            return None
        shares = [max(overlap(sentence, source.sentences)) for source in self._sources]
        likely = sorted(range(len(shares)), key=lambda place: -shares[place])[:_LIKELY]
        for place in likely:
            evidence = self._sources[place].statements()
            if shares[place] >= SAME_WORDS or self._support(sentence, evidence) >= MATCHES:
                return place + 1
        return None

    def _cite(self, source: Source, statement: str) -> int:
        """Return the number of the citation of what supports the statement in the passage."""
        span = source.quoting(statement)
        if span is None:
            shares = overlap(statement, source.sentences)
            span = source.spans[max(range(len(shares)), key=shares.__getitem__)]
        hit = source.hit
        start, end = hit.start + span[0], hit.start + span[1]
        key = (hit.article_id, start, end)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self.citations.append(
                Citation.of(
                    hit,
                    number=self._numbers[key],
                    quote=hit.text[slice(*span)],
                    start=start,
                    end=end,
                )
            )
        return self._numbers[key]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A marker and its place in the text."""

    at: int
    ids: tuple[int, ...]


def _within(marks: Sequence[_Mark], start: int, end: int) -> list[_Mark]:
    """Return the marks with their places in the sentence, one mark a place, in order.

    A marker at the beginning of a sentence goes to its end, for a line that opens with "[1]:"
    defines a link in Markdown.
    """
    places: dict[int, tuple[int, ...]] = {}
    for mark in marks:
        at = mark.at - start if start < mark.at < end else end - start
        places[at] = tuple(dict.fromkeys((*places.get(at, ()), *mark.ids)))
    return [_Mark(at, places[at]) for at in sorted(places)]


def _without(text: str, removed: Collection[int], start: int = 0, end: int | None = None) -> str:
    kept = range(start, len(text) if end is None else end)
    return "".join(text[at] for at in kept if at not in removed)
