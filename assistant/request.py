"""What is asked and within which limits, from the forms that people and programs give them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, TypeAlias

from index.errors import InvalidQuestion
from index.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.settings import Settings
    from assistant.types import Turn

Moment: TypeAlias = datetime | date | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question with everything that limits it; `model` is a name or a LangChain chat model."""

    question: str
    history: tuple[Turn, ...]
    as_of: datetime
    sources: tuple[str, ...] | None
    since: datetime | None
    until: datetime | None
    model: Any
    settings: Settings


def make_request(
    question: str,
    *,
    history: Sequence[Turn],
    as_of: Moment | None,
    sources: str | Iterable[str] | None,
    since: Moment | None,
    until: Moment | None,
    model: Any,
    settings: Settings,
) -> Request:
    """Put a request into its canonical form.

    Raises:
        InvalidQuestion: a date can't be read, or the period is empty.
    """
    start, end = moment(since, "since"), moment(until, "until", end_of_day=True)
    if start is not None and end is not None and start >= end:
        raise InvalidQuestion(f"The period from {since} until {until} is empty. Swap the two.")
    named = (sources,) if isinstance(sources, str) else tuple(sources or ())
    return Request(
        question=question,
        history=tuple(history),
        as_of=moment(as_of, "as-of", end_of_day=True) or datetime.now(UTC),
        sources=named or None,
        since=start,
        until=end,
        model=settings.model if model is None else model,
        settings=settings,
    )


def moment(value: Moment | None, name: str, *, end_of_day: bool = False) -> datetime | None:
    """An aware datetime in UTC; a date alone is its first moment, or the end of that day."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
        except ValueError:
            raise InvalidQuestion(
                f"{name}: {value!r} is no date. Write it as 2022-02-09."
            ) from None
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    midnight = datetime.combine(value, time(), UTC)
    return midnight + timedelta(days=1) if end_of_day else midnight


def request_filter(request: Request, outlets: Sequence[str]) -> Filter:
    """The request's limits, outlets spelled as in the index.

    Raises:
        InvalidQuestion: no article of an outlet is indexed.
    """
    sources = request.sources
    if sources is not None:
        sources = tuple(dict.fromkeys(_spelled(source, outlets) for source in sources))
    return Filter(sources=sources, since=request.since, until=request.until)


def _spelled(source: str, outlets: Sequence[str]) -> str:
    known = {outlet.casefold(): outlet for outlet in outlets}
    wanted = source.strip().casefold()
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted, known, n=3) or list(known)[:5]
    raise InvalidQuestion(
        f"No article of {source!r} is indexed. Outlets like it: "
        f"{', '.join(known[name] for name in near) or 'none'}."
    )
