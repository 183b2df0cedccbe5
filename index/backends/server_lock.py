"""One writer at a time to a Chroma server, and readers that say which generation they read.

Both are leases: records that lapse when they are not renewed, by the server's clock. Locks are
numbered, and only one process can add the next number, so that one that lapsed is taken over once.
"""

from __future__ import annotations

import logging
import re
import threading
import time
import uuid
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from index.errors import IndexBusy, NewsError, UnwritableIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.backends.notes import Note, Notes

_log = logging.getLogger(__name__)

WRITER_SECONDS = 20
"""How long a killed writer keeps others from writing."""
_READER_SECONDS = 600


class WriterLock:
    """The right to write, renewed in the background while it is held."""

    def __init__(self, notes: Notes, where: str) -> None:
        self._notes = notes
        self._where = where
        self._owner = uuid.uuid4().hex
        self._key = ""
        self._done = threading.Event()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock.

        Raises:
            IndexBusy: another process holds it, or was killed within the last seconds.
        """
        now = self._notes.now()
        locks = self._notes.of_kind("lock")
        if any(int(lock["until"]) > now for lock in locks.values()):
            raise self._busy()
        last = max((int(re.sub(r"\D", "", key)) for key in locks), default=0)
        self._key = f"lock-{last + 1}"
        note: Note = {"owner": self._owner, "until": now + WRITER_SECONDS}
        if self._notes.add(self._key, "lock", note).get("owner") != self._owner:
            raise self._busy()
        self._notes.remove(list(locks))
        renewing = threading.Thread(target=self._renew, name="renew", daemon=True)
        renewing.start()
        try:
            yield
        finally:
            self._done.set()
            renewing.join()
            with suppress(NewsError):  # it lapses by itself
                self._notes.remove([self._key])

    def check(self) -> None:
        """Make sure that the lock is still held.

        Raises:
            UnwritableIndex: it lapsed while this process stood still, and another may write.
        """
        if self._notes.of_kind("lock").get(self._key, {}).get("owner") != self._owner:
            raise UnwritableIndex(
                f"The index at {self._where} was taken over by another process while this one "
                "stood still. It is as the other one left it; run the same command again."
            )

    def _renew(self) -> None:
        while not self._done.wait(WRITER_SECONDS / 5):
            try:
                until = self._notes.now() + WRITER_SECONDS
                self._notes.change(
                    [self._key], {"kind": "lock", "owner": self._owner, "until": until}
                )
            except NewsError as error:
                _log.warning("%s", error)

    def _busy(self) -> IndexBusy:
        return IndexBusy(
            f"Another process is writing to the index at {self._where}, or was ended within the "
            f"last {WRITER_SECONDS} seconds. Wait until it is done."
        )


class ReaderLease:
    """A reader's word that it reads a generation."""

    def __init__(self, leases: ReaderLeases, key: str) -> None:
        self._leases = leases
        self._key = key

    def release(self) -> None:
        """Give it up."""
        self._leases.give_up(self._key)


class ReaderLeases:
    """The leases of this process."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        # Reentrant, for a garbage collection may release one at any moment.
        self._lock = threading.RLock()
        self._held: dict[str, tuple[str, float]] = {}
        self._given_up: list[str] = []

    def take(self, generation: str) -> ReaderLease:
        """Say that a generation is read."""
        key = f"reader-{uuid.uuid4().hex}"
        until = self._notes.now() + _READER_SECONDS
        self._notes.add(key, "reader", {"generation": generation, "until": until})
        with self._lock:
            self._held[key] = (generation, time.monotonic())
        return ReaderLease(self, key)

    def give_up(self, key: str) -> None:
        """Take it back with the next `renew`: this may run within a garbage collection."""
        with self._lock:
            if self._held.pop(key, None):
                self._given_up.append(key)

    def renew(self) -> None:
        """Renew what has not been for long; to be called now and then."""
        now = time.monotonic()
        with self._lock:
            gone, self._given_up = self._given_up, []
            due = {
                key: generation
                for key, (generation, since) in self._held.items()
                if now - since > _READER_SECONDS / 4
            }
        self._notes.remove(gone)
        for key, generation in due.items():
            until = self._notes.now() + _READER_SECONDS
            self._notes.change([key], {"kind": "reader", "generation": generation, "until": until})
            with self._lock:
                if key in self._held:
                    self._held[key] = (generation, now)

    def read_by_others(self) -> set[str]:
        """The generations that anybody reads; lapsed leases are cleared away."""
        now = self._notes.now()
        leases = self._notes.of_kind("reader")
        self._notes.remove([key for key, lease in leases.items() if int(lease["until"]) < now])
        return {str(lease["generation"]) for lease in leases.values() if int(lease["until"]) >= now}
