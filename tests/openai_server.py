"""An OpenAI-compatible chat server on loopback, whose behaviour a test chooses.

>>> with serving(says("It offered talks [1].")) as server:
...     chat_model = init_chat_model("openai:m", base_url=server.url, api_key="none")
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]
"""A request as it was sent."""
Respond: TypeAlias = Callable[["Exchange"], None]
"""What the server does with a request."""

_PASSAGE = "</passage>"


class ChatServer(ThreadingHTTPServer):
    """Answers each request with `respond`, and keeps what it was sent."""

    daemon_threads = True
    block_on_close = False  # What hangs on purpose is not waited for.

    def __init__(self, respond: Respond) -> None:
        self.respond = respond
        self.bodies: list[Body] = []
        self.keys: list[str | None] = []
        self.closed = threading.Event()
        """Set when the server ends, which wakes what hangs."""
        self.left = threading.Event()
        """Set when a client has gone away before it had the whole answer."""
        super().__init__(("127.0.0.1", 0), Exchange)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def passages(self) -> list[int]:
        """How many passages each request held."""
        return [body["messages"][-1]["content"].count(f"\n{_PASSAGE}") for body in self.bodies]


class Exchange(BaseHTTPRequestHandler):
    """A request and the ways to answer it."""

    protocol_version = "HTTP/1.1"
    server: ChatServer
    body: Body

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        self.body = json.loads(self.rfile.read(length))
        self.server.bodies.append(self.body)
        self.server.keys.append(self.headers.get("authorization"))
        try:
            self.server.respond(self)
        except ConnectionError:
            self.server.left.set()

    def end_headers(self) -> None:
        # What is kept open and then closed would be a failure that no test asked for.
        self.send_header("connection", "close")  # which sets close_connection too
        super().end_headers()

    @property
    def streams(self) -> bool:
        return bool(self.body.get("stream"))

    def reply(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()

    def send_event(self, event: Body | str) -> None:
        data = event if isinstance(event, str) else json.dumps(event)
        self._send_chunk(f"data: {data}\n\n".encode())

    def end_stream(self) -> None:
        self._send_chunk(b"")

    def _send_chunk(self, data: bytes) -> None:
        self.wfile.write(b"%X\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def serving(respond: Respond) -> Iterator[ChatServer]:
    """A server that runs until the block ends."""
    with ChatServer(respond) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.closed.set()
            server.shutdown()
            thread.join()


def closed_port() -> str:
    """The address of a server that has just ended: connections are refused."""
    with serving(says("")) as server:
        return server.url


def writes(model: Callable[[Body], Iterable[str]]) -> Respond:
    """Send what `model` makes of the request, streamed where it was asked to.

    An iterator that can be closed is closed when the client goes away.
    """

    def respond(exchange: Exchange) -> None:
        texts = _closable(model(exchange.body))
        if not exchange.streams:
            exchange.reply(200, json.dumps(_completion("".join(texts))).encode())
            return
        exchange.begin_stream()
        with closing(texts):
            for text in texts:
                exchange.send_event(_chunk(text))
        exchange.send_event(_chunk("", finish_reason="stop"))
        exchange.send_event("[DONE]")
        exchange.end_stream()

    return respond


def says(*texts: str) -> Respond:
    """A normal answer, in these chunks."""
    return writes(lambda body: texts)


def breaks_off(*texts: str) -> Respond:
    """The connection ends in the middle of the answer."""

    def respond(exchange: Exchange) -> None:
        if not exchange.streams:
            exchange.send_response(200)
            exchange.send_header("content-type", "application/json")
            exchange.send_header("content-length", "1000")
            exchange.end_headers()
            exchange.wfile.write(json.dumps(_completion("".join(texts))).encode()[:40])
            return
        exchange.begin_stream()
        for text in texts:
            exchange.send_event(_chunk(text))

    return respond


def ends_early(*texts: str) -> Respond:
    """The stream ends in order, as a proxy ends it, and the answer is not finished."""

    def respond(exchange: Exchange) -> None:
        exchange.begin_stream()
        for text in texts:
            exchange.send_event(_chunk(text))
        exchange.end_stream()

    return respond


def fails_in_stream(message: str, *texts: str) -> Respond:
    """An error inside the stream, after some text."""

    def respond(exchange: Exchange) -> None:
        exchange.begin_stream()
        for text in texts:
            exchange.send_event(_chunk(text))
        exchange.send_event({"error": {"message": message, "type": "server_error", "code": 500}})
        exchange.end_stream()

    return respond


def hangs(*texts: str) -> Respond:
    """Nothing comes, or nothing more after some text, until the server ends."""

    def respond(exchange: Exchange) -> None:
        if texts and exchange.streams:
            exchange.begin_stream()
            for text in texts:
                exchange.send_event(_chunk(text))
        exchange.server.closed.wait(30)

    return respond


def refuses(status: int, message: str = "no", code: str | None = None) -> Respond:
    """An error instead of an answer."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": code}}).encode()
    return lambda exchange: exchange.reply(status, body)


def takes_in(
    passages: int,
    respond: Respond,
    message: str = "Please reduce the length of the messages.",
    code: str | None = "context_length_exceeded",
) -> Respond:
    """`respond` up to so many passages; for more, that the context is too long."""

    def choose(exchange: Exchange) -> None:
        too_many = exchange.server.passages()[-1] > passages
        (refuses(400, message, code) if too_many else respond)(exchange)

    return choose


def _closable(texts: Iterable[str]) -> Generator[str, None, None]:
    yield from texts


def _completion(text: str) -> Body:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return _envelope("chat.completion") | {"choices": [choice]}


def _chunk(text: str, finish_reason: str | None = None) -> Body:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish_reason}
    return _envelope("chat.completion.chunk") | {"choices": [choice]}


def _envelope(kind: str) -> Body:
    return {"id": "1", "object": kind, "created": 1, "model": "m"}
