from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from made_answers import DAY, HOSTILE, Parsed, answer, assert_harmless, citation
from payloads import PAYLOADS

from assistant.page.ages import age, later
from assistant.page.cards import sources_html
from assistant.page.timeline import timeline_html

if TYPE_CHECKING:
    from assistant.types import Citation


def _cited(number: int, article: str, published: datetime | None, **changes: object) -> Citation:
    return citation(number=number, article_id=article, published=published, **changes)


THREE = (
    _cited(1, "b", DAY + timedelta(days=40), source="Sample Courier"),
    _cited(2, "a", DAY),
    _cited(3, "c", DAY + timedelta(days=40, hours=1), source=""),
    _cited(4, "a", DAY),
)


def test_dated_articles_stand_in_the_order_of_their_dates_each_once_with_its_numbers() -> None:
    found = Parsed(timeline_html(THREE, 5))
    assert found.inside["li"] == [
        "9 Feb 2022 Example Wire 24",
        "5 weeks later21 Mar 2022 Sample Courier 1",
        "the same day21 Mar 2022 EU answers Moscow 3",
    ]
    links = [link["href"] for link in found.classed("point")]
    assert links == ["#source-5-2", "#source-5-1", "#source-5-3"]
    assert found.named("ol")[0]["aria-label"]


def test_it_stands_above_the_cards_of_its_answer() -> None:
    html = sources_html([(5, answer(citations=THREE))])
    assert html.index('class="timeline"') < html.index("<article")
    marks = {f"#{mark['id']}" for mark in Parsed(html).named("mark")}
    assert {link["href"] for link in Parsed(html).classed("point")} <= marks


@pytest.mark.parametrize(
    "citations",
    [(), THREE[:2], (*THREE[:2], THREE[3]), (*THREE[:2], _cited(3, "c", None))],
    ids=["none", "two", "two articles", "two dated"],
)
def test_fewer_than_three_dated_articles_make_no_timeline(citations: tuple[Citation, ...]) -> None:
    assert timeline_html(citations, 1) == ""


@pytest.mark.parametrize("hostile", [*HOSTILE, *PAYLOADS])
def test_hostile_names_are_text(hostile: str) -> None:
    named = [_cited(n, str(n), DAY, source=hostile, title=hostile) for n in range(1, 4)]
    html = timeline_html(named, 1)
    assert_harmless(html)
    assert Parsed(html).text.count(" ".join(hostile.split())) >= 3


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (62, "8 weeks ago"),
        (63, "2 months ago"),
        (729, "23 months ago"),
        (730, "1 year ago"),
        (1096, "3 years ago"),
        (-1, ""),
    ],
)
def test_an_age_is_told_in_the_unit_that_one_can_picture(days: int, told: str) -> None:
    assert age(DAY, DAY + timedelta(days=days)) == told


def test_days_are_those_of_the_calendar_not_of_the_clock() -> None:
    late = datetime(2022, 2, 9, 23, 59, tzinfo=UTC)
    assert age(late, late + timedelta(minutes=2)) == "yesterday"
    assert later(late, late + timedelta(minutes=2)) == "1 day later"
    assert later(late - timedelta(hours=23), late) == "the same day"
