from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from made_answers import Parsed, answer

from assistant.page import conversation
from assistant.page.conversation import (
    Exchange,
    Limits,
    Said,
    answers,
    converse,
    messages,
)
from assistant.settings import Settings
from assistant.types import Status, TextDelta, Turn
from index.background import BackgroundWork
from index.errors import UnreadableIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_EARLIER = Exchange("Before?", answer(question="Before?"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Makes `stream` yield given events, and returns what it is called with."""

    def given(*events: object) -> dict[str, Any]:
        called: dict[str, Any] = {}

        def stream(question: str, **arguments: Any) -> Iterator[object]:
            called.update(arguments, question=question)
            for event in events:
                if isinstance(event, Exception):
                    raise event
                yield event

        monkeypatch.setattr(conversation, "stream", stream)
        return called

    return given


def _shown(step: conversation.Step) -> str:
    return Parsed(step.messages[-1]["content"].partition('<div class="actions">')[0]).text


def test_statuses_and_text_are_shown_until_the_answer_takes_their_place(
    settings: Settings, streams: Callable[..., dict[str, Any]]
) -> None:
    found = answer()
    called = streams(Status(message="Reading 8 passages"), TextDelta(text="Borr"), found)
    steps = list(
        converse(
            " Who? ",
            (_EARLIER,),
            settings=settings,
            build=BackgroundWork(settings),
            limits=Limits(outlets=("Example Wire",), until="2022-02-09", order="newest"),
            ignore=("dates",),
        )
    )
    assert [_shown(step) for step in steps[:-1]] == ["Starting…", "Reading 8 passages…", "Borr"]
    last = steps[-1]
    assert last.exchanges == (_EARLIER, Exchange("Who?", found, ("dates",)))
    assert [message["role"] for message in last.messages] == ["user", "assistant"] * 2
    assert 'href="#source-2-1"' in last.messages[-1]["content"]
    assert last.sources is not None
    assert 'id="source-2-1"' in last.sources
    assert called == {
        "question": "Who?",
        "history": [Turn.of(answer(question="Before?"))],
        "sources": ("Example Wire",),
        "since": None,
        "until": "2022-02-09",
        "order": "newest",
        "ignore": ("dates",),
        "settings": settings,
    }


def test_a_question_that_is_stopped_is_left_as_stopped(
    settings: Settings, streams: Callable[..., dict[str, Any]]
) -> None:
    streams(answer())
    first = next(converse("Who?", (), settings=settings, build=BackgroundWork(settings)))
    assert first.exchanges == (Exchange("Who?", Said("Stopped.")),)


def test_an_error_raised_on_purpose_is_the_reply(
    settings: Settings, streams: Callable[..., dict[str, Any]]
) -> None:
    streams(UnreadableIndex("It is <damaged>. Run: mend it"))
    *_, last = converse("Who?", (), settings=settings, build=BackgroundWork(settings))
    assert _shown(last) == "It is <damaged>. Run: mend it"
    assert 'role="alert"' in last.messages[-1]["content"]
    assert answers(last.exchanges or ()) == []


def test_a_question_waits_for_the_first_index(
    settings: Settings, streams: Callable[..., dict[str, Any]]
) -> None:
    class Building(BackgroundWork):
        ticks = 2

        @property
        def running(self) -> bool:
            self.ticks -= 1
            return self.ticks >= 0

    streams(answer())
    steps = list(converse("Who?", (), settings=settings, build=Building(settings)))
    assert [_shown(step) for step in steps[1:-1]] == [
        "The index is being built first. Starting…"
    ] * 2


def test_a_rebuild_keeps_nobody_waiting(
    sample_index: Settings, streams: Callable[..., dict[str, Any]]
) -> None:
    class Building(BackgroundWork):
        running = True  # type: ignore[assignment]

    streams(answer())
    assert len(list(converse("Who?", (), settings=sample_index, build=Building(sample_index)))) == 2


def test_a_defect_becomes_a_reply_and_is_logged(
    settings: Settings,
    streams: Callable[..., dict[str, Any]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    streams(TextDelta(text="An answer"), ZeroDivisionError("a defect"))
    *_, last = converse("Who?", (_EARLIER,), settings=settings, build=BackgroundWork(settings))
    assert last.exchanges is not None
    assert last.exchanges[0] == _EARLIER
    assert last.exchanges[1].reply == Said(conversation._DEFECT, alert=True)
    assert "the terminal" in _shown(last)
    assert "ZeroDivisionError: a defect" in caplog.text


def test_replies_in_place_of_answers_count_as_turns_and_not_as_answers() -> None:
    exchanges = (Exchange("a", Said("<p>x</p>")), _EARLIER)
    assert answers(exchanges) == [(2, _EARLIER.reply)]
    assert 'id="cite-2-1"' in messages(exchanges)[-1]["content"]
