"""The checksums of a generation's files, so that a damaged one is found before it is read.

Damage within a file shows nowhere else: Chroma's and Tantivy's readers take what they find, give
other answers, or end the process. Chroma's database is left out, for reading writes to it, and so
are vectors that Chroma keeps in that database until there are enough of them for a file.
"""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING

from index.errors import UnreadableIndex, mending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NAME = "seal.json"
_LONG_AGO = 946_684_800  # 2000-01-01, before which no file of an index was written
# Chroma writes it when the vectors of a collection go to files.
_SAVED = "index_metadata.pickle"


def seal(folder: Path, read: Callable[[], None]) -> None:
    """Write down size and SHA-256 of the files of a generation that never change again.

    `read` opens and searches it as a reader does: Chroma makes the files of a collection anew where
    they hold nothing yet, and these are left out.
    """
    files = list(_files(folder))
    for path in files:
        os.utime(path, (_LONG_AGO, _LONG_AGO))
    read()
    written = {path.parent for path in files if path.stat().st_mtime != _LONG_AGO}
    sums = {
        path.relative_to(folder).as_posix(): _sum(path)
        for path in files
        if path.parent not in written
    }
    (folder / _NAME).write_text(json.dumps(sums, indent=1) + "\n", encoding="utf-8")


def check_seal(folder: Path, part: str) -> None:
    """Compare the files of a part, "chroma" or "lexical", with what was written down.

    Raises:
        UnreadableIndex: some are missing or have changed, or the seal itself.
    """
    wrong = damaged_files(folder, part)
    if wrong:
        raise UnreadableIndex(
            f"The generation in {folder} is damaged: {', '.join(wrong[:5])} changed since it was "
            f"made. {mending()}"
        )


def damaged_files(folder: Path, part: str = "") -> list[str]:
    """The files that are missing or have changed; the seal itself where that cannot be read."""
    try:
        sums = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        sums = None
    if not isinstance(sums, dict) or not sums:
        return [_NAME]
    return [
        name
        for name, known in sums.items()
        if name.startswith(part) and not _is_as_known(folder / name, known)
    ]


def _is_as_known(path: Path, known: object) -> bool:
    try:
        return _sum(path) == known
    except OSError:
        return False


def _files(folder: Path) -> Iterator[Path]:
    manifest = folder / "manifest.json"
    if manifest.exists():  # that of an index in a server is there
        yield manifest
    for path in sorted((folder / "lexical").iterdir()):
        if path.suffix != ".lock":
            yield path
    for saved in sorted((folder / "chroma").glob(f"*/{_SAVED}")):
        yield from sorted(saved.parent.iterdir())


def _sum(path: Path) -> list[int | str]:
    with path.open("rb") as file:
        return [path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()]
