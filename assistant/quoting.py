"""The answer made of quotes: the one to three sentences that answer, each an exact span.

No chat model is needed: sentences of the passages found are scored by what `assistant.evidence`
measures of them, and nothing is said that no article says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from assistant.accounts import correction, difference
from assistant.confidence import confidence
from assistant.evidence import Candidate, evidence
from assistant.ranking import newness, ranked, tells
from assistant.recency import asks_for_newest, how_old
from index.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from assistant.ranking import Ranked
    from assistant.reader import Reader
    from assistant.types import PassageHit, Turn, Understood
    from index.article import Article
    from index.store import NewsIndex

# Of two words there are headings, and what a page tells its readers to do.
_SHORTEST_WORDS = 3
# Below the best by more than this, a further sentence distracts.
_MARGIN = 4.0
_SAME_WORDS = 0.6
_COMPARED = 24
"""Sentences of other articles, the likeliest, in which another account is looked for."""
_LOOK_BACK_CHARACTERS = 1_000
_OPENS_WITH_PRONOUN = re.compile(
    r"^[\"“'‘(\s]*(?:(?:And|But|So|Yet|Still|Then|Later|However|Instead|Meanwhile|Also|In \w+|"
    r"On \w+day),?\s+)?"
    r"(?:he|she|it|they|this|that|these|those|his|her|hers|its|their|theirs|him|them|"
    r"both|neither|the (?:latter|former|two|pair|duo|trio))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|his|her|its|their|him|them|this|these)\b", re.IGNORECASE
)
_LOOK_BACK_SENTENCES = 3
_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]?")
_SPEECH = re.compile(
    r"\b(?:said|says|say|told|tells|wrote|writes|added|adds|asked|asks|stated|tweeted|posted|"
    r"announced|according|explained|warned|argued|insisted|noted|stressed|declared|replied|"
    r"recalled|called|described|quipped|joked)\b"
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """An exact span of an article: `text == article.body[start:end]`, offsets in characters."""

    hit: PassageHit
    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The quotes chosen, best first, and how sure it is (0 to 1) that they answer."""

    quotes: tuple[Quote, ...]
    confidence: float
    notice: str = ""
    """What the reader must know of them: that articles differ, or how old they are."""


def choose_quotes(
    index: NewsIndex,
    understood: Understood,
    hits: Sequence[PassageHit],
    *,
    limit: int,
    before: Sequence[Turn] = (),
    reader: Reader | None = None,
) -> Chosen:
    """Choose at most `limit` quotes from the passages found; none when nothing was found.

    Where the question goes on from turns `before`, the articles cited last are read for what it
    asks by itself, and what was told is not told again as if it were new: see `assistant.ranking`.

    For a question about how things are now, what is newer counts more and comes first. Where
    articles differ on what is asked, both accounts are among the quotes, and a notice says so.
    """
    now = asks_for_newest(understood)
    new = newness(hits) if now else {}
    found = list(candidates(hits))
    kept = before[-1].article_ids if before else ()
    measured = evidence(index, understood, found, reader=reader, kept=kept)
    order = ranked(understood, measured, newness=new, before=before)
    article = index.articles(list(dict.fromkeys(hit.article_id for hit in hits))).get
    quotes: list[Quote] = []
    for value, candidate in order:
        if len(quotes) == limit or (quotes and value < quotes[0].score - _MARGIN):
            break
        chosen = quote(article, candidate, value)
        if chosen is not None and not any(repeats(chosen, other) for other in quotes):
            quotes.append(chosen)
    sure = confidence([item for _, item in measured])
    if not quotes:
        return Chosen(quotes=(), confidence=sure)
    if now:
        quotes.sort(key=lambda item: new.get(item.hit.article_id, 0.0), reverse=True)
    quotes.sort(key=lambda item: tells(understood, item.text), reverse=True)
    others = (
        quote(article, candidate, value) for value, candidate in _elsewhere(quotes[0], order, found)
    )
    quotes, notice = _compared(index, understood, quotes, [item for item in others if item])
    old = how_old(understood, (item.hit.published for item in quotes))
    return Chosen(
        quotes=tuple(quotes[:limit]),
        confidence=sure,
        notice=" ".join(part for part in (notice, old) if part),
    )


