"""Finding and quoting: ours, ours with each part switched off, and plain LangChain.

Everything is built (or taken from the cache of an earlier run) and asked in one run, on one
machine; searches are timed when all is warm, one after the other. Articles are counted as found
within the ten first distinct ones, answers as strings in passages and quotes; gold articles are
incomplete, so there is no precision.
"""

from __future__ import annotations

import json
import time
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.progress import display
from assistant.retriever import Parts
from assistant.terminal import configured, messages
from bench.arguments import data_parser
from bench.chart import bars
from bench.data import load
from bench.metrics import percentile, quality
from bench.ours import Ours, build_ours, open_measured
from bench.plain import Plain, build_plain
from index.embedding import load_embeddings
from index.errors import NewsError
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.settings import Settings
    from bench.cache import Built
    from bench.data import Data, Question
    from bench.metrics import Asked
    from index.writer import OnProgress

_CHART = Path(__file__).parent / "pictures" / "retrieval.svg"
_CHARTED = ("hit@1", "hit@5", "mrr@10", "answer@5", "quote@1", "quote@3")
_DECIMALS = {"quote_words": 1, "build_s": 1, "query_ms_p50": 1, "query_ms_p95": 1, "index_mb": 1}


class Pipeline(Protocol):
    """Whatever can be asked."""

    def ask(self, question: Question) -> Asked: ...  # noqa: D102
    def search(self, question: Question) -> object: ...  # noqa: D102


def main(argv: Sequence[str]) -> int:
    """Run the bench; a table, or one JSON object, on standard output."""
    parser = data_parser("retrieval", __doc__, "folder with corpus.jsonl(.gz), questions.jsonl")
    parser.add_argument(
        "--chart", type=Path, nargs="?", const=_CHART, help=f"draw the results; default {_CHART}"
    )
    parser.add_argument(
        "--only", nargs="+", metavar="ROW", help='not all rows, but these, e.g. "without dense"'
    )
    arguments = parser.parse_args(argv)
    settings, data = configured(), load(arguments.data)
    with display(messages()) as progress:
        results = measure(data, settings, progress, only=arguments.only)
    print(json.dumps(results, indent=2) if arguments.json else table(results))
    if arguments.chart and {"plain", "ours"} <= results.keys():
        arguments.chart.parent.mkdir(parents=True, exist_ok=True)
        arguments.chart.write_text(chart(results, data), encoding="utf-8")
    return 0


def measure(
    data: Data, settings: Settings, progress: OnProgress, *, only: Sequence[str] | None = None
) -> dict[str, dict[str, float]]:
    """Metrics by name, for each pipeline by name, or `only` for some of them.

    Raises:
        NewsError: one of them is none.
    """
    variants = _variants(settings)
    names = ["plain", *variants]
    if only and (unknown := [name for name in only if name not in names]):
        raise NewsError(f"{unknown[0]!r} is no row. Those there are: {', '.join(names)}.")
    wanted = [name for name in names if not only or name in only]
    load_embeddings(settings.embedding)  # which is no part of what building takes
    pipelines: dict[str, tuple[Pipeline, Built]] = {}
    if "plain" in wanted:
        built = build_plain(data, settings, progress)
        pipelines["plain"] = (Plain(built.folder, settings), built)
    if wanted != ["plain"]:
        built = build_ours(data, settings, progress)
        opened = open_measured(settings.model_copy(update={"index": built.folder}))
        for name in wanted:
            if name in variants:
                pipelines[name] = (Ours(opened, *variants[name]), built)
    results = {}
    for name, (pipeline, built) in pipelines.items():
        asked = []
        for done, question in enumerate(data.questions, 1):
            asked.append(pipeline.ask(question))
            progress(Progress(f"Asking questions: {name}", done, len(data.questions)))
        metrics = quality(data.questions, asked) | _costs(pipeline, built, data.questions)
        results[name] = {key: round(metrics[key], _DECIMALS.get(key, 4)) for key in metrics}
    return results


def _variants(settings: Settings) -> dict[str, tuple[Settings, Parts]]:
    """Ours, and ours without one of its parts each."""
    variants = {"ours": (settings, Parts())}
    for part in fields(Parts):
        name = f"without {part.name.replace('_', ' ')}"
        variants[name] = (settings, replace(Parts(), **{part.name: False}))
    if settings.reranker:
        variants["without reranker"] = (settings.model_copy(update={"reranker": ""}), Parts())
    return variants


def _costs(pipeline: Pipeline, index: Built, questions: Sequence[Question]) -> dict[str, float]:
    milliseconds = []
    for question in questions:
        started = time.perf_counter()
        pipeline.search(question)
        milliseconds.append(1000 * (time.perf_counter() - started))
    return {
        "build_s": index.seconds,
        "query_ms_p50": percentile(milliseconds, 0.5),
        "query_ms_p95": percentile(milliseconds, 0.95),
        "index_mb": index.bytes / 1e6,
    }


def table(results: dict[str, dict[str, float]]) -> str:
    """The results as a table in Markdown."""
    names = list(next(iter(results.values())))
    lines = ["| | " + " | ".join(names) + " |", "|---|" + "--:|" * len(names)]
    for pipeline, metrics in results.items():
        cells = (f"{metrics[name]:.{_DECIMALS.get(name, 3)}f}" for name in names)
        lines.append(f"| {pipeline} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def chart(results: dict[str, dict[str, float]], data: Data) -> str:
    """Ours beside plain LangChain, as SVG."""
    plain, ours = results["plain"], results["ours"]
    return bars(
        f"{len(data.questions):,} questions, {len(data.rows):,} articles",
        {
            "this assistant": {name: ours[name] for name in _CHARTED},
            "plain LangChain": {name: plain[name] for name in _CHARTED},
        },
    )
