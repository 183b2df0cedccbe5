"""Connections to Chroma, and what its errors mean."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from index.errors import StoreUnavailable, UnreadableIndex, UnwritableIndex, mending
from index.scratch import scratch_copy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from chromadb.api.client import Client

_DATABASE = "chroma.sqlite3"
_SERVER_PAGE = 1_000
# What Chroma Cloud takes in a request.
_CLOUD_PAGE = 300
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
                copied = opened = scratch_copy(folder, f"{_DATABASE}*" if rescue else "**/*")
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


def server_client(address: str, key: str) -> tuple[Client, int, str]:
    """A client of a server, how many records it takes in a request, and the server's name.

    Args:
        address: chroma://host:port, chroma+https://host:port, or cloud://, with
            ?tenant=...&database=... where wanted.
        key: what the server or Chroma Cloud wants as a key, or empty.

    Raises:
        StoreUnavailable: the address is none, or the server can't be reached or refuses.
    """
    import chromadb
    from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings
    from chromadb.errors import ChromaError
    from httpx import HTTPError

    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    tenant, database = options.get("tenant"), options.get("database")
    settings = Settings(anonymized_telemetry=False)
    where = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "", parts.query, ""))
    if parts.scheme not in ("chroma", "chroma+https", "cloud") or (
        parts.scheme != "cloud" and not parts.hostname
    ):
        raise StoreUnavailable(
            f"NEWS_STORE is {where!r}. Set it to chroma://host:port, chroma+https://host:port or "
            "cloud://, or leave it empty for an index in a folder."
        )
    try:
        if parts.scheme == "cloud":
            client = chromadb.CloudClient(tenant, database, key or None, settings=settings)
            return cast("Client", client), _CLOUD_PAGE, where
        is_https = parts.scheme == "chroma+https"
        client = chromadb.HttpClient(
            host=str(parts.hostname),
            port=parts.port or (443 if is_https else 8000),
            ssl=is_https,
            headers={"Authorization": f"Bearer {key}"} if key else None,
            settings=settings,
            tenant=tenant or DEFAULT_TENANT,
            database=database or DEFAULT_DATABASE,
        )
        return cast("Client", client), _SERVER_PAGE, where
    except (ChromaError, HTTPError, ValueError) as error:
        raise unavailable(where, error) from error


@contextmanager
def reading(where: str) -> Iterator[None]:
    """Report what Chroma can't read as UnreadableIndex, a server out of reach as StoreUnavailable.

    Raises:
        UnreadableIndex, StoreUnavailable: see above.
    """
    from chromadb.errors import ChromaError, NotFoundError
    from httpx import HTTPError

    try:
        yield
    except NotFoundError as error:
        raise unreadable(where, str(error)) from error
    except ChromaError as error:
        # A server that is busy or out of order has no damaged index.
        raise (
            unavailable(where, error) if "://" in where else unreadable(where, str(error))
        ) from error
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
        "Check that it runs (chroma run), and NEWS_STORE and NEWS_STORE_KEY."
    )


def damaged_pages(folder: Path) -> list[str]:
    """What SQLite finds wrong with the pages of a folder's database."""
    database = (folder / _DATABASE).resolve()
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.Error as error:
        found = [str(error)]
    return [f"{_DATABASE}: {reason}" for reason in found if reason != "ok"]


def _is_writable(folder: Path) -> bool:
    return all(os.access(path, os.W_OK) for path in (folder, folder / _DATABASE))


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