def _elsewhere(best: Quote, order: Ranked, found: Iterable[Candidate]) -> Ranked:
    """Sentences of other articles than the best quote's, the likeliest.

    One that is too unlikely an answer to be measured may still tell the same thing otherwise: these
    come last, in the order of their passages.
    """
    measured = {id(candidate) for _, candidate in order}
    lowest = order[-1][0]
    rest = ((lowest, candidate) for candidate in found if id(candidate) not in measured)
    other = (pair for pair in chain(order, rest) if pair[1].hit.article_id != best.hit.article_id)
    return list(islice(other, _COMPARED))


def _compared(
    index: NewsIndex, understood: Understood, quotes: list[Quote], others: Sequence[Quote]
) -> tuple[list[Quote], str]:
    """The quotes with another account of what the best tells, the later first, and a notice."""

    @cache
    def vector(text: str) -> NDArray[np.float32]:
        found: NDArray[np.float32] = index.embeddings.encode([text])[0]
        return found

    def alike(one: str, other: str) -> float:
        return float(vector(one) @ vector(other))

    best = quotes[0]
    found = difference(best, others, understood.kind, alike)
    if found is None:
        return quotes, correction(best)
    both = [best, found.quote]
    if found.relation != "differs":
        both.sort(key=lambda item: str(item.hit.published), reverse=True)
    rest = [item for item in quotes if not any(repeats(item, told) for told in both)]
    return [*both, *rest], found.notice


def candidates(hits: Iterable[PassageHit]) -> Iterator[Candidate]:
    """The sentences of the passages, once each."""
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        spans = split_sentences(hit.text)
        sentences = [hit.text[start:end] for start, end in spans]
        for i, (start, end) in enumerate(spans):
            key = (hit.article_id, hit.start + start)
            if key in seen or len(_WORD.findall(sentences[i])) < _SHORTEST_WORDS:
                continue
            seen.add(key)
            yield Candidate(
                hit=hit,
                text=sentences[i],
                start=hit.start + start,
                end=hit.start + end,
                context=_context(sentences, i),
            )


def _context(sentences: Sequence[str], i: int) -> str:
    """A sentence with its neighbours, and as far back as pronouns may lead."""
    first = i
    while first > max(0, i - _LOOK_BACK_SENTENCES) and _PRONOUN.search(sentences[first]):
        first -= 1
    first = min(first, max(0, i - 1))
    return " ".join(sentences[first : i + 2])


def quote(
    article_of: Callable[[str], Article | None], candidate: Candidate, value: float
) -> Quote | None:
    """The candidate as a quote, with the sentence before it where it can't be read without.

    Args:
        article_of: gives an article by its id, or None where it is no longer there.
        candidate: the sentence.
        value: its score.

    Returns:
        The quote, or None where the article is no longer there.
    """
    article = article_of(candidate.hit.article_id)
    if article is None:
        return None
    start, end = candidate.start, candidate.end
    if needs_sentence_before(candidate.text):
        base = max(0, start - _LOOK_BACK_CHARACTERS)
        before = split_sentences(article.body[base:start])
        if before:
            start = base + before[-1][0]
    return Quote(hit=candidate.hit, text=article.body[start:end], start=start, end=end, score=value)


def needs_sentence_before(sentence: str) -> bool:
    """Whether a sentence points back: it opens with a pronoun, or quotes and names no speaker."""
    if _OPENS_WITH_PRONOUN.match(sentence):
        return True
    if sentence[:1] not in '"“':
        return False
    outside = _QUOTED.sub(" ", sentence)
    return not _SPEECH.search(outside)


def repeats(one: Quote, other: Quote) -> bool:
    """Whether two quotes overlap, or say the same in nearly the same words."""
    if one.hit.article_id == other.hit.article_id:
        return one.start < other.end and other.start < one.end
    words, known = (set(_WORD.findall(text.lower())) for text in (one.text, other.text))
    return len(words & known) > _SAME_WORDS * min(len(words), len(known))
