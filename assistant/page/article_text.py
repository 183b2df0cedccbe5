"""More of an article around what is shown of it, exact, read from the index when it is asked for.

A span shown is told by article, offsets and a digest of its text, so that what is put around it
belongs to that very text, or nothing is.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from assistant.coverage import day
from index.errors import NewsError

if TYPE_CHECKING:
    from index import IndexSettings

REACH = 1_200
"""Characters before and after that are shown first."""

_GONE = "This article is no longer in the index."
_CHANGED = "The article has another text now, and the one that was quoted is no longer kept."
_NOT_UNDERSTOOD = "What to show was not understood. Reload the page and ask again."


class Span(BaseModel):
    """What is shown of an article, as the page sends it."""

    article: str
    start: int
    end: int
    digest: str
    whole: bool = False
    """Whether the rest of the article is wanted, not just what stands around the span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The text around a span: `before + span + after` is a run of the article's body."""

    before: str
    after: str
    more_before: bool
    """Whether the article goes on in front of `before`."""
    more_after: bool


def digest(text: str) -> str:
    """What tells a text from another."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def around(sent: Any, settings: IndexSettings) -> dict[str, Any]:
    """What stands around a span: fields of `Surroundings`, and "note"; or "problem" in words.

    The current text of the article is looked through, then its former ones.

    Args:
        sent: the fields of a `Span`, from outside.
        settings: of the index.
    """
    try:
        return _around(Span.model_validate(sent), settings)
    except ValidationError:
        return {"problem": _NOT_UNDERSTOOD}
    except NewsError as error:
        return {"problem": str(error)}


def _around(span: Span, settings: IndexSettings) -> dict[str, Any]:
    from index import open_index

    index = open_index(settings)
    article = index.article(span.article)
    if article is None:
        return {"problem": _GONE}
    if _holds(article.body, span):
        return _told(article.body, span, note="")
    for version in index.versions(span.article):
        if _holds(version.article.body, span):
            until = f"As it was until {day(version.replaced)}; the article has another text now."
            return _told(version.article.body, span, note=until)
    return {"problem": _CHANGED}


def _holds(body: str, span: Span) -> bool:
    return 0 <= span.start <= span.end and digest(body[span.start : span.end]) == span.digest


def _told(body: str, span: Span, *, note: str) -> dict[str, Any]:
    found = surroundings(body, span.start, span.end, len(body) if span.whole else REACH)
    return {**asdict(found), "note": note}


def surroundings(body: str, start: int, end: int, reach: int) -> Surroundings:
    """The paragraphs around a span, about `reach` characters each way; words where there are none.

    What would leave a scrap of the article is taken to its end.
    """
    first = _first(body, start, reach)
    last = _last(body, end, reach)
    return Surroundings(
        before=body[first:start],
        after=body[end:last],
        more_before=first > 0,
        more_after=last < len(body),
    )


def _first(body: str, start: int, reach: int) -> int:
    if start <= reach * 3 // 2:
        return 0
    for gap in ("\n", " "):
        found = body.find(gap, start - reach, start - 1)
        if found >= 0:
            return found + 1
    return start - reach


def _last(body: str, end: int, reach: int) -> int:
    if len(body) - end <= reach * 3 // 2:
        return len(body)
    for gap in ("\n", " "):
        found = body.rfind(gap, end + 1, end + reach)
        if found >= 0:
            return found
    return end + reach
