"""ASKING: a question in, an answer out whose every statement points at an exact quote.

from assistant import answer
reply = answer("what did Borrell propose?")
print(reply.text)
print(reply.citations[0].quote)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.types import (
    Answer,
    Citation,
    PassageHit,
    Sentence,
    Status,
    StreamEvent,
    TextDelta,
    Turn,
    Understood,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.request import Ignored, Moment, Order
    from assistant.settings import Settings

__all__ = [
    "Answer",
    "Citation",
    "PassageHit",
    "Sentence",
    "Settings",
    "Status",
    "StreamEvent",
    "TextDelta",
    "Turn",
    "Understood",
    "aanswer",
    "answer",
    "stream",
]


def answer(
    question: str,
    *,
    history: Sequence[Turn] = (),
    as_of: Moment | None = None,
    sources: str | Iterable[str] | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    model: Any = None,
    settings: Settings | None = None,
    order: Order = "best",
    ignore: Iterable[Ignored] = (),
) -> Answer:
    """Answer a question from the indexed articles.

    Args:
        question: in the reader's own words.
        history: the earlier turns of the conversation, oldest first.
        as_of: the day the question is asked on, which "last week" counts from; default now.
        sources: outlets to limit the answer to.
        since: earliest publication date.
        until: latest publication date; a date alone includes that day.
        model: a chat model, "provider:name" or a LangChain object, that writes the answer;
            default the setting `model`, and without one the answer is made of quotes.
        settings: default: from `.env` and `NEWS_*`.
        order: "newest" puts what is newer first; by default what answers best.
        ignore: what is not to be read from the question: "dates", "outlets", and "history", what
            it refers back to.

    Dates are aware datetimes, dates, or ISO 8601 strings; without a zone they are UTC.

    Raises:
        InvalidQuestion: the question is empty or too long, or a limit can't be understood.
        NoIndex: nothing was indexed yet.
        UnreadableIndex: an index is there and cannot be read.
        EmbeddingUnavailable: the embedding model cannot be loaded.
    """
    from assistant.chain import build_chain

    return build_chain().invoke(
        _request(question, history, as_of, sources, since, until, model, settings, order, ignore)
    )


async def aanswer(
    question: str,
    *,
    history: Sequence[Turn] = (),
    as_of: Moment | None = None,
    sources: str | Iterable[str] | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    model: Any = None,
    settings: Settings | None = None,
    order: Order = "best",
    ignore: Iterable[Ignored] = (),
) -> Answer:
    """`answer` for asynchronous code: the same arguments, result and errors."""
    from assistant.chain import build_chain

    return await build_chain().ainvoke(
        _request(question, history, as_of, sources, since, until, model, settings, order, ignore)
    )


def stream(
    question: str,
    *,
    history: Sequence[Turn] = (),
    as_of: Moment | None = None,
    sources: str | Iterable[str] | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    model: Any = None,
    settings: Settings | None = None,
    order: Order = "best",
    ignore: Iterable[Ignored] = (),
) -> Iterator[StreamEvent]:
    """Answer while telling how it goes: statuses, text as it comes, and last the `Answer`.

    The answer's text replaces the text streamed before: only it is checked. Arguments and errors
    are those of `answer`.
    """
    from assistant.chain import answer_events

    return answer_events(
        _request(question, history, as_of, sources, since, until, model, settings, order, ignore)
    )


def _request(
    question: str,
    history: Sequence[Turn],
    as_of: Moment | None,
    sources: str | Iterable[str] | None,
    since: Moment | None,
    until: Moment | None,
    model: Any,
    settings: Settings | None,
    order: Order,
    ignore: Iterable[Ignored],
) -> Any:
    from assistant.request import make_request
    from assistant.settings import Settings

    return make_request(
        question,
        history=history,
        as_of=as_of,
        sources=sources,
        since=since,
        until=until,
        model=model,
        settings=settings or Settings(),
        order=order,
        ignore=ignore,
    )


def __getattr__(name: str) -> Any:
    # pydantic-settings takes longer to import than everything else here together.
    if name != "Settings":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from assistant.settings import Settings

    globals()[name] = Settings
    return Settings
