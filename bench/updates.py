"""How long an update takes when little has changed, or nothing, beside a build from nothing.

The corpus is indexed from nothing. Then one article in a hundred is changed and the whole corpus is
given to an update, which must find them; then it is given once more, with nothing changed.
"""

from __future__ import annotations

import json
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import index
from assistant.progress import display
from assistant.terminal import configured, messages
from bench.arguments import data_parser
from bench.data import find, lines
from index.embedding import load_embeddings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.settings import Settings
    from index.writer import OnProgress

_SHARE = 100
"""One article in so many changes."""
_LEAST = {"update": 20.0, "unchanged": 50.0}
"""How many times quicker than a build from nothing they must be."""


def main(argv: Sequence[str]) -> int:
    """Run the bench; a table, or one JSON object, on standard output."""
    parser = data_parser("updates", __doc__, "folder with corpus.jsonl or corpus.jsonl.gz")
    parser.add_argument("--articles", type=int, help="only so many of them")
    arguments = parser.parse_args(argv)
    found = (
        line.rstrip("\n") for line in lines(find(arguments.data, "corpus.jsonl")) if line.strip()
    )
    articles = list(islice(found, arguments.articles))
    with tempfile.TemporaryDirectory() as folder, display(messages()) as progress:
        # Never the index that the settings name.
        settings = configured().model_copy(update={"index": Path(folder) / "index", "store": ""})
        results = measure(articles, Path(folder), settings, progress)
    if arguments.json:
        print(json.dumps(results, indent=2))
    else:
        print("\n".join(f"{name:<18} {value:>10,.1f}" for name, value in results.items()))
    return int(any(results[f"{name}_times"] < least for name, least in _LEAST.items()))


def measure(
    articles: list[str], folder: Path, settings: Settings, progress: OnProgress
) -> dict[str, float]:
    """Build, update and update again; seconds, and how many times quicker than the build."""
    corpus = folder / "corpus.jsonl"
    load_embeddings(settings.embedding).encode(["All is loaded."])
    _write(corpus, articles)
    full = _seconds(lambda: index.rebuild(corpus, settings=settings, progress=progress))
    changed = [
        _changed(line) if number % _SHARE == 0 else line for number, line in enumerate(articles)
    ]
    _write(corpus, changed)
    reports = []
    update = _seconds(
        lambda: reports.append(index.update(corpus, settings=settings, progress=progress))
    )
    unchanged = _seconds(
        lambda: reports.append(index.update(corpus, settings=settings, progress=progress))
    )
    return {
        "articles": float(reports[0].articles),
        "passages": float(reports[0].passages),
        "changed": float(reports[0].changed),
        "full_s": full,
        "update_s": update,
        "unchanged_s": unchanged,
        "update_times": full / update,
        "unchanged_times": full / unchanged,
    }


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _changed(line: str) -> str:
    record = json.loads(line)
    return json.dumps(record | {"body": f"{record['body']}\n\nThis article was changed."})


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
