from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Article
from index.revisions import Revision, revision, said, said_by_title

STORY = "\n\n".join(f"Paragraph {i} of a story about a bridge in Exampleton." for i in range(12))
PUBLISHED = datetime(2023, 3, 8, 7, tzinfo=UTC)
MODIFIED = datetime(2023, 3, 11, 16, 30, tzinfo=UTC)

CORRECTED = [
    "Correction: An earlier version of this article gave another year.",
    "Correction, 9 March 2023: The bridge is 40 metres long, not 400.",
    "CORRECTION (March 9): The mayor's name was misspelt.",
    "Clarification: The strike lasts until Friday.",
    "Corrections and clarifications: A previous version of this story misstated the day.",
    "*An earlier version of this report said that the bridge was closed.",
    "This article was amended on 9 March 2023 to give the right number of ferries.",
    "The story has been updated to clarify the number of boats.",
    "(This story has been updated with new information and to correct a misspelling.)",
    "Editor's note: This article has been corrected to reflect the count of the council.",
    "Editor’s Note: Earlier versions of this story had an error. One person was hurt.",
    "This story was updated because an earlier version included an inaccuracy.",
    "This post misstated the height of the tower.",
]
UPDATED = [
    "Updated 9 March to add the council's answer.",
    "Updated March 9, 2023, 6:10 p.m. ET",
    "UPDATE: The bridge is open again.",
    "Update, 9 March:",
    "Last updated: 9 March 2023",
    "This story has been updated with new information.",
    "(This article was updated to add a photo.)",
    "Editor's note: This story was first published in 2015. It has been updated to add a map.",
]
NEITHER = [
    "This story will be updated.",
    "This is a developing story and will be updated as more becomes known.",
    "UPDATE: This page is no longer being updated.",
    "The ministry corrected its figures on Tuesday.",
    "The report was amended by the committee after a long night.",
    "An earlier version of the bill would have raised the toll.",
    "Officials updated the map of the flood on Thursday.",
    "Editor's note: The author is a sailor. The views expressed here are her own.",
    "A version of this article appeared in print on 9 March.",
    "Corrections officers at the county jail went on strike.",
    "Updates on the storm are posted at the town hall.",
    "A correction in share prices was overdue, traders said.",
]


@pytest.mark.parametrize("note", CORRECTED)
def test_corrections(note: str) -> None:
    assert said(note) == "corrected"


@pytest.mark.parametrize("note", UPDATED)
def test_updates(note: str) -> None:
    assert said(note) == "updated"


@pytest.mark.parametrize("note", NEITHER)
def test_what_is_neither(note: str) -> None:
    assert said(note) == ""


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Correction: India is the fourth country to land", "corrected"),
        ("Bridge opens after two years (corrected)", "corrected"),
        ("UPDATE - Bridge opens after two years", ""),
        ("Update: Bridge opens after two years", "updated"),
        ("Corrections officers strike", ""),
        ("Correction in share prices deepens", ""),
        ("Updated timetable: what changes on Monday", ""),
    ],
)
def test_titles(title: str, kind: str) -> None:
    assert said_by_title(title) == kind


def article(body: str, title: str = "The bridge of Exampleton") -> Article:
    return Article(title=title, body=body, published=PUBLISHED, modified=MODIFIED)


@pytest.mark.parametrize("place", ["above", "below"])
@pytest.mark.parametrize(
    ("note", "kind", "on"),
    [
        ("Correction, 9 March 2023: It is 40 metres long.", "corrected", (9, 3)),
        ("Correction: An earlier version of this article gave another year.", "corrected", None),
        ("This article was amended on March 10 to give the right number.", "corrected", (10, 3)),
        ("Updated 9 March to add the council's answer.", "updated", (9, 3)),
        ("Updated: Thursday, March 9, 2023", "updated", (9, 3)),
        ("UPDATE: The bridge will open on 4 May 2024, the council says.", "updated", None),
        ("Updated on 2023-03-09", "updated", (9, 3)),
        ("Updated March 9, 2019, 6:10 p.m. ET", "updated", None),
    ],
)
def test_the_day_is_that_of_the_note_or_that_of_the_last_change(
    place: str, note: str, kind: str, on: tuple[int, int] | None
) -> None:
    body = f"{note}\n\n{STORY}" if place == "above" else f"{STORY}\n\n{note}"
    found = revision(article(body))

    assert found.kind == kind
    assert found.on == (datetime(2023, on[1], on[0], tzinfo=UTC) if on else MODIFIED)


def test_a_day_without_a_year_is_after_the_article() -> None:
    late = Article(title="", body="Updated 2 January", published=datetime(2022, 12, 30, tzinfo=UTC))
    assert revision(late).on == datetime(2023, 1, 2, tzinfo=UTC)
    assert revision(Article(title="", body="Updated 2 January")).on is None


def test_a_correction_counts_more_than_an_update() -> None:
    body = f"Updated 10 March 2023\n\n{STORY}\n\nCorrection, 9 March: It is 40 metres long."
    assert revision(article(body)) == Revision(
        kind="corrected", on=datetime(2023, 3, 9, tzinfo=UTC)
    )


def test_an_article_that_says_nothing_of_it_is_not_revised() -> None:
    assert revision(article(STORY)) == Revision()
    middle = STORY.replace("Paragraph 6 of", "This story has been updated with paragraph 6 of")
    assert revision(article(middle)) == Revision()


_PIECES = (
    "this story has been updated to correct an earlier version of article was on March 9 2023 "
    "2023-02-30 31 April editor's note: correction, . ( \n\n misstated not be no longer"
).split(" ")


@given(st.lists(st.sampled_from(_PIECES), max_size=120).map(" ".join), st.text(max_size=200))
def test_any_text_is_read_and_a_day_comes_only_with_a_revision(told: str, title: str) -> None:
    found = revision(Article(title=title, body=f"{told}\n\n{title}", published=PUBLISHED))
    assert found.kind in ("corrected", "updated", "")
    assert found.kind or found.on is None
    assert found.on is None or found.on > datetime(2023, 3, 5, tzinfo=UTC)
