"""A small news site on loopback: what it answers is set by path, what it was asked is kept."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable
    from types import TracebackType

_TOPICS = "harbour bridge school orchard museum railway bakery library glacier vineyard".split()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a path answers. With `has_etag`, 304 to whoever names the tag of this body."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    has_etag: bool = False
    write: Callable[[BaseHTTPRequestHandler], None] | None = None
    """Writes the whole answer itself."""

    @property
    def data(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.data).hexdigest()[:16]}"'


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    """By name in lower case."""
    at: float


class NewsSite:
    """A server on a free port of 127.0.0.1, from the beginning of a `with` block to its end."""

    def __init__(self, clock: Callable[[], float], encrypted: ssl.SSLContext | None = None) -> None:
        self.replies: dict[str, Reply] = {}
        self.requests: list[Request] = []
        self._clock = clock
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.site = self
        if encrypted is not None:
            self._server.socket = encrypted.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )

    def __enter__(self) -> NewsSite:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def add(self, path: str, body: bytes | str = b"", **reply: Any) -> str:
        """Set what a path answers; its address."""
        self.replies[path] = Reply(body=body, **reply)
        return self.root + path

    def add_article(self, path: str, number: int, **article: Any) -> str:
        """Set a page with an article, which has an ETag; its address."""
        page = article_page(number, **article)
        return self.add(
            path, page, headers={"Content-Type": "text/html; charset=utf-8"}, has_etag=True
        )

    def asked(self, path: str) -> list[Request]:
        """The requests for a path, in order."""
        return [request for request in self.requests if request.path == path]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: NewsSite

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are what many of the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        headers = {name.lower(): value for name, value in self.headers.items()}
        site.requests.append(Request(self.path, headers, site._clock()))
        reply = site.replies.get(self.path, Reply(status=404, body="Not found"))
        if reply.write is not None:
            self.close_connection = True
            reply.write(self)
            return
        is_known = reply.has_etag and self.headers.get("If-None-Match") == reply.etag
        data = b"" if is_known else reply.data
        self.send_response(304 if is_known else reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.has_etag:
            self.send_header("ETag", reply.etag)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def article_text(number: int, remark: str = "") -> list[str]:
    """The paragraphs of a made-up article."""
    topic = _TOPICS[number % len(_TOPICS)]
    return [
        f"The {topic} of Exampleton {number} opened again on Monday after {number + 2} years, and "
        f"Mayor Number{number} said that {number * 7 + 11} people had come to see it.",
        f"Work on the {topic} had cost {number + 3} million crowns, the council wrote in a report "
        f"that it sent to every household of the town. {remark}",
        f"Nobody had expected so many visitors at the {topic}, said Ada Sample, who sells tickets "
        "at its door. She had ordered two hundred, and they were gone before noon.",
    ]


def article_page(
    number: int,
    *,
    remark: str = "",
    head: str = "",
    date: str | None = "2024-03-05T10:20:00+00:00",
    outlet: str | None = "Example Wire",
    charset: str = "utf-8",
) -> str:
    """A page as news sites make them."""
    title = f"The {_TOPICS[number % len(_TOPICS)]} of Exampleton {number}"
    paragraphs = "".join(f"<p>{text}</p>" for text in article_text(number, remark))
    dated = f'<meta property="article:published_time" content="{date}">' if date else ""
    named = f'<meta property="og:site_name" content="{outlet}">' if outlet else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="{charset}"><title>{title}</title>'
        f'<meta property="og:title" content="{title}">{dated}{named}{head}</head>'
        '<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>'
        f"<main><article><h1>{title}</h1>{paragraphs}</article></main>"
        "<footer>All rights reserved.</footer></body></html>"
    )


def rss(items: list[str], *, title: str = "Example Wire") -> str:
    """An RSS feed of items, each the inside of an <item>."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>/</link><language>en</language>{inside}</channel></rss>"
    )


def rss_item(address: str, date: str = "Tue, 05 Mar 2024 10:20:00 GMT", inside: str = "") -> str:
    return f"<title>A headline</title><link>{address}</link><pubDate>{date}</pubDate>{inside}"
