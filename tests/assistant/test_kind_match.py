from __future__ import annotations

import pytest

from assistant.answer_kind import answer_kind
from assistant.kind_match import kind_match


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("How many members does it have?", "It has 57 members.", "It was founded in 1975."),
        ("How many members does it have?", "It has seven members.", "It has many members."),
        ("What percentage voted for it?", "Some 52% voted for it.", "In 2016 people voted for it."),
        ("How old is the mayor?", "The mayor, 61, was cheered.", "The mayor won 61 votes."),
        ("How much did it cost?", "It cost 3 million euros.", "It took 3 years."),
        ("How hot was it?", "It was 40.3 degrees.", "It was noted 3 times."),
        ("How long is the border?", "It is 1,340 km long.", "It has 9 gates."),
        ("When was it set up?", "It was set up in 2002.", "It was set up in haste."),
        ("In what year was it set up?", "It was set up in 2002.", "It was set up in March."),
        ("What time does it start?", "It starts at 11 a.m.", "It starts on Tuesday."),
        ("Where does it sit?", "It sits in Vienna.", "It sits in silence."),
        ("Who wrote the letter?", "Josep Borrell wrote it.", "It came late."),
        ("Who followed Ada Example?", "Bob Sample followed.", "Ada Example left."),
        ("Why did work stop?", "It stopped because of the war.", "It stopped."),
        ("What did Borrell propose?", "Borrell said they should talk.", "Borrell left."),
        ("What did Borrell propose?", "He said they should talk.", "Lavrov demanded talks."),
        ("What did Borrell say?", "Borrell said it was late.", "Borrell left."),
        ("What did Borrell say of gas?", "He asked for gas to be saved.", "Borrell left."),
    ],
)
def test_the_sentence_that_holds_what_is_asked_for(question: str, better: str, worse: str) -> None:
    kind = answer_kind(question)
    assert kind_match(kind, question, better) > kind_match(kind, question, worse)


def test_what_the_question_says_itself_does_not_count() -> None:
    assert kind_match("when", "When in 2022 did it fall?", "It fell in 2022.") == 0
    assert kind_match("who", "Who is Ada Example?", "Ada Example is there.") == 0
