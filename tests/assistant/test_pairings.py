from __future__ import annotations

import pytest

from assistant.pairings import swapped

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
