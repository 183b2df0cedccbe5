from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from period_cases import NONE, PHRASES, QUESTIONS

from assistant.dates import Part, months
from assistant.periods import covering, find_period, find_periods

if TYPE_CHECKING:
    from assistant.types import Period

DAY = timedelta(days=1)
WEDNESDAY = "2023-03-15"
AS_OF = datetime(2023, 3, 15, 12, tzinfo=UTC)
MONTHS = (
    "January February March April May June July August September October November December".split()
)
VOCABULARY = """
    the of in on at by for from to and or until since before after between during around early mid
    late last next this past previous first second end start beginning week weekend day days month
    months year years quarter half decade hours fortnight ago yesterday today tomorrow tonight
    morning night recently now currently spring summer fall winter Monday tuesday Sunday January
    Feb. march May June Sept. December 1 2 3 9 29 30 31 2020 2022 2024 1999 1990s '90s Q3
    2022-02-29 2024-02-29 31/12/2022 9.2.2022 two three few couple report article published who
    won what ? , - – ' " ( ) World Cup will be than the 9th 31st 2023/24 later earlier
""".split()
OTHER_LANGUAGES = """
    il y a 99999 jours dans ans semaine dernière hier février 2022 9 29 31 am vor Jahren Woche
    letzte gestern März hace días ayer 年 月 日 昨日 2022年2月31日 99999 年前 вчера неделю назад أمس
    ieri settimana scorsa ontem há 0 ² ٣ Î
""".split()
days = st.dates(min_value=date(1700, 1, 1), max_value=date(2090, 12, 31))
recent_days = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
moments = st.datetimes(
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))])
)
phrases_of_time = st.lists(st.sampled_from(VOCABULARY), max_size=25).map(" ".join)
foreign_phrases = st.lists(st.sampled_from(OTHER_LANGUAGES), max_size=9).map(" ".join)


def cases(table: str) -> list[tuple[str, str, str, bool]]:
    found = []
    for line in table.strip().splitlines():
        phrase, days, kind = (cell.strip() for cell in line.split("|"))
        first, _, last = days.partition(" ")
        found.append((phrase, first, last.strip() or first, kind == "F"))
    return found


def phrases() -> list[tuple[str, str, str, str, bool]]:
    return [(as_of, *case) for as_of, table in PHRASES.items() for case in cases(table)]


def noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), UTC)


def midnight(day: str) -> datetime | None:
    return None if day == ".." else datetime.combine(date.fromisoformat(day), time(), UTC)


def the_period(question: str, as_of: datetime = AS_OF) -> Period:
    period = find_period(question, as_of)
    assert period is not None
    return period


def span(question: str, as_of: date) -> tuple[date | None, date | None]:
    """The first and the last day of the one period."""
    period = the_period(question, datetime.combine(as_of, time(12), UTC))
    return (
        period.start.date() if period.start else None,
        (period.end - DAY).date() if period.end else None,
    )


def assert_means(question: str, as_of: str, first: str, last: str, explicit: bool) -> None:
    period = the_period(question, noon(as_of))
    end = midnight(last)
    assert (period.start, period.end) == (midnight(first), end and end + DAY)
    assert period.explicit is explicit


@pytest.mark.parametrize(("as_of", "phrase", "first", "last", "explicit"), phrases())
def test_phrase_means_its_days(
    as_of: str, phrase: str, first: str, last: str, explicit: bool
) -> None:
    assert_means(f"What happened {phrase}?", as_of, first, last, explicit)


@pytest.mark.parametrize(("as_of", "phrase", "first", "last", "explicit"), phrases()[::7])
def test_phrase_means_the_same_where_the_sentence_begins(
    as_of: str, phrase: str, first: str, last: str, explicit: bool
) -> None:
    opening = f"{phrase[0].upper()}{phrase[1:]}, what happened?"
    assert_means(opening, as_of, first, last, explicit)


@pytest.mark.parametrize(("question", "first", "last", "explicit"), cases(QUESTIONS))
def test_question_is_limited_to_its_days(
    question: str, first: str, last: str, explicit: bool
) -> None:
    assert_means(question, WEDNESDAY, first, last, explicit)


def test_there_are_300_phrases_over_leap_days_and_year_ends() -> None:
    assert len({case[1] for case in phrases()}) >= 300
    assert {"2024-02-29", "2025-03-01", "2023-12-31", "2024-01-01"} <= set(PHRASES)


@pytest.mark.parametrize("question", NONE.strip().splitlines())
def test_no_period(question: str) -> None:
    assert find_periods(question.strip(), AS_OF) == ()


def test_periods_stand_in_the_order_of_their_words() -> None:
    periods = find_periods("What did she say on 9 February, and yesterday, and in 2021?", AS_OF)
    assert [period.text for period in periods] == ["9 February", "yesterday", "2021"]


def test_words_that_make_the_period_are_part_of_its_text() -> None:
    assert the_period("Who has resigned since early 2022?").text == "since early 2022"
    assert the_period("Who resigned between 9 and 16 November?").text == "9 and 16 November"


