"""What readers thought of answers: thumbs and reasons, a line of JSON each, in a local file.

The file is only ever appended to, so that what was said stays: a thumb taken back, or turned, is a
further line, and the last one for an answer and a reader holds.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.restoring import restored
from index.errors import UnusableFeedback

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.settings import Settings
    from assistant.types import Answer

LONGEST_REASON = 2_000
"""Characters of a reason that are kept."""

_LOCK_SECONDS = 10
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedQuote:
    """A quote that the answer rested on."""

    number: int
    quote: str
    source: str
    title: str
    url: str
    article_id: str
    passage_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a reader thought of an answer."""

    time: datetime
    """When they said so."""
    user: str
    """Who; empty on a page without accounts."""
    answer_id: str
    """The same for all that is said of one answer."""
    liked: bool | None
    """None where a thumb was taken back."""
    reason: str
    question: str
    answer: str
    citations: tuple[CitedQuote, ...]
    generation: str
    """Of the index that answered."""
    model: str
    """The chat model that wrote it; empty for an answer made of quotes."""


def feedback_path(settings: Settings) -> Path:
    """The file that keeps the feedback."""
    if settings.feedback:
        return Path(settings.feedback)
    return settings.index.with_name(f"{settings.index.name}-feedback.jsonl")


def record(settings: Settings, answer: Answer, liked: bool | None, reason: str, user: str) -> None:
    """Keep what a reader thinks of an answer.

    Args:
        settings: name the file.
        answer: what was answered.
        liked: thumb up or down; None takes it back.
        reason: in the reader's words; may be empty.
        user: who; empty where there are no accounts.

    Raises:
        UnusableFeedback: the file can't be written.
    """
    said = Feedback(
        time=datetime.now(UTC),
        user=user,
        answer_id=_identity(answer),
        liked=liked,
        reason=reason.strip()[:LONGEST_REASON],
        question=answer.question,
        answer=answer.text,
        citations=tuple(
            CitedQuote(
                number=citation.number,
                quote=citation.quote,
                source=citation.source,
                title=citation.title,
                url=citation.url,
                article_id=citation.article_id,
                passage_id=citation.passage_id,
            )
            for citation in answer.citations
        ),
        generation=answer.generation,
        model=answer.model,
    )
    _append(feedback_path(settings), json.dumps(as_plain(said)))


def opinions(settings: Settings) -> list[Feedback]:
    """What holds now, oldest first: the last word of each reader on each answer.

    Lines that are no feedback, as a crash may leave one, are passed over with a warning.

    Raises:
        UnusableFeedback: the file can't be read.
    """
    held: dict[tuple[str, str], Feedback] = {}
    for said in _lines(feedback_path(settings)):
        key = (said.user, said.answer_id)
        held.pop(key, None)
        held[key] = said
    return [said for said in held.values() if said.liked is not None]


def as_plain(said: Feedback) -> dict[str, Any]:
    """Feedback as JSON-able values, the time in ISO 8601."""
    plain = asdict(said) | {"time": said.time.isoformat()}
    return plain | {"citations": list(plain["citations"])}


def _identity(answer: Answer) -> str:
    # The moment of asking tells two answers in the same words apart.
    asked = answer.understood.as_of.astimezone(UTC).isoformat()
    told = json.dumps([answer.question, answer.text, answer.generation, asked])
    return sha256(told.encode()).hexdigest()[:16]


def _append(path: Path, line: str) -> None:
    from filelock import FileLock

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f"{path.name}.lock"), timeout=_LOCK_SECONDS):
            # What readers ask is for whoever runs the page alone.
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)
            with os.fdopen(handle, "rb+") as file:
                end = file.seek(0, os.SEEK_END)
                file.seek(max(end - 1, 0))
                torn = end and file.read(1) != b"\n"
                file.write(f"{chr(10) if torn else ''}{line}\n".encode())
    except (OSError, TimeoutError) as error:
        raise UnusableFeedback(
            f"Feedback cannot be kept in {path} ({error}). Set NEWS_FEEDBACK to a file that can be "
            "written."
        ) from error


_BINARY: int = getattr(os, "O_BINARY", 0)
"""Windows alone has it, and would write line ends of its own."""


def _lines(path: Path) -> Iterator[Feedback]:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    yield restored(Feedback, json.loads(line))
                except ValueError as error:
                    _log.warning("Line %d of %s is no feedback: %s", number, path, error)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UnusableFeedback(
            f"The feedback in {path} cannot be read ({error}). Set NEWS_FEEDBACK to where it is."
        ) from error
