"""Measuring data of six made-up articles, and a folder that keeps the indexes built of them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from made_training import squad

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = (
    (
        "harbour",
        "Veltmark",
        "Veltmark harbour bridge opens after nine years",
        "2024-05-02",
        "The harbour bridge of Veltmark opened to traffic on Thursday. Mayor Ilse Corran cut a "
        "ribbon in front of 4,000 people. The bridge cost 212 million euros, twice what was "
        "planned. Lorries must wait until the autumn, when the northern ramp is finished.",
    ),
    (
        "bridge-later",
        "Daily Tarn",
        "Lorries may use the harbour bridge",
        "2024-10-11",
        "Lorries have crossed the harbour bridge of Veltmark since Friday. Mayor Ilse Corran said "
        "that the northern ramp, finished in September, held. The first across was driven by "
        "Bo Lindt, who had waited in the queue for two days.",
    ),
    (
        "chess",
        "Daily Tarn",
        "Teenager wins the island chess title",
        "2024-05-04",
        "Sunna Ord, aged 15, won the chess title of the Oster islands on Saturday. She beat the "
        "holder, Per Vinge, in 61 moves. Ord had lost to Vinge in last year's final. Her prize is "
        "a silver clock and 900 crowns.",
    ),
    (
        "apples",
        "Veltmark",
        "Late frost costs growers a third of their apples",
        "2024-05-06",
        "Growers in the Hollen valley expect to lose a third of this year's apples. Frost came in "
        "the last week of April, when the trees were in blossom. Agnes Roth, who chairs the "
        "growers' union, asked the province for loans without interest.",
    ),
    (
        "trams",
        "Veltmark",
        "Trams stand still in a strike over night shifts",
        "2024-05-07",
        "No tram ran in Veltmark on Tuesday. Drivers struck against a plan for longer night "
        "shifts. The union says that 640 of its 700 members took part. Talks go on next Monday.",
    ),
    (
        "comet",
        "Daily Tarn",
        "A comet can be seen before sunrise",
        "2024-05-08",
        "A comet can be seen low in the east before sunrise until the end of the month. It was "
        "found in January by the astronomer Kaja Holm at the Berg observatory. It will not be "
        "back for 11,000 years, says Holm.",
    ),
)
QUESTIONS = (
    ("Who cut the ribbon when the harbour bridge opened?", "2024-05-03", "Ilse Corran", "harbour"),
    ("How many moves did Sunna Ord need to win the chess title?", "2024-05-10", "61", "chess"),
    ("Who chairs the union of the apple growers?", "2024-05-10", "Agnes Roth", "apples"),
    ("Which astronomer found the comet?", "2024-05-10", "Kaja Holm", "comet"),
)


def address(key: str) -> str:
    return f"https://example.org/{key}"


@pytest.fixture(scope="session")
def bench_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder whose `.bench` keeps what was built, for all tests."""
    return tmp_path_factory.mktemp("bench")


@pytest.fixture
def in_bench_folder(bench_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(bench_folder)
    return bench_folder


@pytest.fixture(scope="session")
def news_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus and its questions. One article has no address, so its title is its key."""
    folder = tmp_path_factory.mktemp("news-data")
    corpus = [
        {
            "id": key,
            "url": "" if key == "comet" else address(key),
            "source": source,
            "title": title,
            "authors": [],
            "published_at": published,
            "body": body,
        }
        for key, source, title, published, body in ARTICLES
    ]
    questions = [
        {
            "id": str(number),
            "question": text,
            "asked_on": asked_on,
            "answers": [answer],
            "gold": [gold],
        }
        for number, (text, asked_on, answer, gold) in enumerate(QUESTIONS)
    ]
    for name, records in (("corpus", corpus), ("questions", questions)):
        lines = "".join(json.dumps(record) + "\n" for record in records)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def training_data(tmp_path_factory: pytest.TempPathFactory, news_data: Path) -> Path:
    """A folder in the form of the training data."""
    folder = tmp_path_factory.mktemp("reader-data")
    for name in ("wiki_train", "wiki_test"):
        (folder / f"{name}.json").write_text(json.dumps(squad()), encoding="utf-8")
    articles = {
        row["id"]: {key: row[key] for key in ("title", "published_at", "body")}
        for row in map(json.loads, (news_data / "corpus.jsonl").read_text("utf-8").splitlines())
    }
    with gzip.open(folder / "news_train.jsonl.gz", "wt", encoding="utf-8") as lines:
        for text in (news_data / "questions.jsonl").read_text("utf-8").splitlines():
            row = json.loads(text)
            row["articles"] = [articles[key] for key in row.pop("gold")]
            lines.write(json.dumps(row) + "\n")
    return folder
