"""Support measured: with token vectors made by hand, and with those of the real model."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.support import Measures, fragments, measure, score
from assistant.verification import EmbeddingSupport
from index.embedding import load_embeddings

EVIDENCE = (
    "The harbour bridge of Veltmark opened to traffic on Thursday.",
    "Mayor Ilse Corran cut a ribbon in front of 4,000 people.",
    "Lorries must wait until the autumn, when the northern ramp is finished.",
)


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("the bridge opened", 1),
        ("the bridge opened twice", 2),
        ("ribbon the bridge", 2),
        ("of of of", 3),
        ("", 0),
    ],
)
def test_fragments_are_as_long_as_can_be(words: str, pieces: int) -> None:
    assert fragments(words.split(), "the bridge opened and a ribbon of".split()) == pieces


def test_measures() -> None:
    unit = np.eye(5, dtype=np.float32)
    measured = measure(
        "Nine 40 b c", ["a b c 40", "98. 7"], unit[[0, 1, 2, 0]], [unit[:3], unit[3:]]
    )

    assert measured.numbers == 1
    assert measured.novelty == 1
    assert measured.fragments == pytest.approx(3 / 4)
    assert measured.alignment == pytest.approx(1.0)
    assert measured.weakest == pytest.approx(3 / 4)


@pytest.mark.parametrize("measure_name", ["fragments", "numbers", "novelty"])
def test_what_tells_against_a_sentence_lowers_its_score(measure_name: str) -> None:
    values = {"fragments": 0.2, "alignment": 0.9, "weakest": 0.7, "numbers": 0, "novelty": 0}
    better = score(Measures(**values))  # type: ignore[arg-type]
    values[measure_name] += 1
    worse = score(Measures(**values))  # type: ignore[arg-type]

    assert 0 < worse < better < 1


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
