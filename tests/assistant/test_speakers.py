"""Whose words a quotation is."""

from __future__ import annotations

import pytest

from assistant.speakers import confirmed, teller

TEXT = (
    "Anna Lind signed beside Peter Holm. “We start today,” she said. Holm thanked the port. "
    "“It took too long,” said Omar Diaz, a shipowner."
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Anna Lind said: “We start today.”", True),
        ("“We start today,” Lind said.", True),
        ("“We start today,” said Peter Holm.", False),
        ("Holm, the minister, said “it took too long”.", False),
        ("According to Diaz, “it took too long”.", True),
        ("“It took too long” was heard.", None),
        ("Lind said “never again”.", None),
    ],
)
def test_the_speaker_is_compared(sentence: str, expected: bool | None) -> None:
    assert confirmed(sentence, TEXT) is expected


def test_a_passage_that_opens_with_the_words_does_not_tell() -> None:
    assert confirmed("Peter Holm said “we start today”.", "“We start today,” she said.") is None


@pytest.mark.parametrize(
    ("sentence", "told", "who"),
    [
        (
            "Ada Pell said that nothing had been decided.",
            "Tom Reed said that nothing had been decided.",
            "Tom Reed",
        ),
        ("Pell said that nothing had been decided.", "Ada Pell said nothing was decided.", ""),
        ("Ada Pell said that nothing had been decided.", "Nothing had been decided.", ""),
        ("Nothing had been decided.", "Tom Reed said that nothing had been decided.", ""),
        ("The letter was handed over by Ada Pell.", "Tom Reed said that it was.", ""),
    ],
)
def test_what_another_says_in_other_words(sentence: str, told: str, who: str) -> None:
    assert teller(sentence, told) == who
