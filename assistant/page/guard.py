"""What stands before the page: who may ask it by which name, and what browsers may do with it.

Gradio lets any site call a page that is not on localhost, with its reader's login, and leaves its
MCP server open to whoever reaches it. Here a request is refused when its Host is not a name of the
page (DNS rebinding), when it comes from another site's page (Origin, RFC 6454), and, where there
are accounts, when it is for the MCP server and no user's (HTTP Basic, RFC 7617). Every reply says
that nothing is to be loaded from elsewhere (Content Security Policy) and that no other page may
frame it.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import secrets
import socket
from hashlib import sha256
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.page.access import REQUEST_USER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.login import Login
    from assistant.settings import Settings

_MCP = "/gradio_api/mcp"
_UPLOAD = "/gradio_api/upload"
_MOST_BYTES = 16_000_000
"""Of a request that is no upload: conversations come back from the browser with each question."""
_SCRIPT = re.compile(rb"<script(?=[\s>])")
_SCRIPTS_OF_HEAD = re.compile(r"<script>(.*?)</script>", re.DOTALL)

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), "
    "payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """ASGI middleware.

    Args:
        app: what it stands before.
        settings: by which names the page may be asked for.
        login: None on a page without accounts.
        head: what `launch` is told to put into the page's head; its scripts may run.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, login: Login | None, head: str = ""
    ) -> None:
        self._app = app
        self._policy = _policy(_hashes(head))
        self._names = _names(settings)
        self._login = login

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on and add to its reply."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        refusal = self._refusal(scope, headers)
        if refusal is None and self._login and scope["path"].startswith(_MCP):
            name, password = _basic(headers.get("authorization", ""))
            if await self._login.acheck(name, password):
                scope[REQUEST_USER] = name
            else:
                refusal = 401, "Log in: send name and password as HTTP Basic authentication."
        if refusal:
            await _refuse(send, *refusal)
        else:
            reply = _Reply(send, self._policy, is_page=_is_page(scope["path"]))
            await self._app(scope, receive, reply)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host = _host(f"//{headers.get('host', '')}")
        if not self._is_ours(host):
            return 421, (
                f"This page is not known by the name {host[:100]!r}. Whoever runs it can add the "
                "name to NEWS_HOSTS."
            )
        origin = headers.get("origin")
        if origin is not None and _host(origin) != host and _host(origin) not in self._names:
            return 403, "Pages of other sites may not use this one."
        if scope["path"].startswith(_UPLOAD):
            return None  # Gradio counts what is uploaded.
        if "transfer-encoding" in headers:
            return 411, "Say how long the request is: Content-Length is missing."
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > _MOST_BYTES:
            return 413, f"The request is too large: at most {_MOST_BYTES:,} bytes."
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether the page is called so; an address as such cannot be rebound, a name can."""
        try:
            ip_address(host)
        except ValueError:
            return host in self._names
        return True


class _Reply:
    """Sends a reply with headers that keep browsers from what the page has no need of."""

    def __init__(self, send: Send, policy: str, *, is_page: bool) -> None:
        self._send = send
        self._policy = policy
        self._is_page = is_page
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Send a part of the reply; a page of HTML as a whole, its scripts marked as its own."""
        if message["type"] == "http.response.start":
            kind = _header(message, b"content-type").partition(b";")[0].strip().lower()
            if kind == b"text/html" and self._is_page:
                self._start = message
                return
            _add(message, _HEADERS | {"Content-Security-Policy": self._policy})
            await self._send(message)
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start, message)

    async def _send_page(self, start: Message, last: Message) -> None:
        nonce = secrets.token_urlsafe(16)
        body = _SCRIPT.sub(f'<script nonce="{nonce}"'.encode(), self._body)
        start["headers"] = [
            (name, value) for name, value in start["headers"] if name.lower() != b"content-length"
        ]
        # A HEAD request has no body to count.
        length = {"Content-Length": str(len(body))} if body else {}
        policy = self._policy.replace("script-src", f"script-src 'nonce-{nonce}'")
        _add(start, _HEADERS | length | {"Content-Security-Policy": policy})
        await self._send(start)
        await self._send({**last, "body": body})


def _is_page(path: str) -> bool:
    """Whether what is there is written by Gradio alone: no file that somebody uploaded."""
    return path in ("", "/") or path.rstrip("/") == _MCP


def _hashes(head: str) -> list[str]:
    """The scripts in a piece of HTML as sources of a policy, which Gradio puts in one by one."""
    digests = (sha256(script.encode()).digest() for script in _SCRIPTS_OF_HEAD.findall(head))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _policy(scripts: Sequence[str]) -> str:
    """The Content Security Policy of replies (W3C CSP Level 3).

    What is Gradio's own needs two exceptions: it writes styles into elements ('unsafe-inline'), and
    makes functions of the templates of its HTML component ('unsafe-eval'). Scripts in HTML, and
    attributes like onclick, do not run.
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self' 'unsafe-eval'", *scripts)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
        )
    )


def _names(settings: Settings) -> frozenset[str]:
    """The names by which the page may be asked for."""
    given = (name.strip().lower().rstrip(".") for name in settings.hosts.split(","))
    own = ("localhost", settings.host.lower(), socket.gethostname().lower())
    return frozenset(filter(None, (*given, *own)))


def _host(address: str) -> str:
    """The host of an address, empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _basic(header: str) -> tuple[str, str]:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        told = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    name, _, password = told.partition(":")
    return name, password


async def _refuse(send: Send, status: int, reason: str) -> None:
    body = json.dumps({"error": reason}).encode()
    message: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ],
    }
    asks = {"WWW-Authenticate": 'Basic realm="news", charset="UTF-8"'} if status == 401 else {}
    _add(message, _HEADERS | asks)
    await send(message)
    await send({"type": "http.response.body", "body": body})


def _header(message: Message, name: bytes) -> bytes:
    headers: Iterable[tuple[bytes, bytes]] = message.get("headers", ())
    return next((value for key, value in headers if key.lower() == name), b"")


def _add(message: Message, headers: dict[str, str]) -> None:
    kept: list[Any] = list(message.get("headers", ()))
    message["headers"] = [
        *kept,
        *(
            (name.lower().encode("latin-1"), text.encode("latin-1"))
            for name, text in headers.items()
        ),
    ]
