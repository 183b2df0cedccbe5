"""Fetching, against a real server on loopback: polite, limited, and of public addresses only."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from news_site import NewsSite

from index.errors import UnreachablePage
from index.settings import IndexSettings
from index.web.addresses import is_public, parse_address
from index.web.fetching import Fetched, Fetcher
from index.web.memory import Version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

LOCAL: dict[str, Any] = {"allow_private_hosts": True, "fetch_delay": 0.0, "fetch_timeout": 5.0}


class Clock:
    """Time that passes only where something sleeps."""

    def __init__(self) -> None:
        self.time = 1_700_000_000.0

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(clock: Clock) -> Iterator[NewsSite]:
    with NewsSite(clock) as site:
        yield site


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(IndexSettings(**LOCAL)) as fetcher:
        yield fetcher


def fetched(fetcher: Fetcher, address: str, **options: Any) -> Fetched:
    found = fetcher.fetch(address, **options)
    assert found is not None
    return found


def refused(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(UnreachablePage) as refusal:
        fetcher.fetch(address)
    return str(refusal.value)


class TestAddresses:
    @pytest.mark.parametrize(
        "address",
        """127.0.0.1 127.1.2.3 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0
        224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 :: ::1 fe80::1 fe80::1%1 fc00::1
        fec0::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1
        64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2002:c0a8:101::1 2001::1""".split(),
    )
    def test_not_of_the_public_internet(self, address: str) -> None:
        assert not is_public(address)

    @pytest.mark.parametrize(
        "address",
        """8.8.8.8 93.184.216.34 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808
        2002:808:808::1""".split(),
    )
    def test_of_the_public_internet(self, address: str) -> None:
        assert is_public(address)

    @pytest.mark.parametrize(
        ("address", "says"),
        [
            ("ftp://example.org/a", "only http and https"),
            ("file:///etc/passwd", "only http and https"),
            ("javascript:alert(1)", "only http and https"),
            ("data:text/html,hello", "only http and https"),
            ("example.org/a", "without http:// or https://"),
            ("http://", "host"),
            ("http:///a", "host"),
            ("https://reader:secret@example.org/a", "password"),
            ("https://reader@example.org/a", "password"),
            ("http://example.org:port/", "not an address"),
            ("http://exa\x00mple.org/", "not an address"),
            ("http://0177.0.0.1/", "not an address"),
            ("http://" + "a" * 5000, "longer"),
        ],
    )
    def test_refused(self, fetcher: Fetcher, address: str, says: str) -> None:
        message = refused(fetcher, address)
        assert says in message
        assert "secret" not in message

    def test_in_one_form(self) -> None:
        assert str(parse_address(" HTTP://Example.ORG:80/a b?c=d#part\n")) == (
            "http://example.org/a%20b?c=d"
        )
        base = parse_address("https://example.org/a/b")
        assert str(parse_address("../c", base=base)) == "https://example.org/c"


class TestPrivateHosts:
    @pytest.fixture
    def careful(self) -> Iterator[Fetcher]:
        settings = IndexSettings(**LOCAL | {"allow_private_hosts": False})
        with Fetcher(settings) as fetcher:
            yield fetcher

    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "[::1]", "[::ffff:7f00:1]", "0"],
    )
    def test_are_not_asked(self, site: NewsSite, careful: Fetcher, host: str) -> None:
        message = refused(careful, f"http://{host}:{site.port}/")
        assert "private network" in message
        assert "NEWS_ALLOW_PRIVATE_HOSTS" in message
        assert site.requests == []

    @pytest.mark.parametrize(
        "target",
        [
            "http://127.0.0.1:{port}/secret",
            "http://169.254.169.254/latest",
            "//[::1]:{port}/secret",
        ],
    )
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_are_not_asked_after_a_redirect(self, site: NewsSite, target: str, status: int) -> None:
        to = target.format(port=site.port)
        site.add("/a", status=status, headers={"Location": to})
        site.add("/secret", "the secret")
        with _named(site, ["93.184.216.34"]) as fetcher:
            assert "private network" in refused(fetcher, f"http://news.example:{site.port}/a")
        assert [request.path for request in site.requests] == ["/robots.txt", "/a"]

    def test_are_not_asked_after_a_meta_refresh(self, site: NewsSite) -> None:
        page = '<html><head><meta http-equiv="refresh" content="0; url=http://127.0.0.1/x">'
        site.add("/a", page, headers={"Content-Type": "text/html"})
        with _named(site, ["93.184.216.34"]) as fetcher:
            assert "private network" in refused(fetcher, f"http://news.example:{site.port}/a")

    def test_a_name_with_one_private_address_is_refused(self, site: NewsSite) -> None:
        with _named(site, ["93.184.216.34", "127.0.0.1"]) as fetcher:
            assert "private network" in refused(fetcher, f"http://news.example:{site.port}/a")
        assert site.requests == []

    def test_a_second_look_up_cannot_answer_something_else(self, site: NewsSite) -> None:
        """DNS rebinding: what is connected to is what was checked, and is looked up once."""
        answers = [["93.184.216.34"], ["127.0.0.1"]]
        looked_up: list[str] = []

        def rebinding(host: str, port: int) -> list[str]:
            looked_up.append(host)
            return answers[min(len(looked_up), len(answers)) - 1]

        settings = IndexSettings(**LOCAL | {"allow_private_hosts": False, "fetch_timeout": 0.5})
        with Fetcher(settings, resolve=rebinding) as fetcher:
            first = refused(fetcher, f"http://news.example:{site.port}/")
            assert looked_up == ["news.example"]
            assert "private" not in first  # 93.184.216.34 was tried, and nothing else
        with Fetcher(settings, resolve=rebinding) as fetcher:
            assert "private network" in refused(fetcher, f"http://news.example:{site.port}/")
        assert site.requests == []

    def test_proxies_of_the_environment_are_not_used(
        self, site: NewsSite, careful: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, site.root)
        settings = IndexSettings(**LOCAL | {"allow_private_hosts": False})
        with Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"]) as fetcher:
            assert "private network" in refused(fetcher, "http://news.example/a")
        assert site.requests == []


class TestEncrypted:
    def test_the_certificate_must_be_for_the_name_not_the_address(
        self, site: NewsSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        certificate = _certificate(tmp_path, "news.example")
        names: list[str | None] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.sni_callback = lambda connection, name, _: names.append(name)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with (
            NewsSite(time.time, encrypted=context) as encrypted,
            Fetcher(IndexSettings(**LOCAL), resolve=lambda host, port: ["127.0.0.1"]) as fetcher,
        ):
            encrypted.add("/a", "hello")
            address = f"https://news.example:{encrypted.port}/a"
            assert fetched(fetcher, address).data == b"hello"
            assert encrypted.requests[-1].headers["host"] == f"news.example:{encrypted.port}"
            assert set(names) == {"news.example"}
            other = address.replace("news", "other")
            assert "certificate" in refused(fetcher, other).lower()


def _certificate(folder: Path, name: str) -> Path:
    """A certificate for a name, with its key, that nobody has signed."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl")
    path = folder / "certificate.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"),
            *("-keyout", path, "-out", folder / "public.pem"),
        ],
        check=True,
        capture_output=True,
    )
    path.write_bytes(path.read_bytes() + (folder / "public.pem").read_bytes())
    return path


