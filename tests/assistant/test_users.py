"""The file of users: what it takes, who is let in, and what it says when it can't be used."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import bcrypt
import pytest

from assistant.users import add_user, read_users, remove_user
from index.errors import UnusableUsers

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "correct horse"
# Of PASSWORD, with the least work, so that tests are quick; salted the same, as it names tests.
HASH = bcrypt.hashpw(PASSWORD.encode(), b"$2b$04$abcdefghijklmnopqrstuu").decode()

posix_only = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def file_of(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_a_user_is_added_changed_and_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "new" / "users"
    assert add_user(path, "ada", PASSWORD, admin=True)
    assert add_user(path, "ben@example.org", PASSWORD)
    before = read_users(path)
    assert {name: user.admin for name, user in before.items()} == {
        "ada": True,
        "ben@example.org": False,
    }
    assert bcrypt.checkpw(PASSWORD.encode(), before["ada"].hash)
    assert PASSWORD not in path.read_text(encoding="utf-8")
    assert "hash" not in repr(before["ada"])

    assert not add_user(path, "ada", "another horse")
    after = read_users(path)
    assert not after["ada"].admin
    assert bcrypt.checkpw(b"another horse", after["ada"].hash)
    assert after["ben@example.org"] == before["ben@example.org"]

    assert remove_user(path, "ada")
    assert not remove_user(path, "ada")
    assert list(read_users(path)) == ["ben@example.org"]


@posix_only
def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "users"
    add_user(path, "ada", PASSWORD)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    with pytest.raises(UnusableUsers, match="chmod 600"):
        read_users(path)


def test_users_added_at_once_are_all_there(tmp_path: Path) -> None:
    names = [f"user{number}" for number in range(6)]
    adding = [
        threading.Thread(target=add_user, args=(tmp_path / "users", name, PASSWORD))
        for name in names
    ]
    for thread in adding:
        thread.start()
    for thread in adding:
        thread.join()
    assert sorted(read_users(tmp_path / "users")) == names


def test_a_file_of_htpasswd_is_read(tmp_path: Path) -> None:
    path = file_of(tmp_path / "users", f"# staff\n\nada:{HASH.replace('$2b$', '$2y$', 1)}\n")
    (user,) = read_users(path).values()
    assert (user.name, user.admin) == ("ada", False)
    assert bcrypt.checkpw(PASSWORD.encode(), user.hash)


@pytest.mark.parametrize(
    "line",
    [
        "ada",
        "ada:secret",
        "ada:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=",
        f"ada:{HASH}:root",
        f"ada:{HASH}:",
        f"a b:{HASH}",
        f":{HASH}",
        f"ada:{HASH}x",
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    path = file_of(tmp_path / "users", f"ben:{HASH}:admin\n{line}\n")
    with pytest.raises(UnusableUsers, match=r"Line 2 of .+ is no name:hash") as refused:
        read_users(path)
    assert HASH not in str(refused.value)


def test_a_user_named_twice_is_refused(tmp_path: Path) -> None:
    path = file_of(tmp_path / "users", f"ada:{HASH}:admin\nada:{HASH}\n")
    with pytest.raises(UnusableUsers, match="second time"):
        read_users(path)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UnusableUsers, match="news-assistant users add NAME"):
        read_users(tmp_path / "none")
    with pytest.raises(UnusableUsers, match="cannot be read"):
        read_users(tmp_path)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "users"
    path.write_bytes(b"\xff\xfe")
    path.chmod(0o600)
    with pytest.raises(UnusableUsers, match="cannot be read"):
        read_users(path)


@pytest.mark.parametrize("name", ["", "a:b", "a b", "a\nb", "x" * 65])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableUsers, match="no name"):
        add_user(tmp_path / "users", name, PASSWORD)
    assert not (tmp_path / "users").exists()


@pytest.mark.parametrize("password", ["", "short", "ü" * 37])
def test_a_password_too_short_or_too_long_is_refused(tmp_path: Path, password: str) -> None:
    with pytest.raises(UnusableUsers, match="password"):
        add_user(tmp_path / "users", "ada", password)
    assert not (tmp_path / "users").exists()
