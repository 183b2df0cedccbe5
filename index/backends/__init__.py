"""Where an index lives: in a folder, or in a Chroma server; one interface to both."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from index.backends.backend import Backend, Draft, Lease, Pointer
from index.errors import IncompatibleIndex

if TYPE_CHECKING:
    from index.manifest import Manifest
    from index.settings import IndexSettings

__all__ = [
    "Backend",
    "Draft",
    "Lease",
    "Pointer",
    "backend_of",
    "checked_manifest",
    "current_generation",
]

_connected: dict[tuple[str, str, str], Backend] = {}
_lock = threading.Lock()


def backend_of(settings: IndexSettings) -> Backend:
    """Where the settings say that the index is.

    Raises:
        StoreUnavailable: it is a server that cannot be reached.
    """
    if not settings.store:
        from index.backends.folder import FolderBackend

        return FolderBackend(settings.index)
    key = settings.store_key.get_secret_value()
    with _lock:
        known = (settings.store, key, str(settings.index.resolve()))
        if known not in _connected:
            from index.backends.server import ServerBackend

            _connected[known] = ServerBackend(settings.store, key, cache=settings.index)
        return _connected[known]


def current_generation(backend: Backend) -> str:
    """The name of the current generation.

    Raises:
        NoIndex: nothing was indexed yet.
        UnreadableIndex: the pointer is damaged.
    """
    pointer = backend.pointer()
    if pointer.problem:
        raise pointer.problem
    return pointer.current


def checked_manifest(backend: Backend, name: str, settings: IndexSettings) -> Manifest:
    """The manifest of a generation, if this version with these settings can read it.

    Raises:
        UnreadableIndex, IncompatibleIndex: it can't.
    """
    manifest = backend.manifest(name)
    if manifest.embedding != settings.embedding:
        raise IncompatibleIndex(
            f"The index in {backend.where} was made with the embedding model "
            f"{manifest.embedding!r}, and NEWS_EMBEDDING is {settings.embedding!r}. Set it back, "
            "or run: news-assistant index rebuild PATHS"
        )
    return manifest
