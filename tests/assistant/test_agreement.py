from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.agreement import agreement, new_names

_NAMES = st.frozensets(st.sampled_from(["ankara", "vienna", "57", "brussels"]))
_SENTENCES = st.lists(
    st.tuples(_NAMES, st.sampled_from("abc"), st.floats(0.1, 10.0)), min_size=1, max_size=12
)


def test_names_and_numbers_that_the_question_does_not_say() -> None:
    sentence = "The OSCE’s seat is Vienna, and it has 57 members."
    assert new_names(sentence, {"osce", "the"}) == {"vienna", "57"}


def test_a_name_that_another_article_says_too_counts_as_much_as_that_article() -> None:
    shares = agreement(
        [frozenset({"vienna"}), frozenset({"vienna", "57"}), frozenset({"kyiv"}), frozenset()],
        ["a", "b", "b", "c"],
        [2.0, 1.0, 4.0, 4.0],
    )
    # Of 2 + 4 + 4, article b says Vienna with weight 1, article a with 2.
    assert shares == pytest.approx([0.1, 0.2, 0.0, 0.0])


@given(_SENTENCES)
def test_shares_are_shares_and_one_article_alone_agrees_with_nobody(
    sentences: list[tuple[frozenset[str], str, float]],
) -> None:
    names, articles, weights = (list(column) for column in zip(*sentences, strict=True))
    assert all(0 <= share < 1 for share in agreement(names, articles, weights))
    assert agreement(names, ["a"] * len(names), weights) == pytest.approx([0.0] * len(names))
