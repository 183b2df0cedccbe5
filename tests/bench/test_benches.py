"""The benches that build an index, end to end on six made-up articles."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from assistant.settings import Settings
from bench import abstain, plain, retrieval
from bench.__main__ import benches, main
from bench.data import load

if TYPE_CHECKING:
    from pathlib import Path

    from index.writer import Progress

METRICS = {
    "hit@1",
    "hit@5",
    "hit@10",
    "mrr@10",
    "answer@5",
    "quote@1",
    "quote@3",
    "quote_words",
    "build_s",
    "query_ms_p50",
    "query_ms_p95",
    "index_mb",
}


@pytest.fixture(autouse=True)
def _no_settings_of_its_own(in_bench_folder: Path) -> None:
    """All run where the others' indexes are kept."""


def run_json(capsys: pytest.CaptureFixture[str], *argv: str) -> Any:
    assert main([*argv, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_retrieval(news_data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    picture = tmp_path / "pictures" / "chart.svg"
    results = run_json(capsys, "retrieval", str(news_data), "--chart", str(picture))
    assert list(results)[:2] == ["plain", "ours"]
    assert {"without dense", "without lexical", "without lift"} <= set(results)
    for metrics in results.values():
        assert set(metrics) >= METRICS
    # The gold article is among six, and one of them has no address.
    assert results["ours"]["hit@1"] == results["ours"]["hit@10"] == 1.0
    assert results["plain"]["hit@10"] == 1.0
    assert results["ours"]["answer@5"] == 1.0
    assert results["ours"]["quote@3"] == 1.0
    for metrics in results.values():
        assert 0 < metrics["query_ms_p50"] <= metrics["query_ms_p95"]
        assert metrics["index_mb"] > 0
        assert metrics["build_s"] > 0
        assert 0 < metrics["quote_words"] < 110
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")


def test_a_second_run_builds_nothing(
    news_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_json(capsys, "retrieval", str(news_data))
    monkeypatch.setattr("index.rebuild", None)
    monkeypatch.setattr("bench.plain._build", plain._build)
    assert main(["retrieval", str(news_data)]) == 0
    table = capsys.readouterr().out.splitlines()
    assert len(table) == 2 + len(first)
    assert f"| {first['ours']['build_s']:.1f} |" in next(row for row in table if "| ours" in row)


def test_a_part_that_is_off_changes_what_is_found(news_data: Path) -> None:
    stages: list[str] = []

    def hear(progress: Progress) -> None:
        stages.append(progress.stage)

    results = retrieval.measure(load(news_data), Settings(), hear)
    assert results["without lexical"] != results["without dense"]
    assert stages[-1].startswith("Asking questions: without")


def test_abstain(news_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = run_json(capsys, "abstain", str(news_data))
    assert set(results) == {"auroc", "refused_answerable"}
    assert set(results["auroc"]) == {"foreign", "left_out"}
    assert results["auroc"]["foreign"] > 0.9
    assert results["auroc"]["left_out"] > 0.9
    assert 0 <= results["refused_answerable"] <= 1


def test_questions_are_asked_of_an_index_without_the_articles_that_answer(
    news_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, set[str]] = {}

    class Spy(abstain.Ours):
        def confidence(self, question: Any) -> float:
            titles = {entry.title for entry in self._index.vectors.entries()}
            seen.setdefault(question.text, titles)
            seen[question.text] &= titles
            return super().confidence(question)

    monkeypatch.setattr(abstain, "Ours", Spy)
    data = load(news_data)
    found = abstain.measure(data, Settings(), lambda _: None)
    assert len(found["left_out"]) == len(found["answerable"]) == len(data.questions)
    assert "A comet can be seen before sunrise" not in seen["Which astronomer found the comet?"]
    chess = seen["How many moves did Sunna Ord need to win the chess title?"]
    assert "Teenager wins the island chess title" not in chess
    assert len(chess) >= 4, "what does not answer stays"
    assert list(abstain.FOLDER.glob("left-out-*")) == []


def test_foreign_questions_are_a_hundred_each_its_own(news_data: Path) -> None:
    questions = abstain.foreign_questions(load(news_data))
    assert len({question.text for question in questions}) == 100
    assert all(question.text.endswith("?") for question in questions)


def test_a_threshold_above_all_refuses_all() -> None:
    confidences = {"answerable": [0.9, 0.8], "foreign": [0.1, 0.2], "left_out": [0.85, 0.3]}
    assert abstain.summary(confidences, 0.85) == {
        "auroc": {"foreign": 1.0, "left_out": 0.75},
        "refused_answerable": 0.5,
    }
    assert "| foreign | 2 | 1.000 | 1.000 |" in abstain.table(confidences, 0.95)


def test_the_list_of_benches(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    listed = capsys.readouterr().out
    assert {"abstain", "retrieval", "understand"} <= set(benches())
    for name, about in benches().items():
        assert name in listed
        assert about.endswith(".")
        assert about in listed


def test_an_unknown_bench_and_missing_data_are_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["retrieve"]) == 2
    assert "There is no bench 'retrieve'" in capsys.readouterr().err
    for name in ("retrieval", "abstain", "understand"):
        assert main([name, str(tmp_path)]) == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert "Name the folder" in captured.err or "name the folder" in captured.err


def test_a_wrong_setting_is_an_error(
    news_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWS_PASSAGES", "many")
    assert main(["retrieval", str(news_data)]) == 2
    assert "NEWS_PASSAGES" in capsys.readouterr().err


def test_a_missing_package_is_named(
    news_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(plain, "version", missing)
    assert main(["retrieval", str(news_data)]) == 2
    assert "langchain-chroma. Run: python -m pip install --group bench" in capsys.readouterr().err


def test_ctrl_c_ends_it_quietly(
    news_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(retrieval, "measure", stop)
    assert main(["retrieval", str(news_data), "--json"]) == 130
    assert capsys.readouterr().out == ""
