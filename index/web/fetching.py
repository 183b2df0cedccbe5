"""Pages fetched: politely, within limits, from public addresses only."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import httpcore
import httpx

from index.errors import UnreachablePage
from index.web import statuses
from index.web.addresses import parse_address
from index.web.body import ASKED_FOR, read_body
from index.web.memory import Version
from index.web.network import CheckedNetwork, CheckedTransport, resolve
from index.web.refresh import refresh_target
from index.web.robots import LARGEST, NAME, Robots

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from index.settings import IndexSettings
    from index.web.network import Clock, Resolve

MEGABYTE = 2**20
_REDIRECTS = 5
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_WAITED_FOR = 60.0  # seconds; a site that asks for more between two requests is left
_RETRIED_AFTER = 10.0  # seconds; a site that asks for more is left
_LONGEST_REST = 86_400.0  # seconds


@dataclass(frozen=True, slots=True)
class Response:
    """One response. `data` is empty for a redirect and where the status is no success."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What was found at an address."""

    address: str
    """The final one, after redirects."""
    data: bytes
    media_type: str
    """As of the header Content-Type, in lower case, e.g. "text/html"; may be empty."""
    charset: str
    version: Version


class Fetcher:
    """Fetches one page after the other. Used as a context manager, by one thread.

    `resolve`, `clock` (seconds, as of `time.monotonic`), `now` (seconds since 1970) and `sleep` are
    those of the system; tests put in their own.
    """

    def __init__(
        self,
        settings: IndexSettings,
        *,
        not_before: dict[str, float] | None = None,
        resolve: Resolve = resolve,
        clock: Clock = time.monotonic,
        now: Clock = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.not_before = {} if not_before is None else not_before
        """By host, when it asked to be asked again, in seconds since 1970; kept up to date."""
        self._settings = settings
        self._limit = int(settings.fetch_megabytes * MEGABYTE)
        self._clock, self.now, self._sleep = clock, now, sleep
        self._network = CheckedNetwork(
            allow_private=settings.allow_private_hosts, resolve=resolve, clock=clock
        )
        # Not through httpx.Client, which prepares the next request of every redirect unchecked.
        self._transport = CheckedTransport(self._network)
        self._cookies = httpx.Cookies()
        self._headers = {
            "User-Agent": user_agent(settings.fetch_contact),
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": ASKED_FOR,
        }
        self._robots = Robots(self._robots_txt)
        self._asked: dict[str, float] = {}  # by host, when the last request ended

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._transport.close()

    def fetch(
        self, address: str, *, known: Version | None = None, limit: int | None = None
    ) -> Fetched | None:
        """What is at an address; None where the version `known` is still there.

        `limit` in bytes, by default that of the settings.

        Raises:
            UnreachablePage: it cannot or may not be fetched; the message says why.
        """
        url = parse_address(address)
        # Those of one page may be needed by a redirect; between pages they would be tracking.
        self._cookies.clear()
        for _ in range(_REDIRECTS + 1):
            self._robots.check(url)
            is_known = known is not None and known.address == str(url)
            response = self._politely(url, known if is_known else None, limit or self._limit)
            if response.status == 304 and is_known:
                return None
            target = _target(response)
            if target is None:
                return _fetched(response)
            url = parse_address(target, base=url)
        raise UnreachablePage(f"more than {_REDIRECTS} redirects: check the address")

    def _politely(self, url: httpx.URL, known: Version | None, limit: int) -> Response:
        """A request in its turn; where the site is busy for a moment, another one."""
        tries = 2
        while True:
            self._wait(url)
            try:
                response = self._request(url, known, limit)
            finally:
                self._asked[url.host] = self._clock()
            tries -= 1
            rest = statuses.rest_asked_for(response.status, response.headers, self.now())
            if rest is None:
                return response
            if not tries or rest > _RETRIED_AFTER:
                self.not_before[url.host] = self.now() + min(rest, _LONGEST_REST)
                raise UnreachablePage(statuses.reason(response.status, rest))
            self._sleep(rest)

    def _wait(self, url: httpx.URL) -> None:
        rest = self.not_before.get(url.host, 0.0) - self.now()
        if 0 < rest <= _LONGEST_REST:  # more only where a clock was wrong
            raise UnreachablePage(f"the site asked to be left alone for {statuses.time_span(rest)}")
        delay = max(self._settings.fetch_delay, self._robots.delay(url))
        left = self._asked.get(url.host, float("-inf")) + delay - self._clock()
        if left > _WAITED_FOR:
            raise UnreachablePage(
                f"the site's robots.txt asks for {statuses.time_span(delay)} between two requests: "
                "read this page in a later run"
            )
        if left > 0:
            self._sleep(left)

    def _robots_txt(self, url: httpx.URL) -> Response:
        for _ in range(_REDIRECTS + 1):
            response = self._request(url, None, LARGEST)
            target = response.headers.get("location")
            if response.status not in _REDIRECTING or not target:
                return response
            url = parse_address(target, base=url)
        return Response(url, 404, httpx.Headers(), b"")  # section 2.3.1.2: as if there were none

    def _request(self, url: httpx.URL, known: Version | None, limit: int) -> Response:
        headers = dict(self._headers)
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        seconds = self._settings.fetch_timeout
        self._network.deadline = self._clock() + seconds
        request = httpx.Request("GET", url, headers=headers)
        self._cookies.set_cookie_header(request)
        try:
            with closing(self._transport.handle_request(request)) as response:
                response.request = request
                self._cookies.extract_cookies(response)
                data = read_body(response, limit) if 200 <= response.status_code < 300 else b""
                return Response(url, response.status_code, response.headers, data)
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise UnreachablePage(
                f"it did not come within {seconds:g} seconds: try again later"
            ) from error
        except (httpcore.NetworkError, OSError) as error:
            raise UnreachablePage(
                f"no connection to {url.host} ({error or 'closed'}): "
                "check the address, or try again later"
            ) from error
        except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.HTTPError) as error:
            raise UnreachablePage(
                f"the site's answer cannot be understood ({error}): try again later"
            ) from error


