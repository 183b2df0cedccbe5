"""From a question to a checked answer, as one LangChain Runnable and as a stream of events."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.citations import Citer
from assistant.coverage import based_on, not_answered, said_by
from assistant.inert import inert
from assistant.markers import MarkerParser
from assistant.question import understand
from assistant.quoting import Chosen, choose_quotes
from assistant.reader import TimedReader, load_reader
from assistant.request import limited, request_filter
from assistant.retriever import narrowed, retrieve
from assistant.timelines import PASSAGES as TIMELINE_PASSAGES
from assistant.timelines import choose_entries
from assistant.types import Answer, Citation, Sentence, Status, StreamEvent, TextDelta
from assistant.verification import verifier
from assistant.writing import make_standalone, model_name, write
from index.errors import ModelUnavailable, UnreadableIndex
from index.store import open_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from langchain_core.runnables import Runnable

    from assistant.request import Request
    from assistant.types import PassageHit, Turn, Understood
    from index.filters import Filter
    from index.store import NewsIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A request on its way: understood, and what was retrieved for it."""

    request: Request
    index: NewsIndex
    understood: Understood
    within: Filter
    hits: list[PassageHit]
    before: Sequence[Turn] = ()
    """The turns before, where the question goes on from them."""
    timings: dict[str, float] = field(default_factory=dict)


def build_chain() -> Runnable[Request, Answer]:
    """The chain: a request in, an answer out."""
    from langchain_core.runnables import RunnableLambda

    return RunnableLambda(find) | RunnableLambda(compose)


def find(request: Request) -> Found:
    """Understand a request and retrieve its passages.

    Raises:
        InvalidQuestion, NoIndex, UnreadableIndex, EmbeddingUnavailable, RerankerUnavailable: see
            `index.errors`.
    """
    index = open_index(request.settings)
    try:
        return _found(request, index)
    except UnreadableIndex:
        # Damage shows when it is read. What is opened next is the last generation that is whole.
        other = open_index(request.settings)
        if other.generation == index.generation:
            raise
        return _found(request, other)


def _found(request: Request, index: NewsIndex) -> Found:
    started = time.perf_counter()
    outlets = list(index.manifest.outlets)
    within = request_filter(request, outlets)
    understood = limited(
        understand(
            request.question,
            as_of=request.as_of,
            outlets=outlets,
            history=() if "history" in request.ignore else request.history,
            filled_in=_filled_in(request),
        ),
        request,
    )
    understood_at = time.perf_counter()
    goes_on = understood.standalone != request.question.strip()
    before = request.history if goes_on else ()
    hits = retrieve(
        index,
        understood,
        within,
        limit=TIMELINE_PASSAGES if understood.timeline else request.settings.passages,
        per_article=request.settings.passages_per_article,
        reranker=request.settings.reranker,
        kept=before[-1].article_ids if before else (),
    )
    return Found(
        request=request,
        index=index,
        understood=understood,
        within=narrowed(within, understood),
        hits=hits,
        before=before,
        timings={
            "understand": understood_at - started,
            "retrieve": time.perf_counter() - understood_at,
        },
    )


def _filled_in(request: Request) -> str | None:
    """The follow-up as the chat model fills it in; None leaves that to the rules."""
    goes_on = request.history and "history" not in request.ignore
    if not request.model or not goes_on or not request.question.strip():
        return None
    try:
        return make_standalone(
            request.question, request.history, model=request.model, settings=request.settings
        )
    except ModelUnavailable:
        # Said once the model is asked for the answer, which then is made of quotes.
        return None


def compose(found: Found) -> Answer:
    """Answer from what was found."""
    for event in compose_events(found):
        if isinstance(event, Answer):
            return event
    raise AssertionError("the last event is the answer")


def answer_events(request: Request) -> Iterator[StreamEvent]:
    """The same way as the chain's, telling how it goes; the answer is the last event."""
    yield Status(message="Searching the articles")
    found = find(request)
    articles = len({hit.article_id for hit in found.hits})
    yield Status(message=f"Reading {len(found.hits)} passages from {articles} articles")
    yield from compose_events(found)


def compose_events(found: Found) -> Iterator[StreamEvent]:
    """Write with the chat model where one is set, otherwise quote; a timeline is always quoted."""
    if not found.request.model or found.understood.timeline:
        yield from _quoted(found)
        return
    try:
        yield from _written(found)
    except ModelUnavailable as error:
        # What was streamed so far is replaced by the answer, which every reader of events shows.
        yield from _quoted(found, notice=f"{error} This answer is made of quotes.")


