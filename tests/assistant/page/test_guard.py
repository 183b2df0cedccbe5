"""Who gets past the guard, and what browsers are told with every reply."""

from __future__ import annotations

import asyncio
import base64
import re
import socket
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from served_page import basic, users_file

from assistant.login import Login
from assistant.page.access import REQUEST_USER
from assistant.page.guard import Guard
from assistant.page.serving import serving, warning
from assistant.settings import Settings
from index.errors import UnusableUsers

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

PAGE = b"<html><head><script>a()</script><script src=b></script></head><scripted></html>"


class Behind:
    """What the guard stands before: it says who called, in the kind of reply that is asked for."""

    def __init__(self, kind: str = "text/plain") -> None:
        self._kind = kind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = PAGE if "html" in self._kind else str(scope.get(REQUEST_USER, "nobody")).encode()
        headers = [
            (b"content-type", self._kind.encode()),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body[:9], "more_body": True})
        await send({"type": "http.response.body", "body": body[9:]})


def asked(
    url: str = "http://127.0.0.1:7860/",
    *,
    method: str = "GET",
    login: Login | None = None,
    kind: str = "text/plain",
    head: str = "",
    headers: dict[str, str] | None = None,
    **settings: Any,
) -> httpx.Response:
    guard = Guard(Behind(kind), Settings(**settings), login, head)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(guard)
        async with httpx.AsyncClient(transport=transport) as program:
            return await program.request(method, url, headers=headers)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1:7860",
        "127.0.0.1",
        "localhost:7860",
        "LOCALHOST",
        "[::1]:7860",
        "192.168.1.7:7860",
        "news.example.org",
        "news.example.org.",
        "other.example.org:8443",
        socket.gethostname(),
    ],
)
def test_the_page_answers_to_its_names_and_to_addresses(host: str) -> None:
    given = asked(headers={"Host": host}, hosts="News.example.org, other.example.org,")
    assert given.status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "",
        "a b",
        "[::1",
        "1.2.3",
    ],
)
def test_no_other_name_may_be_bound_to_it(host: str) -> None:
    given = asked(headers={"Host": host})
    assert given.status_code == 421
    assert "NEWS_HOSTS" in given.json()["error"]


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:7860", "http://127.0.0.1:3000", "https://news.example.org"]
)
def test_pages_of_its_own_may_call_it(origin: str) -> None:
    given = asked(method="POST", headers={"Origin": origin}, hosts="news.example.org")
    assert given.status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.2", "file://", "http://[::1", ""]
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_pages_of_other_sites_may_not(origin: str, method: str) -> None:
    given = asked(method=method, headers={"Origin": origin})
    assert given.status_code == 403


def test_a_request_is_not_to_be_too_large() -> None:
    def length(size: str, path: str = "queue/join") -> int:
        url = f"http://127.0.0.1/gradio_api/{path}"
        return asked(url, method="POST", headers={"Content-Length": size}).status_code

    assert length("1000") == 200
    assert length("16000000") == 200
    assert length("16000001") == 413
    assert length("99999999", "upload") == 200
    assert length("lots") == 413
    chunked = asked(method="POST", headers={"Transfer-Encoding": "chunked"})
    assert chunked.status_code == 411


def test_the_mcp_server_is_for_users(tmp_path: Path) -> None:
    login = Login(users_file(tmp_path / "users", "ada"))

    def status(headers: dict[str, str], path: str = "/gradio_api/mcp/") -> tuple[int, str]:
        given = asked(f"http://127.0.0.1{path}", login=login, headers=headers)
        return given.status_code, given.text

    assert status(basic("ada")) == (200, "ada")
    for headers in (
        {},
        basic("ada", "wrong"),
        basic("nobody"),
        {"Authorization": "Basic ~"},
        {"Authorization": "Basic " + base64.b64encode(b"\xff\xfe").decode()},
        {"Authorization": "Bearer ada"},
    ):
        code, text = status(headers)
        assert code == 401
        assert "ada" not in text
    # Gradio asks for the login of everything else.
    assert status({}, "/gradio_api/info") == (200, "nobody")
    assert asked("http://127.0.0.1/gradio_api/mcp/").status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "text/html; charset=utf-8", "text/event-stream"])
def test_every_reply_keeps_browsers_from_what_is_not_needed(kind: str) -> None:
    headers = asked(kind=kind).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "camera=()" in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    for part in ("default-src 'none'", "frame-ancestors 'none'", "connect-src 'self'"):
        assert part in policy
    (scripts,) = re.findall(r"script-src ([^;]+)", policy)
    assert "unsafe-inline" not in scripts


def test_the_scripts_of_the_page_and_of_its_head_may_run() -> None:
    head = "<meta name=a><script>b()\n</script><script>c()</script>"
    given = asked(kind="text/html", head=head)
    (nonce,) = set(re.findall(r'nonce="([^"]+)"', given.text))
    assert given.text.count("nonce=") == 2
    assert given.text.replace(f' nonce="{nonce}"', "") == PAGE.decode()
    assert int(given.headers["content-length"]) == len(given.content)
    policy = given.headers["content-security-policy"]
    assert f"'nonce-{nonce}'" in policy
    for script in (b"b()\n", b"c()"):
        assert f"'sha256-{base64.b64encode(sha256(script).digest()).decode()}'" in policy
    assert nonce not in asked(kind="text/html").text


def test_scripts_of_files_may_not_run() -> None:
    given = asked("http://127.0.0.1/gradio_api/file=x.html", kind="text/html")
    assert given.content == PAGE
    assert "nonce" not in given.headers["content-security-policy"]


def test_the_page_is_never_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_SHARE", "true")
    arguments = serving(Settings(upload_megabytes=2.5))
    assert arguments["share"] is False
    assert arguments["auth"] is None
    assert arguments["mcp_server"] is False
    assert arguments["max_file_size"] == 2_500_000


def test_accounts_that_nobody_has_are_no_accounts(tmp_path: Path) -> None:
    with pytest.raises(UnusableUsers, match="users add"):
        serving(Settings(users=str(tmp_path / "none")))
    with pytest.raises(UnusableUsers, match="Nobody"):
        serving(Settings(users=str(users_file(tmp_path / "users"))))
    assert serving(Settings(users=str(users_file(tmp_path / "users", "ada"))))["auth"]


def test_a_page_for_others_without_accounts_is_warned_of(tmp_path: Path) -> None:
    assert "without accounts" in warning(Settings(host="0.0.0.0"))
    assert warning(Settings()) == ""
    assert warning(Settings(host="0.0.0.0", users=str(tmp_path))) == ""


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.errors import UnusablePage

    monkeypatch.setattr("assistant.page.serving.find_spec", lambda name: None)
    with pytest.raises(UnusablePage, match=r"\[mcp\]"):
        serving(Settings(mcp=True))
