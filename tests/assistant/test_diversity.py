from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from assistant.diversity import diverse, join_neighbours
from index.passages import Passage
from index.stored import IndexedPassage

BODY = "".join(f"Sentence {n} says that {n} ships came. " for n in range(40))
_STEP, _LENGTH = 60, 90  # consecutive passages overlap


def passage(article: str, number: int, story: str = "") -> IndexedPassage:
    start = number * _STEP
    return IndexedPassage(
        passage=Passage(
            id=f"{article}{number}",
            article_id=article,
            text=BODY[start : start + _LENGTH],
            start=start,
            end=start + _LENGTH,
        ),
        title="Ships",
        source="Example Wire",
        authors=(),
        published=None,
        url="",
        story=story or article,
    )


_RANKED = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 15)), max_size=20, unique=True
).map(lambda keys: [(1.0 / (n + 1), passage(*key)) for n, key in enumerate(keys)])


def test_passages_that_follow_on_each_other_become_one_in_the_place_of_the_best() -> None:
    ranked = [(3.0, passage("a", 2)), (2.0, passage("b", 0)), (1.0, passage("a", 1))]
    (score, first), (_, second) = join_neighbours(ranked, most=3)
    assert score == 3.0
    assert first.passage.id == "a2"
    assert (first.passage.start, first.passage.end) == (_STEP, 2 * _STEP + _LENGTH)
    assert second.passage.id == "b0"


def test_no_more_are_joined_than_allowed() -> None:
    ranked = [(1.0, passage("a", number)) for number in range(6)]
    sizes = [item.passage.end - item.passage.start for _, item in join_neighbours(ranked, most=2)]
    assert sizes == [_STEP + _LENGTH] * 3


@given(_RANKED, st.integers(1, 4))
def test_joined_passages_are_exact_spans_and_lose_nothing(
    ranked: list[tuple[float, IndexedPassage]], most: int
) -> None:
    joined = join_neighbours(ranked, most=most)
    for _, item in joined:
        assert item.passage.text == BODY[item.passage.start : item.passage.end]
    for _, item in ranked:
        assert any(
            other.passage.article_id == item.passage.article_id
            and other.passage.start <= item.passage.start
            and item.passage.end <= other.passage.end
            for _, other in joined
        )
    scores = [score for score, _ in joined]
    assert scores == sorted(scores, reverse=True)


@given(_RANKED, st.integers(1, 3))
def test_few_of_one_article(ranked: list[tuple[float, IndexedPassage]], per_article: int) -> None:
    found = list(diverse(ranked, per_article=per_article))
    counts = Counter(item.passage.article_id for _, item in found)
    assert all(count <= per_article for count in counts.values())
    assert counts.keys() == {item.passage.article_id for _, item in ranked}


def test_of_a_storys_copies_only_the_best() -> None:
    ranked = [(2.0, passage("a", 0, story="s")), (1.0, passage("b", 0, story="s"))]
    assert [item.passage.id for _, item in diverse(ranked, per_article=2)] == ["a0"]
