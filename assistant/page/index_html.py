"""The index on the page: what it holds, how far work on it has come, what went wrong."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from assistant.coverage import counted, day
from index.errors import NewsError, NoIndex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index import IndexSettings, Progress, Report, Status
    from index.background import BackgroundWork
    from index.manifest import Manifest

TICK = 0.25
"""Seconds between two looks at work."""

_OUTLETS_SHOWN = 3
_UNREADABLE_SHOWN = 20
_UNITS = ("bytes", "kB", "MB", "GB")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """What the page shows of the index."""

    html: str
    heading: str
    can_rebuild: bool
    work: str = ""
    """What is done now, or came of what was done last; HTML that `html` begins with, too."""
    working: bool = False
    can_cancel: bool = False
    outlets: dict[str, int] | None = None
    """Articles by outlet; None when not known now."""
    urgent: bool = False
    """Whether it must be seen: something went wrong, or there is nothing to ask yet."""


def watch(
    settings: IndexSettings, work: BackgroundWork | None = None, *, may_change: bool = False
) -> Iterator[IndexView]:
    """The index, and before it the work to be watched, several times a second.

    Args:
        settings: of the index.
        work: what to watch; what came of it is shown, too.
        may_change: whether to offer what changes the index.
    """
    held = _held(settings) if work and work.running else ""
    while work and work.running:
        yield _under_way(work, held, may_change=may_change)
        time.sleep(TICK)
    # Reports and errors name files: for those who look after the index.
    view = _view(settings, work if may_change else None, may_change=may_change)
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


def _held(settings: IndexSettings) -> str:
    """What the index holds while work goes on; nothing where there is none."""
    from index import status

    try:
        return status_html(status(settings))
    except NewsError:
        return ""


def _under_way(work: BackgroundWork, held: str, *, may_change: bool) -> IndexView:
    if work.stopping:
        shown = '<p class="working" role="status">Cancelling: this can take a few seconds</p>'
    else:
        shown = progress_html(work.progress)
    first = work.is_first
    return IndexView(
        html=shown + held,
        work=shown,
        heading="Index: being built" if first else f"Index: {work.doing.lower()}",
        can_rebuild=False,
        working=True,
        can_cancel=may_change and not work.stopping,
        urgent=True,
    )


def _view(settings: IndexSettings, work: BackgroundWork | None, *, may_change: bool) -> IndexView:
    from index import status

    outcome = outcome_html(work) if work else ""
    failed = bool(work and work.number and not (work.finished or work.cancelled))
    try:
        found = status(settings)
    except NewsError as problem:
        return IndexView(
            html=outcome if failed else problem_html(str(problem)),
            work=outcome,
            heading="Index",
            # What an unreadable one was made from is unknown: a rebuild could lose articles.
            can_rebuild=may_change and isinstance(problem, NoIndex),
            urgent=True,
        )
    articles = found.manifest.articles
    return IndexView(
        html=outcome + status_html(found, may_change=may_change),
        work=outcome,
        heading=f"Index: {counted(articles, 'article')}",
        can_rebuild=may_change,
        outlets=found.manifest.outlets,
        urgent=failed,
    )


def outcome_html(work: BackgroundWork) -> str:
    """What came of the last work; nothing where there was none."""
    if not work.number:
        return ""
    if work.cancelled:
        return _done("Cancelled. The index is as it was.")
    if work.error:
        return problem_html(str(work.error))
    if not work.finished:
        return problem_html(
            f"{work.doing} ended in a way that it should not; the terminal that the page runs in "
            "says why. The index is as it was."
        )
    return report_html(work.report, work.doing) if work.report else _done(f"{work.doing}: done.")


def status_html(status: Status, *, may_change: bool = False) -> str:
    """What the index holds; with `may_change` also the way back to the generation before."""
    manifest = status.manifest
    span = "–"
    if manifest.oldest and manifest.newest:
        span = f"{day(manifest.oldest)} – {day(manifest.newest)}"
    facts = {
        "Articles": f"{manifest.articles:,}",
        "Passages": f"{manifest.passages:,}",
        "Outlets": f"{len(manifest.outlets):,}",
        "Published": span,
        "Built": _built(manifest),
        "Generation": f"{status.generation}, before it {status.before or 'none'}",
        "Size": _size(status.bytes),
        "Model": manifest.embedding,
    }
    rows = "".join(
        f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts.items()
    )
    back = _way_back(status) if may_change and status.before else ""
    browse = "Browse, read and add articles" if may_change else "Browse and read the articles"
    return (
        f'<p class="to-archive"><a href="#archive">{browse}</a></p><dl class="facts">{rows}</dl>'
        f"{_outlets(manifest.outlets)}{back}"
    )


def _way_back(status: Status) -> str:
    """Going back, which asks whether it is meant."""
    assert status.before is not None
    earlier = (
        f": {counted(status.earlier.articles, 'article')}, built {_built(status.earlier)}"
        if status.earlier
        else ""
    )
    return (
        '<details class="sure"><summary>Go back to the generation before</summary>'
        f"<p>Generation {escape(status.before)}{earlier}. What was done since is given up; there "
        'is no way forward again.</p><button type="button" data-do="roll-back" '
        f'data-generation="{escape(status.before)}">Yes, go back</button></details>'
    )


def _built(manifest: Manifest) -> str:
    return f"{day(manifest.built)}, {manifest.built:%H:%M} UTC"


def problem_html(message: str) -> str:
    """Why the index can't be used, and what to do."""
    return f'<p class="problem" role="alert">{escape(message)}</p>'


def progress_html(progress: Progress | None) -> str:
    """How far work has come: stage, counts, and a bar once the total is known."""
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


def report_html(report: Report, doing: str = "Rebuilding") -> str:
    """What was done, and what could not be read, by file and reason."""
    verb = "Built" if doing == "Rebuilding" else "Done"
    done = _done(
        f"{verb} in {report.seconds:,.1f} s: {report.added:,} added, {report.changed:,} changed, "
        f"{report.removed:,} removed, {report.embedded:,} texts embedded."
    )
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


def _done(text: str) -> str:
    return f'<p class="done" role="status">{escape(text)}</p>'


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
