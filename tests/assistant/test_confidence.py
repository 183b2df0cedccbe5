"""How sure it is: more with better evidence, whatever the reader says."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.confidence import confidence, probability, signals
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


def test_what_the_reader_says_does_not_count() -> None:
    read = [replace(POOR, reading=9.0), replace(GOOD, reading=-9.0)]
    assert confidence(read) == confidence([POOR, GOOD])


def test_signals_are_the_best_of_all_sentences() -> None:
    assert signals([replace(POOR, passage_overlap=0.95), GOOD]) == {
        "similarity": 0.8,
        "passage_similarity": 0.8,
        "passage_overlap": 0.95,
        "kind": 1.0,
    }


def test_the_kind_is_that_of_the_best_three() -> None:
    kinds = [replace(GOOD, kind=0.0), replace(GOOD, kind=0.25), replace(GOOD, kind=0.5)]
    poor = replace(POOR, kind=1.0)
    assert signals([poor, *kinds])["kind"] == 0.5


def test_the_probability_is_logistic() -> None:
    logit = 6.1 * 0.5 + 6.6 * 0.6 + 8.0 * 0.7 + 2.0 - 14.7
    found = {"similarity": 0.5, "passage_similarity": 0.6, "passage_overlap": 0.7, "kind": 1.0}
    assert probability(found) == pytest.approx(1 / (1 + math.exp(-logit)))
