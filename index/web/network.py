"""Connections to public addresses only, each in its time.

A host's name is resolved once, all its addresses are checked, and the connection goes to one of
those: between the check and the connection there is no second look-up that could answer something
else (DNS rebinding). Proxies of the environment are not used, for they look up for themselves.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import httpcore
import httpx

from index.errors import UnreachablePage
from index.web.addresses import is_public

if TYPE_CHECKING:
    import ssl

Resolve: TypeAlias = Callable[[str, int], list[str]]
"""Host and port to IP addresses; raises OSError or UnicodeError where there are none."""
Clock: TypeAlias = Callable[[], float]

_CONNECT_SECONDS = 10.0
_SocketOptions: TypeAlias = Iterable[Any] | None


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to checked addresses; every wait ends at `deadline`, by `clock`."""

    def __init__(self, *, allow_private: bool, resolve: Resolve, clock: Clock) -> None:
        self.deadline = float("inf")
        self._allow_private = allow_private
        self._resolve = resolve
        self._clock = clock
        self._plain = httpcore.SyncBackend()

    def connect_tcp(  # noqa: D102
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _SocketOptions = None,
    ) -> httpcore.NetworkStream:
        failed: Exception | None = None
        for address in self._checked(host, port):
            try:
                stream = self._plain.connect_tcp(
                    address,
                    port,
                    timeout=min(_CONNECT_SECONDS, self.left(timeout)),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self)
        raise failed or httpcore.ConnectError("no address")

    def left(self, timeout: float | None) -> float:
        """Seconds that may be waited; raises httpcore.ReadTimeout where there are none left."""
        seconds = self.deadline - self._clock()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the time for this page is over")
        return seconds if timeout is None else min(seconds, timeout)

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise UnreachablePage(
                f"there is no host {host}: check the address and the connection"
            ) from error
        # One private address among public ones is refused as well: no honest site has that.
        if not self._allow_private and not all(map(is_public, addresses)):
            raise UnreachablePage(
                f"{host} is an address of this machine or of a private network, which is not "
                "fetched from: set NEWS_ALLOW_PRIVATE_HOSTS=true if you mean it"
            )
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no read or write goes on beyond the deadline.

    Timeouts of single reads alone would let a site send one byte now and then for ever.
    """

    def __init__(self, plain: httpcore.NetworkStream, network: CheckedNetwork) -> None:
        self._plain = plain
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._plain.read(max_bytes, timeout=self._network.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._plain.write(buffer, timeout=self._network.left(timeout))

    def close(self) -> None:
        self._plain.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        # The host's name, not the address connected to, is what the certificate must be for.
        secure = self._plain.start_tls(ssl_context, server_hostname, self._network.left(timeout))
        return _TimedStream(secure, self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._plain.get_extra_info(info)


class CheckedTransport(httpx.BaseTransport):
    """What httpx sends its requests through. Raises the errors of httpcore and UnreachablePage."""

    def __init__(self, network: CheckedNetwork) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=8,
            keepalive_expiry=20.0,
            network_backend=network,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request without a body."""
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
