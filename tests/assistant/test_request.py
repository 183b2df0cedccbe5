from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from assistant.question import understand
from assistant.request import Moment, Request, limited, make_request, moment, request_filter
from assistant.settings import Settings
from index.errors import InvalidQuestion


def _request(**given: object) -> Request:
    defaults: dict[str, object] = dict.fromkeys(("as_of", "sources", "since", "until", "model"))
    return make_request("why?", history=(), settings=Settings(), **(defaults | given))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-02-29", datetime(2024, 2, 29, tzinfo=UTC)),
        (date(2024, 2, 29), datetime(2024, 2, 29, tzinfo=UTC)),
        ("2024-02-29T12:00:00", datetime(2024, 2, 29, 12, tzinfo=UTC)),
        ("2024-02-29T12:00:00+02:00", datetime(2024, 2, 29, 10, tzinfo=UTC)),
        (
            datetime(2024, 2, 29, 12, tzinfo=timezone(timedelta(hours=-5))),
            datetime(2024, 2, 29, 17, tzinfo=UTC),
        ),
        (None, None),
        ("", None),
    ],
)
def test_every_form_of_a_moment(value: Moment | None, expected: datetime | None) -> None:
    assert moment(value, "since") == expected


def test_a_date_alone_includes_its_day_at_the_end_of_a_period() -> None:
    assert moment("2024-02-29", "until", end_of_day=True) == datetime(2024, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("value", ["tomorrow", "2024-02-30", "29.02.2024"])
def test_what_is_no_date_says_how_to_write_one(value: str) -> None:
    with pytest.raises(InvalidQuestion, match="2022-02-09"):
        moment(value, "since")


def test_an_empty_period_is_refused() -> None:
    with pytest.raises(InvalidQuestion, match="Swap"):
        _request(since="2024-03-02", until="2024-03-01")


def test_one_day_is_a_period() -> None:
    request = _request(since="2024-03-01", until="2024-03-01")
    assert request.until - request.since == timedelta(days=1)  # type: ignore[attr-defined]


def test_outlets_are_spelled_as_in_the_index() -> None:
    request = _request(sources=["example WIRE", "Example Wire"])
    assert request_filter(request, ["Example Wire", "Sample Courier"]).sources == ("Example Wire",)  # type: ignore[arg-type]


def test_an_outlet_that_is_not_indexed_names_those_like_it() -> None:
    request = _request(sources="Exampel Wire")
    with pytest.raises(InvalidQuestion, match="Example Wire"):
        request_filter(request, ["Example Wire", "Sample Courier"])  # type: ignore[arg-type]


def test_the_model_argument_wins_over_the_setting_even_when_empty() -> None:
    settings = Settings(model="openai:some")
    kwargs: dict[str, object] = dict.fromkeys(("as_of", "sources", "since", "until"))
    assert make_request("a?", history=(), settings=settings, model=None, **kwargs).model == (  # type: ignore[arg-type]
        "openai:some"
    )
    assert make_request("a?", history=(), settings=settings, model="", **kwargs).model == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "standalone"),
    [
        ("What did Borrell propose in March 2024?", "What did Borrell propose?"),
        ("Who has won since 2022?", "Who has won?"),
        ("Who won?", "Who won?"),
    ],
)
def test_dates_that_are_ignored_are_not_searched_for_either(question: str, standalone: str) -> None:
    request = _request(ignore=["dates", "outlets"], order="newest")
    understood = limited(
        understand(question, as_of=request.as_of, outlets=["Example Wire"]), request
    )
    assert understood.standalone == standalone
    assert understood.periods == ()
    assert understood.period is None
    assert understood.newest


@pytest.mark.parametrize("given", [{"order": "oldest"}, {"ignore": ["everything"]}])
def test_an_unknown_order_or_limit_says_what_is_known(given: dict[str, object]) -> None:
    with pytest.raises(InvalidQuestion, match=r"none of (best|dates)"):
        _request(**given)
