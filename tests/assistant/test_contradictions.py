"""Units and opposites."""

from __future__ import annotations

from assistant.contradictions import opposite, units


def test_a_number_with_another_unit_is_wrong() -> None:
    assert units("It fell within five minutes.", "It fell within five seconds.") == ["five minutes"]
    assert units("It fell within 5 secs.", "It fell within five seconds.") == []
    assert units("A 10-kilometre run of 2 hours.", "It was 10 km, and 2 hours.") == []


def test_a_number_without_a_unit_says_nothing_about_units() -> None:
    assert units("It fell by five percent.", "It fell by five.") == []
    assert units("It fell by six percent.", "It fell by five points.") == []


def test_opposite_words_contradict_what_says_the_same_otherwise() -> None:
    raised = "The bank raised its rate in March."

    assert opposite("The bank lowered its rate in March.", [raised], [0.8]) == raised
    assert opposite("The bank raised its rate.", [raised], [1.0]) is None
    assert opposite("The bank lowered its rate in March.", [raised], [0.3]) is None


def test_one_that_agrees_as_closely_outweighs() -> None:
    texts = ["The bank raised its rate in March.", "The bank lowered its rate in March."]

    assert opposite("The bank lowered its rate in March.", texts, [1.0, 1.0]) is None


def test_a_negation_contradicts_nearly_the_same_words() -> None:
    text = "The union did not accept the offer."

    assert opposite("The union did accept the offer.", [text], [1.0]) == text
    assert opposite("The union got the offer.", [text], [0.7]) is None
