from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.coverage import attribution, based_on, covered, day, not_answered
from assistant.types import Citation
from index.filters import Filter
from index.manifest import Manifest

_FEB = datetime(2022, 2, 9, 21, 49, tzinfo=UTC)
_MAY = datetime(2025, 5, 1, tzinfo=UTC)


def _citation(number: int, article: str, published: datetime | None) -> Citation:
    return Citation(
        number=number,
        quote="q",
        start=0,
        end=1,
        title="",
        source="",
        authors=(),
        published=published,
        url="",
        article_id=article,
        passage_id="p",
    )


def _manifest(outlets: dict[str, int]) -> Manifest:
    return Manifest(
        schema=1,
        embedding="m",
        dimension=384,
        passage_words=110,
        articles=sum(outlets.values()),
        passages=9,
        oldest=_FEB,
        newest=_MAY,
        outlets=outlets,
        paths=(),
        built=_MAY,
    )


def test_a_day_reads_the_same_in_every_locale() -> None:
    assert day(_FEB) == "9 Feb 2022"


def test_attribution_says_what_is_known() -> None:
    assert attribution("Example Wire", _FEB) == "Example Wire, 9 Feb 2022"
    assert attribution("", _FEB) == "9 Feb 2022"
    assert attribution("Example Wire", None) == "Example Wire"
    assert attribution("", None) == ""


def test_coverage_counts_articles_not_citations() -> None:
    citations = [_citation(1, "a", _FEB), _citation(2, "a", _FEB), _citation(3, "b", None)]
    assert based_on(citations) == "Based on 2 articles, newest 9 Feb 2022"
    assert based_on(citations[:1]) == "Based on 1 article, newest 9 Feb 2022"
    assert based_on(citations[2:]) == "Based on 1 article"
    assert based_on([]) == ""


def test_what_is_covered_names_outlets_and_counts_the_rest() -> None:
    text = covered(_manifest({f"Outlet {i}": 1 for i in range(10)}))
    assert text.startswith("10 articles indexed, 9 Feb 2022 to 1 May 2025, from Outlet 0, ")
    assert text.endswith(" and 2 more.")


def test_not_answered_says_within_which_limits() -> None:
    text = not_answered(_manifest({"A": 1}), Filter(sources=("A",), since=_FEB))
    assert text.startswith(
        "The articles of A since 9 Feb 2022 don't answer this. 1 article indexed"
    )


def test_a_period_is_named_by_its_first_and_last_day() -> None:
    within = Filter(since=_FEB, until=_FEB + timedelta(days=2))
    text = not_answered(_manifest({"A": 1}), within)
    assert text.startswith("The articles from 9 Feb 2022 to 11 Feb 2022 don't answer this.")
