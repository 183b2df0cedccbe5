from __future__ import annotations

from collections import Counter

import pytest
from html_shape import assert_text_only
from made_answers import Parsed
from payloads import PAYLOADS

from assistant.page.coverage_plot import coverage_html


def _heights(html: str) -> list[float]:
    return [float(bar["height"]) for bar in Parsed(html).named("rect")]


def test_a_bar_is_as_high_as_the_month_had_articles_in_one_scale_for_all() -> None:
    html = coverage_html(
        {"Wire": Counter({(2023, 1): 4, (2023, 3): 2}), "Post": Counter({(2023, 1): 1})}
    )
    whole, half, quarter = _heights(html)
    assert (half / whole, quarter / whole) == (0.5, 0.25)
    found = Parsed(html)
    assert found.inside["title"] == [
        "Jan 2023: 4 articles",
        "Mar 2023: 2 articles",
        "Jan 2023: 1 article",
    ]
    assert [plot["aria-label"] for plot in found.named("svg")] == [
        "Wire: 6 articles, most in Jan 2023 (4)",
        "Post: 1 article, most in Jan 2023 (1)",
    ]
    assert "The highest bar stands for 4 articles." in found.text


def test_the_table_says_the_same_in_numbers_the_newest_first() -> None:
    found = Parsed(
        coverage_html(
            {"Wire": Counter({(2023, 1): 4, (2023, 3): 2}), "Post": Counter({(2023, 1): 1})}
        )
    )
    assert found.inside["th"] == ["Month", "Wire", "Post", "Mar 2023", "Jan 2023"]
    assert found.inside["td"] == ["2", "0", "4", "1"]


def test_small_outlets_are_counted_together() -> None:
    months = {f"Outlet {n}": Counter({(2023, 1): 20 - n}) for n in range(9)}
    rows = [
        plot["aria-label"].partition(":")[0] for plot in Parsed(coverage_html(months)).named("svg")
    ]
    assert rows == [f"Outlet {n}" for n in range(6)] + ["3 others"]
    seven = dict(list(months.items())[:7])
    assert '"Outlet 6: ' in coverage_html(seven)  # one alone is named
    assert "<td>39</td>" in coverage_html(months)  # 14 + 13 + 12


def test_the_rarest_is_still_to_be_seen() -> None:
    heights = _heights(coverage_html({"Wire": Counter({(2023, 1): 100_000, (2023, 2): 1})}))
    assert min(heights) >= 1


def test_a_long_span_is_shown_by_years() -> None:
    found = Parsed(coverage_html({"Wire": Counter({(1998, 5): 1, (2023, 1): 3, (2023, 2): 1})}))
    assert found.inside["title"] == ["1998: 1 article", "2023: 4 articles"]
    assert "Articles per year" in found.text


def test_what_has_no_date_or_outlet_is_told() -> None:
    html = coverage_html({"": Counter({(2023, 1): 1})}, undated=2)
    assert "2 without a date are left out" in html
    assert "Outlet unknown" in Parsed(html).text
    assert coverage_html({}, undated=2) == ""


@pytest.mark.parametrize("hostile", PAYLOADS)
def test_the_name_of_an_outlet_is_text(hostile: str) -> None:
    assert_text_only(lambda text: coverage_html({text: Counter({(2023, 1): 1})}), hostile)
