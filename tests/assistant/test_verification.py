"""Verification with real CrossEncoders: the packaged MiniLM with new, untrained outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.verification import EmbeddingSupport, load_verifier, verifier
from index.embedding import load_embeddings
from index.errors import VerifierUnavailable

if TYPE_CHECKING:
    from pathlib import Path

EVIDENCE = ("The bridge opened on Thursday.", "Lorries must wait.")


def _save(folder: Path, labels: list[str]) -> str:
    import torch
    from sentence_transformers import CrossEncoder

    from index.embedding import packaged_model

    torch.manual_seed(1)
    model = CrossEncoder(
        str(packaged_model()), num_labels=len(labels), device="cpu", local_files_only=True
    )
    model.config.id2label = dict(enumerate(labels))
    model.config.label2id = {label: place for place, label in enumerate(labels)}
    model.save_pretrained(str(folder))
    return str(folder)


def test_without_a_name_the_embeddings_verify() -> None:
    assert isinstance(verifier("", load_embeddings()), EmbeddingSupport)


@pytest.mark.parametrize("labels", [["LABEL_0"], ["contradiction", "entailment", "neutral"]])
def test_a_cross_encoder_takes_its_place(tmp_path: Path, labels: list[str]) -> None:
    support = verifier(_save(tmp_path, labels), load_embeddings())

    both = support("The bridge opened.", EVIDENCE)
    assert both >= support("The bridge opened.", EVIDENCE[:1])
    assert 0.0 < both < 1.0
    assert support("The bridge opened.", ()) == 0.0


def test_what_says_nothing_of_entailment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VerifierUnavailable, match="NEWS_VERIFIER"):
        load_verifier(_save(tmp_path, ["good", "bad"]))


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(VerifierUnavailable, match="NEWS_VERIFIER"):
        load_verifier(str(tmp_path))
