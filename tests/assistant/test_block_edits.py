"""What it costs to put a sentence together from a text."""

from __future__ import annotations

import pytest

from assistant.block_edits import Text, edits, read


def cost_of(sentence: str, text: Text) -> float:
    return edits(read([sentence]).words, text)


TEXT = read(
    [
        "The old bridge opened on Thursday; a ribbon was cut, the mayor said.",
        "Lorries must wait until the ramp has opened.",
    ]
)


@pytest.mark.parametrize(
    ("sentence", "cost"),
    [
        ("", 0.0),
        ("The old bridge opened on Thursday.", 0.0),
        ("a ribbon was cut", 0.0),
        # Left out within a clause, a clause left out whole, and one put behind another.
        ("The bridge opened on Thursday.", 0.5),
        ("The old bridge opened on Thursday, the mayor said.", 0.5 * 0.3),
        ("A ribbon was cut; the old bridge opened.", 0.3),
        # Put together from two sentences, within clauses and between them.
        ("Lorries opened on Thursday.", 1.0),
        ("A ribbon was cut, lorries must wait.", 0.3),
        ("The mayor said lorries must wait.", 0.0),
        # New words, small ones and other forms; behind a new one copying goes on where it left off.
        ("The old bridge collapsed.", 1.0),
        ("The old stone bridge opened.", 1.0),
        ("The old bridge was opened.", 0.5),
        ("The old bridges opened.", 0.3),
        ("Zebras dance.", 2.0),
    ],
)
def test_what_a_sentence_costs(sentence: str, cost: float) -> None:
    assert cost_of(sentence, TEXT) == pytest.approx(cost / max(len(sentence.split()), 1))


def test_the_cheapest_way_is_found_where_a_word_stands_twice() -> None:
    text = read(["A storm hit the coast.", "The storm was the worst."])
    assert cost_of("The storm was the worst.", text) == 0.0
    assert cost_of("One storm was the worst.", text) == pytest.approx(1.0 / 5)
    assert cost_of("A storm hit the worst.", text) == pytest.approx(1.0 / 5)


def test_numbers_have_no_other_forms_and_words_only_of_the_same_stem() -> None:
    text = read(["In 2019 the showroom was sold for 12,345 euros."])
    assert cost_of("2018", text) == cost_of("12,346", text) * 2 == 1.0
    assert cost_of("show", text) == 1.0
    assert cost_of("showrooms", text) == pytest.approx(0.3)


def test_from_nothing_every_word_is_new() -> None:
    assert cost_of("Lorries wait", read([])) == 1.0