def test_the_day_is_that_of_the_asking_moment_in_utc() -> None:
    late_in_the_west = datetime(2023, 3, 14, 23, tzinfo=timezone(timedelta(hours=-5)))
    assert find_period("What happened yesterday?", late_in_the_west) == find_period(
        "What happened yesterday?", AS_OF
    )


@given(text=st.text(max_size=200) | phrases_of_time | foreign_phrases, as_of=moments)
@example(text="in the past 9999 years", as_of=datetime.min.replace(tzinfo=UTC))
@example(text="late next decade", as_of=datetime.max.replace(tzinfo=UTC))
@example(text="on 29 February 1900", as_of=AS_OF)
@example(text="99999 年", as_of=AS_OF)
@example(text="Î", as_of=AS_OF)
def test_every_text_has_sound_periods_on_every_day(text: str, as_of: datetime) -> None:
    periods = find_periods(text, as_of)
    reached = 0
    for period in periods:
        assert period.start is not None or period.end is not None
        if period.start and period.end:
            assert period.start < period.end
        for edge in (period.start, period.end):
            assert edge is None or (edge.tzinfo is UTC and edge.time() == time())
        at = text.find(period.text, reached)
        assert at >= reached, (
            "a period's words stand in the question, after those of the one before"
        )
        reached = at + len(period.text)


@given(text=phrases_of_time, as_of=recent_days)
def test_what_limits_has_begun(text: str, as_of: date) -> None:
    now = datetime.combine(as_of, time(12), UTC)
    for period in find_periods(text, now):
        if period.explicit:
            begins = period.start or (period.end and period.end - DAY)
            assert begins is not None
            assert begins <= now


@given(text=phrases_of_time, as_of=recent_days)
def test_the_covering_period_holds_every_explicit_one(text: str, as_of: date) -> None:
    periods = find_periods(text, datetime.combine(as_of, time(12), UTC))
    whole = covering(text, periods)
    explicit = [period for period in periods if period.explicit]
    assert (whole is None) == (not periods)
    for period in explicit:
        assert whole is not None
        assert whole.start is None or (period.start is not None and whole.start <= period.start)
        assert whole.end is None or (period.end is not None and period.end <= whole.end)


@given(
    day=days,
    as_of=recent_days,
    form=st.sampled_from(
        (
            "{day} {month} {year}",
            "{month} {day}, {year}",
            "{month:.3}. {day}, {year}",
            "the {day}{ordinal} of {month} {year}",
            "{iso}",
            "{day}.{number}.{year}",
        )
    ),
)
def test_a_day_written_in_full_means_itself(day: date, as_of: date, form: str) -> None:
    ordinal = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    written = form.format(
        day=day.day,
        month=MONTHS[day.month - 1],
        year=day.year,
        ordinal=ordinal,
        iso=day.isoformat(),
        number=day.month,
    )
    assert span(f"What happened on {written}?", as_of) == (day, day)
    period = the_period(f"What happened on {written}?", datetime.combine(as_of, time(12), UTC))
    assert period.explicit is (day <= as_of)


@given(day=days, as_of=recent_days)
def test_a_day_without_its_year_is_the_newest(day: date, as_of: date) -> None:
    newest = as_of
    while (newest.month, newest.day) != (day.month, day.day):
        newest -= DAY
    assert span(f"What happened on {day.day} {MONTHS[day.month - 1]}?", as_of) == (newest, newest)


@given(first=days, length=st.integers(1, 4000), as_of=recent_days)
def test_between_two_days_lie_both_and_all_between(first: date, length: int, as_of: date) -> None:
    last = first + length * DAY
    assume(last.year < 2100)  # later years are taken for numbers
    question = f"What happened between {first.isoformat()} and {last.isoformat()}?"
    assert span(question, as_of) == (first, last)


@given(count=st.integers(1, 3000), as_of=recent_days)
def test_so_many_days_ago(count: int, as_of: date) -> None:
    then = as_of - count * DAY
    assert span(f"What happened {count} days ago?", as_of) == (then, then)
    assert span(f"What happened in the past {count} days?", as_of) == (then, as_of)


@given(as_of=recent_days)
def test_weeks_run_from_monday_to_sunday(as_of: date) -> None:
    first, last = span("What happened this week?", as_of)
    assert first is not None
    assert last is not None
    assert first <= as_of <= last
    assert (first.weekday(), last - first) == (0, 6 * DAY)
    assert span("What happened last week?", as_of) == (first - 7 * DAY, last - 7 * DAY)


@given(
    year=st.integers(1600, 2099),
    month=st.integers(1, 12),
    part=st.builds(
        Part,
        unit=st.sampled_from(("day", "week")),
        skip=st.integers(0, 5),
        count=st.integers(1, 40),
        from_end=st.booleans(),
    ),
)
def test_a_part_of_a_month_lies_within_it(year: int, month: int, part: Part) -> None:
    whole = months(year, month, 1)
    found = part.of(whole)
    if found is not None:
        assert whole.start <= found.start < found.end <= whole.end
