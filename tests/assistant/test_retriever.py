"""Retrieval over the sample articles, with the real stores."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.question import understand
from assistant.retriever import NewsRetriever, Parts, narrowed, retrieve
from assistant.types import Period, Understood
from index import Filter, open_index

if TYPE_CHECKING:
    from assistant import Settings
    from assistant.types import PassageHit
    from index.store import NewsIndex

NOW = datetime(2026, 1, 1, tzinfo=UTC)
_DAYS = st.datetimes(datetime(2021, 6, 1), datetime(2026, 1, 1), timezones=st.just(UTC))
_QUESTIONS = st.sampled_from(
    [
        "What did Borrell propose?",
        "How many people protested in France on 31 January 2023?",
        "What did Example Wire report about the moon in 2022?",
        "Who won the election last week?",
        "according to the Sample Courier, what happened since March 2023?",
        '"heat shield" AND (NOT) [moon] ~^: + OR',
    ]
)


@pytest.fixture(scope="module")
def index(sample_index: Settings) -> NewsIndex:
    return open_index(sample_index)


def ask(
    index: NewsIndex,
    question: str,
    within: Filter = Filter(),  # noqa: B008 - frozen
    parts: Parts | None = None,
    limit: int = 8,
) -> list[PassageHit]:
    understood = understand(question, as_of=NOW, outlets=list(index.manifest.outlets))
    return retrieve(index, understood, within, limit=limit, per_article=2, parts=parts or Parts())


def understood(**changes: object) -> Understood:
    plain = Understood(question="q", standalone="q", as_of=NOW)
    return replace(plain, **changes)  # type: ignore[arg-type]


def period(start: datetime | None, end: datetime | None, *, explicit: bool = True) -> Period:
    return Period(start=start, end=end, explicit=explicit, text="then")


FEBRUARY, MARCH = datetime(2022, 2, 1, tzinfo=UTC), datetime(2022, 3, 1, tzinfo=UTC)


def test_an_explicit_period_filters() -> None:
    assert narrowed(Filter(), understood(period=period(FEBRUARY, MARCH))) == Filter(
        since=FEBRUARY, until=MARCH
    )


def test_a_vague_period_and_one_without_a_beginning_do_not_filter() -> None:
    vague = understood(period=period(FEBRUARY, MARCH, explicit=False))
    before = understood(period=period(None, MARCH))
    assert narrowed(Filter(), vague) == narrowed(Filter(), before) == Filter()


def test_what_happened_on_a_day_is_published_until_days_later() -> None:
    day = period(FEBRUARY, FEBRUARY + timedelta(days=1))
    assert narrowed(Filter(), understood(period=day)) == Filter(
        since=FEBRUARY, until=FEBRUARY + timedelta(days=4)
    )


def test_the_callers_filter_is_never_widened() -> None:
    given_ = Filter(
        sources=("Example Wire",),
        since=FEBRUARY + timedelta(days=3),
        until=FEBRUARY + timedelta(days=5),
    )
    asked = understood(
        period=period(FEBRUARY, MARCH),
        outlets=("Example Wire", "Sample Courier"),
        outlets_explicit=True,
    )
    assert narrowed(given_, asked) == given_
    elsewhere = replace(asked, outlets=("Sample Courier",))
    assert narrowed(given_, elsewhere).sources == ()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=_QUESTIONS,
    since=st.none() | _DAYS,
    until=st.none() | _DAYS,
    data=st.data(),
)
def test_no_hit_is_ever_outside_the_callers_filter(
    index: NewsIndex,
    question: str,
    since: datetime | None,
    until: datetime | None,
    data: st.DataObject,
) -> None:
    outlets = st.lists(st.sampled_from(sorted(index.manifest.outlets)), unique=True, max_size=3)
    sources = data.draw(st.none() | outlets.map(tuple))
    for hit in ask(index, question, Filter(sources=sources, since=since, until=until)):
        assert sources is None or hit.source in sources
        if since is not None:
            assert hit.published is not None
            assert hit.published >= since
        if until is not None:
            assert hit.published is not None
            assert hit.published < until
        article = index.article(hit.article_id)
        assert article is not None
        assert article.body[hit.start : hit.end] == hit.text


def test_an_outlet_the_question_limits_itself_to_filters(index: NewsIndex) -> None:
    hits = ask(index, "According to Example Wire, what happened?")
    assert hits
    assert {hit.source for hit in hits} == {"Example Wire"}


def test_each_of_several_outlets_named_is_represented(index: NewsIndex) -> None:
    first, second = list(index.manifest.outlets)[:2]
    hits = ask(index, f"What did {first} and {second} report about the government?")
    assert {first, second} <= {hit.source for hit in hits}


def test_a_period_of_which_nothing_is_indexed_hides_nothing(index: NewsIndex) -> None:
    assert ask(index, "On July 4, 1776, where did the Congress adopt the Declaration?")


def test_an_article_near_in_time_comes_first(index: NewsIndex) -> None:
    question = "How many people protested in France against the pension reform?"
    later = understand(question, as_of=datetime(2023, 2, 1, tzinfo=UTC), outlets=[])
    hits = retrieve(index, later, Filter(), limit=8, per_article=2)
    flat = retrieve(index, later, Filter(), limit=8, per_article=2, parts=Parts(lift=False))
    assert hits[0].published is not None
    assert abs(hits[0].published - later.as_of) < timedelta(days=7)
    assert hits[0].score > flat[0].score


# The reader chooses among the sentences of what was found.
@pytest.mark.parametrize("part", [part.name for part in fields(Parts) if part.name != "reader"])
def test_every_part_changes_what_is_found(index: NewsIndex, part: str) -> None:
    # Told by two outlets in the same words, and by several passages of each.
    question = "When did Finland join NATO this month?"
    without = replace(Parts(), **{part: False})
    whole = ask(index, question, limit=20)
    assert [(hit.text, hit.score) for hit in ask(index, question, parts=without, limit=20)] != [
        (hit.text, hit.score) for hit in whole
    ]


def test_as_a_langchain_retriever(index: NewsIndex) -> None:
    found = NewsRetriever(index=index, limit=3).invoke("How many members does the OSCE have?")
    assert 1 <= len(found) <= 3
    assert found[0].metadata["source"]
    article = index.article(found[0].metadata["article_id"])
    assert article is not None
    start, end = found[0].metadata["start"], found[0].metadata["end"]
    assert article.body[start:end] == found[0].page_content


def test_articles_of_the_answer_before_come_higher(index: NewsIndex) -> None:
    asked = understand("What did NASA say?", as_of=NOW, outlets=[])
    plain = retrieve(index, asked, Filter(), limit=8, per_article=2)
    last = plain[-1].article_id
    kept = retrieve(index, asked, Filter(), limit=8, per_article=2, kept=[last])

    def place(hits: list[PassageHit]) -> int:
        return [hit.article_id for hit in hits].index(last)

    assert place(kept) < place(plain)
    again = retrieve(index, asked, Filter(), limit=8, per_article=2, kept=["none"])
    assert [hit.passage_id for hit in again] == [hit.passage_id for hit in plain]
