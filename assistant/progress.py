"""Long work on the index shown as it goes: bars on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from rich.console import Console

    from index import Progress

_SECONDS_BETWEEN_LINES = 10.0


class ProgressDisplay(Protocol):
    """A context manager that is called with each progress."""

    def __call__(self, progress: Progress) -> None: ...  # noqa: D102
    def __enter__(self) -> ProgressDisplay: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def display(console: Console) -> ProgressDisplay:
    """What suits the console."""
    return _OnTerminal(console) if console.is_terminal else _AsLines(console)


class _OnTerminal:
    """One bar a stage, with items a second and time left."""

    def __init__(self, console: Console) -> None:
        self._bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
            console=console,
        )
        self._stage = ""
        self._task: TaskID | None = None

    def __enter__(self) -> _OnTerminal:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def __call__(self, progress: Progress) -> None:
        if self._task is None or progress.stage != self._stage:
            self._end_stage()
            self._stage = progress.stage
            self._task = self._bars.add_task(progress.stage, total=progress.total)
        self._bars.update(self._task, completed=progress.done, total=progress.total)

    def _end_stage(self) -> None:
        """A stage whose total was never known is done when the next begins."""
        for task in self._bars.tasks:
            self._bars.update(task.id, total=task.completed)


class _AsLines:
    """For logs and pipes."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._stage = ""
        self._started = self._said = 0.0

    def __enter__(self) -> _AsLines:
        return self

    def __exit__(self, *_: object) -> None: ...

    def __call__(self, progress: Progress) -> None:
        now = self._clock()
        if progress.stage != self._stage:
            self._stage, self._started, self._said = progress.stage, now, now
        elif progress.done != progress.total and now - self._said < _SECONDS_BETWEEN_LINES:
            return
        self._said = now
        self._console.print(self._line(progress, now - self._started))

    def _line(self, progress: Progress, seconds: float) -> str:
        of = "" if progress.total is None else f" of {progress.total:,}"
        line = f"{progress.stage}: {progress.done:,}{of}"
        if seconds < 1:
            return line
        rate = progress.done / seconds
        line += f", {rate:,.0f} {_unit(progress.stage)}"
        if progress.total and rate and progress.done < progress.total:
            left = timedelta(seconds=round((progress.total - progress.done) / rate))
            line += f", {left} left"
        return line


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} {_unit(task.description)}" if speed else "")


def _unit(stage: str) -> str:
    """A stage is named "Embedding passages": so many "passages/s"."""
    words = stage.split()
    return f"{words[1]}/s" if len(words) == 2 else "/s"