def _quoted(found: Found, notice: str = "") -> Iterator[StreamEvent]:
    started = time.perf_counter()
    settings = found.request.settings
    reading = {}
    if found.understood.timeline:
        chosen = choose_entries(found.index, found.understood, found.hits)
    else:
        loaded = load_reader(settings.reader)
        reader = None if loaded is None else TimedReader(loaded)
        chosen = choose_quotes(
            found.index,
            found.understood,
            found.hits,
            limit=settings.quotes,
            before=found.before,
            reader=reader,
        )
        if reader:
            reading["read"] = reader.seconds
    timings = found.timings | {"quote": time.perf_counter() - started} | reading
    if chosen.confidence < settings.confidence:
        yield _declined(found, chosen.confidence, timings, notice=notice)
        return
    citations = _citations(chosen)
    lines = [
        _statement(quote.text, citation)
        for quote, citation in zip(chosen.quotes, citations, strict=True)
    ]
    text = "\n\n".join(lines)
    yield TextDelta(text=text)
    yield Answer(
        question=found.request.question,
        text=text,
        answered=True,
        sentences=tuple(
            Sentence(text=citation.quote, citations=(citation.number,)) for citation in citations
        ),
        citations=citations,
        passages=tuple(found.hits),
        coverage=based_on(citations),
        understood=found.understood,
        confidence=chosen.confidence,
        notice=" ".join(part for part in (notice, chosen.notice) if part),
        generation=found.index.generation,
        timings=timings,
    )


def _written(found: Found) -> Iterator[StreamEvent]:
    """The answer of the chat model, checked as it comes.

    Raises:
        ModelUnavailable: it failed; what was yielded until then can't be relied on.
    """
    started = time.perf_counter()
    request, settings = found.request, found.request.settings
    name = model_name(request.model)
    yield Status(message=f"{name} is writing")
    draft = write(found.understood, found.hits, model=request.model, settings=settings)
    citer: Citer | None = None
    parser = MarkerParser(())
    with closing(draft):
        for delta in draft:
            if citer is None:
                # The passages that fit are settled when the first text comes.
                citer = Citer(
                    draft.shown,
                    support=verifier(settings.verifier, found.index.embeddings),
                    least=settings.support,
                    unsupported=settings.unsupported,
                    question=found.understood.standalone,
                )
                parser = MarkerParser(range(1, len(draft.shown) + 1))
            if ready := citer.feed(parser.feed(delta)):
                yield TextDelta(text=ready)
    timings = found.timings | {"write": time.perf_counter() - started}
    if draft.refused or citer is None:
        yield _declined(found, 0.0, timings, model=name)
        return
    if rest := citer.feed(parser.close()) + citer.close():
        yield TextDelta(text=rest)
    supported = [sentence.supported for sentence in citer.sentences]
    if not any(supported):
        yield from _quoted(
            found,
            notice=f"Nothing that {name} wrote is supported by the articles. "
            "This answer is made of quotes.",
        )
        return
    citations = tuple(citer.citations)
    yield Answer(
        question=request.question,
        text=citer.text.strip(),
        answered=True,
        sentences=tuple(citer.sentences),
        citations=citations,
        passages=tuple(found.hits),
        coverage=based_on(citations),
        understood=found.understood,
        confidence=sum(supported) / (len(supported) + citer.dropped),
        model=name,
        notice=_left_out(citer.dropped),
        flags_unsupported=settings.unsupported == "flag",
        generation=found.index.generation,
        timings=timings,
    )


def _left_out(sentences: int) -> str:
    if not sentences:
        return ""
    what = "One sentence that the articles don't support was"
    many = f"{sentences} sentences that the articles don't support were"
    return f"{what if sentences == 1 else many} left out."


def _citations(chosen: Chosen) -> tuple[Citation, ...]:
    return tuple(
        Citation.of(quote.hit, number=number, quote=quote.text, start=quote.start, end=quote.end)
        for number, quote in enumerate(chosen.quotes, 1)
    )


def _statement(quote: str, citation: Citation) -> str:
    """A quote on one line, with outlet, date and marker."""
    by = said_by(citation)
    line = inert(" ".join(quote.split()))
    return f"{line} — {inert(by)} [{citation.number}]" if by else f"{line} [{citation.number}]"


def _declined(
    found: Found, confidence: float, timings: dict[str, float], *, notice: str = "", model: str = ""
) -> Answer:
    """The answer that the articles don't answer."""
    text = inert(not_answered(found.index.manifest, found.within))
    return Answer(
        question=found.request.question,
        text=text,
        answered=False,
        sentences=(),
        citations=(),
        passages=tuple(found.hits),
        coverage="",
        understood=found.understood,
        confidence=confidence,
        model=model,
        notice=notice,
        generation=found.index.generation,
        timings=timings,
    )
