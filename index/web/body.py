"""A response's body, unpacked as it comes and cut at a limit."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from index.errors import UnreachablePage

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx

ASKED_FOR = "gzip"
"""The one compression that sites are asked for: it can be unpacked piece by piece, to a limit."""
_MEGABYTE = 2**20
_GZIP = zlib.MAX_WBITS | 16
_MAGIC = b"\x1f\x8b"


def read_body(response: httpx.Response, limit: int) -> bytes:
    """The body, at most `limit` bytes of it, unpacked.

    Raises:
        UnreachablePage: it is larger, damaged, or packed in a way that was not asked for.
    """
    packing = response.headers.get("content-encoding", "").strip().lower()
    length = response.headers.get("content-length", "")
    if packing in ("", "identity"):
        if length.isdigit() and int(length) > limit:
            raise _too_large(limit)
        return _joined(response.iter_raw(), limit)
    if packing in ("gzip", "x-gzip"):
        return _unpacked(response.iter_raw(), limit)
    raise UnreachablePage(f"packed as {packing[:40]!r}, which was not asked for: try again later")


def gunzip(data: bytes, limit: int) -> bytes:
    """A file that may be packed with gzip, unpacked; errors as of `read_body`."""
    return _unpacked([data], limit) if data.startswith(_MAGIC) else data


def _joined(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise _too_large(limit)
    return bytes(body)


def _unpacked(chunks: Iterable[bytes], limit: int) -> bytes:
    body, packed = bytearray(), 0
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for chunk in chunks:
            packed += len(chunk)
            rest = chunk
            while rest:
                if unpacker.eof:
                    if not rest.startswith(_MAGIC[: len(rest)]):
                        break  # padding, which some servers add
                    unpacker = zlib.decompressobj(_GZIP)
                # With a limit: a few packed bytes can hold gigabytes.
                body += unpacker.decompress(rest, limit + 1 - len(body))
                if len(body) > limit or packed > limit:
                    raise _too_large(limit)
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error as error:
        raise UnreachablePage(f"damaged on its way ({error}): try again later") from error
    if packed and not unpacker.eof:
        raise UnreachablePage("only the beginning of it came: try again later")
    return bytes(body)


def _too_large(limit: int) -> UnreachablePage:
    return UnreachablePage(
        f"larger than {limit / _MEGABYTE:,.3g} MB: raise NEWS_FETCH_MEGABYTES if you want it"
    )
