"""The sources of an answer along the time they are from, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.coverage import day
from assistant.page.ages import later
from assistant.page.reply import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from assistant.types import Citation

_FEWEST = 3


def timeline_html(citations: Iterable[Citation], turn: int) -> str:
    """Dated articles, the oldest first, each a link to its card; empty for fewer than three.

    Args:
        citations: of one answer.
        turn: the answer's number in the conversation, for the links.
    """
    articles: dict[str, tuple[datetime, list[Citation]]] = {}
    for citation in citations:
        if citation.published is not None:
            articles.setdefault(citation.article_id, (citation.published, []))[1].append(citation)
    if len(articles) < _FEWEST:
        return ""
    items = []
    before: datetime | None = None
    for published, cited in sorted(articles.values(), key=lambda article: article[0]):
        items.append(_point(published, cited, turn, before))
        before = published
    return f'<ol class="timeline" aria-label="The sources by date">{"".join(items)}</ol>'


def _point(published: datetime, cited: list[Citation], turn: int, before: datetime | None) -> str:
    first = cited[0]
    numbers = "".join(f'<span class="number">{citation.number}</span>' for citation in cited)
    gap = f'<span class="gap">{later(before, published)}</span>' if before else ""
    outlet = one_line(first.source) or one_line(first.title) or "Untitled"
    return (
        f"<li>{gap}"
        f'<a class="point" href="#source-{turn}-{first.number}">'
        f'<time datetime="{published.isoformat()}">{day(published)}</time> '
        f'<span class="outlet">{outlet}</span> {numbers}</a></li>'
    )
