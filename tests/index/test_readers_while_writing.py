"""Four processes ask while a fifth updates: no error, and no answer that mixes generations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from made_articles import record, write

from index import rebuild, status, update, verify

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.settings import Settings

_ARTICLES = 8
_UPDATES = 20
_READERS = 4
_ASKING = """
import json, re, sys
from pathlib import Path
from assistant import answer
from assistant.settings import Settings
from index import Filter, open_index

settings, asked, seen, wrong = Settings(), 0, [], []

def edition(texts):
    return set(re.findall(r"edition number (\\d+)", " ".join(texts)))

print("asking", flush=True)
while not asked or not Path(sys.argv[1]).exists():
    reply = answer("What is the edition number of Exampleton?", settings=settings)
    opened = open_index(settings)
    hits = opened.lexical.search("edition", limit=100, within=Filter())
    items = opened.passages([hit.passage_id for hit in hits]).values()
    bodies = [opened.article(item.passage.article_id).body for item in items]
    quotes = [quote.quote for quote in reply.citations]
    for texts in (quotes, [item.passage.text for item in items], bodies):
        if len(edition(texts)) != 1:
            wrong.append(texts)
    if len(items) != {articles}:
        wrong.append(f"{{len(items)}} passages")
    if reply.generation not in seen:
        seen.append(reply.generation)
    asked += 1
print(json.dumps({{"asked": asked, "seen": seen, "wrong": wrong}}), flush=True)
"""


def _edition(folder: Path, number: int) -> Path:
    text = f"This is the edition number {number} of what is known of Exampleton"
    records = [record(article, f"{text}, part {article}.") for article in range(_ARTICLES)]
    return write(folder / "edition.jsonl", records)


def test_readers_see_one_generation_at_a_time(place: Settings, tmp_path: Path) -> None:
    rebuild(_edition(tmp_path, 0), settings=place)
    stop = tmp_path / "stop"
    packages = os.pathsep.join(path for path in sys.path if path)
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", _ASKING.format(articles=_ARTICLES), str(stop)],
            env=os.environ
            | {
                "PYTHONPATH": packages,
                "NEWS_INDEX": str(place.index),
                "NEWS_STORE": place.store,
                "OMP_NUM_THREADS": "1",
            },
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(_READERS)
    ]
    try:
        for reader in readers:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "asking\n"
        for number in range(1, _UPDATES + 1):
            report = update(_edition(tmp_path, number), settings=place)
            assert report.changed == _ARTICLES
        stop.touch()
        told = [json.loads(reader.communicate(timeout=300)[0]) for reader in readers]
    finally:
        stop.touch()
        for reader in readers:
            reader.kill()
            reader.communicate()
    for reader in told:
        assert reader["wrong"] == []
        assert reader["seen"] == sorted(reader["seen"])
    assert any(len(reader["seen"]) > 2 for reader in told), told
    assert status(place).generation == f"{_UPDATES + 1:06d}"
    assert verify(place).problems == ()
