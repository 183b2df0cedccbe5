"""Articles into passages: whole sentences, about 110 words, overlapping by one sentence."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.sentences import split_sentences

if TYPE_CHECKING:
    from index.article import Article

PASSAGE_WORDS = 110
_LEAD_CHARACTERS = 500
_LONGEST_SENTENCE_WORDS = 2 * PASSAGE_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of whole sentences: `text == article.body[start:end]`, offsets in characters."""

    id: str
    article_id: str
    text: str
    start: int
    end: int


def embedded_text(title: str, text: str) -> str:
    """What is embedded for a passage: the title gives the context that a passage lacks."""
    return f"{title}\n{text}" if title else text


def title_and_lead(title: str, body: str) -> str:
    """What is embedded for an article as a whole."""
    return embedded_text(title, body[:_LEAD_CHARACTERS])


def split_passages(article: Article, *, words: int = PASSAGE_WORDS) -> list[Passage]:
    """Split an article's body into passages of about `words` words, in order.

    Consecutive passages share one sentence, unless that sentence is more than half of a passage or
    leaves no room for the one after it. Ids are content hashes: the same passage of the same
    article has the same id in every index, which is how an unchanged passage is recognised and not
    embedded again.
    """
    spans = [
        piece
        for start, end in split_sentences(article.body, article.language)
        for piece in _cut(article.body, start, end)
    ]
    passages: list[Passage] = []
    seen: Counter[str] = Counter()
    for start, end in _windows(article.body, spans, words):
        text = article.body[start:end]
        seen[text] += 1
        key = "\x1f".join((article.id, article.title, text, str(seen[text])))
        passages.append(
            Passage(
                id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:24],
                article_id=article.id,
                text=text,
                start=start,
                end=end,
            )
        )
    return passages


def _windows(body: str, spans: list[tuple[int, int]], words: int) -> list[tuple[int, int]]:
    """Group sentence spans into passages' spans of about `words` words."""
    counts = [len(body[start:end].split()) for start, end in spans]
    windows: list[tuple[int, int]] = []
    first = 0
    while first < len(spans):
        last, total = first, counts[first]
        while last + 1 < len(spans) and total + counts[last + 1] <= words:
            last += 1
            total += counts[last]
        rest = sum(counts[last + 1 :]) if last + 1 < len(spans) else 0
        # A tail of a few words makes a poor passage of its own: it joins the last one.
        if 0 < rest <= words // 5:
            last = len(spans) - 1
        windows.append((spans[first][0], spans[last][1]))
        if last + 1 >= len(spans):
            break
        overlap = (
            last > first
            and counts[last] <= words // 2
            # Otherwise the next passage would be that sentence alone, which this one holds.
            and counts[last] + counts[last + 1] <= words
        )
        first = last if overlap else last + 1
    return windows


def _cut(body: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what a table or a list without full stops makes into pieces an embedding can hold."""
    pieces: list[tuple[int, int]] = []
    while len(body[start:end].split()) > _LONGEST_SENTENCE_WORDS:
        position = start
        for _ in range(PASSAGE_WORDS):
            while body[position].isspace():
                position += 1
            while not body[position].isspace():
                position += 1
        pieces.append((start, position))
        start = position
        while body[start].isspace():
            start += 1
    return [*pieces, (start, end)]
