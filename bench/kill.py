"""Writers killed at random moments: the index answers as before or as after, and nothing else.

Each round a process rebuilds, updates or removes, and is killed with SIGKILL. Then the index is
opened and verified; it must hold just the articles of before or just those of after, find each by
its words and by its vector, and give answers whose quotes are exact.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from assistant.progress import display
from assistant.terminal import configured, messages
from index.errors import IndexBusy, NewsError
from index.writer import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.settings import Settings
    from index.writer import OnProgress

_SOUGHT = 12
_BUSY_SECONDS = 120.0
_LOCK_SECONDS = 5
"""How long a server's lock outlives a killed writer here; longer, and the rounds would be hours."""
_LATEST = 1.2
"""The latest moment of a kill, in times of what the same work last took."""

State: TypeAlias = dict[int, int]
"""Versions by article: what an index should hold."""


@dataclass(slots=True)
class Outcome:
    """What came of some rounds."""

    rounds: int = 0
    as_before: int = 0
    as_after: int = 0
    finished: int = 0
    """Rounds whose work was done before the kill came."""
    failures: list[str] = field(default_factory=list)


def main(argv: Sequence[str]) -> int:
    """Run the rounds; a summary, or one JSON object, on standard output."""
    parser = argparse.ArgumentParser(prog="python -m bench kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="default 60")
    parser.add_argument("--articles", type=int, default=400, help="default 400")
    parser.add_argument("--seed", type=int, default=1, help="of the moments and the work")
    parser.add_argument(
        "--store", default="", help="address of a Chroma server whose index may be overwritten"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a summary")
    arguments = parser.parse_args(argv)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, display(messages()) as progress:
        # Never the index that the settings name.
        settings = configured().model_copy(
            update={"index": Path(folder) / "index", "store": arguments.store}
        )
        outcome = kill_rounds(
            settings,
            Path(folder),
            rounds=arguments.rounds,
            articles=arguments.articles,
            seed=arguments.seed,
            progress=progress,
        )
    told: dict[str, Any] = {
        "rounds": outcome.rounds,
        "failures": len(outcome.failures),
        "as_before": outcome.as_before,
        "as_after": outcome.as_after,
        "finished": outcome.finished,
        "seconds": round(time.monotonic() - started, 1),
    }
    if arguments.json:
        print(json.dumps(told | {"failed": outcome.failures}, indent=2))
    else:
        print("\n".join(f"{name:<10} {value}" for name, value in told.items()))
        print("\n".join(outcome.failures))
    return 1 if outcome.failures else 0


def kill_rounds(
    settings: Settings,
    folder: Path,
    *,
    rounds: int,
    articles: int,
    seed: int,
    progress: OnProgress = silent,
) -> Outcome:
    """Kill that many writers of an index, which is made first; `folder` is for what they read."""
    chosen = random.Random(seed)
    outcome = Outcome()
    state: State = dict.fromkeys(range(articles), 0)
    took: dict[str, float] = {}
    writers = _Writers(settings)
    try:
        writers.do(_write(folder, "rebuild", state))
        for kind in ("rebuild", "update", "remove"):  # each once whole, to know how long it takes
            state, work = _work(folder, kind, state, chosen)
            took[kind] = writers.do(work)
        for number in range(rounds):
            kind = chosen.choice(list(took))
            after, work = _work(folder, kind, state, chosen)
            ended = writers.kill(work, after=chosen.uniform(0, _LATEST * took[kind]))
            outcome.finished += ended
            found, wrong = _look(settings, {"before": state, "after": after}, chosen)
            if ended and found != "after":
                wrong.append(f"it was done, and the index is as {found or 'neither'}")
            outcome.failures += [f"round {number} ({kind}): {what}" for what in wrong]
            outcome.rounds += 1
            outcome.as_before += found == "before"
            outcome.as_after += found == "after"
            if found != "before":
                state = after
            progress(Progress("Killing writers", number + 1, rounds))
        state, work = _work(folder, "update", state, chosen)
        writers.do(work)
        found, wrong = _look(settings, {"after": state}, chosen)
        outcome.failures += [f"after the last round: {what}" for what in wrong]
    finally:
        writers.close()
    return outcome


class _Writers:
    """A process that has everything loaded, and makes a writer of itself for each piece of work."""

    def __init__(self, settings: Settings) -> None:
        packages = [str(Path(__file__).parent.parent), *(path for path in sys.path if path)]
        variables = {
            "PYTHONPATH": os.pathsep.join(packages),
            "NEWS_INDEX": str(settings.index),
            "NEWS_STORE": settings.store,
            "NEWS_EMBEDDING": settings.embedding,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from bench.kill import work_off; work_off()"],
            env=os.environ | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._writer = 0

    def start(self, work: dict[str, Any]) -> float:
        """Have a writer begin; the moment when it did."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(work) + "\n")
        self._process.stdin.flush()
        self._writer = int(self._told())
        if self._told() != "started":
            raise NewsError("The process that writes ended early. See what it said.")
        return time.monotonic()

    def do(self, work: dict[str, Any]) -> float:
        """Have a writer do its work; the seconds that it took."""
        started = self.start(work)
        if self._told() != "done" or self._told() != "ended":
            raise NewsError("The process that writes ended early. See what it said.")
        return time.monotonic() - started

    def kill(self, work: dict[str, Any], *, after: float) -> bool:
        """Have a writer begin and kill it so many seconds later; whether it was done by then."""
        started = self.start(work)
        time.sleep(max(0.0, started + after - time.monotonic()))
        with suppress(ProcessLookupError):
            os.kill(self._writer, signal.SIGKILL)
        last = self._told()
        return last == "done" and self._told() == "ended"

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()

    def _told(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


def work_off() -> None:
    """What the process of writers does: a line of work from standard input, a fork for each."""
    import chromadb  # noqa: F401
    import datasketch  # noqa: F401

    from assistant.settings import Settings
    from index import build  # noqa: F401
    from index.embedding import load_embeddings
    from index.readers.records import read_json_lines

    settings = Settings()
    load_embeddings(settings.embedding)
    list(read_json_lines(io.BytesIO(json.dumps(_record(0, 0)).encode()), "loads the readers"))
    for line in sys.stdin:
        writer = os.fork()
        if not writer:
            _write_index(settings, json.loads(line))
            os._exit(0)
        _tell(str(writer))
        os.waitpid(writer, 0)
        _tell("ended")


def _write_index(settings: Settings, work: dict[str, Any]) -> None:
    from index import rebuild, remove, update
    from index.backends import backend_of, server_lock

    server_lock.WRITER_SECONDS = _LOCK_SECONDS
    time.sleep(0.05)  # the process's number is told first
    end = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            with backend_of(settings).writing():
                break
        except IndexBusy:  # the lock of a server outlives a killed writer for some seconds
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
    _tell("started")
    if work["kind"] == "remove":
        remove(work["addresses"], settings=settings)
    else:
        {"rebuild": rebuild, "update": update}[work["kind"]](work["path"], settings=settings)
    _tell("done")


def _tell(word: str) -> None:
    """One write, so that words of two processes don't mix."""
    os.write(sys.stdout.fileno(), f"{word}\n".encode())


def _work(
    folder: Path, kind: str, state: State, chosen: random.Random
) -> tuple[State, dict[str, Any]]:
    """Work of a kind, and what the index should hold after it."""
    if kind == "remove":
        gone = chosen.sample(sorted(state), max(1, len(state) // 40))
        after = {number: version for number, version in state.items() if number not in gone}
        return after, {"kind": kind, "addresses": [_address(number) for number in gone]}
    few = chosen.sample(sorted(state), max(1, len(state) // 40))
    new = range(max(state) + 1, max(state) + 1 + len(few))
    difference = {number: state[number] + 1 for number in few} | dict.fromkeys(new, 0)
    if kind == "update":
        return state | difference, _write(folder, kind, difference)
    left_out = chosen.sample(sorted(state.keys() - difference.keys()), len(few))
    after = {n: v for n, v in (state | difference).items() if n not in left_out}
    return after, _write(folder, kind, after)


def _write(folder: Path, kind: str, state: State) -> dict[str, Any]:
    path = folder / "articles.jsonl"
    records = (_record(number, version) for number, version in state.items())
    path.write_text("".join(json.dumps(item) + "\n" for item in records), encoding="utf-8")
    return {"kind": kind, "path": str(path)}


def _record(number: int, version: int) -> dict[str, str]:
    return {
        "title": f"The harbour of Exampleton {number}",
        "body": _body(number, version),
        "source": f"Wire {number % 3}",
        "published": f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00Z",
        "url": _address(number),
    }


def _address(number: int) -> str:
    return f"https://example.org/{number}"


def _body(number: int, version: int) -> str:
    return (
        f"The harbour of Exampleton {number} opened again after {number + 2} years. Its name is "
        f"now {_word(number, version)}, and {number * 7 + version} people had come to see it."
    )


def _word(number: int, version: int) -> str:
    """A word that just one version of one article has."""
    return f"Zol{number}ver{version}"


def _look(
    settings: Settings, states: dict[str, State], chosen: random.Random
) -> tuple[str, list[str]]:
    """Which state the index is in, and all that is wrong with it."""
    from index import open_index, verify

    try:
        found = verify(settings)
        opened = open_index(settings)
        held = {entry.url: entry.id for entry in opened.vectors.entries()}
    except NewsError as error:
        return "", [f"it cannot be read: {error}"]
    wrong = [f"{kind}: {what}" for kind, items in found.by_kind().items() for what in items]
    if opened.problem:
        wrong.append(str(opened.problem))
    bodies = Counter(
        article.body for key in held.values() if (article := opened.article(key)) is not None
    )
    for name, state in states.items():
        if bodies == Counter(_body(number, version) for number, version in state.items()):
            return name, wrong + _answers(settings, state, chosen)
    return "", [*wrong, f"it holds {len(held)} articles of neither state"]


def _answers(settings: Settings, state: State, chosen: random.Random) -> list[str]:
    """What is wrong with what an index in a state finds and answers."""
    from assistant import answer
    from index import Filter, open_index

    wrong = []
    opened = open_index(settings)
    for number in chosen.sample(range(max(state) + 1), _SOUGHT):
        version = state.get(number)
        sought = opened.embeddings.encode_question(_body(number, version or 0))
        near = opened.vectors.search(sought, limit=3, within=Filter())
        for at in range((version or 0) + 3):
            word = _word(number, at)
            by_word = opened.lexical.search(word, limit=3, within=Filter())
            texts = [
                item.passage.text
                for item in opened.passages([h.passage_id for h in by_word]).values()
            ]
            if texts != ([_body(number, at)] if at == version else []):
                wrong.append(f"the word {word} finds {texts}")
        near_texts = [
            item.passage.text for item in opened.passages([h.passage_id for h in near]).values()
        ]
        if version is not None and _body(number, version) not in near_texts:
            wrong.append(f"article {number} is not found by its vector")
    number = chosen.choice(sorted(state))
    try:
        reply = answer(
            f"What is the name of the harbour of Exampleton {number}?", settings=settings
        )
    except NewsError as error:
        return [*wrong, f"it does not answer: {error}"]
    held = {_body(number, version) for number, version in state.items()}
    for citation in reply.citations:
        if not any(citation.quote in body for body in held):
            wrong.append(f"a quote is of neither state: {citation.quote}")
    return wrong
