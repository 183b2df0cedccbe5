"""What an index holds, without opening its stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import generation
from index.manifest import Manifest
from index.settings import IndexSettings

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The current generation and its manifest; `bytes` is its size on disk."""

    folder: Path
    generation: str
    manifest: Manifest
    bytes: int


def status(settings: IndexSettings | None = None) -> Status:
    """What the current generation holds.

    Raises:
        NoIndex: nothing was indexed yet.
        UnreadableIndex: something is there and cannot be read.
    """
    settings = settings or IndexSettings()
    folder = generation.current(settings.index)
    return Status(
        folder=settings.index,
        generation=folder.name,
        manifest=Manifest.read(folder),
        bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
    )
