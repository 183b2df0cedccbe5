"""The commands `news-assistant index add` and `index watch`: news from the web, once and on."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from assistant.cli_index import as_source, done, last_named, say
from assistant.terminal import FAILED, complain, configured, messages, safe, told

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index import OnProgress, Report
    from index.sources import Source

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")


def _date(text: str) -> datetime:
    from index.dates import parse_date

    moment = parse_date(text)
    if moment is None:
        raise typer.BadParameter(f"{text!r} is no date. Write it as in 2024-03-05.")
    return moment


def _span(text: str) -> timedelta:
    found = _SPAN.fullmatch(text.strip().lower())
    span = timedelta(**{_UNITS[found.group(2)]: float(found.group(1))}) if found else timedelta()
    if not span:
        raise typer.BadParameter(f"{text!r} is no span of time. Write it as in 90s, 15m, 2h or 1d.")
    return span


def _feed(text: str) -> Source:
    return as_source(f"feed:{text}")


def _sitemap(text: str) -> Source:
    return as_source(f"sitemap:{text}")


def _list(text: str) -> Source:
    return as_source(f"list:{text}")


Several: TypeAlias = Annotated[
    list[Any] | None,
    typer.Argument(
        metavar="SOURCES",
        parser=as_source,
        show_default=False,
        help="Addresses of pages, files and folders.",
    ),
]
Feeds: TypeAlias = Annotated[
    list[Any] | None,
    typer.Option("--feed", metavar="URL", parser=_feed, help="An RSS, Atom or JSON feed."),
]
Sitemaps: TypeAlias = Annotated[
    list[Any] | None,
    typer.Option("--sitemap", metavar="URL", parser=_sitemap, help="A sitemap or index of such."),
]
Lists: TypeAlias = Annotated[
    list[Any] | None,
    typer.Option("--list", metavar="FILE", parser=_list, help="A text file, one address a line."),
]
Since: TypeAlias = Annotated[
    Any,
    typer.Option(
        "--since",
        metavar="DATE",
        parser=_date,
        help="Of feeds, sitemaps and lists, only articles of this day and later.",
    ),
]
Limit: TypeAlias = Annotated[
    int | None,
    typer.Option(
        "--limit", min=1, help="Of each feed, sitemap and list, at most so many, the newest."
    ),
]


@told()
def add(
    sources: Several = None,
    feeds: Feeds = None,
    sitemaps: Sitemaps = None,
    lists: Lists = None,
    since: Since = None,
    limit: Limit = None,
) -> None:
    """Add pages of the web, feeds, sitemaps, lists of addresses, files and folders.

    What is new is added and what has changed is replaced. The sources are remembered: `index
    rebuild` and `index watch` read them again. Sites are asked slowly, as their robots.txt says.
    """
    named = _all(sources, feeds, sitemaps, lists, since, limit)
    if not named:
        raise typer.BadParameter("Name what to add: addresses, --feed, --sitemap, --list, files.")
    settings = configured()
    say(done(settings, lambda progress: _added(named, settings, progress)))


@told()
def watch(
    sources: Several = None,
    feeds: Feeds = None,
    sitemaps: Sitemaps = None,
    lists: Lists = None,
    since: Since = None,
    limit: Limit = None,
    every: Annotated[
        Any,
        typer.Option(metavar="SPAN", parser=_span, help="How often: 90s, 15m, 2h, 1d."),
    ] = "15m",
    once: Annotated[bool, typer.Option("--once", help="One round only.")] = False,
) -> None:
    """Keep the index up to date: read feeds, sitemaps, pages and folders again and again.

    Without any named: what the index was built from and what was added. What fails in a round is
    told and tried again in the next. Ctrl-C ends it.
    """
    settings = configured()
    named = _all(sources, feeds, sitemaps, lists, since, limit)
    failed = _round(named, settings)
    while not once:
        next_round = datetime.now() + every
        messages().print(safe(f"Next round at {next_round:%H:%M:%S}. Ctrl-C ends.", "dim"))
        time.sleep(every.total_seconds())
        _round(named, settings)
    if failed:
        raise typer.Exit(FAILED)


def register(app: typer.Typer) -> None:
    """Put the commands beside the others of `news-assistant index`."""
    app.command()(add)
    app.command()(watch)


def _all(
    sources: list[Source] | None,
    feeds: list[Source] | None,
    sitemaps: list[Source] | None,
    lists: list[Source] | None,
    since: datetime | None,
    limit: int | None,
) -> list[Source]:
    from index.sources import AddressList, Feed, Sitemap

    named = [*(sources or ()), *(feeds or ()), *(sitemaps or ()), *(lists or ())]
    return [
        replace(source, since=since or source.since, limit=limit or source.limit)
        if isinstance(source, (AddressList, Feed, Sitemap))
        else source
        for source in named
    ]


def _added(named: list[Source], settings: Settings, progress: OnProgress) -> Report:
    """What was named added to the index, or the first index made of it."""
    from index import rebuild, update
    from index.errors import NoIndex

    try:
        return update(named, remember=True, settings=settings, progress=progress)
    except NoIndex:
        return rebuild(named, settings=settings, progress=progress)


def _round(named: list[Source], settings: Settings) -> bool:
    """One round of watching; whether it failed, which is told."""
    from index.errors import NewsError

    try:
        wanted = named or last_named(settings)
        say(done(settings, lambda progress: _added(wanted, settings, progress)))
    except NewsError as error:
        complain(str(error))
        return True
    return False
