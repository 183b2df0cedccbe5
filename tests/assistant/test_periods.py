from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from period_cases import NONE, PHRASES

from assistant.periods import find_period, find_periods

if TYPE_CHECKING:
    from assistant.types import Period

DAY = timedelta(days=1)
AS_OF = datetime(2023, 3, 15, 12, tzinfo=UTC)


def cases() -> list[tuple[str, str, str, str, bool]]:
    found = []
    for as_of, table in PHRASES.items():
        for line in table.strip().splitlines():
            phrase, days, kind = (cell.strip() for cell in line.split("|"))
            first, _, last = days.partition(" ")
            found.append((as_of, phrase, first, last.strip() or first, kind == "F"))
    return found


def noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), UTC)


def midnight(day: str) -> datetime | None:
    return None if day == ".." else datetime.combine(date.fromisoformat(day), time(), UTC)


def the_period(question: str, as_of: datetime = AS_OF) -> Period:
    period = find_period(question, as_of)
    assert period is not None
    return period


@pytest.mark.parametrize(("as_of", "phrase", "first", "last", "explicit"), cases())
def test_phrase_means_its_days(
    as_of: str, phrase: str, first: str, last: str, explicit: bool
) -> None:
    period = the_period(f"What happened {phrase}?", noon(as_of))
    end = midnight(last)
    assert (period.start, period.end) == (midnight(first), end and end + DAY)
    assert period.explicit is explicit


@pytest.mark.parametrize(("as_of", "phrase", "first", "last", "explicit"), cases()[::7])
def test_phrase_means_the_same_where_the_sentence_begins(
    as_of: str, phrase: str, first: str, last: str, explicit: bool
) -> None:
    opening = f"{phrase[0].upper()}{phrase[1:]}, what happened?"
    period = the_period(opening, noon(as_of))
    end = midnight(last)
    assert (period.start, period.end) == (midnight(first), end and end + DAY)


def test_there_are_300_phrases_over_leap_days_and_year_ends() -> None:
    assert len(cases()) >= 300
    assert {"2024-02-29", "2023-12-31", "2024-01-01"} <= {case[0] for case in cases()}


@pytest.mark.parametrize("question", NONE.strip().splitlines())
def test_no_period(question: str) -> None:
    assert find_periods(question.strip(), AS_OF) == ()