def _named(site: NewsSite, addresses: list[str]) -> Fetcher:
    """A fetcher for which "news.example" has these addresses, the first of them the site."""
    from index.web import network

    settings = IndexSettings(**LOCAL | {"allow_private_hosts": False})

    def resolve(host: str, port: int) -> list[str]:
        return addresses if host == "news.example" else network.resolve(host, port)

    fetcher = Fetcher(settings, resolve=resolve)
    plain = fetcher._network._plain

    class Rerouted:
        """Takes the public address that was checked to the site on loopback."""

        def connect_tcp(self, host: str, port: int, **options: Any) -> Any:
            assert host == addresses[0], f"connected to {host}, which is not what was checked"
            return plain.connect_tcp("127.0.0.1", site.port, **options)

    fetcher._network._plain = Rerouted()  # type: ignore[assignment]
    return fetcher


class TestPoliteness:
    def test_says_who_it_is(self, site: NewsSite) -> None:
        site.add("/a", "hello")
        settings = IndexSettings(**LOCAL, fetch_contact="mailto:desk@example.org")
        with Fetcher(settings) as fetcher:
            fetched(fetcher, site.root + "/a")
        for request in site.requests:
            assert request.headers["user-agent"].startswith("news-assistant")
            assert "(+mailto:desk@example.org)" in request.headers["user-agent"]

    def test_robots_txt_is_asked_once_and_obeyed(self, site: NewsSite, fetcher: Fetcher) -> None:
        site.add("/robots.txt", "User-agent: *\nDisallow: /private/\nAllow: /private/open\n")
        site.add("/private/a", "hidden")
        site.add("/private/open", "open")
        site.add("/b", "hello")
        assert "robots.txt" in refused(fetcher, site.root + "/private/a")
        assert fetched(fetcher, site.root + "/private/open").data == b"open"
        assert fetched(fetcher, site.root + "/b").data == b"hello"
        assert [request.path for request in site.requests] == ["/robots.txt", "/private/open", "/b"]

    def test_robots_txt_may_name_this_program(self, site: NewsSite, fetcher: Fetcher) -> None:
        site.add(
            "/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: news-assistant\nDisallow: /\n"
        )
        assert "robots.txt" in refused(fetcher, site.root + "/a")

    def test_robots_txt_holds_after_a_redirect(self, site: NewsSite, fetcher: Fetcher) -> None:
        site.add("/robots.txt", "User-agent: *\nDisallow: /private/\n")
        site.add("/a", status=302, headers={"Location": "/private/a"})
        assert "robots.txt" in refused(fetcher, site.root + "/a")
        assert site.asked("/private/a") == []

    @pytest.mark.parametrize("status", [500, 503, 429])
    def test_a_site_whose_robots_txt_fails_is_left(
        self, site: NewsSite, fetcher: Fetcher, status: int
    ) -> None:
        site.add("/robots.txt", status=status)
        assert f"robots.txt cannot be read now ({status})" in refused(fetcher, site.root + "/a")
        assert "robots.txt" in refused(fetcher, site.root + "/b")
        assert [request.path for request in site.requests] == ["/robots.txt"]

    @pytest.mark.parametrize("status", [401, 403, 404])
    def test_without_robots_txt_all_is_allowed(
        self, site: NewsSite, fetcher: Fetcher, status: int
    ) -> None:
        site.add("/robots.txt", "User-agent: *\nDisallow: /\n", status=status)
        site.add("/a", "hello")
        assert fetched(fetcher, site.root + "/a").data == b"hello"

    @pytest.mark.parametrize(("crawl_delay", "between"), [("", 2.0), ("Crawl-delay: 7\n", 7.0)])
    def test_waits_between_requests_to_one_site(
        self, site: NewsSite, clock: Clock, crawl_delay: str, between: float
    ) -> None:
        site.add("/robots.txt", f"User-agent: *\n{crawl_delay}Allow: /\n")
        for path in ("/a", "/b", "/c"):
            site.add(path, path)
        settings = IndexSettings(**LOCAL | {"fetch_delay": 2.0})
        with Fetcher(settings, clock=clock, now=clock, sleep=clock.sleep) as fetcher:
            for path in ("/a", "/b", "/c"):
                fetched(fetcher, site.root + path)
        times = [request.at for request in site.requests if request.path != "/robots.txt"]
        assert times[1] - times[0] == times[2] - times[1] == between

    def test_a_longer_crawl_delay_is_not_waited_for(self, site: NewsSite, clock: Clock) -> None:
        site.add("/robots.txt", "User-agent: *\nCrawl-delay: 3600\nAllow: /\n")
        site.add("/a", "hello")
        started = clock.time
        with Fetcher(IndexSettings(**LOCAL), clock=clock, now=clock, sleep=clock.sleep) as fetcher:
            assert fetched(fetcher, site.root + "/a").data == b"hello"
            assert "1:00:00 between two requests" in refused(fetcher, site.root + "/a")
        assert clock.time == started

    def test_asks_only_for_what_has_changed(self, site: NewsSite, fetcher: Fetcher) -> None:
        address = site.add("/a", "hello", has_etag=True)
        version = fetched(fetcher, address).version
        assert fetcher.fetch(address, known=version) is None
        assert site.requests[-1].headers["if-none-match"] == version.etag
        site.add("/a", "hello again", has_etag=True)
        assert fetched(fetcher, address, known=version).data == b"hello again"

    def test_asks_by_date_too(self, site: NewsSite, fetcher: Fetcher) -> None:
        date = "Tue, 05 Mar 2024 10:20:00 GMT"
        address = site.add("/a", "hello", headers={"Last-Modified": date})
        version = fetched(fetcher, address).version
        fetched(fetcher, address, known=version)
        assert site.requests[-1].headers["if-modified-since"] == date

    def test_what_is_known_of_one_page_is_not_asked_of_another(
        self, site: NewsSite, fetcher: Fetcher
    ) -> None:
        address = site.add("/a", status=302, headers={"Location": "/b"})
        site.add("/b", "hello", has_etag=True)
        version = fetched(fetcher, address).version
        assert version.address == site.root + "/b"
        assert fetcher.fetch(address, known=version) is None
        assert "if-none-match" not in site.asked("/a")[-1].headers
        assert "if-none-match" in site.asked("/b")[-1].headers

    def test_a_304_that_nobody_asked_for_is_no_page(self, site: NewsSite, fetcher: Fetcher) -> None:
        assert "304" in refused(fetcher, site.add("/a", status=304))

    def test_comes_back_when_a_busy_site_asks_to(self, site: NewsSite, clock: Clock) -> None:
        address = site.add("/a", status=429, headers={"Retry-After": "5"})

        def sleep(seconds: float) -> None:
            clock.sleep(seconds)
            site.add("/a", "hello")

        with Fetcher(IndexSettings(**LOCAL), clock=clock, now=clock, sleep=sleep) as fetcher:
            assert fetched(fetcher, address).data == b"hello"
        first, second = site.asked("/a")
        assert second.at - first.at == 5

    @pytest.mark.parametrize(
        ("status", "value", "says"),
        [
            (429, "900", "0:15:00"),
            (503, "Tue, 14 Nov 2023 22:28:20 GMT", "0:15:00"),
            (429, "", "60 seconds"),
            (429, "soon", "60 seconds"),
        ],
    )
    def test_leaves_a_site_alone_for_as_long_as_it_asks(
        self, site: NewsSite, clock: Clock, status: int, value: str, says: str
    ) -> None:
        address = site.add("/a", status=status, headers={"Retry-After": value} if value else {})
        site.add("/b", "hello")
        with Fetcher(IndexSettings(**LOCAL), clock=clock, now=clock, sleep=clock.sleep) as fetcher:
            message = refused(fetcher, address)
            assert says in message
            assert str(status) in message
            assert "left alone" in refused(fetcher, site.root + "/b")
            assert site.asked("/b") == []
            clock.time += 901
            assert fetched(fetcher, site.root + "/b").data == b"hello"

    @pytest.mark.parametrize(
        ("status", "gone"),
        [
            *((status, False) for status in (300, 401, 402, 403, 418, 451, 500, 502, 503)),
            *((status, True) for status in (404, 410)),
        ],
    )
    def test_a_status_that_is_no_success_is_told(
        self, site: NewsSite, fetcher: Fetcher, status: int, gone: bool
    ) -> None:
        address = site.add("/a", "<p>Sorry</p>", status=status)
        with pytest.raises(UnreachablePage, match=str(status)) as refusal:
            fetcher.fetch(address)
        assert refusal.value.gone is gone


