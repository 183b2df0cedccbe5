"""How much runs at once for programs, and how much waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from index.errors import PageBusy

if TYPE_CHECKING:
    from collections.abc import Callable

    from anyio import CapacityLimiter

_Result = TypeVar("_Result")


class Turns:
    """Lets so many functions run side by side, in threads, and so many more wait."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._at_once = at_once
        self._most = at_once + waiting
        self._inside = 0
        self._limiter: CapacityLimiter | None = None

    async def take(self, work: Callable[[], _Result]) -> _Result:
        """What `work` returns.

        Raises:
            PageBusy: too many are waiting already.
        """
        from anyio import CapacityLimiter
        from anyio.to_thread import run_sync

        if self._inside >= self._most:
            raise PageBusy("Too many questions are waiting. Ask again in a minute.")
        # Made here: it belongs to the event loop that it is used in.
        self._limiter = self._limiter or CapacityLimiter(self._at_once)
        self._inside += 1
        try:
            return await run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1
