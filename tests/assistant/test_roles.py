"""Roles and names that a sentence swaps."""

from __future__ import annotations

import pytest

from assistant.roles import recombined, reversed_roles

EVIDENCE = [
    "Anna Smith wrote to Foreign Minister Carl Jones in the name of all members.",
    "The time was better than that run in Berlin.",
    "She won the Chicago Marathon.",
    "Robert Francis Miller was elected.",
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Jones wrote to Anna Smith.", "Jones and Smith"),
        ("Smith wrote to Jones.", ""),
        ("Jones was written to by Smith.", ""),
        ("Jones met Smith.", ""),
    ],
)
def test_who_did_it_to_whom(sentence: str, expected: str) -> None:
    assert reversed_roles(sentence, EVIDENCE) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("She won the Berlin Marathon.", ["Berlin Marathon"]),
        ("She won the Chicago Marathon.", []),
        ("Robert Miller was elected.", []),
        ("President Miller was elected.", []),
        ("She won the Rome Marathon.", []),
    ],
)
def test_names_of_two(sentence: str, expected: list[str]) -> None:
    assert recombined(sentence, "\n".join(EVIDENCE)) == expected
