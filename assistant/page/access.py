"""Who may do what on the page: everyone asks, and only some change the index.

That an event is private, or its button hidden, keeps nobody from calling it: whatever changes the
index asks `may_change_index` first, in the function itself.
"""

from __future__ import annotations

import logging
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.users import read_users
from index.errors import UnusableUsers

if TYPE_CHECKING:
    import gradio as gr

    from assistant.settings import Settings

REQUEST_USER = "news_assistant.user"
"""Where the scope of a request holds who sent it, when they did not log in on the page."""

_log = logging.getLogger(__name__)


def has_accounts(settings: Settings) -> bool:
    """Whether one has to log in."""
    return bool(settings.users)


def is_local(settings: Settings) -> bool:
    """Whether the page is served to this machine alone."""
    if settings.host == "localhost":
        return True
    try:
        return ip_address(settings.host.strip("[]")).is_loopback
    except ValueError:
        return False


def user_of(request: gr.Request | None) -> str:
    """Who sent a request; empty where there are no accounts."""
    name = getattr(request, "username", None) if request is not None else None
    if name:
        return str(name)
    # Gradio hands its own kind of request to events, and Starlette's to MCP tools.
    inner: Any = getattr(request, "request", None) or request
    scope = getattr(inner, "scope", None) or {}
    return str(scope.get(REQUEST_USER, ""))


def may_change_index(settings: Settings, request: gr.Request | None) -> bool:
    """Whether whoever sent a request may rebuild, add and remove.

    With accounts these are the admins; without, whoever sits at the machine: a page without
    accounts that is served to others can be asked, and no more.
    """
    if settings.index_panel != "full":
        return False
    if not has_accounts(settings):
        return is_local(settings)
    return is_admin(settings, user_of(request))


def shows_index(settings: Settings, request: gr.Request | None) -> bool:
    """Whether whoever sent a request sees what is indexed."""
    if settings.index_panel == "hidden":
        return False
    return not has_accounts(settings) or bool(user_of(request))


def is_admin(settings: Settings, name: str) -> bool:
    """Whether a user is an admin now; where the file of users can't be read, nobody is."""
    try:
        user = read_users(Path(settings.users)).get(name)
    except UnusableUsers as error:
        _log.warning("%s", error)
        return False
    return user is not None and user.admin
