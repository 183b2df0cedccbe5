"""Training the reader: from the packaged embedding model to the weights that ship.

First the questions of an encyclopedia, which know the spans that answer; then those of news, which
know the answer's words only, in what an index of their articles gives for them, and part of the
first again. Interrupted, the same command goes on from the last checkpoint.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.progress import display
from assistant.terminal import configured, messages
from bench.arguments import data_parser
from bench.cache import FOLDER
from bench.reader_data import SEED, held_out, read_squad, wiki_groups
from bench.reader_news import news_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.settings import Settings
    from bench.reader_data import Group, Paragraph
    from index.writer import OnProgress

_MEASURED = 60
"""Paragraphs held out on which the training is watched."""
_PASSES = 2
"""Times that a question of the encyclopedia is learned from, each time with other text beside."""
_AGAIN = 1_200
"""Questions of the encyclopedia that are seen again among those of news."""
_BESIDE = 0.2
"""Share of them with a window of news beside, which doesn't answer."""
_OF_FIRST = 0.2
"""Share of the first stage's weights in what ships, the rest the second's: most of what the second
forgot of the first comes back (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR
2022)."""
_WIKI_RATE = 1.5e-4
_NEWS_RATE = 8e-5


def main(argv: Sequence[str]) -> int:
    """Train; the report is one JSON object on standard output."""
    parser = data_parser(
        "train-reader",
        __doc__,
        "folder with wiki_train.json, wiki_test.json, news_train.jsonl.gz",
    )
    parser.add_argument(
        "--out", type=Path, default=FOLDER / "reader", help="folder of checkpoints and outcome"
    )
    arguments = parser.parse_args(argv)
    with display(messages()) as progress:
        report = run(arguments.data, arguments.out, configured(), progress)
    print(json.dumps(report, indent=2))
    return 0


def run(data: Path, out: Path, settings: Settings, progress: OnProgress) -> dict[str, Any]:
    """Train in both stages and pack what changed; returns the report.

    Raises:
        NoData: a file is missing or damaged.
    """
    from bench.reading import paragraph_at_1, reader_of, train

    rng = random.Random(SEED)
    articles, test = read_squad(data / "wiki_train.json"), read_squad(data / "wiki_test.json")
    held, learned = held_out(articles, rng)
    watched = [paragraph for article in held for paragraph in article][:_MEASURED]
    wiki = [group for _ in range(_PASSES) for group in wiki_groups(learned, rng)]
    rng.shuffle(wiki)

    def measure(model: Any) -> dict[str, float]:
        return {"paragraph@1": paragraph_at_1(reader_of(model), watched)}

    begin, wiki_log = train(wiki, out / "wiki", rate=_WIKI_RATE, measure=measure, progress=progress)
    news = news_groups(data / "news_train.jsonl.gz", settings, rng, progress)
    mixed = [*news, *_beside(wiki[-_AGAIN:], news, rng)]
    rng.shuffle(mixed)
    final, news_log = train(
        mixed, out / "news", rate=_NEWS_RATE, measure=measure, progress=progress, begin=begin
    )
    return {
        "questions": {"wiki": len(wiki) // _PASSES, "news": len(news)},
        "trained": {"wiki": wiki_log, "news": news_log},
        **_packed(begin, final, out / "reader.safetensors", test),
    }


def _beside(wiki: Sequence[Group], news: Sequence[Group], rng: random.Random) -> list[Group]:
    """Questions of the encyclopedia, some with a window of news read along."""
    from dataclasses import replace

    groups = []
    for group in wiki:
        if rng.random() < _BESIDE and news:
            other = rng.choice(rng.choice(news).windows)
            group = replace(group, windows=(*group.windows, other), answers=(*group.answers, ()))
        groups.append(group)
    return groups


def _packed(
    first: Path, second: Path, path: Path, test: Sequence[Sequence[Paragraph]]
) -> dict[str, Any]:
    """Write what changed of the packaged model in both stages, and measure what that gives."""
    import torch
    from safetensors.torch import load_file, save_file

    from assistant.reader import TokenReader
    from assistant.reader_weights import base_weights, pack, reader_from
    from bench.reading import paragraph_at_1

    before, after = (load_file(folder / "model.safetensors") for folder in (first, second))
    mean = {name: torch.lerp(after[name], before[name], _OF_FIRST) for name in after}
    stored = pack(mean, base_weights())
    save_file(stored, path)
    reader = TokenReader(*reader_from(stored))
    data = path.read_bytes()
    paragraphs = [paragraph for article in test for paragraph in article]
    return {
        "weights": str(path),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "paragraph@1": round(paragraph_at_1(reader, paragraphs), 4),
    }
