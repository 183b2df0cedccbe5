"""The commands around the page: who may log in, and what readers thought of answers."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.terminal import FAILED, NOT_FOUND, complain, configured, messages, output, safe, told

if TYPE_CHECKING:
    from assistant.feedback import Feedback

users = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Say who may log in to the page: the setting NEWS_USERS names the file.",
)
Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="The user's name.")]


def register(app: typer.Typer) -> None:
    """Add the commands to those of `news-assistant`."""
    app.add_typer(users, name="users")
    app.command()(told()(feedback))


@users.command()
@told()
def add(
    name: Name,
    admin: Annotated[
        bool, typer.Option("--admin", help="They may change the index on the page.")
    ] = False,
) -> None:
    """Add a user, or give one a new password and new rights; the password is asked for.

    Where standard input is no terminal, the password is its first line.
    """
    from assistant.users import add_user

    path = _users_file()
    new = add_user(path, name, _password(name), admin=admin)
    done = "added" if new else "changed"
    messages().print(safe(f"{name} is {done}{', an admin' if admin else ''}."))


@users.command()
@told()
def remove(name: Name) -> None:
    """Take a user out. A page that is being served forgets them at its next start.

    What admins may do, they may no more from now on. Exits with 1 when there is no such user.
    """
    from assistant.users import remove_user

    if not remove_user(_users_file(), name):
        complain(f"There is no user {name}. Run: news-assistant users list", style="yellow")
        raise typer.Exit(NOT_FOUND)
    messages().print(safe(f"{name} is taken out."))


@users.command("list")
@told()
def list_() -> None:
    """List the users, a line each, and who of them is an admin."""
    from assistant.users import read_users

    for user in read_users(_users_file()).values():
        output().print(safe(f"{user.name}{' (admin)' if user.admin else ''}"))


def feedback(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print all of it as one JSON array.")
    ] = False,
) -> None:
    """List what readers thought of answers, oldest first: the last word of each on each answer."""
    from assistant.feedback import as_plain, feedback_path, opinions

    settings = configured()
    found = opinions(settings)
    if as_json:
        typer.echo(json.dumps([as_plain(said) for said in found], indent=2))
        return
    if not found:
        messages().print(safe(f"No feedback in {feedback_path(settings)}."))
    for said in found:
        _show(said)


def _show(said: Feedback) -> None:
    by = f" by {said.user}" if said.user else ""
    output().print(
        safe(f"{'+' if said.liked else '-'} {said.time:%Y-%m-%d %H:%M} UTC{by}: {said.question}")
    )
    if said.reason:
        output().print(safe(f"    {' '.join(said.reason.split())}"))
    outlets = dict.fromkeys(f"[{cited.number}] {cited.source}" for cited in said.citations)
    where = f"{', '.join(outlets)}; " if outlets else ""
    output().print(safe(f"    {where}generation {said.generation}", "dim"))


def _users_file() -> Path:
    path = configured().users
    if not path:
        complain("No file of users is set. Set NEWS_USERS to one, as in: NEWS_USERS=news-users")
        raise typer.Exit(FAILED)
    return Path(path)


def _password(name: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True)
    return asked
