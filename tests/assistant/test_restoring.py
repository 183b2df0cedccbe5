"""An answer as JSON becomes the answer again, and nothing else does."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, get_type_hints

import made_answers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import answer
from assistant.types import Answer, Citation, PassageHit, Period, Sentence, Understood

if TYPE_CHECKING:
    from assistant.settings import Settings

ZONES = st.sampled_from([UTC, timezone(timedelta(hours=-5)), timezone(timedelta(minutes=330))])
DATES = st.datetimes(timezones=ZONES)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


def whole(kind: Any) -> st.SearchStrategy[Any]:
    """Instances of a dataclass with every field filled in."""
    hints = get_type_hints(kind)
    filled = {field.name: st.from_type(hints[field.name]) for field in fields(kind)}
    return st.builds(kind, **filled)


st.register_type_strategy(datetime, DATES)
st.register_type_strategy(float, NUMBERS)
for _kind in (Period, Understood, PassageHit, Citation, Sentence):
    st.register_type_strategy(_kind, whole(_kind))


@given(whole(Answer))
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
def test_what_goes_out_comes_in(made: Answer) -> None:
    assert Answer.from_dict(made.to_dict()) == made
    assert Answer.from_dict(json.loads(json.dumps(made.to_dict()))) == made


def test_a_real_answer_comes_back(sample_index: Settings) -> None:
    given = answer("How long is Finland's border with Russia?", settings=sample_index)
    assert given.citations
    assert Answer.from_dict(json.loads(json.dumps(given.to_dict()))) == given


def test_a_browser_writes_whole_numbers_for_floats() -> None:
    plain = made_answers.answer(confidence=1.0).to_dict()
    plain["confidence"] = 1
    restored = Answer.from_dict(plain)
    assert restored.confidence == 1.0
    assert type(restored.confidence) is float


def test_what_an_earlier_version_kept_is_read() -> None:
    plain = made_answers.answer().to_dict()
    del plain["generation"], plain["passages"][0]["story"]
    assert Answer.from_dict(plain) == made_answers.answer()


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("Answer", []),
        ("Answer", None),
        ("Answer", "text"),
        ("Answer.question", None),
        ("Answer.text", 3),
        ("Answer.answered", 1),
        ("Answer.answered", "true"),
        ("Answer.confidence", True),
        ("Answer.confidence", "0.5"),
        ("Answer.confidence", float("nan")),
        ("Answer.confidence", float("inf")),
        ("Answer.sentences", {}),
        ("Answer.sentences", "text"),
        ("Answer.sentences[0]", []),
        ("Answer.sentences[0].citations[0]", 1.0),
        ("Answer.sentences[0].citations[0]", True),
        ("Answer.citations[0].published", "2022-02-09T19:35:00"),
        ("Answer.citations[0].published", "yesterday"),
        ("Answer.citations[0].published", 1644435300),
        ("Answer.citations[0].authors", "A. Writer"),
        ("Answer.citations[0].revised", "retracted"),
        ("Answer.citations[0].revised", []),
        ("Answer.understood", None),
        ("Answer.understood.kind", "which"),
        ("Answer.understood.as_of", None),
        ("Answer.timings", []),
        ("Answer.timings", {"answer": "long"}),
        ("Answer.timings", {1: 1.0}),
    ],
)
def test_what_is_no_answer_is_refused(place: str, value: Any) -> None:
    plain: Any = {"Answer": made_answers.answer().to_dict()}
    at = plain
    *way, last = place.replace("[0]", ".0").split(".")
    for step in way:
        at = at[int(step) if step.isdigit() else step]
    at[int(last) if last.isdigit() else last] = value
    with pytest.raises(ValueError, match="cannot be") as refused:
        Answer.from_dict(plain["Answer"])
    assert str(refused.value).startswith(place)


def test_fields_are_those_of_an_answer() -> None:
    plain = made_answers.answer().to_dict()
    with pytest.raises(ValueError, match=r"Answer\.understood has no field 'hidden'"):
        Answer.from_dict(plain | {"understood": plain["understood"] | {"hidden": 1}})
    del plain["citations"][0]["quote"]
    with pytest.raises(ValueError, match=r"Answer\.citations\[0\] lacks the field 'quote'"):
        Answer.from_dict(plain)
