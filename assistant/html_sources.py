"""The sources beside a conversation as HTML: a card a citation, its quote marked in its passage."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.coverage import day
from assistant.html import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assistant.types import Answer, Citation, PassageHit


def sources_html(answers: Sequence[tuple[int, Answer]]) -> str:
    """The cards of a conversation's sources, the newest answer's first, earlier ones folded.

    Args:
        answers: answers by their number in the conversation, oldest first.
    """
    if not answers:
        return (
            '<p class="hint">Ask a question: the quotes that answer it appear here, each marked '
            "in the passage it comes from.</p>"
        )
    *earlier, (turn, newest) = answers
    first = (
        f'<div class="cards">{_cards(turn, newest)}</div>'
        if newest.citations
        else '<p class="hint">No source: the articles don\'t answer the last question.</p>'
    )
    return first + "".join(
        f'<details class="cards"><summary>Earlier: {one_line(answer.question)}</summary>'
        f"{_cards(turn, answer)}</details>"
        for turn, answer in reversed(earlier)
        if answer.citations
    )


def _cards(turn: int, answer: Answer) -> str:
    hits = {hit.passage_id: hit for hit in answer.passages}
    return "".join(
        _card(citation, hits.get(citation.passage_id), f"{turn}-{citation.number}")
        for citation in answer.citations
    )


def _card(citation: Citation, hit: PassageHit | None, key: str) -> str:
    """One source: number, title, outlet, authors, date, and the passage with the quote marked."""
    number = f'<a class="back" href="#cite-{key}" title="Back to the answer">{citation.number}</a>'
    title = one_line(citation.title) or "Untitled"
    if _is_web(citation.url):
        title = (
            f'<a href="{escape(citation.url)}" target="_blank" rel="noopener noreferrer">'
            f"{title}</a>"
        )
    meta = [escape(text) for text in (citation.source, ", ".join(citation.authors)) if text]
    meta.append(_time(citation.published))
    also = hit.also if hit else ()
    copies = f'<p class="also">Also published by {escape(", ".join(also))}</p>' if also else ""
    return (
        f'<article class="card" id="source-{key}" tabindex="-1">'
        f"<header>{number}<h3>{title}</h3></header>"
        f'<p class="meta">{" · ".join(meta)}</p>'
        f"<blockquote>{_passage(citation, hit)}</blockquote>{copies}</article>"
    )


def _passage(citation: Citation, hit: PassageHit | None) -> str:
    """The passage with the exact quote marked; the quote alone when it doesn't lie inside."""
    mark = f"<mark>{escape(citation.quote)}</mark>"
    if hit is None or hit.article_id != citation.article_id:
        return mark
    start, end = citation.start - hit.start, citation.end - hit.start
    if start < 0 or hit.text[start:end] != citation.quote:
        return mark
    before = "… " if hit.start > 0 else ""
    return f"{before}{escape(hit.text[:start])}{mark}{escape(hit.text[end:])}"


def _time(published: datetime | None) -> str:
    if published is None:
        return "undated"
    return f'<time datetime="{published.isoformat()}">{day(published)}</time>'


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False
