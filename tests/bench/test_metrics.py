from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.data import Question
from bench.metrics import Asked, auroc, first_hit, holds_answer, percentile, quality, tokens

values = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Four", "4"),
        ("sixty", "60"),
        ("120,000 people", "120000 people"),
        ("The Weeknd", "weeknd"),
        ("Beyoncé", "BEYONCE"),
        ("Pete’s dragon", "Pete's Dragon"),
        ("rock 'n' roll", "rock n roll"),
        ("COVID-19", "Covid 19"),
        ("“Succession”", "Succession"),
        ("U.S. Open", "U S Open"),
        ("ﬁve", "5"),
    ],
)
def test_what_is_written_in_two_ways_has_the_same_tokens(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(
    ("one", "other"), [("$4", "4"), ("4.5", "45"), ("5%", "5"), ("1,5", "15"), ("ten", "often")]
)
def test_what_is_another_thing_has_other_tokens(one: str, other: str) -> None:
    assert tokens(one) != tokens(other)


@given(st.text())
def test_tokens_of_tokens_are_the_same(text: str) -> None:
    once = tokens(text)
    assert tokens(" ".join(once)) == once


def test_an_answer_is_held_when_its_words_stand_in_a_row() -> None:
    text = "The jury of Four women heard Anna-Maria Berg's case."
    assert holds_answer(text, ["Anna Maria Berg"])
    assert holds_answer(text, ["nothing", "4 women"])
    assert not holds_answer(text, ["Maria Anna"])
    assert not holds_answer(text, ["our women"])
    assert not holds_answer(text, [])
    assert not holds_answer(text, ["?", ""]), "an answer of punctuation is held by nothing"


def test_first_hit_counts_from_one() -> None:
    assert first_hit(["a", "b", "c"], {"b", "c"}) == 2
    assert first_hit(["a"], {"b"}) is None


def asked(articles: str, passages: tuple[str, ...], quotes: tuple[str, ...]) -> Asked:
    return Asked(articles=tuple(articles), passages=passages, quotes=quotes)


def test_quality_is_the_mean_over_the_questions() -> None:
    day = datetime(2024, 5, 1, tzinfo=UTC)
    questions = [
        Question(text="first", as_of=day, answers=("Berg",), gold=frozenset("a")),
        Question(text="second", as_of=day, answers=("Roth",), gold=frozenset("d")),
    ]
    found = quality(
        questions,
        [
            asked(
                "abc",
                ("no", "Berg said"),
                (
                    "no",
                    "Berg said so",
                ),
            ),
            asked("bcade", ("no",) * 5 + ("Roth",), ()),
        ],
    )
    assert (found["hit@1"], found["hit@5"], found["hit@10"]) == (0.5, 1.0, 1.0)
    assert found["mrr@10"] == pytest.approx((1 + 1 / 4) / 2)
    assert (found["answer@5"], found["answer@8"]) == (0.5, 1.0)
    assert (found["quote@1"], found["quote@3"]) == (0.0, 0.5)
    assert found["quote_words"] == pytest.approx((1 + 3) / 2)


def test_articles_beyond_the_tenth_do_not_count() -> None:
    question = Question(text="q", as_of=datetime(2024, 5, 1, tzinfo=UTC), gold=frozenset("k"))
    found = quality([question], [asked("abcdefghijk", (), ())])
    assert (found["hit@10"], found["mrr@10"]) == (0.0, 0.0)


def test_percentile_is_a_value_that_so_many_do_not_exceed() -> None:
    assert percentile([5, 1, 3, 2, 4], 0.5) == 3
    assert percentile([5, 1, 3, 2, 4], 0.95) == 5
    assert percentile([7], 0.0) == 7


@given(values, st.floats(0, 1))
def test_percentile_leaves_no_more_than_the_rest_above(numbers: list[float], share: float) -> None:
    value = percentile(numbers, share)
    assert value in numbers
    # The product may lie a rounding error above a whole number.
    assert sum(number <= value for number in numbers) >= math.floor(share * len(numbers))


def test_auroc() -> None:
    assert auroc([0.9, 0.8], [0.1, 0.2]) == 1.0
    assert auroc([0.1], [0.9]) == 0.0
    assert auroc([0.5], [0.5]) == 0.5
    assert auroc([0.9, 0.4], [0.5, 0.4]) == pytest.approx((1 + 1 + 0 + 0.5) / 4)


@given(values, values)
def test_auroc_is_the_share_of_pairs_in_order(positive: list[float], negative: list[float]) -> None:
    pairs = [(p > n) + 0.5 * (p == n) for p in positive for n in negative]
    assert auroc(positive, negative) == pytest.approx(sum(pairs) / len(pairs))
    assert auroc(positive, negative) + auroc(negative, positive) == pytest.approx(1.0)
