"""Reranking with a real CrossEncoder: the packaged MiniLM with a new, untrained output."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant import answer
from assistant.reader import load_reader
from assistant.reranking import load_reranker
from assistant.windows import whole_window
from index.errors import RerankerUnavailable

if TYPE_CHECKING:
    from pathlib import Path

    from assistant import Settings

QUESTION = "How many members does the OSCE have?"


def _save(folder: Path, *, outputs: int) -> str:
    import torch
    from sentence_transformers import CrossEncoder

    from index.embedding import packaged_model

    torch.manual_seed(1)
    model = CrossEncoder(
        str(packaged_model()), num_labels=outputs, device="cpu", local_files_only=True
    )
    model.save_pretrained(str(folder))
    return str(folder)


@pytest.fixture(scope="module")
def reranker(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _save(tmp_path_factory.mktemp("reranker"), outputs=1)


def test_passages_stand_in_the_models_order(sample_index: Settings, reranker: str) -> None:
    model = load_reranker(reranker)._model
    settings = sample_index.model_copy(update={"reranker": reranker})
    hits = answer(QUESTION, settings=settings).passages
    values = [float(model.predict((QUESTION, f"{hit.title}\n{hit.text}"))) for hit in hits]
    assert values == pytest.approx(sorted(values, reverse=True), abs=1e-4)
    plain = answer(QUESTION, settings=sample_index).passages
    assert [hit.passage_id for hit in hits] != [hit.passage_id for hit in plain]


def test_the_reader_orders_passages_by_their_best_sentences(sample_index: Settings) -> None:
    reader = load_reader()
    assert reader is not None
    settings = sample_index.model_copy(update={"reranker": "packaged"})
    question = "When was the NATO-Russia Council set up?"
    hits = answer(question, settings=settings).passages
    windows = [whole_window(hit.title, hit.text) for hit in hits]
    best = [max(scores) for scores in reader.read(question, windows)]
    assert best == pytest.approx(sorted(best, reverse=True), abs=0.1)
    assert "has existed since 2002" in hits[0].text
    plain = answer(question, settings=sample_index).passages
    assert [hit.passage_id for hit in hits] != [hit.passage_id for hit in plain]


@pytest.mark.usefixtures("sample_index")
def test_what_is_not_there_says_which_setting_to_mend(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RerankerUnavailable, match="NEWS_RERANKER"):
        load_reranker(str(tmp_path / "empty"))


def test_a_classifier_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(RerankerUnavailable, match="3 values"):
        load_reranker(_save(tmp_path, outputs=3))
