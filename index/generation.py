"""Generations: build beside, verify, swap one pointer; open what is current.

An index's folder holds `CURRENT`, the name of a generation; `lock`, held by whoever writes; and
`generations/`, one folder a generation. A folder is complete before `CURRENT` names it and never
changes after, so that a reader sees the old one or the new one, and a crash leaves the old one.
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import IndexBusy, NoIndex, UnreadableIndex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_POINTER = "CURRENT"
_BUILDING = ".building"
# The one before stays, for whoever still reads it.
_KEEP = 2


def current(index: Path) -> Path:
    """The folder of the current generation.

    Raises:
        NoIndex: nothing was indexed here yet.
        UnreadableIndex: the pointer is damaged, or names what is not there.
    """
    pointer = index / _POINTER
    try:
        name = pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise NoIndex(
            f"Nothing has been indexed in {index} yet. Run: news-assistant index rebuild PATHS"
        ) from None
    except (OSError, ValueError) as error:
        raise UnreadableIndex(
            f"The index in {index} cannot be read ({error}). Check the folder's permissions, or "
            "run: news-assistant index rebuild PATHS"
        ) from error
    folder = index / "generations" / name
    if not name.isdigit() or not folder.is_dir():
        raise UnreadableIndex(
            f"{pointer} names the generation {name!r}, which is not there. "
            "Run: news-assistant index rebuild PATHS"
        )
    return folder


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Be the only writer of an index; what a killed writer left behind is cleared away.

    Raises:
        IndexBusy: another process is writing.
        UnreadableIndex: the folder can't be written to.
    """
    from filelock import FileLock, Timeout

    try:
        (index / "generations").mkdir(parents=True, exist_ok=True)
        lock = FileLock(index / "lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise IndexBusy(
            f"Another process is writing to the index in {index}. Wait until it is done."
        ) from None
    except OSError as error:
        raise UnreadableIndex(
            f"The index in {index} cannot be written to ({error}). Check the folder's "
            "permissions and free space, or set NEWS_INDEX to another folder."
        ) from error
    try:
        for left in (index / "generations").glob(f"*{_BUILDING}"):
            shutil.rmtree(left)
        yield
    finally:
        lock.release()


@contextmanager
def building(index: Path, *, copy: Path | None = None) -> Iterator[Path]:
    """A folder for the next generation, a copy of `copy` where given; becomes current at the end.

    Used inside `writing`. When the block raises, Ctrl-C included, the folder goes and the current
    generation stays.
    """
    generations = index / "generations"
    names = [int(folder.name) for folder in generations.iterdir() if folder.name.isdigit()]
    name = f"{max(names, default=0) + 1:06d}"
    folder = generations / f"{name}{_BUILDING}"
    try:
        if copy is None:
            folder.mkdir()
        else:
            shutil.copytree(copy, folder)
        yield folder
        _sync(folder)
        folder.rename(generations / name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _point(index, name)
    for old in sorted(names)[: -(_KEEP - 1)]:
        shutil.rmtree(generations / f"{old:06d}", ignore_errors=True)


def _point(index: Path, name: str) -> None:
    """Swap the pointer: one rename, which is atomic."""
    fresh = index / f"{_POINTER}.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(index / _POINTER)
    _sync_folder(index)


def _sync(folder: Path) -> None:
    """Have the disk hold every file before anything points at them."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to sync.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
