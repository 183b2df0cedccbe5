"""The command `news-assistant`."""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from assistant import cli_index, cli_page, cli_sources
from assistant.terminal import NOT_FOUND, complain, configured, messages, output, safe, told

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.types import Answer, Turn

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    # Tracebacks are for defects, and rich's could show the settings' secrets.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 not found (see ask --exit-status, index remove, users remove), "
    "2 an error, 130 stopped with Ctrl-C.",
)
cli_sources.register(cli_index.app)
app.add_typer(cli_index.app, name="index")


def _date(text: str) -> str:
    """Refuse what is no date while the command line is read, rather than at the first question."""
    from assistant.request import moment
    from index.errors import InvalidQuestion

    try:
        moment(text, "Date")
    except InvalidQuestion as error:
        raise typer.BadParameter(str(error)) from error
    return text


Sources: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--source", metavar="OUTLET", help="Only this outlet; may be given more than once."
    ),
]
Since: TypeAlias = Annotated[
    str | None,
    typer.Option(parser=_date, metavar="DATE", help="Only articles of this day and later."),
]
Until: TypeAlias = Annotated[
    str | None,
    typer.Option(parser=_date, metavar="DATE", help="Only articles up to this day, it included."),
]
AsOf: TypeAlias = Annotated[
    str | None,
    typer.Option(
        parser=_date, metavar="DATE", help='The day that "today" and "last week" count from.'
    ),
]
Model: TypeAlias = Annotated[
    str | None,
    typer.Option(
        metavar="PROVIDER:NAME",
        help="Have this chat model write the answer. Without one: NEWS_MODEL, or quotes only.",
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"news-assistant {version('news-assistant')}")
        except PackageNotFoundError:
            typer.echo("news-assistant, run from its source without being installed")
        raise typer.Exit


@app.callback()
def _top(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Ask your news articles; every word of the answer is an exact, checkable quote."""


@app.command()
@told()
def ask(
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", show_default=False, help="The question.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole answer as one JSON object.")
    ] = False,
    sources: Sources = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    model: Model = None,
    exit_status: Annotated[
        bool,
        typer.Option(
            "--exit-status", "-e", help="Exit with 1 when the articles don't hold the answer."
        ),
    ] = False,
) -> None:
    """Ask one question: the answer, then its numbered sources.

    That the articles don't hold the answer is an answer too: the exit code is 0 unless
    --exit-status is given.
    """
    answer = _answer(
        " ".join(question),
        configured(),
        sources=sources,
        since=since,
        until=until,
        as_of=as_of,
        model=model,
    )
    if as_json:
        # ASCII only, which every consumer and every console's encoding can take.
        typer.echo(json.dumps(answer.to_dict(), indent=2))
    else:
        from assistant.rendering import show_answer

        show_answer(output(), answer)
    if exit_status and not answer.answered:
        raise typer.Exit(NOT_FOUND)


@app.command()
@told()
def chat(
    sources: Sources = None,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    model: Model = None,
) -> None:
    """Ask question after question; each may refer to those before.

    Ctrl-C stops an answer, Ctrl-D leaves (on Windows Ctrl-Z, then Enter).
    """
    from assistant.coverage import covered
    from assistant.rendering import show_answer
    from assistant.types import Turn
    from index import status
    from index.errors import NewsError

    settings = configured()
    manifest = status(settings).manifest
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    if interactive:
        _edit_lines()
        messages().print(safe(covered(manifest)))
        messages().print("Ctrl-C stops an answer, Ctrl-D leaves.")
    history: list[Turn] = []
    while (question := _next_question(interactive=interactive)) is not None:
        if not question:
            continue
        try:
            answer = _answer(
                question,
                settings,
                history=history,
                sources=sources,
                since=since,
                until=until,
                as_of=as_of,
                model=model,
            )
        except KeyboardInterrupt:
            complain("Stopped.", style="yellow")
            continue
        except NewsError as error:
            complain(str(error))
            continue
        show_answer(output(), answer)
        history.append(Turn.of(answer))


@app.command()
@told()
def settings(
    markdown: Annotated[
        bool,
        typer.Option("--markdown", help="Print a table for a document, without the values now."),
    ] = False,
) -> None:
    """List the settings: variable, value now, default, description.

    Set them in the environment or in a .env file in the working directory; the environment wins.
    """
    if markdown:
        from assistant.rendering import settings_markdown
        from assistant.settings import Settings

        typer.echo(settings_markdown(Settings))
        return
    from assistant.rendering import show_settings

    show_settings(output(), configured())


cli_page.register(app)


def main() -> None:
    """Run the console script `news-assistant`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # News holds letters that a console's encoding may lack: "?" rather than no answer.
            stream.reconfigure(errors="replace")
    app()


def _answer(
    question: str,
    settings: Settings,
    *,
    sources: list[str] | None,
    since: str | None,
    until: str | None,
    as_of: str | None,
    model: str | None,
    history: list[Turn] | None = None,
) -> Answer:
    """The answer; what is being done is shown meanwhile."""
    from assistant import stream
    from assistant.rendering import follow

    events = stream(
        question,
        history=tuple(history or ()),
        as_of=as_of,
        sources=sources or None,
        since=since,
        until=until,
        model=model,
        settings=settings,
    )
    return follow(events, messages())


def _next_question(*, interactive: bool) -> str | None:
    """The next line typed, None at the end; Ctrl-C throws the line away."""
    if interactive:
        output().print()
    try:
        return input("> " if interactive else "").strip()
    except EOFError:
        return None
    except KeyboardInterrupt:
        return ""


def _edit_lines() -> None:
    """Arrow keys and earlier questions at the prompt, where the platform has readline."""
    with suppress(ImportError):  # Windows: its console edits lines by itself.
        import readline  # noqa: F401
