"""Filters hold in both stores, inside the search: no hit outside, and none of those inside lost."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_articles import record, write

from index import Filter, open_index, rebuild
from index.settings import IndexSettings

if TYPE_CHECKING:
    from index.store import NewsIndex
    from index.stored import IndexedPassage

_DAYS = st.datetimes(datetime(2022, 12, 1), datetime(2024, 1, 31), timezones=st.just(UTC))
_LIMITS = st.builds(
    Filter,
    sources=st.none()
    | st.lists(st.sampled_from(["Wire 0", "Wire 1", "Wire 2", "Nobody"]), unique=True).map(tuple),
    since=st.none() | _DAYS,
    until=st.none() | _DAYS,
)
_PROPERTY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> NewsIndex:
    folder = tmp_path_factory.mktemp("filters")
    records = [record(number) for number in range(30)]
    for number in (4, 5):
        del records[number]["published"]
    config = IndexSettings(index=folder / "index")
    rebuild(write(folder / "articles.jsonl", records), settings=config)
    return open_index(config)


def _is_within(item: IndexedPassage, within: Filter) -> bool:
    if within.sources is not None and item.source not in within.sources:
        return False
    if within.since is None and within.until is None:
        return True
    if item.published is None:
        return False
    return (within.since is None or item.published >= within.since) and (
        within.until is None or item.published < within.until
    )


@_PROPERTY
@given(_LIMITS)
def test_search_by_sense_finds_all_within_and_nothing_else(
    index: NewsIndex, within: Filter
) -> None:
    everything = list(index.vectors.all_passages())
    vector = index.embeddings.encode_question("mayor of Exampleton")
    found = index.vectors.search(vector, limit=len(everything), within=within)
    assert {hit.passage_id for hit in found} == {
        item.passage.id for item in everything if _is_within(item, within)
    }


@_PROPERTY
@given(_LIMITS, st.sampled_from(["Exampleton", "harbour people", "Mayor Number3 bridge"]))
def test_search_by_word_finds_nothing_outside(index: NewsIndex, within: Filter, words: str) -> None:
    unlimited = index.lexical.search(words, limit=1000, within=Filter())
    found = index.lexical.search(words, limit=1000, within=within)
    items = index.passages([hit.passage_id for hit in unlimited])
    assert unlimited
    assert {hit.passage_id for hit in found} == {
        key for key, item in items.items() if _is_within(item, within)
    }


@_PROPERTY
@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=2).map(tuple))
def test_no_question_is_a_query_error(
    index: NewsIndex, words: str, phrases: tuple[str, ...]
) -> None:
    found = index.lexical.search(words, limit=5, within=Filter(), phrases=phrases)
    assert len(found) <= 5
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_a_limit_is_kept(index: NewsIndex) -> None:
    vector = index.embeddings.encode_question("mayor")
    assert len(index.vectors.search(vector, limit=3, within=Filter())) == 3
    assert len(index.lexical.search("Exampleton", limit=3, within=Filter())) == 3
