"""Writers killed at random moments: the index answers as before or as after, and nothing else.

Each round a process rebuilds, updates or removes, and is killed with SIGKILL. Then the index is
opened and verified; it must hold just the articles of before or just those of after, find each by
its words and by its vector, and give answers whose quotes are exact.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.progress import display
from assistant.terminal import configured, messages
from bench.kill_work import State, Writers, body_of, difference_of, word_of, written
from index.errors import NewsError
from index.writer import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.settings import Settings
    from index.writer import OnProgress

_SOUGHT = 12
_LATEST = 1.2
"""The latest moment of a kill, in times of what the same work last took."""


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
    writers = Writers(settings)
    try:
        writers.do(written(folder, "rebuild", state))
        for kind in ("rebuild", "update", "remove"):  # each once whole, to know how long it takes
            state, work = difference_of(folder, kind, state, chosen)
            took[kind] = writers.do(work)
        for number in range(rounds):
            kind = chosen.choice(list(took))
            after, work = difference_of(folder, kind, state, chosen)
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
        state, work = difference_of(folder, "update", state, chosen)
        writers.do(work)
        found, wrong = _look(settings, {"after": state}, chosen)
        outcome.failures += [f"after the last round: {what}" for what in wrong]
    finally:
        writers.close()
    return outcome


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
        if bodies == Counter(body_of(number, version) for number, version in state.items()):
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
        sought = opened.embeddings.encode_question(body_of(number, version or 0))
        near = opened.vectors.search(sought, limit=3, within=Filter())
        for at in range((version or 0) + 3):
            word = word_of(number, at)
            by_word = opened.lexical.search(word, limit=3, within=Filter())
            texts = [
                item.passage.text
                for item in opened.passages([h.passage_id for h in by_word]).values()
            ]
            if texts != ([body_of(number, at)] if at == version else []):
                wrong.append(f"the word {word} finds {texts}")
        near_texts = [
            item.passage.text for item in opened.passages([h.passage_id for h in near]).values()
        ]
        if version is not None and body_of(number, version) not in near_texts:
            wrong.append(f"article {number} is not found by its vector")
    number = chosen.choice(sorted(state))
    try:
        reply = answer(
            f"What is the name of the harbour of Exampleton {number}?", settings=settings
        )
    except NewsError as error:
        return [*wrong, f"it does not answer: {error}"]
    held = {body_of(number, version) for number, version in state.items()}
    for citation in reply.citations:
        if not any(citation.quote in body for body in held):
            wrong.append(f"a quote is of neither state: {citation.quote}")
    return wrong
