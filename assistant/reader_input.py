"""Question and window as the tokens that the reader reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from assistant.windows import Window

LONGEST = 320
"""Tokens of question and window together; a window's end that goes beyond is not read."""
_LONGEST_QUESTION = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A question and a window in tokens, all lists of one length."""

    ids: list[int]
    types: list[int]
    """0 for the question's tokens, 1 for the window's."""
    sentence: list[int]
    """The place of the token's sentence among those judged, or -1."""
    start: list[int]
    """Where the token begins in the window's text, in characters; -1 elsewhere."""


def encode(tokenizer: Any, question: str, windows: Sequence[Window]) -> list[Encoded]:
    """Put a question with each window into tokens, the title before the text."""
    if not windows:
        return []
    asked = tokenizer(
        question, add_special_tokens=False, truncation=True, max_length=_LONGEST_QUESTION
    )["input_ids"]
    heads = [f"{window.title}\n" if window.title else "" for window in windows]
    read = tokenizer(
        [head + window.text for head, window in zip(heads, windows, strict=True)],
        add_special_tokens=False,
        truncation=True,
        max_length=LONGEST - len(asked) - 3,
        return_offsets_mapping=True,
    )
    first = [tokenizer.cls_token_id, *asked, tokenizer.sep_token_id]
    none = [-1] * len(first)
    encoded = []
    for window, head, ids, offsets in zip(
        windows, heads, read["input_ids"], read["offset_mapping"], strict=True
    ):
        starts = [start - len(head) if start >= len(head) else -1 for start, _ in offsets]
        encoded.append(
            Encoded(
                ids=[*first, *ids, tokenizer.sep_token_id],
                types=[0] * len(first) + [1] * (len(ids) + 1),
                sentence=[*none, *_sentences(window.sentences, starts), -1],
                start=[*none, *starts, -1],
            )
        )
    return encoded


def _sentences(spans: Sequence[tuple[int, int]], starts: Sequence[int]) -> list[int]:
    """For each token the place of the span it begins in, or -1."""
    places, place = [], 0
    for start in starts:
        while place < len(spans) and start >= spans[place][1]:
            place += 1
        inside = start >= 0 and place < len(spans) and start >= spans[place][0]
        places.append(place if inside else -1)
    return places


def padded(encoded: Sequence[Encoded]) -> dict[str, Tensor]:
    """The model's inputs for a batch, each (len(encoded), tokens of the longest)."""
    import torch

    longest = max(len(item.ids) for item in encoded)

    def rows(values: list[list[int]]) -> Tensor:
        return torch.tensor([row + [0] * (longest - len(row)) for row in values])

    return {
        "input_ids": rows([item.ids for item in encoded]),
        "token_type_ids": rows([item.types for item in encoded]),
        "attention_mask": rows([[1] * len(item.ids) for item in encoded]),
    }
