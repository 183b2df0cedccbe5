"""The list of articles as HTML: a page of a search, its rows to be opened. Pure functions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.coverage import day
from assistant.page.reply import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from index.catalogue import Listed

ROWS = 20
"""Articles on a page."""


def table_html(
    found: Sequence[Listed], page: int = 1, *, sought: str = "", reading: str = ""
) -> str:
    """A page of the articles found, from 1; a number that is none is brought into range.

    Args:
        found: all of them.
        page: which page.
        sought: what was searched for, to be told where nothing was found.
        reading: id of the article that is open beside it.
    """
    if not found:
        about = f" with “{one_line(sought)}”" if sought.strip() else ""
        return f'<p class="hint" role="status">No article{about}.</p>'
    pages = -(-len(found) // ROWS)
    page = min(max(page, 1), pages)
    shown = found[(page - 1) * ROWS : page * ROWS]
    rows = "".join(_row(item, page, reading) for item in shown)
    first = (page - 1) * ROWS + 1
    count = f"{first:,}–{first + len(shown) - 1:,} of {len(found):,}"
    return (
        '<table class="articles"><caption class="unseen">Articles, the newest first</caption>'
        '<thead><tr><th scope="col">Article</th><th scope="col">Outlet</th>'
        f'<th scope="col">Published</th></tr></thead><tbody>{rows}</tbody></table>'
        f'<nav class="pager" aria-label="Pages of the list">{_turn("Newer", page - 1, pages)}'
        f'<span role="status">{count}</span>{_turn("Older", page + 1, pages)}</nav>'
    )


def moment_html(moment: datetime | None) -> str:
    """A day, for a machine too; "undated" where it is not known."""
    if moment is None:
        return '<span class="undated">undated</span>'
    return f'<time datetime="{moment.isoformat()}">{day(moment)}</time>'


def _row(item: Listed, page: int, reading: str) -> str:
    current = ' aria-current="true"' if item.id == reading else ""
    versions = (
        f' <span class="revised">{item.versions + 1} versions</span>' if item.versions else ""
    )
    return (
        f'<tr><td class="what"><button type="button" data-do="read" '
        f'data-article="{escape(item.id)}" data-page="{page}"{current}>'
        f"{one_line(item.title) or 'Untitled'}</button>{versions}</td>"
        f'<td class="who">{one_line(item.source) or "–"}</td>'
        f'<td class="when">{moment_html(item.published)}</td></tr>'
    )


def _turn(name: str, page: int, pages: int) -> str:
    # `aria-disabled` keeps the keyboard's place where a disabled button would lose it.
    off = "" if 1 <= page <= pages else ' aria-disabled="true"'
    return f'<button type="button" data-do="page" data-page="{page}"{off}>{name}</button>'
