"""What an answer rests on, and what the index covers, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from assistant.types import Citation
    from index.filters import Filter
    from index.manifest import Manifest

_OUTLETS_NAMED = 8
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(moment: datetime) -> str:
    """A date as people write it, the same in every locale: "9 Feb 2022"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def attribution(source: str, published: datetime | None) -> str:
    """Outlet and date, as far as known: "Example Wire, 9 Feb 2022"."""
    return ", ".join(part for part in (source, day(published) if published else "") if part)


def revision(revised: str, on: datetime | None) -> str:
    """E.g. "corrected on 24 Aug 2023"; empty for what was not revised."""
    return f"{revised} on {day(on)}" if revised and on else revised


def said_by(citation: Citation) -> str:
    """E.g. "Example Wire, 9 Feb 2022, corrected on 10 Feb 2022", as far as known."""
    told = attribution(citation.source, citation.published)
    return ", ".join(filter(None, (told, revision(citation.revised, citation.revised_on))))


def based_on(citations: Sequence[Citation]) -> str:
    """E.g. "Based on 2 articles, newest 9 Feb 2022"; empty without citations."""
    articles = {citation.article_id for citation in citations}
    if not articles:
        return ""
    line = f"Based on {counted(len(articles), 'article')}"
    dates = [citation.published for citation in citations if citation.published is not None]
    return f"{line}, newest {day(max(dates))}" if dates else line


def covered(manifest: Manifest) -> str:
    """What is indexed: number of articles, span, outlets."""
    text = f"{counted(manifest.articles, 'article')} indexed"
    if manifest.oldest and manifest.newest:
        text += f", {day(manifest.oldest)} to {day(manifest.newest)}"
    outlets = list(manifest.outlets)
    if outlets:
        named = ", ".join(outlets[:_OUTLETS_NAMED])
        more = len(outlets) - _OUTLETS_NAMED
        text += f", from {named}" + (f" and {more} more" if more > 0 else "")
    return f"{text}."


def not_answered(manifest: Manifest, within: Filter) -> str:
    """Said when no article answers: that they don't, and what they do cover."""
    limits = []
    if within.sources is not None:
        limits.append("of " + (" or ".join(within.sources) or "no outlet"))
    if within.since is not None and within.until is not None:
        last = within.until - timedelta(microseconds=1)
        limits.append(f"from {day(within.since)} to {day(last)}")
    elif within.since is not None:
        limits.append(f"since {day(within.since)}")
    elif within.until is not None:
        limits.append(f"before {day(within.until)}")
    which = f"The articles {' '.join(limits)}" if limits else "The articles"
    return f"{which} don't answer this. {covered(manifest)}"


def counted(number: int, noun: str) -> str:
    """A number and what it counts: "1 article", "1,204 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
