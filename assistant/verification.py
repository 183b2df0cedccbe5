"""What tells how well passages support a sentence: the embeddings, or a cross-encoder if named."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from assistant.cross_encoders import load_cross_encoder
from assistant.support import measure, score
from index.errors import VerifierUnavailable

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

    from index.embedding import SentenceEmbeddings

Support: TypeAlias = Callable[[str, Sequence[str]], float]
"""How well sentences of evidence support a sentence, 0 to 1."""


class EmbeddingSupport:
    """Support by the embedding model's token vectors; for one answer, whose evidence it keeps."""

    def __init__(self, embeddings: SentenceEmbeddings) -> None:
        self._embeddings = embeddings
        self._read: dict[str, NDArray[np.float32]] = {}

    def __call__(self, sentence: str, evidence: Sequence[str]) -> float:
        """Measure and score; nothing is supported by nothing."""
        if not evidence or not sentence.strip():
            return 0.0
        new = [text for text in dict.fromkeys(evidence) if text not in self._read]
        vectors = self._embeddings.encode_tokens([sentence, *new])
        self._read.update(zip(new, vectors[1:], strict=True))
        known = [self._read[text] for text in evidence]
        return score(measure(sentence, evidence, vectors[0], known))


class CrossEncoderSupport:
    """Support by a CrossEncoder: the best of the sentences of evidence and of pairs of them.

    Pairs, for what a sentence says may stand in two (Laban et al., "SummaC", TACL 2022).
    """

    def __init__(self, model: CrossEncoder, entails: int | None) -> None:
        self._model = model
        self._entails = entails
        self._lock = threading.Lock()

    def __call__(self, sentence: str, evidence: Sequence[str]) -> float:
        """Score; nothing is supported by nothing."""
        if not evidence or not sentence.strip():
            return 0.0
        premises = [*evidence, *(f"{a} {b}" for a, b in pairwise(evidence))]
        with self._lock:
            values = self._model.predict(
                [(premise, sentence) for premise in premises],
                apply_softmax=self._entails is not None,
                show_progress_bar=False,
            )
        if self._entails is not None:
            values = values[:, self._entails]
        return float(np.max(values))


def verifier(name: str, embeddings: SentenceEmbeddings) -> Support:
    """What checks one answer: the CrossEncoder named, or the embedding model for an empty name.

    Raises:
        VerifierUnavailable: see `load_verifier`.
    """
    return load_verifier(name) if name else EmbeddingSupport(embeddings)


@lru_cache(maxsize=2)
def load_verifier(name: str) -> CrossEncoderSupport:
    """Load a CrossEncoder from a folder, or by its Hugging Face name.

    One value for a pair is taken for a score of 0 to 1; of several, the one labelled "entailment".

    Raises:
        VerifierUnavailable: it is neither on disk nor to be had, or has no such value.
    """
    model = load_cross_encoder(
        name,
        role="verifier",
        unavailable=VerifierUnavailable,
        instead="Set NEWS_VERIFIER to the folder of a sentence-transformers CrossEncoder, or leave "
        "it empty to go without.",
    )
    if model.num_labels == 1:
        return CrossEncoderSupport(model, None)
    config: Any = model.config
    labels = {label.lower(): place for place, label in config.id2label.items()}
    if "entailment" not in labels:
        raise VerifierUnavailable(
            f"The verifier {name!r} gives {model.num_labels} values for a pair and calls none of "
            "them entailment. Set NEWS_VERIFIER to a CrossEncoder trained for entailment, or leave "
            "it empty."
        )
    return CrossEncoderSupport(model, labels["entailment"])
