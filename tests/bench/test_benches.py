"""The benches that build an index, end to end on six made-up articles."""

from __future__ import annotations

import io
import json
from contextlib import chdir, redirect_stdout
from importlib.metadata import PackageNotFoundError
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from bench import abstain, plain, retrieval
from bench.__main__ import benches, main
from bench.cache import FOLDER
from bench.data import Question, load
from bench.ours import Ours
from index.embedding import SentenceEmbeddings

if TYPE_CHECKING:
    from pathlib import Path

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
def _kept(in_bench_folder: Path) -> None:
    """All run where the indexes that one builds are kept for the others."""


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures") / "new" / "chart.svg"


@pytest.fixture(scope="module")
def results(news_data: Path, bench_folder: Path, picture: Path) -> dict[str, dict[str, float]]:
    """What `python -m bench retrieval DATA --json --chart FILE` prints."""
    printed = io.StringIO()
    with chdir(bench_folder), redirect_stdout(printed):
        assert main(["retrieval", str(news_data), "--json", "--chart", str(picture)]) == 0
    found: dict[str, dict[str, float]] = json.loads(printed.getvalue())
    return found


def test_every_pipeline_has_every_metric(results: dict[str, dict[str, float]]) -> None:
    assert list(results)[:2] == ["plain", "ours"]
    assert {"without dense", "without lexical", "without lift"} <= set(results)
    for metrics in results.values():
        assert set(metrics) >= METRICS
        assert 0 < metrics["query_ms_p50"] <= metrics["query_ms_p95"]
        assert metrics["index_mb"] > 0
        assert metrics["build_s"] > 0
        assert 0 < metrics["quote_words"] < 110


def test_what_is_there_is_found(results: dict[str, dict[str, float]]) -> None:
    # One of the gold articles has no address.
    for name in ("plain", "ours"):
        assert results[name]["hit@5"] == results[name]["hit@10"] == 1.0
        assert results[name]["answer@5"] == 1.0
    assert results["ours"]["quote@3"] == 1.0
    assert results["ours"]["hit@1"] >= 0.75


def test_a_part_that_is_off_is_missed(results: dict[str, dict[str, float]]) -> None:
    def quality(name: str) -> list[float]:
        return [results[name][metric] for metric in ("hit@1", "mrr@10", "quote@1", "quote_words")]

    # The recency of an article about another thing outweighs the words of one question.
    assert quality("without lift") != quality("ours")


def test_the_chart_is_a_picture(results: dict[str, dict[str, float]], picture: Path) -> None:
    root = ElementTree.parse(picture).getroot()
    assert root.tag.endswith("svg")
    texts = {element.text for element in root.iter()}
    assert {"this assistant", "plain LangChain", f"{results['plain']['quote@1']:.2f}"} <= texts


def test_a_second_run_builds_nothing(
    results: dict[str, dict[str, float]],
    news_data: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("index.rebuild", None)
    monkeypatch.setattr(SentenceEmbeddings, "embed_documents", None)
    assert main(["retrieval", str(news_data)]) == 0
    table = capsys.readouterr().out.splitlines()
    assert len(table) == 2 + len(results)
    row = next(row for row in table if row.startswith("| ours"))
    assert f"| {results['ours']['build_s']:.1f} |" in row


def test_rows_that_are_not_asked_for_are_not_built(
    results: dict[str, dict[str, float]],
    news_data: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bench.retrieval.build_plain", None)
    assert main(["retrieval", str(news_data), "--only", "without lexical", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["without lexical"]
    assert found["without lexical"]["quote@3"] == results["without lexical"]["quote@3"]
    assert main(["retrieval", str(news_data), "--only", "without luck"]) == 2
    assert "'without luck' is no row" in capsys.readouterr().err


def test_abstain_asks_an_index_without_the_articles_that_answer(
    news_data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    smallest: dict[str, set[str]] = {}

    class Spy(Ours):
        def confidence(self, question: Question) -> float:
            titles = {entry.title for entry in self._index.vectors.entries()}
            smallest[question.text] = smallest.get(question.text, titles) & titles
            return super().confidence(question)

    monkeypatch.setattr("bench.abstain.Ours", Spy)
    assert main(["abstain", str(news_data), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"auroc", "refused_answerable"}
    assert set(found["auroc"]) == {"foreign", "left_out"}
    assert min(found["auroc"].values()) > 0.9
    assert 0 <= found["refused_answerable"] <= 1
    comet = "A comet can be seen before sunrise"
    assert comet not in smallest["Which astronomer found the comet?"]
    chess = smallest["How many moves did Sunna Ord need to win the chess title?"]
    assert "Teenager wins the island chess title" not in chess
    assert len(chess) >= 4, "what does not answer stays"
    assert list(FOLDER.glob("left-out-*")) == []


def test_answers_have_exact_citations(news_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["answers", str(news_data), "--answers", "9", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answers"] == 9
    assert 0 < found["answered"] <= 9
    assert 0 < found["exact"] == found["citations"]
    assert 0 < found["answer_ms_p50"] <= found["answer_ms_p95"]
    assert 0 < found["reader_share"] < 1


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
    assert {"abstain", "extraction", "retrieval", "understand"} <= set(benches())
    for name, about in benches().items():
        assert name in listed
        assert about.endswith(".")
        assert about in listed


def test_an_unknown_bench_and_missing_data_are_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["retrieve"]) == 2
    assert "There is no bench 'retrieve'" in capsys.readouterr().err
    for name in ("retrieval", "abstain", "extraction", "understand"):
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
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(retrieval, "measure", stop)
    assert main(["retrieval", str(news_data), "--json"]) == 130
    assert capsys.readouterr().out == ""
