"""Where an index lives: in a folder, or in a Chroma server; one interface to both."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from index.backends.backend import Backend, Draft, Lease, Pointer

if TYPE_CHECKING:
    from index.settings import IndexSettings

__all__ = ["Backend", "Draft", "Lease", "Pointer", "backend_of"]

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
