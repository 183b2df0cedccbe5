from __future__ import annotations

import pytest

from assistant.pairings import misnumbered, misplaced, swapped

EVIDENCE = (
    "The Reds fell to 121 seats, and the Blues won 72, their best result.",
    "Members voted by 523 to 46, with 49 abstentions.",
    "It was adopted with 523 votes in favour, 46 against and 49 abstentions.",
    "The Ministry counted 1.27 million people across the country on 31 January 2023.",
    "The Union put the number at 2.8 million.",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Reds were left with 72 seats, and the Blues won 121.",
        "It passed with 523 votes in favour, 49 against and 46 abstentions.",
        "The Ministry spoke of 2.8 million, whereas the Union counted 1.27 million.",
    ],
)
def test_numbers_that_change_hands(sentence: str) -> None:
    assert swapped(sentence, EVIDENCE)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Reds were left with 121 seats, and the Blues won 72.",
        "It passed with 523 votes in favour, 46 against and 49 abstentions.",
        "The Union counted 2.8 million, while the Ministry spoke of 1.27 million.",
        "On 31 January 2023 the Union had 2.8 million.",
        "The Reds have 121 seats.",
        "The Greens won 72 seats.",
        "Nothing is counted.",
    ],
)
def test_numbers_that_stay(sentence: str) -> None:
    assert swapped(sentence, EVIDENCE) == []


PLACES = (
    "A thermometer at Northby in Exampleshire reached 40.3 degrees, the service said.",
    "In Paris alone the union counted 500,000 people.",
    "The runner finished in 2:00:35.",
)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("The highest, 40.3 degrees, was measured at Southby.", ["40.3 for Southby"]),
        ("The union counted 500,000 people across France.", ["500,000 for France"]),
        ("It was 40.3 degrees in Exampleshire.", []),
        ("The union counted 500,000 people in Paris.", []),
        ("The union counted 500,000 people.", []),
        ("The runner finished in 2:00:35 at Southby.", []),
        ("In Rome 12 people came.", []),
    ],
)
def test_numbers_of_another_place(sentence: str, wrong: list[str]) -> None:
    assert misplaced(sentence, PLACES) == wrong


ROADWAY = (
    "Eight workers stood on the bridge; four are still missing.",
    "Two of them were pulled from the water alive.",
    "A majority of two thirds, 89 votes, was needed.",
    "The conclave began with 133 cardinals.",
)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Of the eight workers, four were pulled from the water alive.", ["four"]),
        ("Of the eight workers, two were pulled from the water alive.", []),
        ("A two-thirds majority of 133 votes was needed.", ["133 votes"]),
        ("A majority of 89 votes was needed.", []),
        ("Four people swam.", []),
    ],
)
def test_the_same_with_another_number(sentence: str, wrong: list[str]) -> None:
    found = misnumbered(sentence, ROADWAY)
    assert [number.removesuffix("s") for number in found] == [w.removesuffix("s") for w in wrong]
