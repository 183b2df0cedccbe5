"""How sure it is: more with better evidence, and where the reader is sure."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.confidence import (
    UNREAD_WEIGHTS,
    WEIGHTS,
    confidence,
    probability,
    signals,
)
from assistant.evidence import Evidence

POOR = Evidence(
    similarity=0.2,
    context_overlap=0.1,
    kind=0.0,
    agreement=0.0,
    news=0.5,
    passage_score=0.5,
    passage_similarity=0.2,
    passage_overlap=0.1,
)
GOOD = replace(POOR, similarity=0.8, kind=1.0, passage_similarity=0.8, passage_overlap=0.9)


def test_nothing_found_is_no_confidence() -> None:
    assert confidence([]) == 0.0


def test_good_evidence_answers_and_poor_does_not() -> None:
    assert confidence([POOR, POOR]) < 0.1
    assert confidence([POOR, GOOD]) > 0.9


def test_an_answer_that_the_reader_is_sure_of_needs_fewer_of_the_questions_words() -> None:
    middling = replace(GOOD, similarity=0.5, passage_similarity=0.5, passage_overlap=0.5)
    unsure, sure = (
        confidence([replace(middling, reading=value), replace(POOR, reading=-9.0)])
        for value in (-2.0, 3.0)
    )
    assert unsure < 0.5 < sure
    assert confidence([replace(POOR, reading=3.0)]) < 0.1, "of other things something looks likest"


def test_how_unlikely_the_best_sentence_is_does_not_count() -> None:
    unlikely, likelier = (confidence([replace(GOOD, reading=value)]) for value in (-1_000.0, -5.0))
    assert unlikely == pytest.approx(likelier, abs=0.001)


def test_the_kind_asked_for_does_not_count() -> None:
    for reading in (None, 1.0):
        kinds = [replace(GOOD, kind=kind, reading=reading) for kind in (0.0, 0.5, 1.0)]
        assert len({confidence([item]) for item in kinds}) == 1


def test_signals_are_the_best_of_all_sentences() -> None:
    best = {"similarity": 0.8, "passage_similarity": 0.8, "passage_overlap": 0.95}
    found = [replace(POOR, passage_overlap=0.95), GOOD]
    assert signals(found) == best
    read = [replace(item, reading=reading) for item, reading in zip(found, (2.0, 1.0), strict=True)]
    assert signals(read) == {**best, "reading": pytest.approx(math.log(1 + math.e))}


@pytest.mark.parametrize("weights", [WEIGHTS, UNREAD_WEIGHTS])
def test_the_probability_is_logistic(weights: dict[str, float]) -> None:
    found = {name: 0.5 for name in weights if name != "bias"}
    logit = 0.5 * sum(weights[name] for name in found) + weights["bias"]
    assert probability(found) == pytest.approx(1 / (1 + math.exp(-logit)))
