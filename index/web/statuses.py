"""HTTP statuses in words (RFC 9110), and how long a busy site asks to be left alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from index.dates import parse_date

if TYPE_CHECKING:
    import httpx

GONE = frozenset({404, 410})
"""The page is no more, and what it gave before is withdrawn."""

_BUSY = frozenset({429, 503})
_LONGEST = 1e8  # seconds, three years: so long that it is no matter
_UNSAID = 60.0  # seconds, where the site is asked too often and does not say how long
_REASONS = {
    401: "a login is needed, and pages behind one are not read",
    402: "behind a paywall, and such pages are not read",
    403: "the site refuses it: save the page and add the file",
    404: "there is no such page: check the address",
    407: "a login is needed, and pages behind one are not read",
    408: "the site took too long: try again later",
    410: "the page has been removed from the site",
    429: "the site is asked too often: try again later",
    451: "withheld for legal reasons",
    503: "the site is busy or under repair: try again later",
}


def reason(status: int, rest: float | None = None) -> str:
    """Why a response with this status gives no article; `rest`: seconds that the site asks for."""
    if rest is not None and status in _BUSY:
        return f"the site asks to come back in {time_span(rest)} (status {status})"
    known = _REASONS.get(status)
    if known is None:
        known = (
            "the site has an error: try again later"
            if status >= 500
            else "an answer that holds no page: check the address"
        )
    return f"{known} (status {status})"


def rest_asked_for(status: int, headers: httpx.Headers, now: float) -> float | None:
    """Seconds until a busy site wants to be asked again; None where it is not busy.

    `now` in seconds since 1970. Retry-After holds seconds or a date (RFC 9110, section 10.2.3).
    """
    if status not in _BUSY:
        return None
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    moment = parse_date(value) if value else None
    if moment is not None:
        return max(0.0, moment.timestamp() - now)
    return _UNSAID if status == 429 else None


def time_span(seconds: float) -> str:
    """Seconds in words: "90 seconds", "0:15:00"."""
    seconds = min(seconds, _LONGEST)
    return f"{seconds:.0f} seconds" if seconds < 120 else str(timedelta(seconds=round(seconds)))
