"""The commands `news-assistant index ...`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

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
    from index.sources import Source

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Build the index of articles and look after it.",
)


def as_source(text: str) -> Source:
    """Refuse a path that is not there while the command line is read."""
    from index.sources import as_source, path_of

    source = as_source(text)
    path = path_of(source)
    if path is not None and not path.exists():
        raise typer.BadParameter(f"Path {cleaned(str(path))!r} does not exist.")
    return source


Named: TypeAlias = Annotated[
    list[Any] | None,
    typer.Argument(
        metavar="SOURCES",
        parser=as_source,
        show_default=False,
        help="Files and folders: .txt, .md, .html, .pdf, .docx, .eml, .json, .jsonl, .csv, .warc, "
        "or any of them as .gz or in a .zip; addresses of pages. Without any: what the index was "
        "built from, or for a first one the setting NEWS_ARTICLES.",
    ),
]


@app.command()
@told()
def rebuild(sources: Named = None) -> None:
    """Make the index anew from files, folders and pages; it then holds just what they hold.

    The new index is built beside the one in use and takes its place when it is whole. Passages
    that are unchanged are not embedded again. Articles from the web stay where their pages cannot
    be read now, or feeds name them no more. Ctrl-C leaves the index as it was.
    """
    settings = configured()
    named = sources or last_named(settings)
    from index import rebuild

    say(done(settings, lambda progress: rebuild(named, settings=settings, progress=progress)))


@app.command()
@told()
def update(sources: Named = None) -> None:
    """Add what is new in files, folders and pages and replace what has changed.

    Nothing else is removed.
    """
    settings = configured()
    named = sources or last_named(settings)
    from index import update

    say(done(settings, lambda progress: update(named, settings=settings, progress=progress)))


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

    report = done(settings, lambda progress: remove(articles, settings=settings, progress=progress))
    say(report)
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


def last_named(settings: IndexSettings) -> list[Source]:
    """What the index was built from, or the first articles; says what it is."""
    from index.sources import remembered

    last = remembered(settings)
    messages().print(safe(f"Reading {', '.join(map(str, last))}"))
    return last


def done(settings: IndexSettings, work: Callable[[OnProgress], Report]) -> Report:
    """Do work on the index with progress shown; Ctrl-C says what became of the index."""
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


def say(report: Report) -> None:
    """Show what was done, and what could not be read."""
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
