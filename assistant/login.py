"""Logging in: passwords checked against the file of users, guessing made slow."""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.users import LONGEST_NAME, LONGEST_PASSWORD, read_users
from index.errors import UnusableUsers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from anyio import CapacityLimiter

FREE_TRIES = 5
"""Wrong passwords in a row for one name, after which the name waits."""
FIRST_WAIT, LONGEST_WAIT = 10.0, 300.0
"""Seconds a name waits at first, twice as long after each further wrong password, and at most."""

_NAMES_REMEMBERED = 10_000
_CHECKED_AT_ONCE = 4
# A hash that no password has. An unknown name is checked against it: it takes as long as a known
# one, so that the time does not tell names. Its cost is the one that users are added with.
_NOBODY = b"$2b$12$" + b"." * 53

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Failures:
    count: int = 0
    until: float = 0.0


class Login:
    """Says whether a name and a password belong together; to be shared by threads.

    A name that met too many wrong passwords waits, known or not: meanwhile even the right password
    is refused.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._checking = threading.BoundedSemaphore(_CHECKED_AT_ONCE)
        self._limiter: CapacityLimiter | None = None
        self._failures: OrderedDict[str, _Failures] = OrderedDict()
        self._secret = secrets.token_bytes(32)
        self._right: dict[str, tuple[bytes, bytes]] = {}

    async def acheck(self, name: str, password: str) -> bool:
        """`check` off the event loop, which bcrypt would hold.

        For Gradio's `launch(auth=...)`, which awaits functions only: of an object with an
        asynchronous `__call__` it takes the coroutine for a yes.
        """
        from anyio import CapacityLimiter
        from anyio.to_thread import run_sync

        # Not among the threads that answer: a flood of passwords would take them all.
        self._limiter = self._limiter or CapacityLimiter(_CHECKED_AT_ONCE)
        return await run_sync(self.check, name, password, limiter=self._limiter)

    def check(self, name: str, password: str) -> bool:
        """Whether this is a user and their password, and the name need not wait."""
        key = name[:LONGEST_NAME]
        with self._checking:
            if self._waits(key):
                return False
            right = self._is_right(name, password)
        self._note(key, right)
        return right

    def _is_right(self, name: str, password: str) -> bool:
        import bcrypt

        try:
            user = read_users(self._path).get(name)
        except UnusableUsers as error:
            _log.error("Nobody can log in: %s", error)
            return False
        given = password.encode(errors="replace")
        digest = hmac.digest(self._secret, given, hashlib.sha256)
        known = user.hash if user else _NOBODY
        # A program sends its password with each request; bcrypt is to be slow only once.
        hashed, before = self._right.get(name, (b"", b""))
        if hmac.compare_digest(hashed, known) and hmac.compare_digest(before, digest):
            return True
        right = bcrypt.checkpw(given[:LONGEST_PASSWORD], known)
        if not right or user is None or len(given) > LONGEST_PASSWORD:
            return False
        self._right[name] = (known, digest)
        return True

    def _waits(self, key: str) -> bool:
        with self._lock:
            failures = self._failures.get(key)
            return failures is not None and self._clock() < failures.until

    def _note(self, key: str, right: bool) -> None:
        with self._lock:
            if right:
                self._failures.pop(key, None)
                return
            failures = self._failures.setdefault(key, _Failures())
            self._failures.move_to_end(key)
            while len(self._failures) > _NAMES_REMEMBERED:
                self._failures.popitem(last=False)
            failures.count += 1
            over = failures.count - FREE_TRIES
            if over >= 0:
                failures.until = self._clock() + min(FIRST_WAIT * 2**over, LONGEST_WAIT)
            _log.warning("Wrong password for %r, %d in a row", key, failures.count)
