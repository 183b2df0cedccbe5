"""Answering: whether every citation is an exact span of its article, and how long answers take.

Every question is asked as a reader asks it, through `assistant.answer`, as often as it takes to
reach the number of answers wanted: the first time as of its day, then with no day, then limited to
one outlet after the other.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from assistant import answer
from assistant.progress import display
from assistant.terminal import configured, messages
from bench.arguments import data_parser
from bench.data import load
from bench.metrics import percentile
from bench.ours import build_ours
from index.store import open_index
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.settings import Settings
    from bench.data import Data
    from index.store import NewsIndex
    from index.writer import OnProgress

_WARM_UP = 5


@dataclass(slots=True)
class _Counts:
    answers: int = 0
    answered: int = 0
    citations: int = 0
    exact: int = 0
    seconds: list[float] = field(default_factory=list)
    reading: float = 0.0
    """Seconds, of all of them, that the reader took."""


def main(argv: Sequence[str]) -> int:
    """Run the bench; a table, or one JSON object, on standard output."""
    parser = data_parser("answers", __doc__, "folder with corpus.jsonl(.gz), questions.jsonl")
    parser.add_argument("--answers", type=int, default=1000, help="how many; default 1,000")
    arguments = parser.parse_args(argv)
    settings, data = configured(), load(arguments.data)
    with display(messages()) as progress:
        results = measure(data, settings, arguments.answers, progress)
    if arguments.json:
        print(json.dumps(results, indent=2))
    else:
        print("\n".join(f"{name:<14} {value:>9,}" for name, value in results.items()))
    return 0 if results["exact"] == results["citations"] else 1


def measure(data: Data, settings: Settings, wanted: int, progress: OnProgress) -> dict[str, float]:
    """Counts of answers, citations and exact ones; times of the whole answer, of it the reader."""
    settings = settings.model_copy(update={"index": build_ours(data, settings, progress).folder})
    index = open_index(settings)
    counts = _Counts()
    for question in data.questions[:_WARM_UP]:
        answer(question.text, settings=settings)
    for asked in islice(_requests(data, list(index.manifest.outlets)), wanted):
        _ask(index, settings, asked, counts)
        progress(Progress("Answering", counts.answers, wanted))
    milliseconds = [1000 * seconds for seconds in counts.seconds]
    return {
        "answers": counts.answers,
        "answered": counts.answered,
        "citations": counts.citations,
        "exact": counts.exact,
        "answer_ms_p50": round(percentile(milliseconds, 0.5), 1),
        "answer_ms_p95": round(percentile(milliseconds, 0.95), 1),
        "reader_share": round(counts.reading / sum(counts.seconds), 3),
    }


def _requests(data: Data, outlets: list[str]) -> Iterator[dict[str, Any]]:
    for question in data.questions:
        yield {"question": question.text, "as_of": question.as_of}
    for limits in ({}, *({"sources": outlet} for outlet in outlets)):
        for question in data.questions:
            yield {"question": question.text, **limits}


def _ask(index: NewsIndex, settings: Settings, asked: dict[str, Any], counts: _Counts) -> None:
    started = time.perf_counter()
    reply = answer(**asked, settings=settings)
    counts.seconds.append(time.perf_counter() - started)
    counts.reading += reply.timings.get("read", 0.0)
    counts.answers += 1
    counts.answered += reply.answered
    for citation in reply.citations:
        article = index.article(citation.article_id)
        span = article.body[citation.start : citation.end] if article else None
        counts.citations += 1
        counts.exact += span == citation.quote
