"""What is asked and within which limits, from the forms that people and programs give them in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from index.errors import InvalidQuestion
from index.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.settings import Settings
    from assistant.types import Turn, Understood

Moment: TypeAlias = datetime | date | str
Order: TypeAlias = Literal["best", "newest"]
"""What comes first among the quotes: what answers best, or what is newest."""
Ignored: TypeAlias = Literal["dates", "outlets", "history"]
"""What is not to be read from a question: its dates, its outlets, or what it refers back to."""

_WITHIN = r"(?:\b(?i:in|on|of|for|from|since|during|before|after|until|by)\s+)?"


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
    order: Order = "best"
    ignore: frozenset[Ignored] = frozenset()


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
    order: Order = "best",
    ignore: Iterable[Ignored] = (),
) -> Request:
    """Put a request into its canonical form.

    Raises:
        InvalidQuestion: a date can't be read, the period is empty, or an order or what to ignore
            is not known.
    """
    for name, value, known in (
        ("order", order, get_args(Order)),
        *(("ignore", value, get_args(Ignored)) for value in ignore),
    ):
        if value not in known:
            raise InvalidQuestion(f"{name}: {value!r} is none of {', '.join(known)}.")
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
        order=order,
        ignore=frozenset(ignore),
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


def limited(understood: Understood, request: Request) -> Understood:
    """What was understood without what the request ignores, and in the order that it asks for."""
    if "dates" in request.ignore:
        text = understood.standalone
        for period in understood.periods:
            text = re.sub(_WITHIN + re.escape(period.text), " ", text)
        text = re.sub(r"\s+(?=[?.!,]|$)", "", " ".join(text.split()))
        understood = replace(understood, standalone=text, period=None, periods=())
    if "outlets" in request.ignore:
        understood = replace(understood, outlets=(), outlets_explicit=False)
    return replace(understood, newest=request.order == "newest")


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
