"""Generations in a folder: build beside, verify, swap one pointer; open what is current.

An index's folder holds `CURRENT`, the names of the current generation and of the one before;
`lock`, held by whoever writes; `readers/`, leases of those who read; and `generations/`, one folder
a generation. A folder is complete before `CURRENT` names it and never changes after, so that a
reader sees the old one or the new one, and a crash leaves the old one. Names are counters: nothing
depends on the clock.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from index.backends.backend import Pointer
from index.errors import (
    IndexBusy,
    UnreadableIndex,
    UnwritableIndex,
    mending,
    nothing_indexed,
)
from index.leases import is_leased

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_POINTER = "CURRENT"
_BUILDING, _GONE = ".building", ".gone"
_DATABASE = "chroma.sqlite3"
_UNWRITABLE = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EROFS", "EFBIG", "EIO", "EACCES", "EPERM")
    if hasattr(errno, name)
)


def pointer(index: Path) -> Pointer:
    """Which generation is current.

    Where the pointer is missing or damaged, the newest whole generations are meant.

    Raises:
        NoIndex: nothing was indexed here yet.
        UnreadableIndex: the pointer is damaged, and no generation is there.
    """
    problem = None
    try:
        names = (index / _POINTER).read_text(encoding="ascii").split()
    except FileNotFoundError:
        names = []
    except (OSError, ValueError) as error:
        problem = UnreadableIndex(f"The index in {index} cannot be read ({error}). {mending()}")
    else:
        if not names or not names[0].isdigit() or not folder_of(index, names[0]).is_dir():
            problem = UnreadableIndex(
                f"{index / _POINTER} names the generation {' '.join(names)!r}, which is not there. "
                f"{mending()}"
            )
        else:
            there = [name for name in names[1:2] if folder_of(index, name).is_dir()]
            return Pointer(current=names[0], before=next(iter(there), None))
    whole = [f"{number:06d}" for number in _numbers(index)]
    if whole:
        before = whole[-2] if len(whole) > 1 else None
        return Pointer(current=whole[-1], before=before, problem=problem)
    if problem:
        raise problem
    raise nothing_indexed(index, begun=any((index / "generations").glob(f"*{_BUILDING}")))


def folder_of(index: Path, name: str) -> Path:
    """The folder of a generation."""
    return index / "generations" / name


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Be the only writer of an index; what a killed writer left behind is cleared away.

    Raises:
        IndexBusy: another process is writing.
        UnwritableIndex: the folder can't be written to.
    """
    from filelock import FileLock, Timeout

    with changing(index):
        (index / "generations").mkdir(parents=True, exist_ok=True)
        lock = FileLock(index / "lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise IndexBusy(
                f"Another process is writing to the index in {index}. Wait until it is done."
            ) from None
    try:
        with changing(index):
            for left in (_BUILDING, _GONE):
                for folder in (index / "generations").glob(f"*{left}"):
                    shutil.rmtree(folder)
        yield
    finally:
        lock.release()


@contextmanager
def building(
    index: Path, *, copy: str | None = None, before: str | None = None
) -> Iterator[tuple[str, Path]]:
    """Name and folder of the next generation, a copy of `copy` where given.

    It becomes current at the end, with `before` as the one before it. Used inside `writing`. When
    the block raises, Ctrl-C included, the folder goes and the current generation stays.
    """
    name = f"{max(_numbers(index), default=0) + 1:06d}"
    folder = folder_of(index, name + _BUILDING)
    try:
        with changing(index):
            if copy is None:
                folder.mkdir()
            else:
                _copy(folder_of(index, copy), folder)
            yield name, folder
            _sync(folder)
            folder.rename(folder_of(index, name))
            point(index, name, before)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    prune(index)


def point(index: Path, current: str, before: str | None) -> None:
    """Swap the pointer: one rename, which is atomic."""
    fresh = index / f"{_POINTER}.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write("".join(f"{name}\n" for name in (current, before) if name))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(index / _POINTER)
    _sync_folder(index)


def prune(index: Path) -> None:
    """Remove generations that are neither current nor the one before, and that nobody reads."""
    kept = pointer(index).names
    for number in _numbers(index):
        name = f"{number:06d}"
        if name not in kept and not is_leased(index, name):
            gone = folder_of(index, name + _GONE)
            try:
                # Renamed first, so that half of a generation is never taken for a whole one.
                folder_of(index, name).rename(gone)
            except OSError:  # Windows keeps what a reader without a lease holds open.
                continue
            shutil.rmtree(gone, ignore_errors=True)


@contextmanager
def changing(index: Path) -> Iterator[None]:
    """Report that nothing can be written as UnwritableIndex."""
    try:
        yield
    except OSError as error:
        if error.errno not in _UNWRITABLE:
            raise
        raise UnwritableIndex(
            f"The index in {index} cannot be written to ({error}). It is as it was. Check the "
            "folder's permissions and free space (a build needs room for one more generation), "
            "or set NEWS_INDEX to another folder."
        ) from error


def _numbers(index: Path) -> list[int]:
    """The whole generations that are there, oldest first."""
    try:
        folders = list((index / "generations").iterdir())
    except OSError:
        return []
    return sorted(int(folder.name) for folder in folders if folder.name.isdigit())


def _copy(source: Path, target: Path) -> None:
    """Copy a generation that others may be reading."""
    # Not `copytree`, whose error does not say why.
    for path in source.rglob("*"):
        copied = target / path.relative_to(source)
        if path.is_dir():
            copied.mkdir(parents=True, exist_ok=True)
        elif not path.name.startswith(_DATABASE):
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copied)
    # Chroma's readers write to its database when they open it: a plain copy could hold half of it.
    database = (source / "chroma" / _DATABASE).resolve()
    try:
        with (
            closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True)) as reading,
            closing(sqlite3.connect(target / "chroma" / _DATABASE)) as written,
        ):
            written.execute("PRAGMA synchronous = OFF")  # `_sync` comes later
            reading.backup(written)
    except sqlite3.OperationalError as error:
        if "full" not in str(error) and "I/O" not in str(error):
            raise UnreadableIndex(f"{database} cannot be read ({error}). {mending()}") from error
        raise OSError(errno.ENOSPC, str(error)) from error
    except sqlite3.Error as error:
        raise UnreadableIndex(f"{database} cannot be read ({error}). {mending()}") from error


def _sync(folder: Path) -> None:
    """Have the disk hold every file before anything points at them."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:  # Windows syncs only what could be written
                os.fsync(file.fileno())
        elif path.is_dir():
            _sync_folder(path)
    _sync_folder(folder)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to sync.
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
