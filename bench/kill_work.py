"""The work of writers that are to be killed, and the process that does it."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from index.errors import IndexBusy, NewsError

if TYPE_CHECKING:
    import random

    from assistant.settings import Settings

_BUSY_SECONDS = 120.0
_LOCK_SECONDS = 5
"""How long a server's lock outlives a killed writer here; longer, and the rounds would be hours."""

State: TypeAlias = dict[int, int]
"""Versions by article: what an index should hold."""


class Writers:
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
            [sys.executable, "-c", "from bench.kill_work import work_off; work_off()"],
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


def difference_of(
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
        return state | difference, written(folder, kind, difference)
    left_out = chosen.sample(sorted(state.keys() - difference.keys()), len(few))
    after = {n: v for n, v in (state | difference).items() if n not in left_out}
    return after, written(folder, kind, after)


def written(folder: Path, kind: str, state: State) -> dict[str, Any]:
    """Work that reads the articles of a state, which are written to a file in the folder."""
    path = folder / "articles.jsonl"
    records = (_record(number, version) for number, version in state.items())
    path.write_text("".join(json.dumps(item) + "\n" for item in records), encoding="utf-8")
    return {"kind": kind, "path": str(path)}


def _record(number: int, version: int) -> dict[str, str]:
    return {
        "title": f"The harbour of Exampleton {number}",
        "body": body_of(number, version),
        "source": f"Wire {number % 3}",
        "published": f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00Z",
        "url": _address(number),
    }


def _address(number: int) -> str:
    return f"https://example.org/{number}"


def body_of(number: int, version: int) -> str:
    """The text of one version of one article."""
    return (
        f"The harbour of Exampleton {number} opened again after {number + 2} years. Its name is "
        f"now {word_of(number, version)}, and {number * 7 + version} people had come to see it."
    )


def word_of(number: int, version: int) -> str:
    """A word that just one version of one article has."""
    return f"Zol{number}ver{version}"
