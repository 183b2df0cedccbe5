"""Which stretches of passages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.quoting import candidates
from assistant.types import PassageHit
from assistant.windows import Window, windows

if TYPE_CHECKING:
    from assistant.evidence import Candidate


def hit(text: str, number: int = 0, start: int = 0) -> PassageHit:
    return PassageHit(
        passage_id=f"p{number}",
        article_id=f"a{number}",
        text=text,
        start=start,
        end=start + len(text),
        title=f"Title {number}",
        source="The Exampleton Post",
        authors=(),
        published=None,
        url="",
        score=1.0,
        also=(),
        story="",
    )


def numbered(count: int, filler: str = "went to the old harbour") -> str:
    return " ".join(f"Sailor number {i} {filler}." for i in range(count))


def first(found: list[Candidate], *texts: str) -> list[Candidate]:
    """The candidates with those that hold the texts in front."""
    return sorted(found, key=lambda item: not any(text in item.text for text in texts))


def judged(window: Window) -> list[str]:
    return [window.text[start:end] for start, end in window.sentences]


def test_a_sentence_is_read_with_the_one_before() -> None:
    ranked = first(list(candidates([hit(numbered(9), start=50)])), "number 4")
    ((window, places),) = windows(ranked, around=1)
    assert window.title == "Title 0"
    assert window.text == (
        "Sailor number 3 went to the old harbour. Sailor number 4 went to the old harbour."
    )
    assert judged(window) == [ranked[place].text for place in places]
    assert places[1] == 0


def test_a_gap_of_one_is_read_over_and_a_wide_one_is_not() -> None:
    ranked = first(list(candidates([hit(numbered(12))])), "number 1 ", "number 4", "number 9")
    found = windows(ranked, around=3)
    assert [len(judged(window)) for window, _ in found] == [5, 2]
    assert sorted(place for _, places in found for place in places if place < 3) == [0, 1, 2]


def test_passages_are_apart_and_those_without_are_left_out() -> None:
    hits = [hit(numbered(3), 0), hit(numbered(3), 1), hit(numbered(3), 2)]
    ranked = list(candidates(hits))
    found = windows(ranked, around=4)
    assert [window.title for window, _ in found] == ["Title 0", "Title 1"]
    assert [len(places) for _, places in found] == [3, 1]


def test_a_long_run_is_read_in_parts() -> None:
    ranked = list(candidates([hit(numbered(40))]))
    found = windows(ranked, around=40)
    assert len(found) > 1
    assert all(len(window.text) < 1000 for window, _ in found)
    assert sorted(place for _, places in found for place in places) == list(range(40))


def test_what_is_too_short_to_answer_is_read_but_not_judged() -> None:
    ranked = list(candidates([hit("Nobody came. The old ferry left at seven sharp.")]))
    ((window, places),) = windows(ranked, around=1)
    assert window.text.startswith("Nobody came.")
    assert judged(window) == ["The old ferry left at seven sharp."]
    assert places == (0,)


def test_nothing_is_read_of_nothing() -> None:
    assert windows([], around=16) == []
