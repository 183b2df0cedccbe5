"""A small model that reads a question with a stretch of text and knows which sentence answers."""

from __future__ import annotations

import threading
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from assistant.cross_encoders import load_cross_encoder
from assistant.reader_input import encode, padded
from assistant.reader_weights import load_packaged
from assistant.settings import PACKAGED_READER
from index.errors import ReaderUnavailable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import CrossEncoder
    from torch import Tensor

    from assistant.reader_input import Encoded
    from assistant.windows import Window

UNREAD = -12.0
"""Score of a sentence that the model didn't see: it lies behind what is read at once."""
_BATCH = 8
OFF = "off"


class Reader(Protocol):
    """Whatever judges sentences."""

    def read(self, question: str, windows: Sequence[Window]) -> list[list[float]]:
        """For each window the scores of its sentences: log odds that one answers the question."""


class TokenReader:
    """The packaged reader, safe from several threads.

    Each token of a window has a score, as if an answer began there; one softmax over the tokens of
    all windows of a question, and "none of them", is what it is trained with (Clark and Gardner,
    "Simple and effective multi-paragraph reading comprehension", ACL 2018). A sentence's score is
    the logarithm of the sum over its tokens, so it is 0 where it answers as likely as none does.
    """

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._model = model
        self._tokenizer = tokenizer
        # A fast tokenizer raises "Already borrowed" when two threads use it at once.
        self._lock = threading.Lock()

    def read(self, question: str, windows: Sequence[Window]) -> list[list[float]]:
        """For each window the scores of its sentences: log odds that one answers the question."""
        import torch

        found: dict[int, list[float]] = {}
        with self._lock, torch.inference_mode():
            encoded = encode(self._tokenizer, question, windows)
            order = sorted(range(len(encoded)), key=lambda place: len(encoded[place].ids))
            for start in range(0, len(order), _BATCH):
                places = order[start : start + _BATCH]
                logits = self._model(**padded([encoded[place] for place in places])).logits
                for row, place in zip(logits[..., 0].float(), places, strict=True):
                    spans = len(windows[place].sentences)
                    found[place] = sentence_scores(row, encoded[place], spans)
        return [found[place] for place in range(len(windows))]


def sentence_scores(logits: Tensor, encoded: Encoded, sentences: int) -> list[float]:
    """The scores of a window's sentences, from those of its tokens (at least as many)."""
    import torch

    place = torch.tensor(encoded.sentence)
    values = torch.full((sentences + 1, len(place)), -torch.inf)
    values[place, torch.arange(len(place))] = logits[: len(place)]
    return [max(float(value), UNREAD) for value in torch.logsumexp(values[:sentences], dim=1)]


class PairReader:
    """Any CrossEncoder, which reads the question with one sentence at a time."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model
        self._lock = threading.Lock()

    def read(self, question: str, windows: Sequence[Window]) -> list[list[float]]:
        """For each window the model's own scores of its sentences, before any activation."""
        import torch

        pairs = [
            (question, f"{window.title}\n{window.text[start:end]}".strip())
            for window in windows
            for start, end in window.sentences
        ]
        if not pairs:
            return [[] for _ in windows]
        with self._lock:
            values = iter(
                self._model.predict(
                    pairs, activation_fn=torch.nn.Identity(), show_progress_bar=False
                )
            )
        return [[float(next(values)) for _ in window.sentences] for window in windows]


class TimedReader:
    """A reader that is timed; `seconds` is what it took so far."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.seconds = 0.0

    def read(self, question: str, windows: Sequence[Window]) -> list[list[float]]:
        """For each window the scores of its sentences."""
        started = time.perf_counter()
        scores = self._reader.read(question, windows)
        self.seconds += time.perf_counter() - started
        return scores


_loading = threading.Lock()


def load_reader(name: str = PACKAGED_READER) -> Reader | None:
    """Load the reader: the packaged one, a CrossEncoder's folder or Hugging Face name, or none.

    Raises:
        ReaderUnavailable: the weights are missing or altered, or the model named is neither on disk
            nor to be had, or gives no single score.
        EmbeddingUnavailable: likewise of the model that the packaged reader is made from.
    """
    if name == OFF:
        return None
    with _loading:
        return _load(name)


@lru_cache(maxsize=2)
def _load(name: str) -> Reader:
    if name == PACKAGED_READER:
        return TokenReader(*load_packaged())
    model = load_cross_encoder(
        name,
        role="reader",
        unavailable=ReaderUnavailable,
        instead="Set NEWS_READER to the folder of a sentence-transformers CrossEncoder, to "
        f"{PACKAGED_READER}, or to {OFF}.",
    )
    if model.num_labels != 1:
        raise ReaderUnavailable(
            f"The reader {name!r} gives {model.num_labels} values for a pair, not one score. Set "
            f"NEWS_READER to a CrossEncoder trained for ranking, to {PACKAGED_READER}, or to {OFF}."
        )
    return PairReader(model)
