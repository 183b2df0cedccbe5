from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.fusion import fuse

_IDS = st.lists(st.text("abcdef", min_size=1, max_size=2), unique=True, max_size=12)
_RANKINGS = st.lists(st.tuples(_IDS, st.floats(0.1, 5.0)), max_size=4)


def test_agreement_of_two_rankings_beats_one_first_place() -> None:
    fused = fuse([(["a", "b"], 1.0), (["c", "b"], 1.0)])
    assert list(fused) == ["b", "a", "c"]
    assert fused["b"] == pytest.approx(2 / 62)
    assert fused["a"] == pytest.approx(1 / 61)


def test_weight_decides_between_rankings_that_disagree() -> None:
    assert next(iter(fuse([(["a"], 1.0), (["b"], 1.1)]))) == "b"


@given(_RANKINGS)
def test_holds_every_id_once_best_first(rankings: list[tuple[list[str], float]]) -> None:
    fused = fuse(rankings)
    assert set(fused) == {key for ids, _ in rankings for key in ids}
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


@given(_RANKINGS, _IDS)
def test_a_ranking_more_never_lowers_a_score(
    rankings: list[tuple[list[str], float]], more: list[str]
) -> None:
    before, after = fuse(rankings), fuse([*rankings, (more, 1.0)])
    assert all(after[key] >= score for key, score in before.items())


@given(_IDS)
def test_one_ranking_keeps_its_order(ids: list[str]) -> None:
    assert list(fuse([(ids, 1.0)])) == ids
