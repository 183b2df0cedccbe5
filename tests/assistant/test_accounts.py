from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from assistant import answer
from assistant.accounts import Difference, correction, difference
from assistant.quoting import Quote
from assistant.types import PassageHit

if TYPE_CHECKING:
    from assistant import Settings
    from assistant.types import AnswerKind


def quote(
    text: str, article: str, day: int, *, title: str = "The march", source: str = ""
) -> Quote:
    hit = PassageHit(
        passage_id=article,
        article_id=article,
        text=text,
        start=0,
        end=len(text),
        title=title,
        source=source or f"Outlet {article}",
        authors=(),
        published=datetime(2023, 1, day, 12, tzinfo=UTC),
        url="",
        score=1.0,
    )
    return Quote(hit=hit, text=text, start=0, end=len(text), score=1.0)


def compared(
    best: Quote, other: Quote, kind: AnswerKind, *, alike: float = 0.8
) -> Difference | None:
    return difference(best, [other], kind, lambda _one, _other: alike)


BEST = quote("About 1.2 million people marched.", "a", 3)


def test_two_counts_of_one_day_are_both_given() -> None:
    other = quote("The union put the number of demonstrators at 2.8 million.", "b", 3)
    found = compared(BEST, other, "number")

    assert found is not None
    assert (found.quote, found.relation) == (other, "differs")
    assert found.notice == (
        "The articles differ: 1.2 million (Outlet a, 3 Jan 2023); 2.8 million (Outlet b, 3 Jan "
        "2023). Neither is chosen."
    )


def test_the_later_of_two_counts_leads() -> None:
    found = compared(BEST, quote("Officials said 1.5 million people marched.", "b", 6), "number")

    assert found is not None
    assert found.relation == "updates"
    assert found.notice == (
        "The later report comes first: 1.5 million (Outlet b, 6 Jan 2023); before, it was "
        "1.2 million (Outlet a, 3 Jan 2023)."
    )


@pytest.mark.parametrize(
    "other",
    [
        quote("More than 1,200,000 people marched.", "b", 3),
        quote("Police deployed 1.5 million vehicles.", "b", 3),
        quote("In the capital alone 1.5 million people marched.", "b", 3),
        quote("A 2-million-people march is planned.", "b", 3),
        quote("In 2010 as many as 2 million people marched.", "b", 3),
        quote("Police counted 12,000 people.", "b", 3),
        quote("About 2 million people marched.", "b", 28),
        quote("About 2 million people marched.", "a", 3),
    ],
    ids=["equal", "other thing", "part", "compound", "other year", "far", "long after", "same"],
)
def test_what_counts_something_else_is_no_other_account(other: Quote) -> None:
    assert compared(BEST, other, "number") is None


def test_what_is_not_alike_is_no_other_account() -> None:
    other = quote("About 2 million people marched.", "b", 3)

    assert compared(BEST, other, "number") is not None
    assert compared(BEST, other, "number", alike=0.2) is None


def test_days_and_speakers_differ_too() -> None:
    day = compared(quote("It opens on 5 May.", "a", 3), quote("It opens on May 7.", "b", 3), "when")
    words = "“we shall not sign this treaty now”"
    said = compared(
        quote(f"{words}, Ada Pell said.", "a", 3), quote(f"Tom Reed said: {words}", "b", 3), "who"
    )

    assert day is not None
    assert "5 May" in day.notice
    assert "May 7" in day.notice
    assert said is not None
    assert "Ada Pell" in said.notice
    assert "Tom Reed" in said.notice
    assert compared(quote("On 5 May.", "a", 3), quote("On May 5.", "b", 3), "when") is None


def test_a_correction_leads() -> None:
    wrong = quote("It is the third country to do so.", "a", 3, source="Post")
    right = quote("It is the fourth.", "b", 4, title="Correction: the fourth", source="Post")
    found = compared(wrong, right, "other")

    assert found is not None
    assert (found.quote, found.relation) == (right, "corrects")
    assert "Post published this on 4 Jan 2023 as a correction" in found.notice
    assert correction(wrong) == ""


def test_over_the_samples(sample_index: Settings) -> None:
    counted = answer(
        "How many people marched against the pension reform on 31 January 2023?",
        as_of="2026-01-15",
        settings=sample_index,
    )
    assert "1.27 million" in counted.notice
    assert "2.8 million" in counted.notice
    assert len({citation.source for citation in counted.citations[:2]}) == 2

    landed = answer(
        "Was India the third country to land on the Moon?",
        as_of="2026-01-15",
        settings=sample_index,
    )
    assert "correction" in landed.notice
    assert landed.citations[0].title.startswith("Correction")
