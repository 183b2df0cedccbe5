"""Which articles answer which question, and an index without them, where it is not answerable."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import index
from bench.cache import FOLDER
from bench.data import key_of
from bench.metrics import tokens
from bench.ours import open_measured
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from assistant.settings import Settings
    from bench.data import Data, Question
    from index.store import NewsIndex
    from index.writer import OnProgress

_FOLDS = 5
_NEAR = 80
"""Words to either side of an answer's string that may tell what it answers."""
_SHARE = 0.4
"""What they and the title must hold of the question's words, rare ones counting more.

Of the articles that are known to answer the news questions this was chosen on, 94 % have it. A
lower share leaves out most of a corpus for an answer such as "Two" or a president's name; a higher
one misses articles that put the question in other words.
"""


def answering(data: Data) -> dict[str, set[str]]:
    """The keys of the articles that answer each question, by its text.

    Those known to, and every other in which an answer's words stand in a row near enough of the
    question's: leaving out too many makes the question foreign, leaving out too few leaves it
    answerable.
    """
    corpus = _Corpus({row.key: (tokens(row.title), tokens(row.body)) for row in data.rows})
    return {
        question.text: set(question.gold).union(
            *(corpus.answering(question, tokens(answer)) for answer in question.answers)
        )
        for question in data.questions
    }


def left_out(
    data: Data, everything: NewsIndex, settings: Settings, progress: OnProgress
) -> Iterator[tuple[NewsIndex, Sequence[Question], str]]:
    """The questions, a fifth at a time, each with an index without the articles that answer them.

    Args:
        data: the corpus, all its questions or some.
        everything: the index of the corpus.
        settings: those of that index.
        progress: told before each part.

    Yields:
        An index, open until the next is taken; the questions to ask of it; what to call the part.
    """
    ids = {
        key_of(address, entry.title): entry.id
        for entry in everything.vectors.entries()
        for address in (entry.url, *entry.other_urls)
    }
    out = answering(data)
    parts = min(_FOLDS, len(data.questions))
    for part in range(parts):
        chosen = data.questions[part::parts]
        progress(Progress("Leaving out articles", part, parts))
        gone = set().union(*(out[question.text] for question in chosen))
        with _without({ids[key] for key in gone if key in ids}, settings) as opened:
            yield opened, chosen, f"left out, part {part + 1} of {parts}"


@contextmanager
def _without(gone: set[str], settings: Settings) -> Iterator[NewsIndex]:
    """The index without the articles of these ids, gone again afterwards."""
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix="left-out-") as folder:
        less = settings.model_copy(update={"index": Path(folder) / "index"})
        shutil.copytree(settings.index, less.index)
        index.remove(gone, settings=less)
        opened = open_measured(less)
        try:
            yield opened
        finally:
            opened.vectors.close()


class _Corpus:
    """The words of articles by key, those of the title and those of the body."""

    def __init__(self, articles: dict[str, tuple[list[str], list[str]]]) -> None:
        self._articles = articles
        holding: defaultdict[str, set[str]] = defaultdict(set)
        for key, (title, body) in articles.items():
            for word in (*title, *body):
                holding[word].add(key)
        self._holding = dict(holding)

    def answering(self, question: Question, answer: list[str]) -> Iterator[str]:
        if not answer:
            return
        words = set(tokens(question.text)).difference(answer)
        weights = {word: self._weight(word) for word in words}
        wanted = _SHARE * sum(weights.values())
        for key in set.intersection(*(self._holding.get(word, set()) for word in answer)):
            title, body = self._articles[key]
            if any(
                sum(weights[word] for word in words & near) >= wanted
                for near in _surroundings(title, body, answer)
            ):
                yield key

    def _weight(self, word: str) -> float:
        """Inverse document frequency; none of a word that no article holds, or all."""
        held = len(self._holding.get(word, ()))
        return math.log(len(self._articles) / held) if held else 0.0


def _surroundings(
    title: Sequence[str], body: Sequence[str], answer: list[str]
) -> Iterator[AbstractSet[str]]:
    """The words around each place where the answer stands, with those of the title."""
    words = [*title, *body]
    for at, word in enumerate(words):
        if word == answer[0] and words[at : at + len(answer)] == answer:
            yield {*title, *words[max(0, at - _NEAR) : at + len(answer) + _NEAR]}
