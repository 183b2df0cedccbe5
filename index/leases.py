"""Leases: who reads a generation in a folder says so, and until then it is not removed.

A lease is a file that its reader holds locked; a killed reader's lock goes with its process, so a
lease that can be locked is nobody's.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

_FOLDER = "readers"
_TRIES = 10


class FolderLease:
    """A generation's lease, held until `release`; holds nothing where nothing can be written."""

    def __init__(self, index: Path, generation: str) -> None:
        self._folder = index / _FOLDER / generation
        self._lock: BaseFileLock | None = None
        for _ in range(_TRIES):
            try:
                self._lock = _locked(self._folder / f"{uuid.uuid4().hex}.lock")
            except TimeoutError:
                # A writer took it for nobody's before it was locked.
                continue
            except OSError:
                # In a folder that cannot be written to, nothing is removed either.
                pass
            return

    def release(self) -> None:
        """Give it up."""
        if self._lock is not None:
            path = Path(self._lock.lock_file)
            self._lock.release()
            self._lock = None
            with suppress(OSError):
                path.unlink(missing_ok=True)
                self._folder.rmdir()


def is_leased(index: Path, generation: str) -> bool:
    """Whether somebody reads a generation; what killed readers left is cleared away."""
    folder = index / _FOLDER / generation
    for path in folder.glob("*.lock"):
        try:
            lock = _locked(path)
        except OSError:  # locked, or not to be locked by us
            return True
        path.unlink(missing_ok=True)
        lock.release()
    with suppress(OSError):
        folder.rmdir()
    return False


def _locked(path: Path) -> BaseFileLock:
    from filelock import FileLock

    path.parent.mkdir(parents=True, exist_ok=True)
    # Whoever closes an index may be another thread than the one that opened it.
    lock = FileLock(path, timeout=0, thread_local=False)
    lock.acquire()
    return lock
