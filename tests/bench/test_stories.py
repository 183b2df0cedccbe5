"""The bench of stories, over made-up articles and a corpus that a clone does not have."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from bench.__main__ import main
from bench.data import NoData
from bench.stories import changed, left_out, load, put_in, run

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [f"word{i}" for i in range(100)]


def _corpus(folder: Path) -> Path:
    body = " ".join(
        f"The mayor of Veltmark said {i} times that the bridge is safe." for i in range(40)
    )
    other = " ".join(f"Growers near Ostby lost {i} baskets of apples to frost." for i in range(40))
    rows = [
        ("https://example.org/bridge", "Veltmark", "The bridge is safe", body),
        ("https://www.example.org/bridge/", "Veltmark", "The bridge is safe", body),
        (
            "https://example.net/bridge",
            "Daily Tarn",
            "Bridge safe, says mayor",
            f"{body} So be it.",
        ),
        ("https://example.net/apples", "Daily Tarn", "Frost in Ostby", other),
    ]
    lines = (
        json.dumps(
            {"url": url, "source": source, "title": title, "body": text, "date": "2024-05-02"}
        )
        for url, source, title, text in rows
    )
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_pairs_and_recall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stories", str(_corpus(tmp_path)), "--json", "--copies", "3"]) == 0
    results = json.loads(capsys.readouterr().out)

    assert (results["articles"], results["stories"], results["pairs"]) == (3, 1, 2)
    assert results["pairs_of_one_article"] == 1
    assert [pair["same_article"] for pair in results["found"]] == [True, False]
    assert set(results["recall"]) == {"changed", "left out", "put in"}
    assert results["recall"]["changed"]["1"] == 1.0


def test_pairs_to_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stories", str(_corpus(tmp_path)), "--copies", "1", "--show", "9"]) == 0
    shown = capsys.readouterr().out

    assert "3 articles, 1 stories told more than once; 2 pairs, 1 of them of one article" in shown
    assert "Veltmark, 2 May 2024" in shown
    assert "Bridge safe, says mayor" in shown
    assert "\n2. one " in shown
    assert "\n3. one " not in shown


def test_copies_differ_by_their_share() -> None:
    chance = random.Random(1)
    assert sum(word.startswith("x") for word in changed(WORDS, 0.2, ["x"], chance).split()) == 20
    assert len(left_out(WORDS, 0.2, [], chance).split()) == 80
    added = put_in(WORDS, 0.2, ["x"], chance).split()
    assert len(added) == 120
    assert [word for word in added if word != "x"] == WORDS


def test_a_folder_without_a_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoData, match="corpus"):
        load(tmp_path)


@pytest.mark.real_data
def test_copies_with_a_tenth_of_the_words_changed_are_found(shared_data: Path) -> None:
    articles = load(shared_data / "news")[:600]
    assert run(articles, copies=100, seed=5).recall["changed"]["10"] >= 0.95
