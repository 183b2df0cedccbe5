"""What every command of the command line shares: streams, settings, errors, exit codes."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text

from index.errors import NewsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.settings import Settings

NOT_FOUND, FAILED, STOPPED = 1, 2, 130
"""Exit codes beside 0; 130 is what a shell gives for Ctrl-C."""

# Control characters could drive the terminal, direction overrides reorder what is read, and tag
# characters spell what nobody sees.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


def output() -> Console:
    """Standard output."""
    return _console(stderr=False)


def messages() -> Console:
    """Standard error: progress, warnings and errors, so that output can be piped."""
    return _console(stderr=True)


def cleaned(text: str) -> str:
    """Text from outside, safe to show: what could drive a terminal becomes U+FFFD."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def safe(text: str, style: str = "") -> Text:
    """Cleaned text in which rich finds no markup."""
    return Text(cleaned(text), style=style)


def complain(message: str, *, style: str = "red") -> None:
    """Say on standard error what is wrong."""
    messages().print(safe(message, style))


@contextmanager
def told() -> Iterator[None]:
    """Decorates a command: errors raised on purpose become one message and an exit code.

    All others pass, traceback and all: they are defects.
    """
    try:
        yield
    except NewsError as error:
        complain(str(error))
        raise typer.Exit(FAILED) from error
    except KeyboardInterrupt:
        raise typer.Exit(STOPPED) from None


def configured() -> Settings:
    """The settings, with logging set up as they say.

    Raises:
        typer.Exit: one of them is wrong, which has been said.
    """
    from pydantic import ValidationError

    from assistant.settings import Settings

    prefix = Settings.model_config.get("env_prefix", "")
    try:
        settings = Settings()
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=False):
            name = f"{prefix}{'_'.join(map(str, problem['loc']))}".upper()
            complain(f"{name}: {problem['msg']} (it is {problem['input']!r})")
        complain("Set it right in the environment or in the .env file.")
        raise typer.Exit(FAILED) from error
    except UnicodeDecodeError as error:
        complain(f"The .env file is not UTF-8 ({error}). Save it as UTF-8.")
        raise typer.Exit(FAILED) from error
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for package in ("assistant", "index"):
        logging.getLogger(package).setLevel(settings.log_level)
    return settings


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    # A file or a pipe has no width to wrap at.
    console.soft_wrap = not console.is_terminal
    return console
