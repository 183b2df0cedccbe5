"""Which articles are copies of one story, with the real sketches."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from index import Article
from index.stories import Stories, resemblance, signature

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = datetime(2024, 5, 6, 9, tzinfo=UTC)
_WORDS = (
    "harbour ferry council bridge market winter signal copper orchard tunnel border election "
    "school valley railway hospital budget strike museum glacier forest engine treaty vessel "
    "drought captain report minister farmer island village river storm rescue pilot garden window"
).split()
_NUMBERS = itertools.count()
_NAMES = "Veltmark Corran Ostby Halden Marwick Tessaly Brunnfeld Oridge Pellam Sorvik".split()


def text(seed: int, words: int = 400) -> str:
    """A text of made words, a tenth of them names, different for each seed."""
    chance = random.Random(seed)
    own = [f"{word}{chance.randrange(40)}" for word in _WORDS]
    return " ".join(
        f"{chance.choice(_NAMES)}{chance.randrange(90)}"
        if chance.random() < 0.1
        else chance.choice(own)
        for _ in range(words)
    )


def edited(body: str, share: float, seed: int = 1) -> str:
    """The text with a share of its words replaced."""
    chance = random.Random(seed)
    words = body.split()
    for place in chance.sample(range(len(words)), round(share * len(words))):
        words[place] = f"other{chance.randrange(10_000)}"
    return " ".join(words)


def article(body: str, outlet: str, title: str = "", days: float = 0) -> Article:
    """An article at an address of its own."""
    return Article(
        title=title,
        body=body,
        source=outlet,
        published=DAY + timedelta(days=days),
        url=f"https://example.org/{next(_NUMBERS)}",
    )


def assigned(articles: Iterable[Article]) -> list[str]:
    stories = Stories()
    return [stories.assign(item, signature(item)) for item in articles]


@pytest.mark.parametrize("share", [0.0, 0.01, 0.05, 0.1])
def test_copies_with_light_edits_are_one_story(share: float) -> None:
    found = 0
    for seed in range(20):
        body = text(seed)
        copy = article(edited(body, share), "Sample Courier", "Another title", days=1)
        first, second = assigned([article(body, "Example Wire", "A title"), copy])
        found += first == second
    assert found >= 19


def test_different_articles_are_different_stories() -> None:
    ids = assigned(article(text(seed), "Example Wire") for seed in range(50))
    assert len(set(ids)) == 50


def test_a_copy_of_a_copy_is_of_the_story_and_a_chain_ends() -> None:
    bodies = [text(1)]
    for step in range(8):
        bodies.append(edited(bodies[-1], 0.1, seed=step))
    ids = assigned(article(body, f"Outlet {i}") for i, body in enumerate(bodies))

    assert ids[0] == ids[1] == ids[2]
    assert ids[8] != ids[0]


def test_what_resembles_a_text_of_another_month_is_no_copy_unless_it_is_the_same() -> None:
    body = text(1)
    for share, later in ((0.1, False), (0.0, True)):
        copy = article(edited(body, share), "Sample Courier", days=40)
        first, second = assigned([article(body, "Example Wire"), copy])
        assert (first == second) is later


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Five things to know for April 1", "Five things to know for April 2"),
        ("What to know on Monday", "What to know on Tuesday"),
        ("Morning briefing, 3 May", "Morning briefing, 4 May"),
        ("Crossword #1,204", "Crossword #1,205"),
    ],
)
def test_editions_of_a_column_are_no_copies(one: str, other: str) -> None:
    frame = text(99)
    first, second = (frame + " " + text(seed, 60) for seed in (2, 3))
    editions = [article(first, "Example Wire", one), article(second, "Example Wire", other, days=1)]
    ids = assigned(editions)
    alike = resemblance(*map(signature, editions))

    assert alike > 0.6
    assert ids[0] != ids[1]
    assert len(set(assigned([editions[0], article(second, "Sample Courier", one)]))) == 1


def test_a_daily_column_with_a_frame_and_no_date_in_its_title_is_no_copy() -> None:
    frame = text(99, 250)
    days = [
        article(f"{text(seed, 150)} {frame}", "Example Wire", "What to know today", days=seed)
        for seed in range(5)
    ]
    assert len(set(assigned(days))) == 5


def test_a_live_page_of_the_next_day_is_no_copy() -> None:
    background = text(99, 300)
    live = [
        article(f"{text(seed, 300)} {background}", "Example Wire", "Storm: live", days=seed)
        for seed in range(4)
    ]
    assert len(set(assigned(live))) == 4


_NOTICE = (
    "{name}, {age}, of {town}, died on {day} at {place} with family around the bed. Born in "
    "{born}, {first} worked for {years} years at {work} and sang in the choir of {church}. "
    "Survivors are {spouse}, the children {child} and {second}, and {number} grandchildren. "
    "Friends may call at {home} from two to four in the afternoon. A service follows at {church}. "
    "In lieu of flowers the family asks for gifts to {fund}. Condolences may be left in the book "
    "at the door or online, where the family will read each of them with thanks for the kindness "
    "of the whole town."
)


def notice(seed: int) -> Article:
    chance = random.Random(seed)

    def name() -> str:
        return f"{chance.choice(_NAMES)}{chance.randrange(900)}"

    first, last = name(), name()
    fields = {
        field: name()
        for field in "town place born work church spouse child second home fund".split()
    }
    day = chance.choice("Monday Thursday Saturday Sunday".split())
    body = _NOTICE.format(
        name=f"{first} {last}",
        first=first,
        age=chance.randrange(60, 99),
        years=chance.randrange(5, 50),
        number=chance.randrange(2, 20),
        day=day,
        **fields,
    )
    return article(body, "Example Wire", f"{first} {last}")


def test_notices_made_from_one_form_are_no_copies() -> None:
    notices = [notice(seed) for seed in range(20)]
    assert max(resemblance(*map(signature, notices[i : i + 2])) for i in range(19)) > 0.5
    assert len(set(assigned(notices))) == 20

    copy = article(notices[0].body, "Sample Courier", notices[0].title)
    assert len(set(assigned([notices[0], copy]))) == 1


def test_a_body_of_few_words_is_one_story_only_with_its_title() -> None:
    stub = "Watch the film above to see what happened."
    ids = assigned(
        article(stub, "Example Wire", title)
        for title in ("Whale meets ferry", "Mayor falls into the harbour", "Whale meets ferry")
    )
    assert ids[0] != ids[1]
    assert ids[0] == ids[2]


def test_a_changed_article_leaves_its_story_to_the_copies_of_its_former_text() -> None:
    body = text(1)
    wire, copy = article(body, "Example Wire"), article(body, "Sample Courier")
    stories = Stories()
    story = stories.assign(wire, signature(wire))
    assert stories.assign(copy, signature(copy)) == story == wire.id

    stories.forget([wire.id])
    new = replace(wire, body=text(2))
    assert new.id == wire.id
    assert stories.assign(new, signature(new)) != story
    again = article(body, "Placeholder Post")
    assert stories.assign(again, signature(again)) == story
