"""Names that a sentence has and its evidence has not."""

from __future__ import annotations

import pytest

from assistant.names import unfounded

EVIDENCE = (
    "The European Union's foreign policy chief, Josep Borrell, wrote to Sergei Lavrov. Britain "
    "and Türkiye have left the World Health Organization's talks in Peru."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Borrell wrote to Lavrov.",
        "The EU wrote to Mr. Lavrov.",
        "President Lavrov answered.",
        "The British and the Turkish delegations have left.",
        "The U.K. and Turkey have left the WHO's talks.",
        "A Peruvian city saw the talks.",
        "Yesterday they left.",
        "It is 15 GW, or 38.7°C.",
        "Borrell's letter came.",
    ],
)
def test_names_are_known_in_their_usual_forms(sentence: str) -> None:
    assert unfounded(sentence, [EVIDENCE]) == []


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("Borrell wrote to Vladimir Putin.", ["Vladimir Putin"]),
        ("The talks were in Geneva.", ["Geneva"]),
        ("NATO wrote too.", ["NATO"]),
        ("He wrote to Josep Lavrov and Ursula Borrell.", ["Ursula Borrell"]),
    ],
)
def test_other_names_are_missing(sentence: str, missing: list[str]) -> None:
    assert unfounded(sentence, [EVIDENCE]) == missing