def user_agent(contact: str) -> str:
    """What the requests say of who sends them."""
    try:
        name = f"{NAME}/{version(NAME)}"
    except PackageNotFoundError:  # run from its source without being installed
        name = NAME
    return f"{name} (+{contact})" if contact else name


def _target(response: Response) -> str | None:
    """Where a response sends on to."""
    if response.status in _REDIRECTING:
        return response.headers.get("location", "") or None
    media_type, _ = content_type(response.headers)
    if "html" not in media_type:
        return None
    return refresh_target(response.data, response.url)


def _fetched(response: Response) -> Fetched:
    if not 200 <= response.status < 300:
        raise UnreachablePage(
            statuses.reason(response.status), gone=response.status in statuses.GONE
        )
    media_type, charset = content_type(response.headers)
    return Fetched(
        address=str(response.url),
        data=response.data,
        media_type=media_type,
        charset=charset,
        version=Version(
            address=str(response.url),
            etag=_sendable(response.headers.get("etag", "")),
            modified=_sendable(response.headers.get("last-modified", "")),
        ),
    )


def _sendable(value: str) -> str:
    """A header's value if it can be sent back as it is."""
    return value if value.isascii() and value.isprintable() and len(value) <= 1000 else ""


def content_type(headers: httpx.Headers) -> tuple[str, str]:
    """Media type and charset of a response, in lower case; empty where it does not say."""
    value = headers.get("content-type", "")
    if not value:
        return "", ""
    message = Message()
    message["content-type"] = value
    charset = message.get_param("charset", "")
    media_type = value.partition(";")[0].strip().lower()
    return media_type, charset.lower() if isinstance(charset, str) else ""
