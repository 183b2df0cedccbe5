"""News questions for the reader: what is found for them, and which of it holds the answer.

Where the words of an answer stand it may be answered or not: of the sentences that hold them, those
far less like the question than the likeliest are not taken to answer it, and training decides
between the others (Min et al., "A discrete hard EM approach for weakly supervised question
answering", EMNLP 2019).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from assistant.evidence import evidence, score
from assistant.question import understand
from assistant.quoting import candidates
from assistant.retriever import retrieve
from assistant.windows import windows
from bench.metrics import holds_answer
from bench.ours import build_ours, open_measured
from bench.reader_data import Group
from bench.training_corpora import is_kept, news_data
from index.filters import Filter
from index.writer import Progress

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.evidence import Candidate, Evidence
    from assistant.settings import Settings
    from bench.data import Question
    from bench.reader_data import Spans
    from index.writer import OnProgress

_READ = 16
"""Sentences around which is read, the likeliest by the evidence without a reader."""
_MEASURED = 32
"""Sentences that are measured, the likeliest: more than an answer needs."""
_FAR = 4.0
"""Evidence, in the units of its score, below the likeliest that holds the answer."""
_ANSWER_GONE = 0.2
_OTHERS = 5
"""Windows without the answer, the likeliest, that are read for a question."""
_WINDOWS = 8

Measured: TypeAlias = "list[tuple[Candidate, Evidence]]"


def news_groups(
    path: Path, settings: Settings, rng: random.Random, progress: OnProgress
) -> list[Group]:
    """A group for each question of a file but every fourth: what an index of its articles gives.

    Raises:
        NoData: the file is missing or damaged.
    """
    data = news_data(path)
    settings = settings.model_copy(update={"index": build_ours(data, settings, progress).folder})
    opened = open_measured(settings)
    outlets = list(opened.manifest.outlets)
    groups = []
    questions = [item for place, item in enumerate(data.questions) if not is_kept(place)]
    for done, question in enumerate(questions, 1):
        understood = understand(question.text, as_of=question.as_of, outlets=outlets)
        hits = retrieve(
            opened,
            understood,
            Filter(),
            limit=settings.passages,
            per_article=settings.passages_per_article,
        )
        measured = evidence(opened, understood, list(candidates(hits)), weighed=_MEASURED)
        groups.append(
            group_of(question, understood.standalone, measured, gone=rng.random() < _ANSWER_GONE)
        )
        progress(Progress("Asking the news questions", done, len(questions)))
    return [group for group in groups if group.windows]


def group_of(question: Question, asked: str, measured: Measured, *, gone: bool) -> Group:
    """What is read for a question; where `gone`, without the windows that hold the answer."""
    ranked = sorted(measured, key=lambda pair: -score(pair[1]))
    holding = [
        (score(item), place)
        for place, (candidate, item) in enumerate(ranked)
        if holds_answer(candidate.text, question.answers)
    ]
    near = {place for value, place in holding if value >= holding[0][0] - _FAR}
    held = {place for _, place in holding}
    found = windows([candidate for candidate, _ in ranked], around=_READ)
    if gone:
        found = [(window, places) for window, places in found if not held & set(places)]
    answers: list[Spans] = []
    for window, places in found:
        spans = []
        for place, (start, end) in zip(places, window.sentences, strict=True):
            if place in near:
                spans += _where(window.text[start:end], start, question.answers)
        answers.append(tuple(spans))
    read = _chosen(answers)
    return Group(
        question=asked,
        windows=tuple(found[place][0] for place in read),
        answers=tuple(answers[place] for place in read),
    )


def _chosen(answers: Sequence[Spans]) -> list[int]:
    """The places of the windows that are read: those that answer, and the first of the others."""
    others = [place for place, spans in enumerate(answers) if not spans][:_OTHERS]
    read = [place for place, spans in enumerate(answers) if spans or place in others]
    return read[:_WINDOWS]


def _where(sentence: str, offset: int, answers: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a sentence that holds an answer it stands; spelled otherwise, the whole sentence."""
    wanted = "|".join(re.escape(answer.strip()) for answer in answers if answer.strip())
    spans = [
        (offset + match.start(), offset + match.end())
        for match in re.finditer(rf"\b(?:{wanted})", sentence, re.IGNORECASE)
    ]
    return spans or [(offset, offset + len(sentence))]
