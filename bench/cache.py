"""Indexes built once for the same content: `.bench/` in the working directory."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(".bench")
_RECORD = "built.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Something built in a folder; `seconds` is what building took, `bytes` its size on disk."""

    folder: Path
    seconds: float
    bytes: int


def built(name: str, key: str, build: Callable[[Path], None]) -> Built:
    """Have `build` fill a folder, unless one of this name and content key is there already."""
    folder = FOLDER / f"{name}-{key}"
    record = folder / _RECORD
    if not record.is_file():
        # Without its record it is what an interrupted run left.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        started = time.perf_counter()
        build(folder)
        seconds = time.perf_counter() - started
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        record.write_text(json.dumps({"seconds": seconds, "bytes": size}), encoding="utf-8")
    return Built(folder=folder, **json.loads(record.read_text(encoding="utf-8")))


def content_key(*parts: str | Path) -> str:
    """12 hex digits of strings and of the bytes of files."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part.encode()
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()[:12]
