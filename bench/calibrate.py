"""Calibrating: how well the confidence tells, as it ships and fitted, with the reader and without.

News questions asked of an index of their articles; the same without the articles that answer; and
questions of an encyclopedia, which no news answers; none that the reader learned from. What is
fitted is measured by cross-validation.
"""

from __future__ import annotations

import json
import random
from itertools import cycle
from typing import TYPE_CHECKING, Any

from assistant.confidence import probability, signals
from assistant.progress import display
from assistant.terminal import configured, messages
from bench.arguments import data_parser
from bench.data import NoData, Question
from bench.leave_out import left_out
from bench.metrics import auroc
from bench.ours import Ours, build_ours, open_measured
from bench.reader_data import SEED, held_out, read_squad
from bench.reader_news import kept_data
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.evidence import Evidence
    from assistant.settings import Settings
    from bench.data import Data
    from index.store import NewsIndex
    from index.writer import OnProgress

_FOLDS = 5
_SHARES = {"answerable": 0.5, "left_out": 0.25, "foreign": 0.25}
_KINDS = tuple(_SHARES)
_READING = "reading"
_NOT_AT_ALL = -6.0
"""Log odds below which the reader only says that nothing answers."""


def main(argv: Sequence[str]) -> int:
    """Measure and fit; the results are one JSON object on standard output."""
    parser = data_parser(
        "calibrate", __doc__, "folder with wiki_train.json and news_train.jsonl.gz, as for training"
    )
    arguments = parser.parse_args(argv)
    with display(messages()) as progress:
        found = measure(arguments.data, configured(), progress)
    numbers = {kind: len(rows) for kind, rows in found.items()}
    print(json.dumps({"questions": numbers, **compared(found)}, indent=2))
    return 0


def measure(
    folder: Path, settings: Settings, progress: OnProgress
) -> dict[str, list[dict[str, float]]]:
    """The signals of the questions answerable, left_out (in their order), and foreign."""
    data = kept_data(folder / "news_train.jsonl.gz")
    settings = settings.model_copy(update={"index": build_ours(data, settings, progress).folder})
    everything = open_measured(settings)
    foreign = _foreign(folder / "wiki_train.json", data)
    without: dict[str, dict[str, float]] = {}
    for less, part, name in left_out(data, everything, settings, progress):
        asked = _signals(less, settings, part, name, progress)
        without |= {question.text: one for question, one in zip(part, asked, strict=True)}
    return {
        "answerable": _signals(everything, settings, data.questions, "answerable", progress),
        "left_out": [without[question.text] for question in data.questions],
        "foreign": _signals(everything, settings, foreign, "foreign", progress),
    }


def _foreign(path: Path, like: Data) -> list[Question]:
    """As many questions that the reader doesn't learn from, asked on the same days."""
    held, _ = held_out(read_squad(path), random.Random(SEED))
    texts = [asked.text for article in held for each in article for asked in each.questions]
    chosen = random.Random(SEED).sample(texts, min(len(texts), len(like.questions)))
    return [
        Question(text=text, as_of=question.as_of)
        for text, question in zip(chosen, cycle(like.questions), strict=False)
    ]


def _signals(
    opened: NewsIndex,
    settings: Settings,
    questions: Sequence[Question],
    name: str,
    progress: OnProgress,
) -> list[dict[str, float]]:
    ours = Ours(opened, settings)
    found = []
    for done, question in enumerate(questions, 1):
        measured = ours.measured(question)
        found.append(_with_reading(measured) if measured else {})
        progress(Progress(f"Asking questions: {name}", done, len(questions)))
    return found


def _with_reading(measured: Sequence[Evidence]) -> dict[str, float]:
    readings = [item.reading for item in measured if item.reading is not None]
    return signals(measured) | ({_READING: max(*readings, _NOT_AT_ALL)} if readings else {})


def compared(found: dict[str, list[dict[str, float]]]) -> dict[str, dict[str, Any]]:
    """By what the confidence is made of: AUROC against each of the others, and weights fitted.

    A logistic regression of answerable against the two others, which weigh as much together; a
    question and its twin without the articles are never parted by the cross-validation.

    Raises:
        NoData: there are too few questions to learn from one and to test on another.
    """
    rows = [
        (kind, place, one)
        for kind in _KINDS
        for place, one in enumerate(found[kind])
        if one  # where nothing is found, nothing is answered, whatever the weights
    ]
    kinds = [kind for kind, _, _ in rows]
    places = [place for _, place, _ in rows]
    if len({place for kind, place, _ in rows if kind == "answerable"}) < 2:
        raise NoData("There are too few news questions to calibrate with; eight is the least.")
    without = [{name: one[name] for name in one if name != _READING} for _, _, one in rows]
    whole = [one for _, _, one in rows]
    results: dict[str, dict[str, Any]] = {
        "shipped": _aurocs([probability(one) for one in without], kinds),
        "fitted": _fitted(without, kinds, places),
    }
    if all(_READING in one for one in whole):
        readings = [one[_READING] for one in whole]
        results["reader alone"] = _aurocs(readings, kinds)
        results["fitted with reader"] = _fitted(whole, kinds, places)
    return results


def _aurocs(sure: Sequence[float], kinds: Sequence[str]) -> dict[str, Any]:
    def of(wanted: str) -> list[float]:
        return [value for value, kind in zip(sure, kinds, strict=True) if kind == wanted]

    return {kind: round(auroc(of("answerable"), of(kind)), 4) for kind in _KINDS[1:]}


def _fitted(
    found: Sequence[dict[str, float]], kinds: Sequence[str], places: Sequence[int]
) -> dict[str, Any]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    names = list(found[0])
    values = np.array([[one[name] for name in names] for one in found])
    answerable = np.array([kind == "answerable" for kind in kinds])
    weights = [_SHARES[kind] * len(kinds) / kinds.count(kind) for kind in kinds]
    model = LogisticRegression(C=10.0, max_iter=1_000)
    sure = cross_val_predict(
        model,
        values,
        answerable,
        groups=places,
        cv=GroupKFold(min(_FOLDS, len(set(places)))),
        method="predict_proba",
        params={"sample_weight": weights},
    )[:, 1]
    model.fit(values, answerable, sample_weight=weights)
    return _aurocs(sure.tolist(), kinds) | {
        "weights": {
            **{name: round(float(w), 2) for name, w in zip(names, model.coef_[0], strict=True)},
            "bias": round(float(model.intercept_[0]), 2),
        }
    }
