"""How the page is served: what `launch` is told, and what whoever starts it must know."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.login import Login
from assistant.page.access import has_accounts, is_local
from assistant.page.guard import Guard
from assistant.page.looks import looks
from assistant.users import read_users
from index.errors import UnusablePage, UnusableUsers

if TYPE_CHECKING:
    from assistant.settings import Settings


def serving(settings: Settings) -> dict[str, Any]:
    """Arguments of `launch`.

    Raises:
        UnusableUsers: there are to be accounts, and nobody could log in.
        UnusablePage: there are to be MCP tools, and their package is not installed.
    """
    from starlette.middleware import Middleware

    if settings.mcp and find_spec("mcp") is None:
        raise UnusablePage(
            'NEWS_MCP needs the extra [mcp]. Run: python -m pip install -e ".[mcp]" (or unset it)'
        )
    login = _login(settings)
    look = looks()
    guard = partial(Guard, settings=settings, login=login, head=look["head"])
    return look | {
        "server_name": settings.host,
        "server_port": settings.port or None,
        # Said in so many words: GRADIO_SHARE=true would have the page shown to the world.
        "share": False,
        "strict_cors": True,
        "auth": login.acheck if login else None,
        "auth_message": "Your articles are behind a login." if login else None,
        "max_file_size": int(settings.upload_megabytes * 1e6),
        "mcp_server": settings.mcp,
        "app_kwargs": {"middleware": [Middleware(guard)]},
        "enable_monitoring": False,
        "ssr_mode": False,
        "footer_links": [],
        "run_history": False,
        "quiet": True,
    }


def warning(settings: Settings) -> str:
    """What whoever starts the page must know; empty where all is well."""
    if is_local(settings) or has_accounts(settings):
        return ""
    return (
        f"The page is served on {settings.host} without accounts: whoever reaches this machine can "
        "ask, and read every article. Set NEWS_USERS and run: news-assistant users add NAME --admin"
    )


def _login(settings: Settings) -> Login | None:
    if not has_accounts(settings):
        return None
    path = Path(settings.users)
    if not read_users(path):
        raise UnusableUsers(
            f"Nobody is in the file of users {path}. Run: news-assistant users add NAME --admin"
        )
    return Login(path)
