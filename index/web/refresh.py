"""Pages that only send on: `<meta http-equiv="refresh" content="0; url=...">`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import UnreachablePage
from index.web.addresses import parse_address

if TYPE_CHECKING:
    import httpx

_WITHIN = 16_384  # bytes
_TAG = re.compile(rb"http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)
_CONTENT = re.compile(r"\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_SOON = 5  # seconds; pages that reload themselves take longer


def refresh_target(data: bytes, url: httpx.URL) -> str | None:
    """Where a page sends its readers on at once; None where it does not, or only reloads."""
    head = data[:_WITHIN]
    if not _TAG.search(head):
        return None
    import lxml.etree
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(head)
    except lxml.etree.ParserError:  # nothing but comments
        return None
    for tag in tree.iter("meta"):
        # What is for browsers without scripts alone is no redirect.
        if (tag.get("http-equiv") or "").lower() != "refresh" or any(
            above.tag == "noscript" for above in tag.iterancestors()
        ):
            continue
        found = _CONTENT.match(tag.get("content") or "")
        if found and int(found.group(1)[:6]) <= _SOON:
            target = found.group(2).strip()
            return None if _is(url, target) else target
    return None


def _is(url: httpx.URL, target: str) -> bool:
    try:
        return parse_address(target, base=url) == url
    except UnreachablePage:
        return False  # whoever follows it is told why not
