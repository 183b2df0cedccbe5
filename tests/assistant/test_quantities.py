from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quantities import numbers, unfounded


def values(text: str) -> list[set[int]]:
    return [{int(value) for value in number.values} for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$6bn", 6 * 10**9),
        ("$6 billion", 6 * 10**9),
        ("six billion dollars", 6 * 10**9),
        ("1.5 million", 1_500_000),
        ("half a million", 500_000),
        ("a million", 1_000_000),
        ("a dozen", 12),
        ("100,000 troops", 100_000),
        ("100\u00a0000 troops", 100_000),
        ("100\u202f000 troops", 100_000),
        ("300 thousand", 300_000),
        ("three hundred thousand", 300_000),
        ("one hundred and twenty-five", 125),
        ("two million five hundred thousand", 2_500_000),
        ("two thousand and twenty-two", 2022),
        ("fifty seven", 57),
        ("seven-member group", 7),
        ("the 9th", 9),
        ("the G20", 20),
    ],
)
def test_a_number_has_its_value(text: str, expected: int) -> None:
    assert values(text) == [{expected}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("six and seven", [{6}, {7}]),
        ("2-1", [{2}, {1}]),
        ("nine, ten", [{9}, {10}]),
        ("5 to 6 billion", [{5, 5 * 10**9}, {6 * 10**9}]),
        ("five or six thousand", [{5, 5000}, {6000}]),
        ("6 m", [{6, 6 * 10**6}]),
        ("hundreds of thousands, and dozens", []),
        ("someone at often tense weights", []),
    ],
)
def test_numbers_are_told_apart(text: str, expected: list[set[int]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "evidence", "expected"),
    [
        ("It cost six billion dollars.", "a $6bn plan", []),
        ("It cost $6.", "a $6 billion plan", ["6"]),
        ("It has 58 members.", "It has 57 members.", ["58"]),
        ("Seven of 57 members.", "57 members, 7 against", []),
        ("Seven of 57 members.", "fifty-seven members", ["Seven"]),
        ("On 9 Feb. 2022.", "February 9, 2022", []),
        ("One of the first.", "nothing", []),
        ("100,000 soldiers", "100000 soldiers", []),
        ("5 to 6 billion", "between $5 billion and $6 billion", []),
    ],
)
def test_what_the_evidence_does_not_have_is_unfounded(
    text: str, evidence: str, expected: list[str]
) -> None:
    assert unfounded(text, [evidence]) == expected


@given(st.integers(0, 10**15))
def test_separators_change_no_value(number: int) -> None:
    assert [n.values for n in numbers(f"{number:,}")] == [{Decimal(number)}]
    assert [n.values for n in numbers(str(number))] == [{Decimal(number)}]


@given(st.text())
def test_a_text_is_evidence_for_itself(text: str) -> None:
    assert unfounded(text, [text]) == []
