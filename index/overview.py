"""What an index holds, without opening its stores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.backends import backend_of, current_generation
from index.errors import UnreadableIndex
from index.settings import IndexSettings

if TYPE_CHECKING:
    from index.backends import Backend
    from index.manifest import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The current generation and its manifest; `bytes` is its size on this machine's disk."""

    where: str
    """The folder, or the address of the server."""
    generation: str
    before: str | None
    """The generation that a rollback goes back to."""
    manifest: Manifest
    bytes: int
    earlier: Manifest | None = None
    """The manifest of the generation before; None without one that can be read."""


def status(settings: IndexSettings | None = None) -> Status:
    """What the current generation holds.

    Raises:
        NoIndex: nothing was indexed yet.
        UnreadableIndex: something is there and cannot be read.
        StoreUnavailable: the Chroma server cannot be reached.
    """
    settings = settings or IndexSettings()
    backend = backend_of(settings)
    name = current_generation(backend)
    before = backend.pointer().before
    return Status(
        where=backend.where,
        generation=name,
        before=before,
        manifest=backend.manifest(name),
        bytes=backend.size(name),
        earlier=_manifest(backend, before),
    )


def _manifest(backend: Backend, name: str | None) -> Manifest | None:
    try:
        return backend.manifest(name) if name else None
    except UnreadableIndex:
        return None
