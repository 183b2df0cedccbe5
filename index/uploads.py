"""Files that were handed over, kept beside the index so that a rebuild can read them again.

Each hand-over has a folder of its own, `uploads/000001`: no file takes the place of an earlier one
of the same name, and the index remembers one folder rather than each file.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from index.generation import changing
from index.readers.files import is_passed_over
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.settings import IndexSettings
    from index.writer import OnProgress

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
# What Windows takes for devices, whatever the suffix.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST = 55
"""Characters of a name that are kept, the last ones: file systems take 255 bytes."""


def keep(paths: Sequence[Path], *, settings: IndexSettings, progress: OnProgress) -> Path:
    """Copy files into a new folder of uploads; that folder, which holds nothing else.

    Raises:
        UnwritableIndex: there is no space or no permission; nothing is kept then.
    """
    with changing(settings.index):
        folder = _next_folder(settings.index.resolve() / "uploads")
        try:
            taken: set[str] = set()
            for done, path in enumerate(paths, 1):
                shutil.copyfile(path, folder / _name(path.name, taken))
                progress(Progress("Keeping files", done, len(paths)))
        except BaseException:
            discard(folder)
            raise
    return folder


def discard(folder: Path) -> None:
    """Remove a folder that `keep` made."""
    shutil.rmtree(folder, ignore_errors=True)


def _next_folder(uploads: Path) -> Path:
    uploads.mkdir(parents=True, exist_ok=True)
    number = max((int(path.name) for path in uploads.iterdir() if path.name.isdigit()), default=0)
    while True:
        number += 1
        folder = uploads / f"{number:06d}"
        try:
            folder.mkdir()
        except FileExistsError:  # another process was quicker
            continue
        return folder


def _name(given: str, taken: set[str]) -> str:
    """A name that every system takes, that is read (see `is_passed_over`), and that is free."""
    name = _UNSAFE.sub("_", given).rstrip(" .")[-_LONGEST:].lstrip()
    if not name or _DEVICE.match(name) or is_passed_over(name):
        name = f"file {name}"
    stem, dot, suffixes = name.partition(".")
    free, number = name, 1
    while free.lower() in taken:
        number += 1
        free = f"{stem} ({number}){dot}{suffixes}"
    taken.add(free.lower())
    return free
