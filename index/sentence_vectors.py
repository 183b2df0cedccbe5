"""Vectors of the sentences of passages, made while the passages are embedded and stored with them.

A sentence's vector is the mean of its tokens' where the passage was read as a whole, so that it
knows what its pronouns stand for, and costs nothing more ("late chunking": Günther et al., "Late
chunking: contextual chunk embeddings using long-context embedding models", 2024, arXiv:2409.04701).
A number takes a byte: the cosine to what was packed is above 0.999.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

Span: TypeAlias = tuple[int, int]
"""Where a sentence begins and ends in its passage, in characters."""

_LARGEST = 127


def packed(vectors: Mapping[Span, NDArray[np.float32]]) -> bytes:
    """Unit vectors (dimension,) by span, as `unpacked` reads them; nothing for none."""
    if not vectors:
        return b""
    rows = np.stack(list(vectors.values()))
    found = np.empty(len(vectors), _record(rows.shape[1]))
    found["span"] = list(vectors)
    # Their length is known, so the scale need not be kept.
    found["vector"] = np.rint(_LARGEST * rows / np.abs(rows).max(axis=1, keepdims=True))
    return found.tobytes()


def unpacked(data: bytes, dimension: int) -> dict[Span, NDArray[np.float32]]:
    """Unit vectors (dimension,) by span; none where the data is that of another dimension."""
    record = _record(dimension)
    if len(data) % record.itemsize:
        return {}
    found = np.frombuffer(data, record)
    rows = found["vector"].astype(np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1.0)
    return {(int(a), int(b)): row for (a, b), row in zip(found["span"], rows, strict=True)}


def _record(dimension: int) -> np.dtype[np.void]:
    return np.dtype([("span", "<u4", (2,)), ("vector", "i1", (dimension,))])
