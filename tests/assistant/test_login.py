"""Logging in: who is let in, and how long guessing takes."""

from __future__ import annotations

import asyncio
import inspect
import statistics
import threading
import time
from typing import TYPE_CHECKING

import bcrypt
import pytest
from typer.testing import CliRunner

from assistant.cli import app as cli
from assistant.login import FIRST_WAIT, FREE_TRIES, LONGEST_WAIT, Login
from assistant.users import add_user, read_users, remove_user

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "correct horse"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def quick(path: Path, *names: str) -> Path:
    """A file of users whose hashes cost the least."""
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    path.write_text("".join(f"{name}:{hashed}\n" for name in names), encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def users(tmp_path: Path) -> Path:
    return quick(tmp_path / "users", "ada", "ben")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def login(users: Path, clock: Clock) -> Login:
    return Login(users, clock=clock)


def test_a_user_with_their_password_is_let_in(login: Login) -> None:
    assert login.check("ada", PASSWORD)
    assert login.check("ada", PASSWORD)


def test_gradio_awaits_it(login: Login) -> None:
    async def both() -> tuple[bool, bool]:
        return await login.acheck("ben", PASSWORD), await login.acheck("ben", "wrong")

    assert asyncio.run(both()) == (True, False)
    assert inspect.iscoroutinefunction(login.acheck)
    assert not callable(login), "Gradio would take the coroutine for a yes"


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ada", "wrong"),
        ("ada", ""),
        ("ada", f"{PASSWORD} "),
        ("ada", PASSWORD.upper()),
        ("ada", PASSWORD + "\x00"),
        ("ada", "x" * 1000),
        ("ada", "\ud800"),
        ("Ada", PASSWORD),
        ("", PASSWORD),
        ("nobody", PASSWORD),
        ("x" * 1000, PASSWORD),
    ],
)
def test_nobody_else_is(login: Login, name: str, password: str) -> None:
    assert login.check("ada", PASSWORD)
    assert not login.check(name, password)


def test_a_password_that_only_begins_rightly_is_wrong(tmp_path: Path) -> None:
    # bcrypt looks at 72 bytes; what was longer would match whatever follows them.
    add_user(tmp_path / "users", "ada", "x" * 72)
    login = Login(tmp_path / "users")
    assert login.check("ada", "x" * 72)
    assert not login.check("ada", "x" * 73)


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_guessing_waits_longer_and_longer(login: Login, clock: Clock, name: str) -> None:
    for _ in range(FREE_TRIES):
        assert not login.check(name, "guess")
    waits = FIRST_WAIT
    for _ in range(8):
        clock.now += waits - 1
        assert not login.check(name, PASSWORD), "it still waits"
        clock.now += 1.5
        assert not login.check(name, "guess")
        waits = min(2 * waits, LONGEST_WAIT)
    clock.now += waits + 1
    assert login.check("ada", PASSWORD)


def test_others_do_not_wait(login: Login) -> None:
    for _ in range(2 * FREE_TRIES):
        assert not login.check("ada", "guess")
    assert login.check("ben", PASSWORD)


def test_the_right_password_ends_the_count(login: Login) -> None:
    for _ in range(3):
        for _ in range(FREE_TRIES - 1):
            assert not login.check("ada", "guess")
        assert login.check("ada", PASSWORD)


def test_guesses_at_once_are_counted_too(login: Login) -> None:
    right = []

    def guess(number: int) -> None:
        right.append(login.check("ada", f"guess {number}"))

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not any(right)
    assert not login.check("ada", PASSWORD)


def test_names_that_are_made_up_fill_no_memory(
    login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.login._NAMES_REMEMBERED", 3)
    monkeypatch.setattr("assistant.login._NOBODY", b"$2b$04$" + b"." * 53)
    for number in range(10):
        login.check(f"nobody{number}", "guess")
    assert len(login._failures) == 3


def test_an_unknown_name_takes_as_long(tmp_path: Path) -> None:
    add_user(tmp_path / "users", "ada", PASSWORD)
    login = Login(tmp_path / "users")

    def seconds(name: str) -> float:
        started = time.perf_counter()
        assert not login.check(name, "guess")
        return time.perf_counter() - started

    pairs = [(seconds("ada"), seconds("nobody")) for _ in range(FREE_TRIES - 1)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert 0.4 < known / unknown < 2.5


def test_a_changed_password_and_a_user_taken_out_hold_at_once(users: Path, login: Login) -> None:
    assert login.check("ada", PASSWORD)
    add_user(users, "ada", "another horse")
    assert not login.check("ada", PASSWORD)
    assert login.check("ada", "another horse")
    remove_user(users, "ada")
    assert not login.check("ada", "another horse")


def test_with_a_broken_file_nobody_is_let_in(
    users: Path, login: Login, caplog: pytest.LogCaptureFixture
) -> None:
    assert login.check("ada", PASSWORD)
    users.write_text("ada", encoding="utf-8")
    assert not login.check("ada", PASSWORD)
    assert "Nobody can log in" in caplog.text


def test_commands_add_list_and_remove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWS_USERS", str(tmp_path / "users"))
    run = CliRunner().invoke
    missing = run(cli, ["users", "list"])
    assert missing.exit_code == 2
    assert "users add NAME" in missing.stderr

    assert run(cli, ["users", "add", "ada", "--admin"], input=f"{PASSWORD}\n").exit_code == 0
    assert run(cli, ["users", "add", "ben"], input=f"{PASSWORD}\n").exit_code == 0
    assert run(cli, ["users", "list"]).stdout.splitlines() == ["ada (admin)", "ben"]
    assert Login(tmp_path / "users").check("ada", PASSWORD)
    short = run(cli, ["users", "add", "cyd"], input="short\n")
    assert short.exit_code == 2
    assert "password" in short.stderr
    assert run(cli, ["users", "remove", "ada"]).exit_code == 0
    assert run(cli, ["users", "remove", "ada"]).exit_code == 1
    assert list(read_users(tmp_path / "users")) == ["ben"]


def test_commands_say_that_no_file_is_set() -> None:
    result = CliRunner().invoke(cli, ["users", "list"])
    assert result.exit_code == 2
    assert "NEWS_USERS" in result.stderr
