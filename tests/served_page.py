"""The page served over an index that is there, and programs that call it: HTTP, Gradio, MCP."""

from __future__ import annotations

import asyncio
import base64
import json
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import bcrypt
import httpx

from bench.pictures import Served, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "correct horse"
_PATIENCE = 120
"""Seconds: machines that run tests may be slow."""


@contextmanager
def page_of(index: Path, folder: Path, **settings: str) -> Iterator[Served]:
    """Serve the page, by a process of its own, over an index that is there.

    Args:
        index: the index.
        folder: an empty one, the working directory.
        settings: further ones, e.g. `NEWS_MCP`.
    """
    with served(folder, NEWS_INDEX=str(index), **settings) as page:
        yield page


def ends_quietly(running: Served) -> None:
    """Ctrl-C ends it, and nothing is said; Windows has no SIGINT for another process."""
    if sys.platform == "win32":
        return
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(_PATIENCE) == 0
    assert running.process.stdout
    assert running.process.stdout.read() == ""
    assert running.errors.read_text() == ""


def users_file(path: Path, *names: str) -> Path:
    """A file of users, all with one password whose hash costs the least; "ada!" is an admin."""
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(4)).decode()
    lines = [
        f"{name.removesuffix('!')}:{hashed}{':admin' if name.endswith('!') else ''}\n"
        for name in names
    ]
    path.write_text("".join(lines), encoding="utf-8")
    path.chmod(0o600)
    return path


def client(url: str, user: str = "", folder: Path | None = None) -> Any:
    """Gradio's client, logged in as a user."""
    from gradio_client import Client  # type: ignore[import-untyped]

    auth = (user, PASSWORD) if user else None
    return Client(url, auth=auth, verbose=False, download_files=str(folder) if folder else False)


def logged_in(url: str, user: str) -> httpx.Client:
    """A browser's session without the browser."""
    session = httpx.Client(base_url=url.rstrip("/"), timeout=60)
    given = session.post("/login", data={"username": user, "password": PASSWORD})
    assert given.json() == {"success": True}
    return session


def basic(user: str, password: str = PASSWORD) -> dict[str, str]:
    """The header of HTTP Basic authentication."""
    told = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {told}"}


def mcp_tools(url: str, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """The MCP tools that are offered, by name."""
    tools = _in_session(url, headers, lambda session: session.list_tools()).tools
    return {tool.name: tool for tool in tools}


def mcp_call(
    url: str, tool: str, headers: dict[str, str] | None = None, **arguments: Any
) -> tuple[Any, bool]:
    """What an MCP tool returned, and whether it is an error."""
    result = _in_session(url, headers, lambda session: session.call_tool(tool, arguments))
    (content,) = result.content
    return (content.text if result.isError else json.loads(content.text)), result.isError


def _in_session(url: str, headers: dict[str, str] | None, do: Any) -> Any:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    address = f"{url.rstrip('/')}/gradio_api/mcp/"

    async def talk() -> Any:
        async with (
            httpx.AsyncClient(headers=headers, timeout=60) as program,
            streamable_http_client(address, http_client=program) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await do(session)

    return asyncio.run(talk())
