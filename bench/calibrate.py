"""Calibrating: how well the confidence tells, as it ships and fitted, with the reader and without.

Questions that the reader has not learned from, of news and of an encyclopedia: asked of an index of
their articles; of the same index without the articles that answer; and each asked of the other
index, where nothing does. What is fitted is measured by cross-validation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any, TypeAlias

from assistant.confidence import READING, probability, signals
from assistant.progress import display
from assistant.terminal import configured, messages
from bench.arguments import data_parser
from bench.data import NoData, Question
from bench.leave_out import left_out
from bench.metrics import auroc
from bench.ours import Ours, build_ours, open_measured
from bench.training_corpora import held_out_data, kept_data
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.settings import Settings
    from bench.data import Data
    from index.store import NewsIndex
    from index.writer import OnProgress

_FOLDS = 5
_SHARES = {"answerable": 0.5, "left_out": 0.25, "foreign": 0.25}
_KINDS = tuple(_SHARES)

Signals: TypeAlias = "dict[str, float]"
Asked: TypeAlias = "dict[str, list[Signals]]"
"""The signals of the questions answerable, left_out (in their order), and foreign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """The signals of one question; `twin` is the same for a question and its left-out twin."""

    corpus: str
    kind: str
    twin: int
    signals: Signals


def main(argv: Sequence[str]) -> int:
    """Measure and fit; the results are one JSON object on standard output."""
    parser = data_parser(
        "calibrate", __doc__, "folder with wiki_train.json and news_train.jsonl.gz, as for training"
    )
    arguments = parser.parse_args(argv)
    settings = configured()
    with display(messages()) as progress:
        found = measure(arguments.data, settings, progress)
    numbers = {
        corpus: {kind: len(rows) for kind, rows in asked.items()} for corpus, asked in found.items()
    }
    results = compared(found, settings.confidence)
    print(json.dumps({"questions": numbers, **results}, indent=2))
    return 0


def measure(folder: Path, settings: Settings, progress: OnProgress) -> dict[str, Asked]:
    """The signals of all questions, by corpus."""
    news = kept_data(folder / "news_train.jsonl.gz")
    encyclopedia = held_out_data(folder / "wiki_train.json")
    return {
        "news": _asked(news, encyclopedia, settings, progress),
        "encyclopedia": _asked(encyclopedia, news, settings, progress),
    }


def _asked(data: Data, other: Data, settings: Settings, progress: OnProgress) -> Asked:
    settings = settings.model_copy(update={"index": build_ours(data, settings, progress).folder})
    everything = open_measured(settings)
    foreign = [
        Question(text=question.text, as_of=like.as_of)
        for question, like in zip(other.questions, cycle(data.questions), strict=False)
    ]
    without: dict[str, Signals] = {}
    for less, part, name in left_out(data, everything, settings, progress):
        found = _signals(less, settings, part, name, progress)
        without |= {question.text: one for question, one in zip(part, found, strict=True)}
    return {
        "answerable": _signals(everything, settings, data.questions, "answerable", progress),
        "left_out": [without[question.text] for question in data.questions],
        "foreign": _signals(everything, settings, foreign, "foreign", progress),
    }


def _signals(
    opened: NewsIndex,
    settings: Settings,
    questions: Sequence[Question],
    name: str,
    progress: OnProgress,
) -> list[Signals]:
    ours = Ours(opened, settings)
    found = []
    for done, question in enumerate(questions, 1):
        measured = ours.measured(question)
        found.append(signals(measured) if measured else {})
        progress(Progress(f"Asking questions: {name}", done, len(questions)))
    return found


def compared(found: dict[str, Asked], threshold: float) -> dict[str, dict[str, Any]]:
    """By what the confidence is made of: for each corpus the AUROC of the answerable against each
    of the others, and the share of each kind that is refused at the threshold; and weights fitted.

    A logistic regression of answerable against the two others, which weigh as much together; each
    corpus weighs the same, and a question and its twin without the articles are never parted by the
    cross-validation.

    Raises:
        NoData: there are too few questions to learn from some and to test on others.
    """
    rows = [
        _Row(corpus=corpus, kind=kind, twin=twin, signals=one)
        for corpus, asked in found.items()
        for kind in _KINDS
        for twin, one in enumerate(asked[kind])
        if one  # where nothing is found, nothing is answered, whatever the weights
    ]
    for corpus in found:
        if sum(row.corpus == corpus and row.kind == "answerable" for row in rows) < 2:
            raise NoData(f"There are too few questions of {corpus} to calibrate with.")
    unread = [{name: row.signals[name] for name in row.signals if name != READING} for row in rows]
    whole = [row.signals for row in rows]
    results = {}
    if all(READING in one for one in whole):
        results["shipped"] = _summary([probability(one) for one in whole], rows, threshold)
        results["fitted"] = _fitted(whole, rows, threshold)
        results["reader alone"] = _fitted(
            [{READING: one[READING]} for one in whole], rows, threshold
        )
    results["shipped without reader"] = _summary(
        [probability(one) for one in unread], rows, threshold
    )
    results["fitted without reader"] = _fitted(unread, rows, threshold)
    return results


def _summary(sure: Sequence[float], rows: Sequence[_Row], threshold: float) -> dict[str, Any]:
    def of(corpus: str, kind: str) -> list[float]:
        pairs = zip(sure, rows, strict=True)
        return [value for value, row in pairs if row.corpus == corpus and row.kind == kind]

    return {
        corpus: {
            "auroc": {
                kind: round(auroc(of(corpus, "answerable"), of(corpus, kind)), 4)
                for kind in _KINDS[1:]
            },
            "refused": {
                kind: round(sum(value < threshold for value in values) / len(values), 4)
                for kind in _KINDS
                for values in [of(corpus, kind)]
            },
        }
        for corpus in dict.fromkeys(row.corpus for row in rows)
    }


def _fitted(found: Sequence[Signals], rows: Sequence[_Row], threshold: float) -> dict[str, Any]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    names = list(found[0])
    values = np.array([[one[name] for name in names] for one in found])
    answerable = np.array([row.kind == "answerable" for row in rows])
    corpora = [row.corpus for row in rows]
    twins = [f"{row.corpus} {row.twin}" for row in rows]
    of_a_kind = [(row.corpus, row.kind) for row in rows]
    share = len(rows) / len(set(corpora))
    weights = [_SHARES[row.kind] * share / of_a_kind.count((row.corpus, row.kind)) for row in rows]
    model = LogisticRegression(C=10.0, max_iter=1_000)
    sure = cross_val_predict(
        model,
        values,
        answerable,
        groups=twins,
        cv=GroupKFold(min(_FOLDS, len(set(twins)))),
        method="predict_proba",
        params={"sample_weight": weights},
    )[:, 1]
    model.fit(values, answerable, sample_weight=weights)
    return _summary(sure.tolist(), rows, threshold) | {
        "weights": {
            **{name: round(float(w), 2) for name, w in zip(names, model.coef_[0], strict=True)},
            "bias": round(float(model.intercept_[0]), 2),
        }
    }
