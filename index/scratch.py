"""Copies of files that can't be written to, for libraries that write to what they only read."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from index.errors import UnreadableIndex


def scratch_copy(folder: Path, pattern: str = "**/*") -> Path:
    """A copy of a folder's files in the system's place for what is temporary.

    Raises:
        UnreadableIndex: there is no space for it, or a file can't be read.
    """
    target = Path(tempfile.mkdtemp(prefix="news-assistant-"))
    try:
        for path in folder.glob(pattern):
            if path.is_file():
                copy = target / path.relative_to(folder)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        raise UnreadableIndex(
            f"{folder} cannot be written to, and no copy of it could be made in {target.parent} "
            f"({error}). Change its permissions, or make space there."
        ) from error
    return target
