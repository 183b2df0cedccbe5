"""Addresses: of pages, checked before anything is sent; of machines, public or not."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from index.errors import UnreachablePage

_LONGEST = 4096  # characters; longer ones are attacks or mistakes

_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291, section 2.4; all else is set apart
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the IPv4 address stands in its last four bytes


def parse_address(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """The address of a page, in one form and without its fragment; `base` for relative ones.

    Raises:
        UnreachablePage: it is none, is not http or https, or carries a password.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise UnreachablePage(f"an address longer than {_LONGEST:,} characters: shorten it")
    try:
        url = httpx.URL(text) if base is None else base.join(text)
        host = url.host
        # Read again from its own text: what is sent must be what was checked.
        url = httpx.URL(str(url.copy_with(fragment=None)))
    except (httpx.InvalidURL, ValueError) as error:
        raise UnreachablePage(f"not an address ({error}): check it") from error
    if url.scheme not in ("http", "https"):
        raise UnreachablePage(
            f"an address of {url.scheme}:, and only http and https are read: name a web page"
            if url.scheme
            else "an address without http:// or https:// before it: add it"
        )
    if not host or url.host != host:
        raise UnreachablePage("an address without a host: check it")
    if url.userinfo:
        raise UnreachablePage(
            "an address with a user name or password, which would be stored and shown: "
            "name it without; pages behind a login are not read"
        )
    return url


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet.

    False for private, loopback, link-local, multicast, reserved, shared and documentation
    networks, of IPv4 and IPv6, and for IPv6 addresses that lead to such IPv4 ones.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        inner = _inner(ip)
        if inner is None:
            return ip in _GLOBAL_UNICAST and ip.is_global
        ip = inner
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, NAT64, 6to4 (RFC 3056)."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour
