"""Which articles answer which question: those to leave out when it must not be answerable."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bench.metrics import tokens

if TYPE_CHECKING:
    from bench.data import Data, Question

_SHARE = 0.4
"""Of the question's words that an article holding the answer's string must hold to answer it."""
_COMMON = 0.3
"""A word in more of the articles than this says nothing of a question."""


def answering(data: Data) -> dict[str, set[str]]:
    """The keys of the articles that answer each question, by its text.

    Those known to, and every other that holds an answer's words in a row together with enough of
    the question's: leaving out too many makes the question harder to tell from an answerable one
    by its topic alone, leaving out too few leaves it answerable.
    """
    texts = {row.key: f" {' '.join(tokens(f'{row.title} {row.body}'))} " for row in data.rows}
    holding: defaultdict[str, set[str]] = defaultdict(set)
    for key, text in texts.items():
        for word in set(text.split()):
            holding[word].add(key)
    return {question.text: _answering(question, texts, holding) for question in data.questions}


def _answering(question: Question, texts: dict[str, str], holding: dict[str, set[str]]) -> set[str]:
    found = set(question.gold)
    common = _COMMON * len(texts)
    words = [word for word in tokens(question.text) if len(holding.get(word, ())) < common]
    for answer in question.answers:
        wanted = tokens(answer)
        if not wanted:
            continue
        candidates = set.intersection(*(holding.get(word, set()) for word in wanted))
        phrase = f" {' '.join(wanted)} "
        found |= {
            key
            for key in candidates
            if phrase in texts[key]
            and sum(key in holding.get(word, ()) for word in words) >= _SHARE * len(words)
        }
    return found
