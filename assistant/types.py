"""What goes in and out of an answer: frozen, typed, JSON-able.

Only the standard library is imported, so that `import assistant` stays quick.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

Revised: TypeAlias = Literal["corrected", "updated", ""]
"""What an article says of itself in a note above or below its text."""

AnswerKind: TypeAlias = Literal["who", "when", "where", "number", "why", "other"]
"""What kind of thing a question asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A half-open span of time, `start` <= t < `end`, aware datetimes; None is open."""

    start: datetime | None
    end: datetime | None
    explicit: bool
    """True filters ("in February 2022"), False only lifts what is near ("this week")."""
    text: str
    """The words of the question that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A question understood, without a chat model."""

    question: str
    """As it was asked."""
    standalone: str
    """The same with follow-up references filled in from the conversation."""
    as_of: datetime
    asked: str = ""
    """What is asked by itself: pronouns filled in, without the questions before that `standalone`
    carries along. Empty where that says nothing: "why?", "tell me more"."""
    more: bool = False
    """Whether more is asked for than was told: "go on"."""
    kind: AnswerKind = "other"
    newest: bool = False
    """Whether what is newer was asked to come first."""
    timeline: bool = False
    """Whether a dated list is asked for: "timeline of ...", "what happened since ..."."""
    period: Period | None = None
    """What limits or lifts by date; for several dates, the one that covers them."""
    periods: tuple[Period, ...] = ()
    """Every period that the question names, in its order."""
    outlets: tuple[str, ...] = ()
    """Outlets of the index that the question names, spelled as in the index."""
    outlets_explicit: bool = False
    """True when the question limits the answer to them ("according to ...")."""
    phrases: tuple[str, ...] = ()
    """Strings the question puts in quotation marks."""
    parts: tuple[str, ...] = ()
    """A long question's parts, each a search of its own; empty for a simple question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageHit:
    """A passage found, with the article's metadata and how it was found."""

    passage_id: str
    article_id: str
    text: str
    start: int
    end: int
    title: str
    source: str
    authors: tuple[str, ...]
    published: datetime | None
    url: str
    score: float
    """Fused score; comparable within one search only."""
    also: tuple[str, ...] = ()
    """Outlets that published a copy of the same story."""
    story: str = ""
    """Id that the copies of one story share: several of them are one origin."""
    revised: Revised = ""
    revised_on: datetime | None = None
    """When, if the article or its outlet says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An exact quote: `quote == article.body[start:end]`, offsets in characters."""

    number: int
    """1-based, in order of appearance in the answer."""
    quote: str
    start: int
    end: int
    title: str
    source: str
    authors: tuple[str, ...]
    published: datetime | None
    url: str
    article_id: str
    passage_id: str
    also: tuple[str, ...] = ()
    """Outlets that published a copy of the same story."""
    revised: Revised = ""
    revised_on: datetime | None = None
    """When, if the article or its outlet says so."""

    @classmethod
    def of(cls, hit: PassageHit, *, number: int, quote: str, start: int, end: int) -> Citation:
        """A quote of the article that a passage is of."""
        return cls(
            number=number,
            quote=quote,
            start=start,
            end=end,
            title=hit.title,
            source=hit.source,
            authors=hit.authors,
            published=hit.published,
            url=hit.url,
            article_id=hit.article_id,
            passage_id=hit.passage_id,
            also=hit.also,
            revised=hit.revised,
            revised_on=hit.revised_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One statement of an answer and the numbers of the citations that it rests on."""

    text: str
    citations: tuple[int, ...]
    supported: bool = True
    score: float | None = None
    """Support by the cited passages, 0 to 1; None for an exact quote, which needs none."""
    reason: str = ""
    """Why it is not supported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is indexed: said when the articles don't hold the answer."""

    articles: int
    oldest: datetime | None
    newest: datetime | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer whose every statement points at an exact quote."""

    question: str
    text: str
    """The answer as Markdown with [n] markers; nothing from outside is a link or HTML in it."""
    answered: bool
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    passages: tuple[PassageHit, ...]
    """What was retrieved, best first."""
    coverage: str
    """E.g. "Based on 2 articles, newest 9 Feb 2022"."""
    understood: Understood
    confidence: float
    """0 to 1: how sure it is that the quotes answer the question."""
    model: str = ""
    """The chat model that wrote it; empty for an answer made of quotes."""
    notice: str = ""
    """What the reader must know, e.g. that the chat model could not be reached."""
    flags_unsupported: bool = True
    """Whether the reader is shown which sentences are not supported."""
    generation: str = ""
    """The generation of the index that answered."""
    timings: dict[str, float] = field(default_factory=dict)
    """Seconds by stage."""

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON-able values; dates in ISO 8601."""
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        return plain

    @classmethod
    def from_dict(cls, plain: Any) -> Answer:
        """The answer that `to_dict` was called on.

        Raises:
            ValueError: it is no answer; the message names the field.
        """
        from assistant.restoring import restored

        return restored(cls, plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier question of the conversation and what was answered."""

    question: str
    answer: str
    article_ids: tuple[str, ...] = ()
    """Articles cited, which stay candidates for a follow-up."""

    @classmethod
    def of(cls, answer: Answer) -> Turn:
        """The turn that an answer makes."""
        cited = dict.fromkeys(citation.article_id for citation in answer.citations)
        return cls(question=answer.question, answer=answer.text, article_ids=tuple(cited))


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is being done, while an answer is under way."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextDelta:
    """Text to append to the answer shown so far."""

    text: str


StreamEvent: TypeAlias = Status | TextDelta | Answer
"""What `stream` yields: statuses, text as it comes, and the whole answer last."""


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return value
