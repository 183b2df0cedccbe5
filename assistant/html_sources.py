"""The sources beside a conversation as HTML: a card a passage, its quotes marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.coverage import day, revision
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
    shared: list[list[Citation]] = []
    for citation in answer.citations:
        hit = hits.get(citation.passage_id)
        fits = (cited for cited in shared if hit and _fits(citation, cited, hit))
        card = next(fits, None)
        if card is None:
            shared.append([citation])
        else:
            card.append(citation)
    return "".join(_card(cited, hits.get(cited[0].passage_id), turn) for cited in shared)


def _fits(citation: Citation, cited: Sequence[Citation], hit: PassageHit) -> bool:
    """Whether a quote can be marked in a passage beside those that are."""
    return all(_holds(hit, other) for other in (citation, *cited)) and all(
        citation.end <= other.start or other.end <= citation.start for other in cited
    )


def _holds(hit: PassageHit, citation: Citation) -> bool:
    start = citation.start - hit.start
    return (
        start >= 0
        and (hit.passage_id, hit.article_id) == (citation.passage_id, citation.article_id)
        and hit.text[start : citation.end - hit.start] == citation.quote
    )


def _card(cited: Sequence[Citation], hit: PassageHit | None, turn: int) -> str:
    """One source: numbers, title, outlet, authors, date, and the passage with the quotes marked."""
    first = cited[0]
    numbers = "".join(
        f'<a class="back" href="#cite-{turn}-{citation.number}" title="Back to the answer">'
        f"{citation.number}</a>"
        for citation in cited
    )
    title = one_line(first.title) or "Untitled"
    if _is_web(first.url):
        title = (
            f'<a href="{escape(first.url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
        )
    meta = [escape(text) for text in (first.source, ", ".join(first.authors)) if text]
    meta.append(_time(first.published))
    if revised := revision(first.revised, first.revised_on):
        meta.append(f'<span class="revised">{revised}</span>')
    also = escape(", ".join(first.also))
    copies = f'<p class="also">Also published by {also}</p>' if also else ""
    kind = "card several" if len(cited) > 1 else "card"
    return (
        f'<article class="{kind}"><header>{numbers}<h3>{title}</h3></header>'
        f'<p class="meta">{" · ".join(meta)}</p>'
        f"<blockquote>{_passage(cited, hit, turn)}</blockquote>{copies}</article>"
    )


def _passage(cited: Sequence[Citation], hit: PassageHit | None, turn: int) -> str:
    """The passage with the exact quotes marked; a quote alone when it doesn't lie inside."""
    if hit is None or not _holds(hit, cited[0]):
        return _mark(cited[0], turn)
    parts = ["… "] if hit.start > 0 else []
    position = 0
    for citation in sorted(cited, key=lambda citation: citation.start):
        parts += [escape(hit.text[position : citation.start - hit.start]), _mark(citation, turn)]
        position = citation.end - hit.start
    return "".join((*parts, escape(hit.text[position:])))


def _mark(citation: Citation, turn: int) -> str:
    return (
        f'<mark id="source-{turn}-{citation.number}" data-number="{citation.number}" '
        f'tabindex="-1">{escape(citation.quote)}</mark>'
    )


def _time(published: datetime | None) -> str:
    if published is None:
        return "undated"
    return f'<time datetime="{published.isoformat()}">{day(published)}</time>'


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False
