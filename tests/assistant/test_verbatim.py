from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.verbatim import find, is_open, quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we go" and left', ["we go"]),
        ("He said “we go” and «they stay»", ["we go", "they stay"]),
        ("Er sagte: „wir gehen“", ["wir gehen"]),
        ("He said 'we don't go' and left", ["we don't go"]),
        ("He said ‘we don’t go’ and left", ["we don’t go"]),
        ("Bob's dogs' bowls and the '90s", []),
        ('He said "we go', ["we go"]),
    ],
)
def test_quoted_strings_are_found(text: str, expected: list[str]) -> None:
    found = quotations(text)

    assert [quotation.text for quotation in found] == expected
    assert all(text[q.opens + 1 : q.closes] == q.text for q in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we', True),
        ('He said "we" and', False),
        ("“we", True),
        ("“we”", False),
        ("", False),
    ],
)
def test_an_open_quotation_is_known(text: str, expected: bool) -> None:
    assert is_open(text) is expected


@pytest.mark.parametrize(
    ("quoted", "text", "expected"),
    [
        ("we go", "Today we go home", "we go"),
        ("we go,", "Today we go home", "we go"),
        ("we don't go", "Today we don’t go home", "we don’t go"),
        ("a 'big' plan - now", "It is a “big” plan – now", None),
        ('a "big" plan - now', "It is a “big” plan – now", "a “big” plan – now"),
        ("we go home", "Today we\n  go\u00a0home", "we\n  go\u00a0home"),
        ("café", "un cafe\u0301 noir", "cafe\u0301"),
        ("[2] first", "the ［2］ ﬁrst", "［2］ ﬁrst"),
        ("we … home", "Today we go home", "we go home"),
        ("we [...] home", "Today we go home", "we go home"),
        ("home ... we", "Today we go home", None),
        ("We go", "Today we go home", None),
        ("day we", "Today we go home", None),
        ("we stay", "Today we go home", None),
        ("…", "Today we go home", None),
        ("世界", "你好世界和平", "世界"),
    ],
)
def test_words_are_found_as_they_stand(quoted: str, text: str, expected: str | None) -> None:
    span = find(quoted, text)

    assert (None if span is None else text[slice(*span)]) == expected


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_a_span_found_lies_in_the_text(quoted: str, text: str) -> None:
    span = find(quoted, text)

    assert span is None or 0 <= span[0] < span[1] <= len(text)


@given(
    st.lists(st.sampled_from("we go – “home” café don’t ,".split(" ")), min_size=1), st.text(" \n")
)
def test_a_composed_form_is_found_as_a_decomposed_one(words: list[str], gap: str) -> None:
    text = " ".join(words)
    other = unicodedata.normalize("NFD", f"Then{gap} {text}")

    assert (find(text, other) is None) == (find(text, f"Then {text}") is None)
