"""Work on the index in the background, for whoever watches it: the page, or a program that serves.

One thing at a time; any number may watch. What is cancelled leaves the index as it was.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from index.backends import backend_of
from index.build import rebuild, remove, rollback, update
from index.errors import NewsError, NoIndex
from index.sources import as_sources, remembered
from index.uploads import discard, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from index.build import Report
    from index.settings import IndexSettings
    from index.sources import Sources
    from index.writer import OnProgress, Progress

    _Task: TypeAlias = Callable[[OnProgress], Report | None]


class _Stopped(Exception):
    """Ends work under way; `generation.building` clears away what it had written."""


class BackgroundWork:
    """Rebuilds, updates, adds, removes or goes back; whoever comes while it does is refused."""

    def __init__(self, settings: IndexSettings) -> None:
        self.doing = ""
        """What is or was done last, as a heading: "Rebuilding"."""
        self.progress: Progress | None = None
        """How far the current or last work has come."""
        self.report: Report | None = None
        """What the last work did; None while some is under way, and where it did not succeed."""
        self.error: NewsError | None = None
        """Why the last work failed."""
        self.cancelled = False
        """Whether the last work was cancelled, and the index is as it was."""
        self.finished = False
        """Whether the last work was done to its end; like the three above, False after a defect."""
        self.number = 0
        """Counts what was begun, so that a watcher sees that there is something new."""
        self._settings = settings
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread()

    @property
    def running(self) -> bool:
        """Whether work is under way."""
        return self._thread.is_alive()

    @property
    def stopping(self) -> bool:
        """Whether the work under way was told to end."""
        return self._stopping.is_set() and self.running

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

    def start(self) -> bool:
        """Rebuild from what the last rebuild read; False where other work is under way."""
        settings = self._settings
        return self._start(
            "Rebuilding",
            lambda told: rebuild(remembered(settings), settings=settings, progress=told),
        )

    def update(self) -> bool:
        """Read again what was read before, and add what is new; False as of `start`."""
        settings = self._settings
        return self._start(
            "Updating", lambda told: update(remembered(settings), settings=settings, progress=told)
        )

    def add(self, sources: Sources) -> bool:
        """Add what sources hold, for a rebuild to read again; False as of `start`."""
        return self._start("Adding", lambda told: self._add(sources, told))

    def add_files(self, paths: Iterable[Path]) -> bool:
        """Add copies of files, kept beside the index; False as of `start`.

        The files are copied in the background: they must stay until the work has ended.
        """
        given = list(paths)
        return self._start("Adding files", lambda told: self._add_files(given, told))

    def remove(self, article_id: str) -> bool:
        """Remove an article; False as of `start`."""
        settings = self._settings
        return self._start(
            "Removing", lambda told: remove(article_id, settings=settings, progress=told)
        )

    def roll_back(self, to: str) -> bool:
        """Go back to the generation before, if that is the one meant; False as of `start`."""
        return self._start("Going back", lambda _: self._roll_back(to))

    def cancel(self) -> None:
        """Tell work under way to end, the index left as it was; other work may follow."""
        self._stopping.set()

    def wait(self) -> None:
        """Wait until no work is under way."""
        with suppress(RuntimeError):  # No thread was ever started.
            self._thread.join()

    def stop(self, timeout: float = 10.0) -> None:
        """Cancel, and wait at most `timeout` seconds for the end."""
        self.cancel()
        if self.running:
            self._thread.join(timeout)

    def _start(self, doing: str, task: _Task) -> bool:
        with self._lock:
            if self.running:
                return False
            self.progress = self.report = self.error = None
            self.cancelled = self.finished = False
            self.doing = doing
            self.number += 1
            self._stopping = threading.Event()
            self._thread = threading.Thread(
                target=self._run, args=(task, self._stopping), name="index work", daemon=True
            )
            self._thread.start()
            return True

    def _run(self, task: _Task, stopping: threading.Event) -> None:
        def note(progress: Progress) -> None:
            if stopping.is_set():
                raise _Stopped
            self.progress = progress

        try:
            self.report = task(note)
            self.finished = True
        except _Stopped:
            self.cancelled = True
        except NewsError as error:
            self.error = error

    def _add(self, sources: Sources, told: OnProgress) -> Report:
        settings = self._settings
        if self.is_first:
            return rebuild(sources, settings=settings, progress=told)
        return update(sources, remember=True, settings=settings, progress=told)

    def _add_files(self, paths: list[Path], told: OnProgress) -> Report:
        folder = keep(paths, settings=self._settings, progress=told)
        try:
            return self._add(as_sources(folder), told)
        except BaseException:
            # No generation names it, so that no rebuild would read it.
            discard(folder)
            raise

    def _roll_back(self, to: str) -> None:
        # Whoever asked saw a generation; another may have taken its place meanwhile.
        before = backend_of(self._settings).pointer().before
        if before != to:
            raise NewsError(
                f"Generation {to} is not the one before the current one any more. Look at what "
                "the index holds now, then go back if it is still wanted."
            )
        rollback(settings=self._settings)
