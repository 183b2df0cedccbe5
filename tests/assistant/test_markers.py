from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.markers import Marker, MarkerParser, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

PASSAGES = range(1, 6)
HABITS = [
    "[1]",
    "[1, 2]",
    "[2-4]",
    "[[1]]",
    "[^3]",
    "【1†source】",
    "(1)",
    "[Passage 2]",
    "[1](https://a",
]
ALPHABET = st.sampled_from(
    [
        *HABITS,
        *'[]()【】`~^†,;-.:!"” \n\t#*',
        "```",
        "~~~",
        "and",
        "source",
        "word",
        "2022",
        "9",
        "1",
        "7",
    ]
)
texts = st.lists(ALPHABET, max_size=40).map("".join)


def read(deltas: Iterable[str], passages: Iterable[int] = PASSAGES) -> str:
    """Return text as it is and markers as <ids>."""
    parser = MarkerParser(set(passages))
    pieces = [piece for delta in deltas for piece in parser.feed(delta)] + parser.close()
    return "".join(
        piece.text if isinstance(piece, Text) else f"<{','.join(map(str, piece.ids))}>"
        for piece in pieces
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("He said so [1].", "He said so<1>."),
        ("He said so[1].", "He said so<1>."),
        ("He said so. [1] Then", "He said so.<1> Then"),
        ("So [1, 2] and [3;4].", "So<1,2> and<3,4>."),
        ("So [1 and 2].", "So<1,2>."),
        ("So [1][2].", "So<1><2>."),
        ("So [1-3] [2–4].", "So<1,2,3><2,3,4>."),
        ("So [[1]].", "So<1>."),
        ("So 【1】 and 【2†source】.", "So<1> and<2>."),
        ("So 【3:0†article.txt】.", "So<3>."),
        ("So [^1].", "So<1>."),
        ("So [Passage 1], [source: 2], (passages 3 and 4).", "So<1>,<2>,<3,4>."),
        ("So [1](https://elsewhere.example/x?y=1).", "So<1>."),
        ("![1](http://elsewhere.example/x.png)", "!<1>"),
        ("So [1](Reuters) said", "So<1>(Reuters) said"),
        ("[1]: https://elsewhere.example", "<1>: https://elsewhere.example"),
        ("So [2, 2].", "So<2>."),
    ],
)
def test_habits_of_models_become_markers(written: str, expected: str) -> None:
    assert read([written]) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("He said so (1).", "He said so<1>."),
        ("He said so. (1) Then", "He said so.<1> Then"),
        ("“We will” (2) he said", "“We will”<2> he said"),
        ("He said so (1, 2)\nThen", "He said so<1,2>\nThen"),
        ("He said so (1)(2).", "He said so<1><2>."),
    ],
)
def test_round_brackets_at_the_end_of_a_clause_are_markers(written: str, expected: str) -> None:
    assert read([written]) == expected


@pytest.mark.parametrize(
    "written",
    [
        "(1) first, (2) second",
        "- (1) first",
        "Demands: (1) talks, (2) guarantees and (3) peace",
        "The war (2022) and the vote [2024].",
        "They won (3-1).",
        "Under (Article 5) of the treaty.",
        "Seven members (7) met.",
        "A list (12).",
        "Paragraph (1) of the law",
        "Use `x[1]` or ``y[2]`` here",
        "```python\nx[1]\n```",
        "~~~\nx[1]\n~~~",
        "[see this](https://a.example) [sic] [ ] [x] [1.5] [1a]",
        "The plan［2］was dropped",
        "[1",
        "so [",
        "[]",
    ],
)
def test_what_is_no_marker_stays(written: str) -> None:
    assert read([written]) == written


def test_round_brackets_are_text_once_square_ones_were_used() -> None:
    assert read(["So [1]. Goals: Kane (2)."]) == "So<1>. Goals: Kane (2)."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("So [9].", "So."),
        ("So [9] it", "So it"),
        ("So [1, 9].", "So<1>."),
        ("So [4-9].", "So<4,5>."),
        ("So [0][1].", "So<1>."),
    ],
)
def test_numbers_of_no_passage_are_dropped(written: str, expected: str) -> None:
    assert read([written]) == expected


def test_code_ends() -> None:
    assert read(["`x[1]` [1]"]) == "`x[1]`<1>"
    assert read(["```\nx[1]\n```\nSo [1]"]) == "```\nx[1]\n```\nSo<1>"
    assert read(["````\n```\nx[1]\n````\n[2]"]) == "````\n```\nx[1]\n````\n<2>"


def test_a_stray_backtick_hides_the_markers_of_its_line_only() -> None:
    assert read(["A ` b [1]\nC [2]"]) == "A ` b [1]\nC<2>"


def test_text_comes_at_once_and_an_incomplete_marker_does_not() -> None:
    parser = MarkerParser(PASSAGES)

    assert parser.feed("He said") == [Text("He said")]
    assert parser.feed(" [1") == []
    assert parser.feed("]") == []
    assert parser.feed(".") == [Marker((1,)), Text(".")]


@given(texts)
@example("[1](https://a.example/b_(c)) d")
@example("see [[1] and [1]]")
def test_the_cut_of_the_stream_makes_no_difference(text: str) -> None:
    assert read(text) == read([text])


@given(texts, st.data())
def test_any_cut_of_the_stream_makes_no_difference(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    deltas = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    assert read(deltas) == read([text])


@given(texts, st.sets(st.integers(1, 9)))
def test_markers_have_passages_and_each_once(text: str, passages: set[int]) -> None:
    parser = MarkerParser(passages)
    markers = [p for p in parser.feed(text) + parser.close() if isinstance(p, Marker)]

    assert all(marker.ids and set(marker.ids) <= passages for marker in markers)
    assert all(len(set(marker.ids)) == len(marker.ids) for marker in markers)


@given(st.text().filter(lambda text: not set(text) & set("[(【")))
def test_text_without_brackets_is_returned_whole(text: str) -> None:
    assert read(text) == text


@given(st.sampled_from(["[", "[1,", "[1](https://", "(", "  ", "【1†"]), st.sampled_from("[1 a(,†"))
def test_what_is_held_back_is_bounded(opening: str, filling: str) -> None:
    parser = MarkerParser(PASSAGES)
    fed = opening + filling * 2000
    returned = "".join(piece.text for piece in parser.feed(fed) if isinstance(piece, Text))

    assert len(returned) >= len(fed) - 500
