"""Whose words a quotation is."""

from __future__ import annotations

import pytest

from assistant.speakers import confirmed

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
