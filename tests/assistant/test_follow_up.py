"""Follow-ups made standalone by rule, on made-up turns: no index, no model."""

from __future__ import annotations

import pytest

from assistant.follow_up import filled_in, standalone
from assistant.types import Turn

_TURN = Turn(
    question="What did Christine Lagarde announce?",
    answer=(
        '"Christine Lagarde raised the rate by half a point in Frankfurt" — Sample Courier, 2 Feb '
        '2023 [1]\n"The bank expects prices to rise more slowly" — Example Wire, 3 Feb 2023 [2]'
    ),
    article_ids=("a", "b"),
)


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("and what did she say about wages?", "Christine Lagarde"),
        ("What was her reason?", "Christine Lagarde"),
        ("when was that?", "What did Christine Lagarde announce?"),
        ("yes, tell me more", "What did Christine Lagarde announce?"),
        ("why?", "What did Christine Lagarde announce?"),
        ("what about the second one?", "The bank expects prices to rise more slowly"),
        ("and Jerome Powell?", "What did Jerome Powell announce?"),
    ],
)
def test_what_is_left_open_is_filled_in(question: str, holds: str) -> None:
    assert holds in standalone(question, [_TURN])


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("and what did she say about wages?", "and what did Christine Lagarde say about wages?"),
        ("who disagreed?", "who disagreed?"),
        ("and Jerome Powell?", "What did Jerome Powell announce?"),
        ("Who won the election in Brazil?", "Who won the election in Brazil?"),
        ("when was that?", ""),
        ("why?", ""),
        ("yes, tell me more", ""),
    ],
)
def test_what_a_follow_up_asks_by_itself(question: str, asked: str) -> None:
    said = filled_in(question, [_TURN])
    assert said.asked == asked
    assert said.more == ("more" in question)


def test_what_is_asked_after_more_is_no_more() -> None:
    more = Turn(question="tell me more", answer='"The rate is three percent" [1]')
    assert filled_in("go on", [_TURN, more]).more
    for question in ("why?", "who disagreed?", "and Jerome Powell?", "Who won in Brazil?"):
        assert not filled_in(question, [_TURN, more]).more


@pytest.mark.parametrize(
    "question",
    [
        "Who won the election in Brazil?",
        "How many people died in the earthquake in Turkey?",
        "When did the ferry sink off Zanzibar?",
        "Is it true that Finland joined NATO?",
    ],
)
def test_another_topic_stays_as_it_is(question: str) -> None:
    assert standalone(question, [_TURN]) == question


def test_without_a_history_a_question_stays_as_it_is() -> None:
    assert standalone("and what did she say?", []) == "and what did she say?"


def test_only_the_latest_turns_count() -> None:
    unrelated = Turn(question="How many ships sank?", answer='"Three ships sank" [1]')
    assert "Lagarde" in standalone("what did she say?", [_TURN, unrelated])
    assert "Lagarde" not in standalone("what did she say?", [_TURN, *[unrelated] * 6])


def test_a_long_conversation_does_not_grow_without_bound() -> None:
    history = [Turn(question="and " + "why that? " * 200, answer='"Yes" [1]')] * 50
    assert len(standalone("why?", history)) < 2_000
