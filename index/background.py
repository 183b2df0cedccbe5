"""A rebuild in the background, for whoever watches it: the page, or a program that serves."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from index.backends import backend_of
from index.build import rebuild
from index.errors import NewsError, NoIndex
from index.sources import remembered

if TYPE_CHECKING:
    from index.build import Report
    from index.settings import IndexSettings
    from index.writer import Progress


class _Stopped(Exception):
    """Ends a rebuild; `generation.building` clears away what it had written."""


class BackgroundRebuild:
    """Rebuilds from what the last rebuild read, at most one at a time."""

    def __init__(self, settings: IndexSettings) -> None:
        self.progress: Progress | None = None
        """How far the current or last rebuild has come."""
        self.report: Report | None = None
        """What the last rebuild did; None while one is under way, or when it failed."""
        self.error: NewsError | None = None
        """Why the last rebuild failed."""
        self._settings = settings
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread()

    @property
    def running(self) -> bool:
        """Whether a rebuild is under way."""
        return self._thread.is_alive()

    @property
    def is_first(self) -> bool:
        """Whether there is no index yet; an unreadable one is one."""
        try:
            backend_of(self._settings).pointer()
        except NoIndex:
            return True
        except NewsError:
            return False
        return False

    def start(self) -> None:
        """Start a rebuild, unless one is under way."""
        with self._lock:
            if not self.running:
                self.progress = self.report = self.error = None
                self._thread = threading.Thread(target=self._run, name="rebuild", daemon=True)
                self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """End a rebuild under way, the index left as it was; waits at most `timeout` seconds."""
        self._stopping.set()
        if self.running:
            self._thread.join(timeout)

    def _run(self) -> None:
        try:
            sources = remembered(self._settings)
            self.report = rebuild(sources, settings=self._settings, progress=self._note)
        except _Stopped:
            return
        except NewsError as error:
            self.error = error

    def _note(self, progress: Progress) -> None:
        if self._stopping.is_set():
            raise _Stopped
        self.progress = progress