class TestRedirects:
    def test_are_followed(self, site: NewsSite, fetcher: Fetcher) -> None:
        for number in range(5):
            site.add(f"/{number}", status=301, headers={"Location": f"/{number + 1}#part"})
        site.add("/5", "hello")
        assert fetched(fetcher, site.root + "/0").address == site.root + "/5"

    def test_not_for_ever(self, site: NewsSite, fetcher: Fetcher) -> None:
        site.add("/a", status=302, headers={"Location": "/b"})
        site.add("/b", status=302, headers={"Location": "/a"})
        assert "more than 5 redirects" in refused(fetcher, site.root + "/a")
        assert len(site.requests) == 7

    @pytest.mark.parametrize("target", ["ftp://example.org/", "javascript:alert(1)", "file:///a"])
    def test_not_out_of_the_web(self, site: NewsSite, fetcher: Fetcher, target: str) -> None:
        address = site.add("/a", status=302, headers={"Location": target})
        assert "only http and https" in refused(fetcher, address)

    def test_not_with_a_password(self, site: NewsSite, fetcher: Fetcher) -> None:
        target = f"http://reader:secret@127.0.0.1:{site.port}/b"
        message = refused(fetcher, site.add("/a", status=302, headers={"Location": target}))
        assert "password" in message
        assert "secret" not in message

    def test_without_a_target_they_are_no_page(self, site: NewsSite, fetcher: Fetcher) -> None:
        assert "302" in refused(fetcher, site.add("/a", status=302))

    def test_by_the_page_itself(self, site: NewsSite, fetcher: Fetcher) -> None:
        head = "<!doctype html><head><META content=\"1;URL='/b'\" http-equiv=Refresh></head>"
        address = site.add("/a", head, headers={"Content-Type": "text/html"})
        site.add("/b", "hello")
        assert fetched(fetcher, address).data == b"hello"

    @pytest.mark.parametrize(
        "head",
        [
            '<meta http-equiv="refresh" content="300">',
            '<meta http-equiv="refresh" content="0;url=/a">',
            '<meta http-equiv="refresh" content="600;url=/b">',
            '<noscript><meta http-equiv="refresh" content="0;url=/b"></noscript>',
            '<!-- <meta http-equiv="refresh" content="0;url=/b"> -->',
        ],
    )
    def test_a_page_that_reloads_itself_is_none(
        self, site: NewsSite, fetcher: Fetcher, head: str
    ) -> None:
        address = site.add("/a", f"<head>{head}</head><p>x", headers={"Content-Type": "text/html"})
        assert fetched(fetcher, address).address == address

    def test_with_the_cookie_that_they_set(self, site: NewsSite, fetcher: Fetcher) -> None:
        address = site.add("/a", status=302, headers={"Location": "/b", "Set-Cookie": "seen=1"})
        site.add("/b", "hello")
        fetched(fetcher, address)
        assert site.requests[-1].headers["cookie"] == "seen=1"
        fetched(fetcher, site.root + "/b")
        assert "cookie" not in site.requests[-1].headers


