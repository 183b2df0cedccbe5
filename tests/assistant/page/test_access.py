"""Who may change the index, and who sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr
import pytest
from starlette.requests import Request

from assistant.page.access import REQUEST_USER, may_change_index, shows_index, user_of
from assistant.settings import Settings
from assistant.users import add_user, remove_user

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def users(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("users") / "users"
    add_user(path, "ada", "correct horse", admin=True)
    add_user(path, "ben", "correct horse")
    return path


def by(name: str | None) -> gr.Request:
    return gr.Request(username=name)


@pytest.mark.parametrize(("panel", "changes"), [("full", True), ("read", False), ("hidden", False)])
def test_on_a_laptop_who_sits_there_changes_the_index(panel: str, changes: bool) -> None:
    settings = Settings(index_panel=panel)
    for request in (None, by(None)):
        assert may_change_index(settings, request) is changes
        assert shows_index(settings, request) is (panel != "hidden")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "news.example.org", ""])
def test_a_page_for_others_without_accounts_only_answers(host: str) -> None:
    settings = Settings(host=host)
    assert not may_change_index(settings, by(None))
    assert shows_index(settings, by(None))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1", "[::1]"])
def test_loopback_is_the_laptop(host: str) -> None:
    assert may_change_index(Settings(host=host), None)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_with_accounts_only_admins_change_the_index(users: Path, host: str) -> None:
    settings = Settings(users=str(users), host=host)
    assert may_change_index(settings, by("ada"))
    for nobody in (None, by(None), by(""), by("ben"), by("nobody")):
        assert not may_change_index(settings, nobody)
    assert shows_index(settings, by("ben"))
    assert not shows_index(settings, by(None))
    assert not shows_index(settings, None)


@pytest.mark.parametrize("panel", ["read", "hidden"])
def test_the_setting_holds_for_admins_too(users: Path, panel: str) -> None:
    settings = Settings(users=str(users), index_panel=panel)
    assert not may_change_index(settings, by("ada"))
    assert shows_index(settings, by("ada")) is (panel == "read")


def test_who_is_taken_out_is_no_admin_from_then_on(tmp_path: Path) -> None:
    settings = Settings(users=str(tmp_path / "users"))
    add_user(tmp_path / "users", "ada", "correct horse", admin=True)
    assert may_change_index(settings, by("ada"))
    remove_user(tmp_path / "users", "ada")
    assert not may_change_index(settings, by("ada"))
    (tmp_path / "users").unlink()
    assert not may_change_index(settings, by("ada"))


def test_who_called_a_tool_is_known_from_the_request() -> None:
    scope = {"type": "http", REQUEST_USER: "ada", "headers": []}
    request = Request(scope)
    assert user_of(request) == "ada"  # type: ignore[arg-type]
    assert user_of(gr.Request(request=request)) == "ada"
    assert user_of(gr.Request(request=request, username="ben")) == "ben"
    assert user_of(None) == ""
