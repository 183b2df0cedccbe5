"""What sites allow in their robots.txt (RFC 9309)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import UnreachablePage

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx
    from protego import Protego

    from index.web.fetching import Response

NAME = "news-assistant"
"""What robots.txt files may call this program."""
LARGEST = 512 * 1024
"""Bytes of a robots.txt that are read."""


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego | None
    """None where the site has none, so that all is allowed."""


class Robots:
    """The rules of the sites met, each fetched once by `fetch`."""

    def __init__(self, fetch: Callable[[httpx.URL], Response]) -> None:
        self._fetch = fetch
        self._sites: dict[str, _Rules | UnreachablePage] = {}

    def check(self, url: httpx.URL) -> None:
        """Raise UnreachablePage where a page may not be fetched, or its site cannot be asked."""
        rules = self._rules(url)
        if rules.parsed and not rules.parsed.can_fetch(str(url), NAME):
            raise UnreachablePage("the site's robots.txt asks programs not to read this page")

    def delay(self, url: httpx.URL) -> float:
        """Seconds that the site asks for between two requests, 0 where it does not."""
        rules = self._rules(url)
        asked = rules.parsed.crawl_delay(NAME) if rules.parsed else None
        return asked if asked is not None and asked > 0 else 0.0

    def _rules(self, url: httpx.URL) -> _Rules:
        site = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if site not in self._sites:
            self._sites[site] = self._read(url.join("/robots.txt"))
        found = self._sites[site]
        if isinstance(found, UnreachablePage):
            raise UnreachablePage(str(found))
        return found

    def _read(self, url: httpx.URL) -> _Rules | UnreachablePage:
        try:
            response = self._fetch(url)
        except UnreachablePage as error:
            return error
        if response.status == 429 or response.status >= 500:
            # Until it can be read, everything counts as forbidden (section 2.3.1.4).
            return UnreachablePage(
                f"the site's robots.txt cannot be read now ({response.status}): try again later"
            )
        if response.status >= 300:
            return _Rules(None)
        from protego import Protego

        return _Rules(Protego.parse(response.data.decode("utf-8", errors="replace")))