def _slowly(handler: BaseHTTPRequestHandler) -> None:
    """A page that comes byte by byte, each within any timeout of a single read."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def _slow_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(f"X-Header-{number}: x\r\n".encode())
        time.sleep(0.05)


def _silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def _endless(handler: BaseHTTPRequestHandler) -> None:
    """200 MB, made as they are sent."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    for _ in range(200):
        handler.wfile.write(b"x" * 2**20)


def _torn(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>The beginn")


def _torn_chunk(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n<p>The beginn")


def _reset(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()


def _huge_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(2000):
        handler.wfile.write(f"X-Header-{number}: {'x' * 1000}\r\n".encode())
    handler.wfile.write(b"\r\n")


def _no_http(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


class TestLimits:
    @pytest.fixture
    def hasty(self) -> Iterator[Fetcher]:
        settings = IndexSettings(**LOCAL | {"fetch_timeout": 0.5, "fetch_megabytes": 1})
        with Fetcher(settings) as fetcher:
            yield fetcher

    @pytest.mark.parametrize("write", [_slowly, _slow_head, _silent])
    def test_a_slow_page_is_given_up(
        self, site: NewsSite, hasty: Fetcher, write: Callable[[BaseHTTPRequestHandler], None]
    ) -> None:
        started = time.monotonic()
        assert "within 0.5 seconds" in refused(hasty, site.add("/a", write=write))
        assert time.monotonic() - started < 2

    def test_a_large_page_is_cut(self, site: NewsSite, hasty: Fetcher) -> None:
        started = time.monotonic()
        message = refused(hasty, site.add("/a", write=_endless))
        assert "larger than 1 MB" in message
        assert "NEWS_FETCH_MEGABYTES" in message
        assert time.monotonic() - started < 1

    def test_a_page_that_says_it_is_large_is_not_begun(
        self, site: NewsSite, hasty: Fetcher
    ) -> None:
        address = site.add("/a", b"x" * (2**20 + 1))
        assert "larger than 1 MB" in refused(hasty, address)
        assert len(fetched(hasty, site.add("/b", b"x" * 2**20)).data) == 2**20

    @pytest.mark.parametrize("layers", [1, 2])
    def test_a_gzip_bomb_is_cut(self, site: NewsSite, hasty: Fetcher, layers: int) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(200)) + packer.flush()
        assert len(bomb) < 2**18
        for _ in range(layers - 1):
            bomb = gzip.compress(bomb)
        coding = ", ".join(["gzip"] * layers)
        address = site.add("/a", bomb, headers={"Content-Encoding": coding})
        started = time.monotonic()
        message = refused(hasty, address)
        assert ("larger than 1 MB" in message) == (layers == 1)
        assert ("not asked for" in message) == (layers == 2)
        assert time.monotonic() - started < 1

    def test_gzip_is_unpacked(self, site: NewsSite, fetcher: Fetcher) -> None:
        text = b"hello " * 10_000
        packed = gzip.compress(text[:30_000]) + gzip.compress(text[30_000:]) + b"\0" * 7
        address = site.add("/a", packed, headers={"Content-Encoding": "gzip"})
        assert fetched(fetcher, address).data == text
        assert site.requests[-1].headers["accept-encoding"] == "gzip"

    @pytest.mark.parametrize(
        ("packed", "says"),
        [
            (b"no gzip at all", "damaged"),
            (gzip.compress(b"hello" * 99, mtime=0)[:-9], "only the beginning"),
        ],
    )
    def test_damaged_gzip(self, site: NewsSite, fetcher: Fetcher, packed: bytes, says: str) -> None:
        address = site.add("/a", packed, headers={"Content-Encoding": "gzip"})
        assert says in refused(fetcher, address)

    @pytest.mark.parametrize(
        ("write", "says"),
        [
            (_torn, "cannot be understood"),
            (_torn_chunk, "cannot be understood"),
            (_reset, "no connection"),
            (_huge_head, "cannot be understood"),
            (_no_http, "cannot be understood"),
        ],
    )
    def test_a_broken_answer_is_told(
        self,
        site: NewsSite,
        fetcher: Fetcher,
        write: Callable[[BaseHTTPRequestHandler], None],
        says: str,
    ) -> None:
        assert says in refused(fetcher, site.add("/a", write=write))
        assert fetched(fetcher, site.add("/b", "hello")).data == b"hello"

    def test_no_server_and_no_host(self, fetcher: Fetcher) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        assert "no connection to 127.0.0.1" in refused(fetcher, f"http://127.0.0.1:{port}/")
        settings = IndexSettings(**LOCAL)

        def nowhere(host: str, port: int) -> list[str]:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        with Fetcher(settings, resolve=nowhere) as fetcher:
            assert "there is no host news.example" in refused(fetcher, "http://news.example/")

    def test_odd_headers_are_not_sent_back(self, site: NewsSite, fetcher: Fetcher) -> None:
        address = site.add("/a", "hello", headers={"ETag": '"caf\u00e9"', "Content-Type": "?;=;"})
        found = fetched(fetcher, address)
        assert found.version == Version(address=address)
        assert found.charset == ""
