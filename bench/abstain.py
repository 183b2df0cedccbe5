"""Abstaining: whether the confidence tells questions that the index answers from others.

The others are questions about things that no such corpus holds (`foreign.txt`), and the same
questions asked of an index without the articles that answer them, a fifth of them at a time.
"""

from __future__ import annotations

import json
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.progress import display
from assistant.terminal import configured, messages
from bench.arguments import data_parser
from bench.data import Question, load
from bench.leave_out import left_out
from bench.metrics import auroc
from bench.ours import Ours, build_ours, open_measured
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.settings import Settings
    from bench.data import Data
    from index.store import NewsIndex
    from index.writer import OnProgress

_FOREIGN = Path(__file__).parent / "foreign.txt"


def main(argv: Sequence[str]) -> int:
    """Run the bench; a table, or one JSON object, on standard output."""
    parser = data_parser("abstain", __doc__, "folder with corpus.jsonl(.gz), questions.jsonl")
    arguments = parser.parse_args(argv)
    settings, data = configured(), load(arguments.data)
    with display(messages()) as progress:
        confidences = measure(data, settings, progress)
    results = summary(confidences, settings.confidence)
    if arguments.json:
        print(json.dumps(results, indent=2))
    else:
        print(table(confidences, settings.confidence))
    return 0


def measure(data: Data, settings: Settings, progress: OnProgress) -> dict[str, list[float]]:
    """Confidences of the questions answerable, foreign, and left_out."""
    settings = settings.model_copy(update={"index": build_ours(data, settings, progress).folder})
    everything = open_measured(settings)
    foreign = foreign_questions(data)
    return {
        "answerable": _confidences(everything, settings, data.questions, "answerable", progress),
        "foreign": _confidences(everything, settings, foreign, "foreign", progress),
        "left_out": [
            value
            for less, part, name in left_out(data, everything, settings, progress)
            for value in _confidences(less, settings, part, name, progress)
        ],
    }


def foreign_questions(data: Data) -> list[Question]:
    """Questions about things that no corpus of this kind holds, asked on the days of the others."""
    texts = _FOREIGN.read_text(encoding="utf-8").splitlines()
    return [
        Question(text=text, as_of=like.as_of)
        for text, like in zip(texts, cycle(data.questions), strict=False)
    ]


def summary(confidences: dict[str, list[float]], threshold: float) -> dict[str, object]:
    """AUROC of the confidence, and the share of answerable questions refused at the threshold."""
    answerable = confidences["answerable"]
    return {
        "auroc": {
            kind: round(auroc(answerable, confidences[kind]), 4) for kind in ("foreign", "left_out")
        },
        "refused_answerable": round(_refused(answerable, threshold), 4),
    }


def table(confidences: dict[str, list[float]], threshold: float) -> str:
    """The results as a table in Markdown."""
    lines = [f"| | questions | refused at {threshold:g} | AUROC |", "|---|--:|--:|--:|"]
    for kind, values in confidences.items():
        area = "" if kind == "answerable" else f"{auroc(confidences['answerable'], values):.3f}"
        lines.append(f"| {kind} | {len(values)} | {_refused(values, threshold):.3f} | {area} |")
    return "\n".join(lines)


def _refused(values: Sequence[float], threshold: float) -> float:
    return sum(value < threshold for value in values) / len(values)


def _confidences(
    opened: NewsIndex,
    settings: Settings,
    questions: Sequence[Question],
    name: str,
    progress: OnProgress,
) -> list[float]:
    ours = Ours(opened, settings)
    values = []
    for done, question in enumerate(questions, 1):
        values.append(ours.confidence(question))
        progress(Progress(f"Asking questions: {name}", done, len(questions)))
    return values
