from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from assistant import answer
from assistant.question import understand
from assistant.recency import asks_for_newest, how_old

if TYPE_CHECKING:
    from assistant import Settings
    from assistant.types import Understood

NOW = datetime(2026, 1, 15, tzinfo=UTC)


def understood(question: str) -> Understood:
    return understand(question, as_of=NOW, outlets=[])


@pytest.mark.parametrize(
    ("days", "age"),
    [(8, "8 days"), (20, "about 3 weeks"), (120, "about 4 months"), (1435, "about 4 years")],
)
def test_old_evidence_says_how_old(days: int, age: str) -> None:
    published = [NOW - timedelta(days=days), None, NOW - timedelta(days=days + 300)]
    said = how_old(understood("What are interest rates now?"), published)

    assert said.endswith(f", {age} before the question.")


@pytest.mark.parametrize("question", ["What happened in 2022?", "Who won the election?"])
def test_other_questions_are_not_told(question: str) -> None:
    assert how_old(understood(question), [NOW - timedelta(days=900)]) == ""


def test_fresh_evidence_needs_no_word() -> None:
    assert how_old(understood("What is the latest on the strike?"), [NOW]) == ""
    assert how_old(understood("What is the latest on the strike?"), []) == ""


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("What is the latest on the strike?", True),
        ("Who is the current chancellor?", True),
        ("What happened this week?", False),
        ("Who won?", False),
    ],
)
def test_the_state_of_things(question: str, newest: bool) -> None:
    assert asks_for_newest(understood(question)) is newest


def test_over_the_samples_the_newest_leads(sample_index: Settings) -> None:
    reply = answer(
        "What are interest rates in the US now?", as_of="2026-01-15", settings=sample_index
    )
    dates = [citation.published for citation in reply.citations]

    assert dates == sorted(dates, key=str, reverse=True)
    assert reply.citations[0].published is not None
    assert reply.citations[0].published.year == 2025
    assert "about 4 months before the question" in reply.notice
