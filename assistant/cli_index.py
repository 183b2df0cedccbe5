"""The commands `news-assistant index ...`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from assistant.terminal import (
    NOT_FOUND,
    STOPPED,
    cleaned,
    complain,
    configured,
    messages,
    output,
    safe,
    told,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import IndexSettings, OnProgress, Report

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Build the index of articles and look after it.",
)

Paths: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATHS",
        exists=True,
        show_default=False,
        help="Files and folders: .txt, .md, .html, .json, .jsonl, .csv, or any of them as .gz. "
        "Without any: what the last rebuild read, or for a first index the setting NEWS_ARTICLES.",
    ),
]


@app.command()
@told()
def rebuild(paths: Paths = None) -> None:
    """Make the index anew from files and folders; it then holds just what they hold.

    The new index is built beside the one in use and takes its place when it is whole. Passages
    that are unchanged are not embedded again. Ctrl-C leaves the index as it was.
    """
    settings = configured()
    named = _named_or_last(paths, settings)
    from index import rebuild

    report = _done(settings, lambda progress: rebuild(named, settings=settings, progress=progress))
    _say(report)


@app.command()
@told()
def update(paths: Paths = None) -> None:
    """Add what is new in files and folders and replace what has changed; remove nothing else."""
    settings = configured()
    named = _named_or_last(paths, settings)
    from index import update

    _say(_done(settings, lambda progress: update(named, settings=settings, progress=progress)))


@app.command()
@told()
def remove(
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="ID_OR_URL",
            show_default=False,
            help='Addresses of articles, or ids: "article_id" in `news-assistant ask --json`.',
        ),
    ],
) -> None:
    """Remove articles. The exit code is 1 when none of them is in the index."""
    settings = configured()
    from index import remove

    report = _done(
        settings, lambda progress: remove(articles, settings=settings, progress=progress)
    )
    _say(report)
    missing = len(set(articles)) - report.removed
    if missing > 0:
        complain(f"Not in the index: {missing:,} of the {len(set(articles)):,} named.")
    if not report.removed:
        raise typer.Exit(NOT_FOUND)


@app.command()
@told()
def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what the index holds, when it was built, and from what."""
    from assistant.rendering import show_status, status_as_dict
    from index import status

    found = status(configured())
    if as_json:
        typer.echo(json.dumps(status_as_dict(found), indent=2))
    else:
        show_status(output(), found)


@app.command()
@told()
def rollback() -> None:
    """Go back to the generation before the current one.

    The one given up is removed when the index next changes.
    """
    settings = configured()
    from index import rollback

    given_up = _generation(settings)
    name = rollback(settings=settings)
    output().print(
        safe(f"Generation {name} answers again, instead of {given_up or 'a damaged one'}.")
    )


@app.command()
@told()
def verify(
    repair: Annotated[
        bool,
        typer.Option(
            "--repair", help="Make a new generation of what is sound, where there is a problem."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Verify that articles, passages, vectors and words agree, and the files are as written.

    The exit code is 1 when there are problems that were not repaired.
    """
    from assistant.progress import display
    from assistant.rendering import show_verification, verification_as_dict
    from index import verify

    settings = configured()
    with display(messages()) as progress:
        found = verify(settings, repair=repair, progress=progress)
    if as_json:
        typer.echo(json.dumps(verification_as_dict(found), indent=2))
    else:
        show_verification(output(), found)
    if found.problems and not found.repaired:
        raise typer.Exit(NOT_FOUND)


def _named_or_last(paths: list[Path] | None, settings: IndexSettings) -> list[Path]:
    """What to read: the paths named, or what the last rebuild read, or the first articles."""
    if paths:
        return paths
    from index import status
    from index.errors import NoIndex

    try:
        last = [Path(path) for path in status(settings).manifest.paths]
    except NoIndex:
        last = [settings.articles]
    # Reading only the rest would drop what is missing from the index without a word.
    missing = [str(path) for path in last if not path.exists()]
    if missing:
        raise typer.BadParameter(
            f"No path was named, and what is to be read instead is not there: "
            f"{cleaned(', '.join(missing))}. Name the files and folders to read."
        )
    messages().print(safe(f"Reading {', '.join(map(str, last))}"))
    return last


def _done(settings: IndexSettings, work: Callable[[OnProgress], Report]) -> Report:
    """Do it with progress shown; Ctrl-C says what became of the index."""
    from assistant.progress import display

    before = _generation(settings)
    try:
        with display(messages()) as progress:
            return work(progress)
    except KeyboardInterrupt:
        if _generation(settings) != before:
            complain("Stopped, after the new index had taken its place.")
        elif before:
            complain("Stopped. The index from before is unchanged.")
        else:
            complain("Stopped. Nothing has been indexed.")
        raise typer.Exit(STOPPED) from None


def _say(report: Report) -> None:
    from assistant.rendering import show_report, show_unreadable

    show_unreadable(messages(), report)
    show_report(output(), report)


def _generation(settings: IndexSettings) -> str:
    """The name of the current generation, empty where there is none that can be read."""
    from index import status
    from index.errors import NewsError

    try:
        return status(settings).generation
    except NewsError:
        return ""
