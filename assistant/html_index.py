"""The index on the page: what it holds, how far a build has come, what went wrong."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from assistant.coverage import day
from index.errors import NewsError, NoIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index import IndexSettings, Progress, Report, Status
    from index.background import BackgroundRebuild

TICK = 0.25
"""Seconds between two looks at a build."""

_OUTLETS_SHOWN = 5
_UNREADABLE_SHOWN = 20
_UNITS = ("bytes", "kB", "MB", "GB")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """What the page shows of the index."""

    html: str
    heading: str
    can_rebuild: bool
    outlets: dict[str, int] | None = None
    """Articles by outlet; None when not known now."""
    urgent: bool = False
    """Whether it must be seen: something went wrong, or there is nothing to ask yet."""


def watch(settings: IndexSettings, build: BackgroundRebuild | None = None) -> Iterator[IndexView]:
    """The index, and before it the build to be watched, several times a second.

    Args:
        settings: of the index.
        build: what to watch; what came of it is shown, too.
    """
    while build and build.running:
        shown = progress_html(build.progress)
        yield IndexView(html=shown, heading="Index: being built", can_rebuild=False, urgent=True)
        time.sleep(TICK)
    view = _view(settings, build)
    yield view
    if view.outlets is not None:
        from index import open_index

        # Only now: the stores take a second to open.
        problem: NewsError | None
        try:
            problem = open_index(settings).problem
        except NewsError as error:
            problem = error
        if problem:
            yield replace(view, html=problem_html(str(problem)) + view.html, urgent=True)


def _view(settings: IndexSettings, build: BackgroundRebuild | None) -> IndexView:
    from index import status

    failed = problem_html(str(build.error)) if build and build.error else ""
    try:
        found = status(settings)
    except NewsError as problem:
        return IndexView(
            html=failed or problem_html(str(problem)),
            heading="Index",
            # What an unreadable one was made from is unknown: a rebuild could lose articles.
            can_rebuild=isinstance(problem, NoIndex),
            urgent=True,
        )
    articles = found.manifest.articles
    return IndexView(
        html=failed + status_html(found, build.report if build else None),
        heading=f"Index: {articles:,} {'article' if articles == 1 else 'articles'}",
        can_rebuild=True,
        outlets=found.manifest.outlets,
        urgent=bool(failed),
    )


def status_html(status: Status, report: Report | None = None) -> str:
    """What the index holds, and after a build what was done."""
    manifest = status.manifest
    span = "–"
    if manifest.oldest and manifest.newest:
        span = f"{day(manifest.oldest)} – {day(manifest.newest)}"
    built = f"{day(manifest.built)}, {manifest.built:%H:%M} UTC"
    facts = {
        "Articles": f"{manifest.articles:,}",
        "Passages": f"{manifest.passages:,}",
        "Published": span,
        "Built": built,
        "Size": _size(status.bytes),
        "Model": manifest.embedding,
    }
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.items()
    )
    return (
        f"{_report(report) if report else ''}"
        f'<dl class="facts">{rows}</dl>{_outlets(manifest.outlets)}'
    )


def problem_html(message: str) -> str:
    """Why the index can't be used, and what to do."""
    return f'<p class="problem" role="alert">{escape(message)}</p>'


def progress_html(progress: Progress | None) -> str:
    """How far a build has come: stage, counts, and a bar once the total is known."""
    text = f'<p class="working" role="status">{escape(progress_text(progress))}</p>'
    if progress is None or not progress.total:
        return text
    share = f"{progress.done / progress.total:.0%}"
    return (
        f'{text}<div class="bar" role="progressbar" aria-label="{escape(progress.stage)}" '
        f'aria-valuemin="0" aria-valuemax="{progress.total}" aria-valuenow="{progress.done}">'
        f'<span style="width:{share}"></span></div>'
    )


def progress_text(progress: Progress | None) -> str:
    """The same in words: "Embedding passages: 128 of 1,204"."""
    if progress is None:
        return "Starting"
    total = f" of {progress.total:,}" if progress.total else ""
    return f"{progress.stage}: {progress.done:,}{total}"


def _report(report: Report) -> str:
    """What a build did, and what it could not read, by file and reason."""
    text = (
        f"Built in {report.seconds:,.1f} s: {report.added:,} added, {report.changed:,} changed, "
        f"{report.removed:,} removed, {report.embedded:,} texts embedded."
    )
    done = f'<p class="done" role="status">{text}</p>'
    if not report.unreadable:
        return done
    shown = "".join(
        f"<li><b>{escape(item.origin)}</b> {escape(item.reason)}</li>"
        for item in report.unreadable[:_UNREADABLE_SHOWN]
    )
    more = len(report.unreadable) - _UNREADABLE_SHOWN
    rest = f"<li>and {more:,} more</li>" if more > 0 else ""
    return (
        f"{done}<details><summary>Not readable: {len(report.unreadable):,}</summary>"
        f'<ul class="unreadable">{shown}{rest}</ul></details>'
    )


def _outlets(outlets: dict[str, int]) -> str:
    """Articles by outlet; the many small ones folded."""
    if not outlets:
        return ""
    most = max(outlets.values())
    rows = [
        f'<li><span class="name">{escape(name)}</span><span class="count">{count:,}</span>'
        f'<span class="share" style="width:{count / most:.0%}"></span></li>'
        for name, count in outlets.items()
    ]
    first = f'<ul class="outlets">{"".join(rows[:_OUTLETS_SHOWN])}</ul>'
    folded = rows[_OUTLETS_SHOWN:]
    if not folded:
        return first
    return (
        f"{first}<details><summary>{len(folded):,} more outlets</summary>"
        f'<ul class="outlets">{"".join(folded)}</ul></details>'
    )


def _size(size: int) -> str:
    amount, unit = float(size), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit else f"{size} bytes"
