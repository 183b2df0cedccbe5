"""The sources beside a conversation as HTML: a card a passage, its quotes marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.coverage import day, revision, said_by
from assistant.markup import web_address
from assistant.page.ages import age
from assistant.page.article_text import digest
from assistant.page.reply import one_line
from assistant.page.timeline import timeline_html

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
    as_of = answer.understood.as_of
    cards = (_card(cited, hits.get(cited[0].passage_id), turn, as_of) for cited in shared)
    return timeline_html(answer.citations, turn) + "".join(cards)


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


def _card(cited: Sequence[Citation], hit: PassageHit | None, turn: int, as_of: datetime) -> str:
    """One source: numbers, title, outlet, authors, date, and the passage with the quotes marked."""
    first = cited[0]
    if hit is not None and not _holds(hit, first):
        hit = None
    numbers = "".join(
        f'<a class="back" href="#cite-{turn}-{citation.number}" '
        f'aria-label="Back to {citation.number} in the answer">{citation.number}</a>'
        for citation in cited
    )
    title = one_line(first.title) or "Untitled"
    if address := web_address(first.url):
        title = f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{title}</a>'
    also = escape(", ".join(first.also))
    copies = f'<p class="also">Also published by {also}</p>' if also else ""
    kind = "card several" if len(cited) > 1 else "card"
    return (
        f'<article class="{kind}"><header>{numbers}<h3>{title}</h3></header>'
        f'<p class="meta">{_meta(first, as_of)}</p>'
        f"<blockquote>{_passage(cited, hit, turn)}</blockquote>{copies}"
        f"{_tools(cited, hit)}</article>"
    )


def _meta(citation: Citation, as_of: datetime) -> str:
    """Outlet, authors, date, age, and what was revised, as far as known."""
    outlet, authors = one_line(citation.source), one_line(", ".join(citation.authors))
    parts = [f'<span class="outlet">{outlet}</span>' if outlet else "", authors]
    if citation.published is None:
        parts.append("undated")
    else:
        old = age(citation.published, as_of)
        parts += [_time(citation.published), f'<span class="age">{old}</span>' if old else ""]
    if revised := revision(citation.revised, citation.revised_on):
        parts.append(f'<span class="revised">{revised}</span>')
    return " · ".join(filter(None, parts))


def _passage(cited: Sequence[Citation], hit: PassageHit | None, turn: int) -> str:
    """The passage with the exact quotes marked; a quote alone when it doesn't lie inside."""
    if hit is None:
        return _mark(cited[0], turn)
    parts = ['<span class="cut">… </span>'] if hit.start > 0 else []
    position = 0
    for citation in sorted(cited, key=lambda citation: citation.start):
        parts += [_text(hit.text[position : citation.start - hit.start]), _mark(citation, turn)]
        position = citation.end - hit.start
    return "".join((*parts, _text(hit.text[position:])))


def _text(text: str) -> str:
    """An article's text, exact; the blank lines between its paragraphs can be styled."""
    return escape(text).replace("\n\n", '<span class="para">\n\n</span>')


def _mark(citation: Citation, turn: int) -> str:
    return (
        f'<mark id="source-{turn}-{citation.number}" data-number="{citation.number}" '
        f'tabindex="-1">{_text(citation.quote)}</mark>'
    )


def _tools(cited: Sequence[Citation], hit: PassageHit | None) -> str:
    """What can be done with a card: see more of its article, copy its quotes."""
    shown = hit or cited[0]
    text = hit.text if hit else cited[0].quote
    copied = "\n\n".join(map(citation_text, cited))
    return (
        '<p class="tools">'
        f'<button type="button" class="more" aria-expanded="false" '
        f'data-article="{escape(shown.article_id)}" data-start="{shown.start}" '
        f'data-end="{shown.end}" data-digest="{digest(text)}">Show more of the article</button>'
        f'<button type="button" class="copy" data-copy="{escape(copied)}">'
        f"Copy quote{'s' if len(cited) > 1 else ''}</button></p>"
    )


def citation_text(citation: Citation) -> str:
    """A quote with where it stands, to be pasted into a text of one's own."""
    title = " ".join(citation.title.split())
    where = filter(
        None,
        (
            ", ".join(citation.authors),
            f"“{title}”" if title else "",
            said_by(citation),
            web_address(citation.url),
        ),
    )
    return f"“{citation.quote}” — {', '.join(where)}".removesuffix(" — ")


def _time(published: datetime) -> str:
    return f'<time datetime="{published.isoformat()}">{day(published)}</time>'
