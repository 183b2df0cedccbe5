"""WARC files: the pages of a crawl, and nothing else of it."""

from __future__ import annotations

import gzip
import uuid
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from index.article import Article
from index.readers import Unreadable, read_paths

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Glacier above Exampleton grows for once"
PARAGRAPHS = [
    "The glacier above Exampleton has grown for the first time in thirty years, the institute that "
    "measures it said on Wednesday, after a winter of heavy snow.",
    "Its tongue lies four metres further down than last autumn. “One winter is no turn”, said "
    "researcher Mila Muster, who has measured it for half her life and expects it to shrink again.",
    "The village council wants to show the new ice cave to visitors from July, café included.",
]


def page(head: str = "") -> str:
    texts = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{TITLE}</title>{head}</head><body><nav>Home"
        f"</nav><article><h1>{TITLE}</h1>{texts}</article></body></html>"
    )


class Crawl:
    def __init__(self, *, compressed: bool) -> None:
        self._compressed = compressed
        self._records: list[bytes] = []
        self.add(
            "crawl.warc",
            b"software: example\r\n",
            record="warcinfo",
            kind="application/warc-fields",
        )

    def add(
        self,
        address: str,
        content: bytes,
        *,
        kind: str = "text/html",
        status: str = "200 OK",
        headers: tuple[tuple[str, str], ...] = (),
        record: str = "response",
    ) -> None:
        if record == "response":
            lines = [("Content-Type", kind), *headers]
            head = "".join(f"{name}: {value}\r\n" for name, value in lines)
            content = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content
            kind = "application/http; msgtype=response"
        head = (
            f"WARC/1.0\r\nWARC-Type: {record}\r\nWARC-Target-URI: {address}\r\n"
            f"WARC-Date: 2022-02-09T21:49:00Z\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        whole = head.encode() + content + b"\r\n\r\n"
        self._records.append(gzip.compress(whole) if self._compressed else whole)

    def content(self) -> bytes:
        return b"".join(self._records)


def read(path: Path, content: bytes) -> tuple[list[Article], list[Unreadable]]:
    path.write_bytes(content)
    found = list(read_paths([path]))
    return (
        [item for item in found if isinstance(item, Article)],
        [item for item in found if isinstance(item, Unreadable)],
    )


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_pages_are_read_and_all_else_is_passed_over(tmp_path: Path, name: str) -> None:
    crawl = Crawl(compressed=name.endswith(".gz"))
    html = page().encode()
    dated = page("<meta property='article:published_time' content='2021-05-04T08:00:00Z'>").encode()
    crawl.add("https://example.org/a", html)
    crawl.add("https://example.org/dated", dated, kind="text/html; charset=utf-8")
    crawl.add("https://example.org/x", html, kind="application/xhtml+xml")
    crawl.add("https://example.org/saved", html, record="resource")
    crawl.add("https://example.org/gone", html, status="404 Not Found")
    crawl.add("https://example.org/moved", html, status="301 Moved Permanently")
    crawl.add("https://example.org/i.png", b"\x89PNG\n" + bytes(99), kind="image/png")
    crawl.add("https://example.org/robots.txt", b"User-agent: *\n", kind="text/plain")
    crawl.add("https://example.org/meta", b"a: b\n", record="metadata", kind="application/x")
    articles, unreadable = read(tmp_path / name, crawl.content())
    assert unreadable == []
    addresses = [f"https://example.org/{path}" for path in ("a", "dated", "x", "saved")]
    assert [item.url for item in articles] == addresses
    where = (tmp_path / name).as_posix()
    assert [item.origin for item in articles] == [f"{where}, {address}" for address in addresses]
    assert {item.title for item in articles} == {TITLE}
    assert {item.body for item in articles} == {"\n\n".join(PARAGRAPHS)}
    # The date of the crawl, only where the page has none.
    crawled, dated_at = (
        datetime(2022, 2, 9, 21, 49, tzinfo=UTC),
        datetime(2021, 5, 4, 8, tzinfo=UTC),
    )
    assert [item.published for item in articles] == [crawled, dated_at, crawled, crawled]


def test_pages_in_the_encoding_and_coding_in_which_they_were_sent(tmp_path: Path) -> None:
    html = page()
    raw = zlib.compressobj(wbits=-15)
    packed = gzip.compress(html.encode())
    chunked = b"".join(
        b"%x\r\n%b\r\n" % (len(packed[at : at + 100]), packed[at : at + 100])
        for at in range(0, len(packed), 100)
    )
    crawl = Crawl(compressed=True)
    sent: dict[str, tuple[bytes, str, tuple[tuple[str, str], ...]]] = {
        "latin": (html.encode("cp1252"), "text/html; charset=windows-1252", ()),
        "gzip": (packed, "text/html", (("Content-Encoding", "gzip"),)),
        "deflate": (zlib.compress(html.encode()), "text/html", (("Content-Encoding", "deflate"),)),
        "raw": (
            raw.compress(html.encode()) + raw.flush(),
            "text/html",
            (("Content-Encoding", "deflate"),),
        ),
        "chunked": (
            chunked + b"0\r\n\r\n",
            "text/html",
            (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")),
        ),
        # What many crawlers record: the page decompressed, its headers as they were.
        "plain": (html.encode(), "text/html", (("Content-Encoding", "br"),)),
        "brotli": (b"\x1b\x03\x01\xff" * 50, "text/html", (("Content-Encoding", "br"),)),
    }
    for name, (content, kind, headers) in sent.items():
        crawl.add(f"https://example.org/{name}", content, kind=kind, headers=headers)
    articles, unreadable = read(tmp_path / "crawl.warc.gz", crawl.content())
    assert [item.url.rpartition("/")[2] for item in articles] == list(sent)[:-1]
    assert {item.body for item in articles} == {"\n\n".join(PARAGRAPHS)}
    (only,) = unreadable
    assert only.origin.endswith("https://example.org/brotli")
    assert only.reason.startswith("compressed as br, which is not read: crawl it with gzip")


def test_a_page_that_decompresses_to_gigabytes_and_one_without_an_article(tmp_path: Path) -> None:
    crawl = Crawl(compressed=True)
    bomb = gzip.compress(bytes(90 * 2**20))
    crawl.add("https://example.org/bomb", bomb, headers=(("Content-Encoding", "gzip"),))
    crawl.add("https://example.org/empty", b"<html><body></body></html>")
    crawl.add("https://example.org/a", page().encode())
    articles, unreadable = read(tmp_path / "crawl.warc.gz", crawl.content())
    assert [item.url for item in articles] == ["https://example.org/a"]
    assert [item.origin.rpartition("/")[2] for item in unreadable] == ["bomb", "empty"]
    assert unreadable[0].reason.startswith("larger than 64 MB")
    assert unreadable[1].reason.startswith("no article found on the page")


def test_one_gzip_over_all_records_is_read_too(tmp_path: Path) -> None:
    crawl = Crawl(compressed=False)
    for name in "ab":
        crawl.add(f"https://example.org/{name}", page().encode())
    articles, unreadable = read(tmp_path / "crawl.warc.gz", gzip.compress(crawl.content()))
    assert len(articles) == 2
    assert unreadable == []


def test_damage_is_reported_and_what_stands_before_it_is_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    crawl = Crawl(compressed=False)
    crawl.add("https://example.org/a", page().encode())
    whole = crawl.content()
    crawl.add("https://example.org/b", page().encode())
    second = crawl.content()[len(whole) :]
    articles, unreadable = read(tmp_path / "crawl.warc", whole + b"nonsense\r\n\r\n" + second)
    assert [item.url for item in articles] == ["https://example.org/a"]
    assert unreadable[-1].reason.startswith("damaged, or no WARC: fetch it again")
    packed = gzip.compress(whole + second * 30)
    articles, unreadable = read(tmp_path / "crawl.warc.gz", packed[:-20])
    assert articles
    assert unreadable[-1].reason.startswith("damaged gzip")
    for broken in (
        b"no crawl",
        b"WARC/1.0\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: x\r\n\r\n",
        bytes(99),
    ):
        articles, unreadable = read(tmp_path / "crawl.warc", broken)
        assert articles == []
        assert len(unreadable) == 1
    assert capfd.readouterr() == ("", "")


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    articles, unreadable = read(tmp_path / "crawl.warc.gz", gzip.compress(bytes(300 * 2**20)))
    assert articles == []
    assert unreadable[0].reason.startswith("damaged, or no WARC")


def test_a_crawl_without_pages(tmp_path: Path) -> None:
    crawl = Crawl(compressed=True)
    crawl.add("https://example.org/i.png", b"\x89PNG", kind="image/png")
    articles, unreadable = read(tmp_path / "crawl.warc.gz", crawl.content())
    assert articles == []
    assert unreadable[0].reason == "no web page in it that was fetched with status 200"
