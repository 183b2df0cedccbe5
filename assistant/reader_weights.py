"""The packaged reader's weights: what training changed of the packaged embedding model.

Each changed matrix is stored as its difference in 4 bits, two to a byte, with a scale for each 64
of a row (block-wise quantization: Dettmers et al., "8-bit optimizers via block-wise quantization",
ICLR 2022); what is small (biases, norms, the output) in full. That is an eighth of the weights in
float32, and a difference loses little by the rounding.
"""

from __future__ import annotations

import hashlib
import os
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.embedding import fast_dtype, packaged_model
from index.errors import ReaderUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

SHA256 = "cd0b1c04e3354a5c6b2022b17779ad0ad8a43ab0cbe7dd45eb4845efbaf580c0"
_SCALE = ".scale"
_BLOCK = 64
_MOST = 7  # of what 4 bits hold with a sign


def pack(trained: Mapping[str, Tensor], base: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """What to store of trained weights, given those of the model they were trained from."""
    import torch

    stored = {}
    for name, weight in trained.items():
        if name not in base:
            stored[name] = weight.float().contiguous()
            continue
        change = weight.float() - base[name].float()
        if not bool(change.any()):
            continue
        if change.ndim < 2:
            stored[name] = weight.float().contiguous()
            continue
        blocks = change.reshape(len(change), -1, _BLOCK)
        scale = (blocks.abs().amax(dim=2) / _MOST).clamp_min(1e-7).half()
        levels = torch.round(blocks / scale[:, :, None].float()).clamp(-_MOST, _MOST).flatten(1)
        even, odd = ((levels[:, start::2] + _MOST).to(torch.uint8) for start in (0, 1))
        stored[name] = even | odd << 4
        stored[name + _SCALE] = scale
    return stored


def unpack(stored: Mapping[str, Tensor], base: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The trained weights, from what is stored of them and the model's they were trained from."""
    import torch

    weights = dict(base)
    for name, value in stored.items():
        if value.dtype == torch.uint8:
            levels = torch.stack([value & 15, value >> 4], dim=2).flatten(1).float() - _MOST
            scale = stored[name + _SCALE][:, :, None].float()
            change = levels.reshape(len(levels), -1, _BLOCK) * scale
            weights[name] = base[name].float() + change.flatten(1)
        elif not name.endswith(_SCALE):
            weights[name] = value
    return weights


def load_packaged() -> tuple[Any, Any]:
    """The packaged reader's model and tokenizer.

    Raises:
        ReaderUnavailable: its weights are missing or altered.
        EmbeddingUnavailable: likewise of the packaged embedding model.
    """
    data = _checked()
    # Before the library is imported: it reads this once.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from safetensors.torch import load

    return reader_from(load(data))


def base_weights() -> dict[str, Tensor]:
    """The weights of the packaged embedding model, by their names in the reader.

    Raises:
        EmbeddingUnavailable: they are missing or altered.
    """
    from safetensors.torch import load_file

    weights = load_file(packaged_model() / "model.safetensors")
    return {f"bert.{name}": value for name, value in weights.items()}


def reader_from(stored: Mapping[str, Tensor]) -> tuple[Any, Any]:
    """Model and tokenizer of a reader, from what `pack` gave.

    Raises:
        EmbeddingUnavailable: the weights of the packaged embedding model are missing or altered.
    """
    from transformers import AutoConfig, AutoModelForTokenClassification, AutoTokenizer

    folder = packaged_model()
    config = AutoConfig.from_pretrained(folder, num_labels=1, local_files_only=True)
    model = AutoModelForTokenClassification.from_config(config)  # type: ignore[no-untyped-call]
    weights = unpack(stored, base_weights())
    model.load_state_dict({name: weights[name] for name in model.state_dict()})
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return model.to(fast_dtype()).eval(), tokenizer


def _checked() -> bytes:
    """The bytes stored."""
    reinstall = "Reinstall news-assistant, or set NEWS_READER=off to go without."
    try:
        data = files("assistant").joinpath("weights", "reader.safetensors").read_bytes()
    except OSError as error:
        raise ReaderUnavailable(
            f"The reader's weights cannot be read ({error}). {reinstall}"
        ) from error
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ReaderUnavailable(f"The reader's weights are not the ones published. {reinstall}")
    return data
