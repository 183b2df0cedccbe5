"""Support measured: with token vectors made by hand, and with those of the real model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.support import Measures, measure, score
from assistant.verification import EmbeddingSupport
from index.embedding import load_embeddings

EVIDENCE = (
    "The harbour bridge of Veltmark opened to traffic on Thursday.",
    "Mayor Ilse Corran cut a ribbon in front of 4,000 people.",
    "Lorries must wait until the autumn, when the northern ramp is finished.",
)


def test_measures() -> None:
    unit = np.eye(5, dtype=np.float32)
    sentence, first, second = unit[[0, 1, 2, 0]], unit[:3], unit[3:]
    elsewhere = np.zeros_like(sentence)
    measured = measure(
        "Nine 40 b c",
        ["a b c 40", "98. 7"],
        np.stack([elsewhere, sentence, sentence]),
        [np.stack([part, part, part]) for part in (first, second)],
    )

    assert measured.numbers == 1
    assert measured.novelty == 1
    assert measured.edits == pytest.approx((1 + 1) / 4)
    assert measured.alignment == pytest.approx(2 / 3)
    assert measured.weakest == pytest.approx(3 / 4 * 2 / 3)
    assert measured.weakest_pair == pytest.approx(1 / 2)


@pytest.mark.parametrize(
    ("name", "worse", "edits"),
    [
        ("edits", 0.1, 0.05),
        ("edits", 0.9, 0.7),
        ("alignment", 0.5, 0.1),
        ("weakest", 0.3, 0.1),
        ("weakest_pair", 0.3, 0.7),
        ("numbers", 1, 0.1),
        ("novelty", 3, 0.1),
    ],
)
def test_what_tells_against_a_sentence_lowers_its_score(
    name: str, worse: float, edits: float
) -> None:
    measured = Measures(
        edits=edits,
        alignment=0.9,
        weakest=0.7,
        weakest_pair=0.7,
        numbers=0,
        novelty=0,
    )

    assert 0 < score(replace(measured, **{name: worse})) < score(measured) < 1


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (
            "Mayor Ilse Corran cut a ribbon on Thursday.",
            "Mayor Ilse Corran cut the traffic until the autumn.",
        ),
        ("4,000 people watched the mayor.", "9,000 people watched the mayor."),
        ("The bridge opened on Thursday.", "The airport closed on Thursday."),
        ("Lorries have to wait until autumn.", "The northern ramp collapsed under a lorry."),
    ],
)
def test_what_the_text_says_has_more_support(better: str, worse: str) -> None:
    support = EmbeddingSupport(load_embeddings())

    assert support(better, EVIDENCE) > support(worse, EVIDENCE)


def test_a_copied_sentence_is_sure_and_nothing_supports_nothing() -> None:
    support = EmbeddingSupport(load_embeddings())

    assert support(EVIDENCE[1], EVIDENCE) > 0.9
    assert support(EVIDENCE[1], ()) == support("", EVIDENCE) == 0.0
    assert 0.0 <= support(" ?", EVIDENCE) <= 1.0


def test_a_sentence_of_many_numbers_has_no_support() -> None:
    support = EmbeddingSupport(load_embeddings())

    assert support(" ".join(map(str, range(5_000, 6_000))), EVIDENCE) == pytest.approx(0.0)
