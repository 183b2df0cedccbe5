from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from html_shape import assert_text_only
from made_answers import Parsed
from payloads import PAYLOADS

from assistant.page.article_table import ROWS, moment_html, table_html
from index.catalogue import Listed


def _listed(
    number: int, title: str = "", source: str = "Example Wire", versions: int = 0
) -> Listed:
    return Listed(
        id=f"{number:016x}",
        title=title or f"Story {number}",
        source=source,
        published=datetime(2023, 1, 1, tzinfo=UTC) - timedelta(days=number),
        story="",
        versions=versions,
        sought="",
    )


def _pages(html: str) -> list[str]:
    return [
        button["data-page"]
        for button in Parsed(html).named("button")
        if button["data-do"] == "page" and "aria-disabled" not in button
    ]


def test_a_row_names_the_article_its_outlet_and_its_day_and_opens_it() -> None:
    found = Parsed(table_html([_listed(0, versions=2)]))
    assert found.inside["td"] == ["Story 0 3 versions", "Example Wire", "1 Jan 2023"]
    assert found.named("button")[0]["data-article"] == f"{0:016x}"
    assert found.inside["caption"] == ["Articles, the newest first"]
    assert [head["scope"] for head in found.named("th")] == ["col"] * 3


def test_pages_are_turned_within_what_was_found() -> None:
    several = [_listed(number) for number in range(2 * ROWS + 1)]
    first = table_html(several)
    assert f"1–{ROWS} of {2 * ROWS + 1}" in Parsed(first).text
    assert len(Parsed(first).named("tr")) == ROWS + 1
    assert _pages(first) == ["2"]
    assert _pages(table_html(several, 2)) == ["1", "3"]
    for beyond in (3, 4, 10**9):
        assert _pages(table_html(several, beyond)) == ["2"]
    assert table_html(several, -5) == first


def test_the_article_that_is_read_is_marked() -> None:
    found = Parsed(table_html([_listed(0), _listed(1)], reading=f"{1:016x}"))
    marked = [
        button["data-article"] for button in found.named("button") if "aria-current" in button
    ]
    assert marked == [f"{1:016x}"]


def test_where_nothing_is_found_it_says_what_was_searched_for() -> None:
    assert Parsed(table_html([], sought="  whale ")).text == "No article with “whale”."
    assert Parsed(table_html([])).text == "No article."


def test_what_is_not_known_is_said() -> None:
    found = Parsed(table_html([_listed(0, title=" ", source="")]))
    assert found.inside["td"][:2] == ["Untitled", "–"]
    assert Parsed(moment_html(None)).text == "undated"


@pytest.mark.parametrize("hostile", PAYLOADS)
def test_titles_outlets_and_searches_are_text(hostile: str) -> None:
    assert_text_only(lambda text: table_html([_listed(0, title=text)]), hostile)
    assert_text_only(lambda text: table_html([_listed(0, source=text)]), hostile)
    assert_text_only(lambda text: table_html([], sought=text), hostile)
