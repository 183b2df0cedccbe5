"""Models that read two texts together, by folder or name, for whatever they are to judge."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

    from index.errors import NewsError


def load_cross_encoder(
    name: str, *, role: str, unavailable: type[NewsError], instead: str
) -> CrossEncoder:
    """Load a CrossEncoder from a folder, or by its Hugging Face name.

    Args:
        name: folder or name.
        role: what messages call it: "reranker".
        unavailable: the error to raise.
        instead: what to set, the end of its message.

    Raises:
        NewsError: an `unavailable`; it is neither on disk nor to be had.
    """
    offline = Path(name).exists()
    if offline:
        # Before the library is imported: it reads this once.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    from sentence_transformers import CrossEncoder

    try:
        model: CrossEncoder = CrossEncoder(name, device="cpu", local_files_only=offline)
    except (OSError, ValueError) as error:
        raise unavailable(
            f"The {role} {name!r} could not be loaded ({error}). {instead}"
        ) from error
    return model
