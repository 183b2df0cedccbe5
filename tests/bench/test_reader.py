"""The reader's bench, and its training on a handful of made-up questions."""

from __future__ import annotations

import hashlib
import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from made_training import ASKED, OTHER

from assistant.windows import whole_window
from bench import reading
from bench.__main__ import main
from bench.data import NoData
from bench.reader_data import Group, read_squad, right_sentences, wiki_groups, without
from bench.reader_news import news_groups
from index.embedding import packaged_model

if TYPE_CHECKING:
    from pathlib import Path

    from index.writer import Progress


def test_the_bench_shows_the_embedding_beside_the_reader(
    training_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["reader", str(training_data), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["embedding", "ours"]
    assert found["ours"]["paragraph@1"] == 1.0
    assert 0 < found["embedding"]["paragraph@1"] <= 1.0
    monkeypatch.setenv("NEWS_READER", "off")
    assert main(["reader", str(training_data)]) == 0
    printed = capsys.readouterr().out
    assert "| embedding |" in printed
    assert "| ours |" not in printed


def test_data_that_is_none_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reader", str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().err
    (tmp_path / "wiki_test.json").write_text('{"data": []}', encoding="utf-8")
    assert main(["reader", str(tmp_path)]) == 2
    assert "no question" in capsys.readouterr().err
    (tmp_path / "wiki_train.json").write_text('{"rows": []}', encoding="utf-8")
    with pytest.raises(NoData, match="SQuAD"):
        read_squad(tmp_path / "wiki_train.json")


def test_questions_of_paragraphs_are_taught_with_others_and_with_none(training_data: Path) -> None:
    articles = read_squad(training_data / "wiki_train.json")
    groups = list(wiki_groups(articles, random.Random(1)))
    assert len(groups) == 100
    answered = [group for group in groups if any(group.answers)]
    assert 60 < len(answered) < 95
    assert {len(group.windows) for group in groups} == {1, 2}
    for group in answered:
        window, answers = next(
            pair for pair in zip(group.windows, group.answers, strict=True) if pair[1]
        )
        wanted = {answer for _, question, answer in ASKED if question == group.question}
        assert {window.text[start:end] for start, end in answers} == wanted
    for group in groups:
        if not any(group.answers):
            (answer,) = {answer for _, asked, answer in ASKED if asked == group.question}
            assert all(answer not in window.text for window in group.windows)


def test_the_answering_sentence_is_taken_out() -> None:
    window = whole_window("", OTHER)
    at = OTHER.index("oats")
    assert right_sentences(window, ((at, at + 4),)) == {0}
    less = without(window, ((at, at + 4),))
    assert less is not None
    assert less.text == "Its wheel was carved from one oak by the Brandt brothers."
    assert without(whole_window("", "It grinds oats."), ((3, 9),)) is None


@pytest.mark.usefixtures("in_bench_folder")
def test_news_questions_know_where_the_answers_words_stand(
    training_data: Path, sample_index: Any
) -> None:
    groups = news_groups(
        training_data / "news_train.jsonl.gz", sample_index, random.Random(4), lambda _: None
    )
    assert len(groups) == 3, "one of four is kept for the weights of the evidence"
    answered = [group for group in groups if any(group.answers)]
    assert len(answered) >= 2
    for group in answered:
        for window, answers in zip(group.windows, group.answers, strict=True):
            assert window.title
            for start, end in answers:
                assert window.text[start:end] in {"61", "Agnes Roth", "Kaja Holm"}


def group(question: str, text: str, answer: str) -> Group:
    window = whole_window("", text)
    at = text.index(answer)
    return Group(question=question, windows=(window,), answers=(((at, at + len(answer)),),))


GROUPS = [group(question, text, answer) for text, question, answer in ASKED] * 16


def hash_of(folder: Path) -> str:
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


class Stopped(Exception):
    """As Ctrl-C, but of this test."""


def test_an_interrupted_training_goes_on_and_ends_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_SAVE_STEPS", 2)
    seen: list[int] = []

    def run(folder: Path, stop_at: int | None = None) -> tuple[Path, list[dict[str, float]]]:
        def progress(told: Progress) -> None:
            seen.append(told.done)
            if told.done == stop_at:
                raise Stopped

        return reading.train(
            GROUPS,
            folder,
            rate=1e-4,
            measure=lambda _: {"asked": 1.0},
            progress=progress,
            every=2,
        )

    whole, log = run(tmp_path / "whole")
    assert seen == [1, 2, 3, 4, 5]
    assert {"eval_asked"} <= set().union(*log)
    seen.clear()
    with pytest.raises(Stopped):
        run(tmp_path / "parts", stop_at=4)
    resumed, _ = run(tmp_path / "parts")
    assert seen == [1, 2, 3, 4, 3, 4, 5]
    assert hash_of(resumed) == hash_of(whole)


@pytest.mark.usefixtures("in_bench_folder")
def test_training_packs_what_ships_and_reports(
    training_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train-reader", str(training_data), "--out", str(tmp_path)]) == 0
    report = json.loads(capsys.readouterr().out)
    packed = (tmp_path / "reader.safetensors").read_bytes()
    assert report["sha256"] == hashlib.sha256(packed).hexdigest()
    assert (
        report["bytes"]
        == len(packed)
        < (packaged_model() / "model.safetensors").stat().st_size / 12
    )
    assert report["questions"] == {"wiki": 50, "news": 3}
    assert 0 < report["paragraph@1"] <= 1
    assert report["trained"]["wiki"]
