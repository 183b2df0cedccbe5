"""WARC: the pages of a crawl, recorded as ISO 28500 says."""

from __future__ import annotations

import codecs
import io
import logging
import zlib
from email.message import Message
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from index.dates import parse_date
from index.errors import UnreadableArticle
from index.readers.encoding import clean, decode
from index.readers.files import LARGEST, TOO_LARGE, read_bytes
from index.readers.members import Member
from index.readers.result import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_HTTP = ("http://", "https://")
_LONGEST_LINE = 16 * 1024 * 1024  # bytes
# zlib's window for each content coding (RFC 9110, 8.4.1); some servers send deflate without header.
_WINDOWS = {"gzip": (31,), "x-gzip": (31,), "deflate": (15, -15)}
_DAMAGED = "damaged, or no WARC: fetch it again"


def members(stream: BinaryIO, origin: str) -> Iterator[Member | Unreadable]:
    """Yield the web pages of a crawl; other files, and answers other than 200, are passed over.

    Raises UnreadableArticle where the file is no WARC, where it is damaged from there on, and where
    it holds no page.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    class Records(ArchiveIterator):  # type: ignore[misc]
        INC_RECORD = ""  # a warning that would be written to standard error

    # It warns of each address with a space, on standard error where nothing else is set.
    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    is_empty = True
    try:
        for record in Records(_Lines(stream)):
            content_type = _page_type(record)
            if content_type is not None:
                is_empty = False
                yield _page(record, content_type.get_content_charset(), origin)
    except (
        ArchiveLoadFailed,
        StatusAndHeadersParserException,
        ValueError,
        AttributeError,  # warcio's, where a header that must be there is not
        TypeError,
    ) as error:
        raise UnreadableArticle(_DAMAGED) from error
    if is_empty:
        raise UnreadableArticle("no web page in it that was fetched with status 200")


def _page_type(record: Any) -> Message | None:
    """The content type of a record that holds a page as its server sent it, None for all others."""
    message = Message()
    if record.rec_type == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != "200":
            return None
        message["content-type"] = record.http_headers.get_header("Content-Type", "")
    elif record.rec_type == "resource":  # a page without the HTTP headers it came with
        message["content-type"] = record.content_type or ""
    return message if message.get_content_type() in _PAGES else None


def _page(record: Any, charset: str | None, origin: str) -> Member | Unreadable:
    headers = record.rec_headers
    address = " ".join(clean(headers.get_header("WARC-Target-URI") or "").split())
    where = f"{origin}, {address}" if address else origin
    try:
        page = decode(_content(record), charset)
    except UnreadableArticle as error:
        return Unreadable(where, str(error))
    return Member(
        name="page.html",
        origin=where,
        # The mark says that it is UTF-8 now, whatever the page says of itself.
        stream=io.BytesIO(codecs.BOM_UTF8 + page.encode(errors="replace")),
        url=address if address.startswith(_HTTP) else "",
        fetched=parse_date(headers.get_header("WARC-Date")),
    )


def _content(record: Any) -> bytes:
    """What the server sent, without the codings it was sent in.

    Not warcio's own stream, which decompresses without a limit and writes errors to the screen.
    """
    from warcio.bufferedreaders import ChunkedDataReader

    stream, coding = record.raw_stream, ""
    if record.http_headers is not None:
        coding = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
        if (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
            stream = ChunkedDataReader(stream)
    data = read_bytes(cast("BinaryIO", stream))
    for window in _WINDOWS.get(coding, ()):
        decompressor = zlib.decompressobj(window)
        try:
            content = decompressor.decompress(data, LARGEST + 1)
        except zlib.error:
            continue
        if len(content) > LARGEST:
            raise UnreadableArticle(TOO_LARGE)
        return content
    # Many crawlers record the page decompressed, with the headers as they were.
    if coding in ("br", "zstd") and b"<" not in data[:1024].lstrip()[:1]:
        raise UnreadableArticle(f"compressed as {coding}, which is not read: crawl it with gzip")
    return data


class _Lines(io.RawIOBase):
    """A stream in which no line is so long that reading one fills the memory."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._length = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except EOFError as error:  # warcio would take it for the end
            raise UnreadableArticle(f"damaged gzip ({error}): fetch it again") from error
        buffer[: len(data)] = data
        end = data.rfind(b"\n")
        self._length = self._length + len(data) if end < 0 else len(data) - end
        if self._length > _LONGEST_LINE:
            raise UnreadableArticle(_DAMAGED)
        return len(data)
