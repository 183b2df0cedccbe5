"""Copies, corrections and former versions as an answer tells them; real stores, real model."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from made_answers import answer as made
from made_answers import citation, hit
from made_articles import write
from rich.console import Console

from assistant import Settings, answer
from assistant.agreement import agreement
from assistant.evidence import Candidate, evidence
from assistant.question import understand
from assistant.rendering import show_answer
from assistant.types import PassageHit
from assistant.writing import passage_block
from index import open_index, rebuild, update

if TYPE_CHECKING:
    from pathlib import Path

REPORT = (
    "The lighthouse of Ostby will be lit again on Friday after nine years, the harbour master "
    "Ilse Corran said. Its lamp was rebuilt by hand in the yard of Marwick.\n\n"
    "The work on the lighthouse cost {cost} million crowns, the council wrote. Fishermen had "
    "asked for the light since a boat ran aground in 2019.\n\n"
    "Visitors may climb the tower on Saturdays from May to September. A museum about the keepers "
    "opens in the house below, where the last of them, Tom Halden, lived until 2015. The council "
    "of Ostby hopes for ten thousand guests a year."
)
OTHER = (
    "Ostby's lighthouse has cost its builders patience as well as money. Engineers from three "
    "towns worked on the lens. The bill for the lighthouse came to 4 million crowns, said "
    "the treasurer of the county, Runa Pellam, and nobody in the harbour regrets one of them."
)
ASKED = "How much did the work on the lighthouse of Ostby cost?"


def page(outlet: str, body: str, day: int, **more: str) -> dict[str, str]:
    name = outlet.lower().replace(" ", "-")
    return {
        "title": "Lighthouse of Ostby to be lit again",
        "body": body,
        "source": outlet,
        "published": f"2024-04-{day:02}T08:00:00Z",
        "url": f"https://{name}.example/lighthouse",
    } | more


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def shown(settings: Settings, question: str = ASKED) -> str:
    out = StringIO()
    show_answer(Console(file=out, width=200), answer(question, settings=settings))
    return out.getvalue()


def test_of_copies_one_is_cited_and_the_others_are_named(
    settings: Settings, tmp_path: Path
) -> None:
    body = REPORT.format(cost=3)
    edited = body.replace("after nine years", "after almost nine years").replace("yard", "docks")
    rows = [
        page("Example Wire", body, 2),
        page("Sample Courier", edited, 3, title="Light returns to Ostby"),
        page("Mock Daily", body, 3, title="Ostby gets its light back"),
    ]
    rebuild(write(tmp_path / "a.jsonl", rows), settings=settings)
    reply = answer(ASKED, settings=settings)
    outlets = {hit.source for hit in reply.passages}

    assert len(outlets) == 1
    others = sorted({"Example Wire", "Sample Courier", "Mock Daily"} - outlets)
    assert {hit.also for hit in reply.passages} == {tuple(others)}
    assert reply.citations[0].also == tuple(others)
    assert f"also published by {', '.join(others)}" in shown(settings)
    for row in rows:
        (only,) = {
            hit.source for hit in answer(ASKED, sources=[row["source"]], settings=settings).passages
        }
        assert only == row["source"]


def test_agreement_counts_origins() -> None:
    three = frozenset({"3"})
    names = [three, three, three, frozenset({"4"}), frozenset({"4"})]
    copies = agreement(names, ["a", "a", "a", "b", "c"], [1.0] * 5)

    assert copies[:3] == [0.0, 0.0, 0.0]
    assert copies[3] == pytest.approx(1 / 3)


def test_copies_among_the_candidates_agree_with_nobody(settings: Settings, tmp_path: Path) -> None:
    body = REPORT.format(cost=3)
    rows = [page("Example Wire", body, 2), page("Sample Courier", body, 3)]
    rows.append(page("Mock Daily", OTHER, 3))
    rebuild(write(tmp_path / "a.jsonl", rows), settings=settings)
    index = open_index(settings)
    understood = understand(ASKED, as_of=datetime(2024, 5, 1, tzinfo=UTC), outlets=[])
    candidates = []
    for item in index.vectors.all_passages():
        passage = item.passage
        hit = PassageHit(
            passage_id=passage.id,
            article_id=passage.article_id,
            text=passage.text,
            start=passage.start,
            end=passage.end,
            title=item.title,
            source=item.source,
            authors=(),
            published=item.published,
            url=item.url,
            score=1.0,
            story=item.story,
        )
        start = passage.text.find("The work on the lighthouse cost 3")
        if start >= 0:
            text = passage.text[start : passage.text.index(".", start) + 1]
            candidates.append(
                Candidate(hit=hit, text=text, start=start, end=start + len(text), context=text)
            )
    assert len(candidates) == 2

    apart = [replace(item, hit=replace(item.hit, story="")) for item in candidates]
    assert [item.agreement for _, item in evidence(index, understood, candidates)] == [0.0, 0.0]
    assert [item.agreement for _, item in evidence(index, understood, apart)] == [0.5, 0.5]


def test_a_correction_replaces_what_was_wrong_and_is_said(
    settings: Settings, tmp_path: Path
) -> None:
    rebuild(
        write(tmp_path / "a.jsonl", [page("Example Wire", REPORT.format(cost=3), 2)]),
        settings=settings,
    )
    before = answer(ASKED, settings=settings)
    assert "3 million" in before.citations[0].quote
    assert before.citations[0].revised == ""

    corrected = REPORT.format(cost=5) + (
        "\n\nCorrection, 4 April 2024: An earlier version of this article gave another cost."
    )
    update(write(tmp_path / "b.jsonl", [page("Example Wire", corrected, 2)]), settings=settings)
    reply = answer(ASKED, settings=settings)
    first = reply.citations[0]

    assert "5 million" in first.quote
    assert not any("3 million" in hit.text for hit in reply.passages)
    assert (first.revised, first.revised_on) == ("corrected", datetime(2024, 4, 4, tzinfo=UTC))
    assert "Example Wire, 2 Apr 2024, corrected on 4 Apr 2024 [1]" in reply.text
    assert "Example Wire corrected this article on 4 Apr 2024." in reply.notice
    assert "[1] Example Wire, 2 Apr 2024, corrected on 4 Apr 2024: Lighthouse" in shown(settings)
    (former,) = open_index(settings).versions(first.article_id)
    assert "3 million" in former.article.body


def test_sources_in_the_shell() -> None:
    out = StringIO()
    cited = citation(also=("Sample Courier", "Mock [b]Daily"), revised="updated")
    show_answer(Console(file=out, width=200), made(citations=(cited,)))

    assert "[1] Example Wire, 9 Feb 2022, updated: EU answers Moscow" in out.getvalue()
    assert "also published by Sample Courier, Mock [b]Daily" in out.getvalue()


def test_a_chat_model_is_told_what_was_revised() -> None:
    corrected = hit(revised="corrected", revised_on=datetime(2022, 2, 10, tzinfo=UTC))
    assert 'revised="corrected on 10 Feb 2022"' in passage_block(1, corrected)
    assert "revised" not in passage_block(1, hit())
