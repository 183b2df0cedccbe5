from __future__ import annotations

import pytest

from assistant.kind_match import kind_match
from assistant.quoting import candidates, needs_sentence_before
from assistant.types import PassageHit


@pytest.mark.parametrize(
    "sentence",
    [
        "It has 57 members.",
        "He said so on Friday.",
        "But she refused.",
        "“They left,” it said.",
        "Their work was suspended.",
        "The latter declined.",
        "“We are on a highway to climate hell with our foot still on the accelerator.”",
    ],
)
def test_a_sentence_that_points_back_needs_the_one_before(sentence: str) -> None:
    assert needs_sentence_before(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The council met in Vienna.",
        "“We will leave,” the minister said.",
        "Italy won.",
        "Heat records fell in June.",
        "Theirry Henry scored.",
        "In Vienna the council met.",
    ],
)
def test_a_sentence_that_stands_alone_does_not(sentence: str) -> None:
    assert not needs_sentence_before(sentence)


def test_an_answer_may_be_three_words_long() -> None:
    text = "Read more. The writer died on Monday in Nashville. He was 86."
    hit = PassageHit(
        passage_id="p",
        article_id="a",
        text=text,
        start=100,
        end=100 + len(text),
        title="",
        source="",
        authors=(),
        published=None,
        url="",
        score=1.0,
    )
    found = list(candidates([hit, hit]))
    assert [item.text for item in found] == [
        "The writer died on Monday in Nashville.",
        "He was 86.",
    ]
    assert [item.place for item in found] == [("a", 111, 150), ("a", 151, 161)]


@pytest.mark.parametrize(
    ("kind", "sentence", "question", "holds"),
    [
        ("number", "It has 57 members.", "How many members does it have?", True),
        ("number", "It has seven members.", "How many members does it have?", True),
        ("number", "In 2022 it grew.", "How many members joined in 2022?", False),
        ("when", "It was set up in 2002.", "When was it set up?", True),
        ("when", "The council grew.", "When did the council grow?", False),
        ("where", "The body sits in Vienna.", "Where does the body sit?", True),
        ("where", "In Vienna the body sits.", "Where in Vienna does the body sit?", False),
        ("who", "The letter came from Josep Borrell.", "Who wrote the letter?", True),
        ("who", "The letter came late.", "Who wrote the letter?", False),
        ("why", "Work stopped because of the war.", "Why did work stop?", True),
        ("other", "It has 57 members.", "What is it?", False),
    ],
)
def test_the_kind_of_thing_asked_for(kind: str, sentence: str, question: str, holds: bool) -> None:
    assert (kind_match(kind, question, sentence) > 0.5) is holds  # type: ignore[arg-type]
