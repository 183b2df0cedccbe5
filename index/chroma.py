"""Connections to Chroma, and what its errors mean."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import threading
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from index.errors import StoreUnavailable, UnreadableIndex, UnwritableIndex, mending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chromadb.api.client import Client

_DATABASE = "chroma.sqlite3"
# Chroma counts the clients of a folder without a lock of its own. Reentrant, for a client may be
# closed by a garbage collection while another is opened.
_clients = threading.RLock()


def folder_client(
    folder: Path, *, create: bool = False, rescue: bool = False
) -> tuple[Client, Callable[[], None]]:
    """A client of a folder, and what closes it.

    To `rescue` is to open a copy of the database alone, for texts whose vectors are damaged.

    Raises:
        UnreadableIndex: there is no store in the folder, or a damaged one.
    """
    import chromadb
    from chromadb.config import Settings

    copied = None
    with _clients, reading(str(folder)):
        opened = folder
        if not create:
            if rescue or not _is_writable(folder):
                # Chroma writes to what it only reads.
                copied = opened = _copied(folder, f"{_DATABASE}*" if rescue else "**/*")
            _check_database(opened, str(folder))
        # Declared as the interface, which lacks `close`.
        client = cast(
            "Client",
            chromadb.PersistentClient(str(opened), settings=Settings(anonymized_telemetry=False)),
        )

    def close() -> None:
        with _clients:
            client.close()
        if copied:
            shutil.rmtree(copied, ignore_errors=True)

    return client, close


@contextmanager
def reading(where: str) -> Iterator[None]:
    """Report what Chroma can't read as UnreadableIndex, a server out of reach as StoreUnavailable.

    Raises:
        UnreadableIndex, StoreUnavailable: see above.
    """
    from chromadb.errors import ChromaError
    from httpx import HTTPError

    try:
        yield
    except ChromaError as error:
        raise unreadable(where, str(error)) from error
    except HTTPError as error:
        raise unavailable(where, error) from error


@contextmanager
def writing(where: str) -> Iterator[None]:
    """Report what Chroma can't write as UnwritableIndex, a server out of reach as StoreUnavailable.

    Raises:
        UnwritableIndex, StoreUnavailable: see above.
    """
    from chromadb.errors import ChromaError
    from httpx import HTTPError

    try:
        yield
    except ChromaError as error:
        raise UnwritableIndex(
            f"Chroma could not write to {where} ({error}). The index is as it was. Check free "
            "space and permissions, then run the same command again."
        ) from error
    except HTTPError as error:
        raise unavailable(where, error) from error


def unreadable(where: str, reason: str) -> UnreadableIndex:
    """The error for a vector store that cannot be read."""
    return UnreadableIndex(f"The vector store in {where} cannot be read ({reason}). {mending()}")


def unavailable(where: str, error: Exception) -> StoreUnavailable:
    """The error for a server that cannot be reached."""
    return StoreUnavailable(
        f"The Chroma server of {where} cannot be reached ({str(error) or type(error).__name__}). "
        "Check that it runs and that NEWS_STORE names it."
    )


def damaged_pages(folder: Path) -> list[str]:
    """What SQLite finds wrong with the pages of a folder's database."""
    database = (folder / _DATABASE).resolve()
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
    except sqlite3.Error as error:
        found = [str(error)]
    return [f"{_DATABASE}: {reason}" for reason in found if reason != "ok"]


def _is_writable(folder: Path) -> bool:
    return all(os.access(path, os.W_OK) for path in (folder, folder / _DATABASE))


def _copied(folder: Path, pattern: str) -> Path:
    """A copy that can be written to, in the system's folder for what is temporary."""
    target = Path(tempfile.mkdtemp(prefix="news-assistant-"))
    try:
        for path in folder.glob(pattern):
            copy = target / path.relative_to(folder)
            if path.is_file():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    except OSError as error:
        shutil.rmtree(target, ignore_errors=True)
        raise unreadable(
            str(folder), f"the folder cannot be written to, and a copy failed: {error}"
        ) from error
    return target


def _check_database(folder: Path, where: str) -> None:
    """Raise UnreadableIndex for a database that isn't one.

    Chroma remembers a folder that it failed to open and then raises AttributeError for it, and it
    makes an empty file into an empty store.
    """
    database = (folder / _DATABASE).resolve()
    try:
        # Not read-only, for what a killed reader began to write must be taken back.
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True)) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM collections")}
    except sqlite3.Error as error:
        raise unreadable(where, str(error)) from error
    if not names >= {"articles", "passages"}:
        raise unreadable(where, "its collections are missing")
