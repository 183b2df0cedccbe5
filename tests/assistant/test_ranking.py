"""The order of sentences that are measured alike: what the conversation asks for decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from made_answers import hit

from assistant.evidence import Candidate, Evidence
from assistant.ranking import newness, ranked, tells
from assistant.types import PassageHit, Turn, Understood

TEXTS = ("The bridge at Veltmark opened\nin May.", "It cost 40 million crowns.", "Lorries wait.")
TOLD = (
    Turn(
        question="When did it open?",
        answer="The bridge at Veltmark opened in May. [1]",
        article_ids=("a",),
    ),
)
ASKED = Understood(
    question="what did it cost?",
    standalone="When did it open? what did it cost?",
    asked="what did it cost?",
    as_of=datetime(2025, 1, 1, tzinfo=UTC),
)
ALIKE = Evidence(
    similarity=0.5,
    context_overlap=0.5,
    kind=0.0,
    agreement=0.0,
    news=0.0,
    passage_score=1.0,
    passage_similarity=0.5,
    passage_overlap=0.5,
    reading=-1.0,
)


def _hit(article: str, day: int = 1) -> PassageHit:
    return hit(article_id=article, published=datetime(2025, 1, day, tzinfo=UTC))


def _measured(readings: tuple[float, ...] = (-1.0, -1.0, -1.0)) -> list[tuple[Candidate, Evidence]]:
    return [
        (
            Candidate(hit=_hit("a"), text=text, start=0, end=len(text), context=text),
            replace(ALIKE, similarity=0.5 - 0.1 * place, reading=reading),
        )
        for place, (text, reading) in enumerate(zip(TEXTS, readings, strict=True))
    ]


def _order(understood: Understood, readings: tuple[float, ...] = (-1.0, -1.0, -1.0)) -> list[int]:
    found = ranked(understood, _measured(readings), newness={}, before=TOLD)
    assert [value for value, _ in found] == sorted((value for value, _ in found), reverse=True)
    return [TEXTS.index(candidate.text) for _, candidate in found]


def test_what_was_told_comes_after_what_was_not() -> None:
    assert _order(ASKED) == [1, 2, 0]


def test_where_it_is_sure_to_answer_it_is_told_again() -> None:
    assert _order(ASKED, (1.0, -1.0, -1.0)) == [0, 1, 2]


def test_where_nothing_is_asked_by_itself_the_reader_is_not_believed() -> None:
    when = replace(ASKED, standalone="When did it open? why?", question="why?", asked="")
    assert _order(when, (1.0, -1.0, -1.0)) == [1, 2, 0]


def test_more_is_what_was_not_told() -> None:
    more = replace(ASKED, question="go on", standalone="When did it open?", asked="", more=True)
    assert _order(more, (9.0, -1.0, -1.0)) == [1, 2, 0]


def test_articles_cited_before_come_first_where_the_topic_stays() -> None:
    elsewhere, cited = (
        (replace(_measured()[place][0], hit=_hit(article)), ALIKE)
        for place, article in ((1, "b"), (2, "a"))
    )
    stays = ranked(ASKED, [elsewhere, cited], newness={}, before=TOLD)
    leaves = replace(ASKED, standalone=ASKED.asked)
    leaves_it = ranked(leaves, [elsewhere, cited], newness={}, before=TOLD)
    assert [candidate.hit.article_id for _, candidate in stays] == ["a", "b"]
    assert [candidate.hit.article_id for _, candidate in leaves_it] == ["b", "a"]


def test_more_is_of_the_same_articles() -> None:
    pairs = [
        (replace(_measured()[place][0], hit=_hit(article)), replace(ALIKE, similarity=similarity))
        for place, article, similarity in ((1, "b", 0.9), (2, "a", 0.1))
    ]
    more = replace(ASKED, standalone="When did it open?", asked="", more=True)
    for understood, first in ((replace(more, more=False), "b"), (more, "a")):
        found = ranked(understood, pairs, newness={}, before=TOLD)
        assert found[0][1].hit.article_id == first


def test_what_goes_on_from_nothing_is_in_the_order_of_its_evidence() -> None:
    found = ranked(ASKED, _measured(), newness={})
    assert [candidate.text for _, candidate in found] == list(TEXTS)


def test_what_is_newer_may_come_first() -> None:
    hits = [_hit("old", 1), _hit("new", 9), _hit("old", 1), _hit("middle", 5)]
    assert newness(hits) == {"old": 0.0, "middle": 0.5, "new": 1.0}
    assert newness([_hit("only")]) == {"only": 0.0}
    pairs = [(replace(_measured()[0][0], hit=one), ALIKE) for one in hits]
    found = ranked(ASKED, pairs, newness=newness(hits))
    assert [candidate.hit.article_id for _, candidate in found] == ["new", "middle", "old", "old"]


@pytest.mark.parametrize(
    ("text", "question", "told"),
    [
        ("The bridge opened.", "When did it open?", True),
        ("Will it ever open?", "When did it open?", False),
        ("Will it ever open?", "What did the mayor ask?", True),
    ],
)
def test_a_sentence_that_asks_tells_nothing(text: str, question: str, told: bool) -> None:
    assert tells(replace(ASKED, standalone=question), text) == told
