"""Units and opposites."""

from __future__ import annotations

import pytest

from assistant.contradictions import denied, hypothetical, misnamed, opposite, stronger, units


def test_a_number_with_another_unit_is_wrong() -> None:
    assert units("It fell within five minutes.", "It fell within five seconds.") == ["five minutes"]
    assert units("It fell within 5 secs.", "It fell within five seconds.") == []
    assert units("A 10-kilometre run of 2 hours.", "It was 10 km, and 2 hours.") == []


def test_a_unit_may_be_of_two_words() -> None:
    years = "The galaxy is seen as it was 290 million years after the Big Bang."
    assert units("It is 290 million light-years away.", years) == ["290 million light-years"]
    assert units("It is 290 million light years away.", "290 million light-years away") == []
    assert units("It covers 20 square miles.", "The road is 20 miles long.") == ["20 square miles"]


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


def test_a_negation_of_another_thing_contradicts_nothing() -> None:
    text = "He was a missionary in Peru, and led an order to which no earlier pope had belonged."
    said = "He was a missionary in Peru."

    assert opposite(said, [text], [1.0]) is None
    assert opposite(text, [text], [1.0]) is None


def test_what_is_waited_for_has_not_happened() -> None:
    text = "The application is waiting for the approval of two states."

    assert opposite("Two states have approved the application.", [text], [0.8]) == text
    assert opposite("The application awaits approval.", [text], [0.8]) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Machines with macOS or Linux crashed.", "Computers with macOS or Linux were not hit."),
        ("The ruling is binding.", "binding"),
        ("The ruling is not binding.", None),
        ("The ruling is binding, for those with none of them too.", "binding"),
        ("Machines with Linux crashed.", None),
        ("The ruling is new.", None),
    ],
)
def test_what_is_only_denied(sentence: str, expected: str | None) -> None:
    evidence = ["Computers with macOS or Linux were not hit.", "The ruling is not legally binding."]

    assert denied(sentence, evidence) == expected


def test_a_number_of_what_might_have_been() -> None:
    evidence = ["A change of 73 seconds would have been a success.", "It was 32 minutes."]

    assert hypothetical("The impact changed it by 73 seconds.", evidence) == ["73"]
    assert hypothetical("A change of 73 seconds would have sufficed.", evidence) == []
    assert hypothetical("It was 32 minutes.", evidence) == []


def test_a_name_that_says_what_it_is() -> None:
    evidence = "A ship struck the Old Town Bridge. The bridge fell."

    assert misnamed("The ship that came was the Old Town Bridge.", evidence)
    assert not misnamed("The bridge that fell was the Old Town Bridge.", evidence)
    assert not misnamed("The ship that came was the Dali Star.", evidence)


@pytest.mark.parametrize(
    ("sentence", "evidence", "expected"),
    [
        ("It is binding on all.", "The court gave an advisory opinion.", "advisory"),
        ("It is not binding.", "The court gave an advisory opinion.", None),
        ("He was convicted of theft.", "He was charged with theft.", "charged"),
        ("He was convicted of theft.", "Charged in May, he was convicted in June.", None),
        ("He was charged with theft.", "He was charged with theft.", None),
    ],
)
def test_what_says_more_than_its_evidence(
    sentence: str, evidence: str, expected: str | None
) -> None:
    assert stronger(sentence, evidence) == expected
