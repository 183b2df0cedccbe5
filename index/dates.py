"""Dates as articles give them, to aware datetimes in UTC.

What is not certain is not guessed: a date whose day and month could change places ("03/04/2022"),
a month without a day, and anything relative to now ("yesterday") are None, because a wrong date in
a citation is worse than none. A date without a time zone is taken as UTC.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Callable

_YEARS = range(1600, 2200)  # outside lie the defaults of programs, such as 0001-01-01
_LONGEST = 80  # characters; no date is longer
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECONDS_FROM = 1e11  # as seconds, the year 5138; as milliseconds, 1973

_SLASHED = re.compile(r"\d{4}/\d{1,2}/\d{1,2}")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d./-])\d{1,2}([./-])\d{1,2}\1\d{2}(?!\d)")
_MAIL = re.compile(
    r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d(?::\d\d)?"
    r"(?: (?:[+-]\d{4}|UTC?|GMT|Z|[ECMP][SD]T))?"
)
_TWITTER = re.compile(r"[A-Za-z]{3} ([A-Za-z]{3} \d\d) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})")
_LONG_ZONE = re.compile(r"(?<=\d) \([A-Za-z ]+\)$")  # as JavaScript prints it after the offset
_ENGLISH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)
# Zones by the name that holds all year; the parser would read "ET" as winter time in July.
_ZONES: dict[str, str] = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "IST": "Asia/Kolkata",  # also Ireland's and Israel's; India's is the commonest in news
}
_ZONE = re.compile(rf"(?<=[\d\sm.])\s*\(?\b({'|'.join(_ZONES)})\b\)?")
_PARSER_SETTINGS: dict[str, Any] = {
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "RETURN_AS_TIMEZONE_AWARE": True,
    "TIMEZONE": "UTC",
    "TO_TIMEZONE": "UTC",
}


def parse_date(value: object) -> datetime | None:
    """Read a date: a datetime, a date, an epoch in seconds or milliseconds, or text.

    Text may be ISO 8601, RFC 822, an epoch, or a form that people write, such as
    "09:49 PM, 9 Feb, 2022", in English or any other language that dateparser knows. Returns an
    aware datetime in UTC, or None where the value is no date that is certain.
    """
    match value:
        case datetime():
            return _in_utc(value)
        case date():
            return _in_utc(datetime.combine(value, time()))
        case bool():
            return None
        case int() | float():
            return _from_epoch(value)
        case str():
            text = " ".join(value.split())
            return _from_text(text) if text and len(text) <= _LONGEST else None
        case _:
            return None


def _in_utc(moment: datetime) -> datetime | None:
    if moment.year not in _YEARS:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _from_epoch(number: float) -> datetime | None:
    seconds = number / 1000 if abs(number) >= _MILLISECONDS_FROM else number
    try:
        moment = _EPOCH + timedelta(seconds=seconds)
    except (OverflowError, ValueError):  # infinite, not a number, or beyond the year 9999
        return None
    return _in_utc(moment)


@lru_cache(maxsize=4096)
def _from_text(text: str) -> datetime | None:
    for read in (_from_iso, _from_digits, _from_mail):
        moment = read(text)
        if moment is not None:
            return moment
    return _from_words(text)


def _from_iso(text: str) -> datetime | None:
    if _SLASHED.match(text):
        text = text.replace("/", "-")
    text = _YEAR_FIRST.sub(_padded, text)
    return _attempt(datetime.fromisoformat, text)


def _from_digits(text: str) -> datetime | None:
    """An epoch of 10 or 13 digits, or YYYYMMDDhhmmss."""
    if not text.isascii() or not text.isdigit():
        return None
    if len(text) in (10, 13):
        return _from_epoch(int(text))
    if len(text) == 14:
        return _attempt(datetime.fromisoformat, f"{text[:8]}T{text[8:]}")
    return None


def _from_mail(text: str) -> datetime | None:
    return _attempt(parsedate_to_datetime, text) if _MAIL.fullmatch(text) else None


def _from_words(text: str) -> datetime | None:
    if not any(character.isdigit() for character in text) or _SHORT_YEAR.search(text):
        return None
    text = _TWITTER.sub(r"\1 \4 \2 \3", _LONG_ZONE.sub("", text))
    numeric = _YEAR_LAST.search(text)
    if numeric:
        day = _day_and_month(numeric)
        if day is None:
            return None
        text = f"{text[: numeric.start()]}{day}{text[numeric.end() :]}"
    zone = _ZONE.search(text)
    if zone:
        text = f"{text[: zone.start()]}{text[zone.end() :]}"
    moment = _from_iso(text.strip()) or _with_dateparser(text)
    if moment and zone:
        local = moment.replace(tzinfo=ZoneInfo(_ZONES[zone.group(1)]))
        return local.astimezone(UTC)
    return moment


def _day_and_month(found: re.Match[str]) -> str | None:
    """The ISO date of a numeric one with its year last, None where it could be two."""
    first, separator, second, year = found.groups()
    # With full stops the day always comes first (German, Russian, Polish, ... use).
    day, month = int(first), int(second)
    if separator != "." and day <= 12:
        if month <= 12 and day != month:
            return None
        day, month = month, day
    return f"{year}-{month:02}-{day:02}"


def _with_dateparser(text: str) -> datetime | None:
    import dateparser

    # English first: loading every language takes over a second.
    languages = (["en"], None) if _ENGLISH.search(text) else (None,)
    for known in languages:
        try:
            moment = dateparser.parse(text, languages=known, settings=_PARSER_SETTINGS)
        except OverflowError:  # a time zone that moves it beyond the years that there are
            return None
        if moment is not None:
            return _in_utc(moment)
    return None


def _padded(found: re.Match[str]) -> str:
    year, month, day = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _attempt(read: Callable[[str], datetime], text: str) -> datetime | None:
    try:
        return _in_utc(read(text))
    except (ValueError, OverflowError):
        return None
