"""Who may log in to the page: a file of lines `name:bcrypt hash`, an admin's ending in `:admin`.

The first two fields are those of Apache's htpasswd, so that `htpasswd -B` can make them too. The
file is read anew whenever it is asked: who is taken out of it is no admin from then on.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UnusableUsers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_PASSWORD = 72
"""Bytes that bcrypt looks at; it refuses what is longer."""
SHORTEST_PASSWORD = 8
LONGEST_NAME = 64

_LOCK_SECONDS = 10

_NAME = re.compile(rf"[\w.@+-]{{1,{LONGEST_NAME}}}")
_HASH = re.compile(r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}")
_LINE = re.compile(rf"({_NAME.pattern}):({_HASH.pattern})(:admin)?")
_READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Someone who may log in."""

    name: str
    hash: bytes = field(repr=False)
    """Of the password, by bcrypt."""
    admin: bool = False
    """Whether they may change the index."""


def read_users(path: Path) -> dict[str, User]:
    """Those who may log in, by name.

    Raises:
        UnusableUsers: there is no such file, others can read it, or a line is not understood.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UnusableUsers(
            f"There is no file of users at {path}. Run: news-assistant users add NAME --admin"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableUsers(
            f"The file of users {path} cannot be read ({error}). Set NEWS_USERS to a file that can."
        ) from error
    # Windows keeps no such bits; there a file has the permissions of its folder.
    if os.name == "posix" and mode & _READABLE_BY_OTHERS:
        raise UnusableUsers(f"Others can read the file of users. Run: chmod 600 {path}")
    users: dict[str, User] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _LINE.fullmatch(line.rstrip())
        if found is None or found[1] in users:
            wrong = "names a user a second time" if found else "is no name:hash or name:hash:admin"
            raise UnusableUsers(
                f"Line {number} of the file of users {path} {wrong}. Take the line out; users are "
                "added with: news-assistant users add NAME"
            )
        users[found[1]] = User(name=found[1], hash=found[2].encode(), admin=bool(found[3]))
    return users


def add_user(path: Path, name: str, password: str, *, admin: bool = False) -> bool:
    """Add a user, or give one that is there a new password; whether they are new.

    Raises:
        UnusableUsers: name or password cannot be used, or the file can't be read or written.
    """
    if not _NAME.fullmatch(name):
        raise UnusableUsers(
            f"{name!r} is no name for a user. Take letters, digits and . @ + - _, at most "
            f"{LONGEST_NAME}."
        )
    if len(password) < SHORTEST_PASSWORD or len(password.encode()) > LONGEST_PASSWORD:
        raise UnusableUsers(
            f"The password has {len(password)} characters. Take {SHORTEST_PASSWORD} or more, and "
            f"at most {LONGEST_PASSWORD} bytes."
        )
    user = User(name=name, hash=hashed(password), admin=admin)
    with _changing(path):
        users = read_users(path) if path.exists() else {}
        _write(path, (users | {name: user}).values())
    return name not in users


def remove_user(path: Path, name: str) -> bool:
    """Take a user out; whether there was one.

    Raises:
        UnusableUsers: the file can't be read or written.
    """
    with _changing(path):
        users = read_users(path)
        if users.pop(name, None) is None:
            return False
        _write(path, users.values())
    return True


def hashed(password: str) -> bytes:
    """A password's hash, salted, by bcrypt (Provos and Mazières, USENIX 1999)."""
    import bcrypt

    return bcrypt.hashpw(password.encode(), bcrypt.gensalt())


@contextmanager
def _changing(path: Path) -> Iterator[None]:
    """Keeps two changes of the file from losing one another."""
    from filelock import FileLock

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f"{path.name}.lock"), timeout=_LOCK_SECONDS):
            yield
    except (OSError, TimeoutError) as error:
        raise UnusableUsers(
            f"The file of users {path} cannot be written ({error}). Set NEWS_USERS to one that can."
        ) from error


def _write(path: Path, users: Iterable[User]) -> None:
    lines = [
        f"{user.name}:{user.hash.decode()}{':admin' if user.admin else ''}\n" for user in users
    ]
    # mkstemp's file is its owner's alone from the first moment.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
