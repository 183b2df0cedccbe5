"""Indexes built once for the same content: `.bench/` in the working directory."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.writer import OnProgress

FOLDER = Path(".bench")
_RECORD = "built.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """Something built in a folder; `seconds` is what building took, `bytes` its size on disk."""

    folder: Path
    seconds: float
    bytes: int


def built(name: str, key: str, build: Callable[[Path], None], progress: OnProgress) -> Built:
    """Have `build` fill a folder, unless one of this name and content key is there already.

    A bench that runs beside another that builds the same waits for it.
    """
    folder = FOLDER / f"{name}-{key}"
    record = folder / _RECORD
    FOLDER.mkdir(exist_ok=True)
    with _only_builder(folder, progress):
        if not record.is_file():
            # Without its record it is what an interrupted run left.
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(exist_ok=True)
            started = time.perf_counter()
            build(folder)
            seconds = time.perf_counter() - started
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            fresh = record.with_suffix(".new")
            fresh.write_text(json.dumps({"seconds": seconds, "bytes": size}), encoding="utf-8")
            fresh.replace(record)
    return Built(folder=folder, **json.loads(record.read_text(encoding="utf-8")))


@contextmanager
def _only_builder(folder: Path, progress: OnProgress) -> Iterator[None]:
    lock = FileLock(f"{folder}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress(Progress("Waiting for another bench to build the same index", 0, None))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def content_key(*parts: str | Path) -> str:
    """12 hex digits of strings and of the bytes of files."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else part.encode()
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()[:12]
