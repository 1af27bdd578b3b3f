"""Fetching from a server that answers slowly, wrongly, endlessly and with bad intent."""

from __future__ import annotations

import gzip
import ipaddress
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from http_server import Handler, Server, page, status

from dragoman.errors import UsageError
from dragoman.sources.fetch import Answer, Bounds, Fetcher, FetchError, Manners, checked_url
from dragoman.sources.fetch.guard import is_public
from dragoman.sources.fetch.polite import seconds_asked

QUICK = Bounds(size=200_000, seconds=1.0, wait=0.5)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def fetch(url: str, *, allowed: tuple[str, ...] = ("127.0.0.1",), robots: bool = False, **more: str) -> Answer:
    with Fetcher(allowed=allowed, bounds=QUICK, manners=Manners(delay=0, robots=robots)) as fetcher:
        return fetcher.fetch(url, accept=("text/html",), **more)


def refused(url: str, **more: object) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, **more)  # type: ignore[arg-type]
    assert caught.value.remedy
    assert caught.value.place
    return caught.value


def test_a_page_comes_with_what_its_header_says(server: Server) -> None:
    server.routes["/a"] = page("<p>The envoy left.</p>", ETag='"1"')
    answer = fetch(server.url("/a"))
    assert (answer.status, answer.body, answer.content_type, answer.charset) == (
        200,
        b"<p>The envoy left.</p>",
        "text/html",
        "utf-8",
    )
    assert answer.headers["etag"] == '"1"'
    assert datetime.fromisoformat(answer.fetched).tzinfo is not None
    assert "Dragoman" in server.asked[0][1]["User-Agent"]


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"hello", mtime=0)),
        ("deflate", zlib.compress(b"hello")),
        ("deflate", zlib.compress(b"hello")[2:-4]),
    ],
    ids=("gzip", "zlib", "raw deflate"),  # never the bytes: a packed file holds the hour it was made
)
def test_packed_answers_are_unpacked(server: Server, coding: str, packed: bytes) -> None:
    server.routes["/a"] = page(packed, Content_Encoding=coding)
    assert fetch(server.url("/a")).body == b"hello"


def test_a_bomb_is_never_unpacked(server: Server) -> None:
    bomb = gzip.compress(b"A" * 100_000_000)
    assert len(bomb) < QUICK.size
    server.routes["/a"] = page(bomb, Content_Encoding="gzip")
    server.routes["/b"] = page(gzip.compress(bomb), Content_Encoding="gzip, gzip")
    assert "unpacks to more" in refused(server.url("/a")).message
    assert "unpacks to more" in refused(server.url("/b")).message


def test_a_packing_that_was_not_asked_for_is_refused(server: Server) -> None:
    server.routes["/a"] = page(b"?", Content_Encoding="br")
    server.routes["/b"] = page(b"no gzip at all", Content_Encoding="gzip")
    assert "'br'" in refused(server.url("/a")).message
    assert "damaged" in refused(server.url("/b")).message


def test_a_gigantic_answer_is_left_at_the_limit(server: Server) -> None:
    sent = 0

    def endless(handler: Handler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while sent < 50_000_000:
            handler.wfile.write(b"x" * 65536)
            sent += 65536

    server.routes["/a"] = endless
    assert "larger than" in refused(server.url("/a")).message
    assert sent < 20_000_000


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_dripping_answer_ends_in_time(server: Server, part: str) -> None:
    def drip(handler: Handler) -> None:
        handler.close_connection = True
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n"
        if part == "body":
            handler.wfile.write(head + b"\r\n")
        for number in range(600):
            handler.wfile.write(b"X-%d: a\r\n" % number if part == "head" else b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    server.routes["/a"] = drip
    if part == "head":
        server.routes["/a"] = lambda h: (h.wfile.write(b"HTTP/1.1 200 OK\r\n"), drip(h))[1]  # type: ignore[func-returns-value]
    start = time.monotonic()
    assert "too long" in refused(server.url("/a")).message
    assert time.monotonic() - start < 30, "allowed is a second, the answer takes a minute"


def test_a_silent_host_ends_in_time(server: Server) -> None:
    server.routes["/a"] = lambda handler: time.sleep(60)
    start = time.monotonic()
    assert "too long" in refused(server.url("/a")).message
    assert time.monotonic() - start < 30, "allowed is half a second, the host says nothing for a minute"


def test_a_broken_answer_is_named(server: Server) -> None:
    def broken(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
        handler.close_connection = True

    server.routes["/a"] = broken
    server.routes["/b"] = lambda handler: (handler.wfile.write(b"nonsense\r\n\r\n"), None)[1]
    assert "no usable answer" in refused(server.url("/a")).message
    assert "no usable answer" in refused(server.url("/b")).message
    assert "no usable answer" in refused("http://127.0.0.1:1/", allowed=("127.0.0.1",)).message


def test_redirects_are_followed_and_counted(server: Server) -> None:
    for number in range(9):
        server.routes[f"/{number}"] = status(302, Location=f"/{number + 1}")
    server.routes["/9"] = page("there")
    assert fetch(server.url("/5")).url == server.url("/9")
    assert "more than 5 redirects" in refused(server.url("/0")).message
    server.routes["/loop"] = status(301, Location="/loop2")
    server.routes["/loop2"] = status(301, Location="/loop")
    assert "circle" in refused(server.url("/loop")).message
    server.routes["/nowhere"] = status(302)
    assert "nowhere" in refused(server.url("/nowhere")).message
    server.routes["/file"] = status(302, Location="file:///etc/passwd")
    assert "not an address of the web" in refused(server.url("/file")).message


def test_a_redirect_to_a_private_address_is_refused(server: Server) -> None:
    server.routes["/a"] = status(302, Location=f"http://localhost:{server.server_port}/secret")
    server.routes["/meta"] = status(302, Location="http://169.254.169.254/latest/meta-data/")
    server.routes["/secret"] = page("secret")
    assert "not on the open network" in refused(server.url("/a")).message
    assert "169.254.169.254" in refused(server.url("/meta")).message
    assert "/secret" not in server.paths()


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "0.0.0.0", "10.0.0.8", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1"),
        *("[::1]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1"),
        *("2130706433", "0x7f.1", "127.1", "localhost"),
    ],
)
def test_private_addresses_are_refused_however_they_are_written(host: str) -> None:
    error = refused(f"http://{host}/", allowed=())
    assert "open network" in error.message or "not an address" in error.message or "no such host" in error.message


def test_robots_of_an_address_in_brackets() -> None:
    assert "open network" in refused("http://[fc00::1]:8080/a", allowed=(), robots=True).message


def test_public_addresses_are_known() -> None:
    assert is_public(ipaddress.ip_address("93.184.215.14"))
    assert is_public(ipaddress.ip_address("2606:4700::1111"))
    assert not is_public(ipaddress.ip_address("2001:0:7f00:1::"))


def test_a_name_that_changes_its_address_is_looked_up_once(server: Server) -> None:
    """What was checked is what is connected to: a second look-up could give another answer."""
    asked: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.215.14"] if len(asked) == 1 else ["127.0.0.1"]

    bounds = Bounds(seconds=0.4, wait=0.3)
    with Fetcher(bounds=bounds, manners=Manners(delay=0, robots=False), look_up=changing) as fetcher:
        with pytest.raises(FetchError):
            fetcher.fetch(server.url("/a", "changing.example"))
        assert len(asked) == 1
        with pytest.raises(FetchError, match="open network"):
            fetcher.fetch(server.url("/a", "changing.example"))
    assert server.asked == []


def test_a_name_with_one_private_address_is_refused_whole(server: Server) -> None:
    both = lambda host, port: ["93.184.215.14", "127.0.0.1"]  # noqa: E731
    with (
        Fetcher(manners=Manners(robots=False), look_up=both) as fetcher,
        pytest.raises(FetchError, match="open network"),
    ):
        fetcher.fetch(server.url("/a", "two.example"))


def test_ports_of_other_services_are_refused() -> None:
    with (
        Fetcher(manners=Manners(robots=False), look_up=lambda host, port: ["93.184.215.14"]) as fetcher,
        pytest.raises(FetchError, match="port 25"),
    ):
        fetcher.fetch("http://mail.example:25/")


@pytest.mark.parametrize(
    "url",
    [
        *(
            "file:///etc/passwd",
            "ftp://host/x",
            "gopher://host",
            "//host",
            "host",
            "",
            "http://",
            "javascript:alert(1)",
        ),
        *("http://user:secret@host/", "http://" + "a" * 5000, "http://[::1", "http://host:99999/", "http://ho st/"),
        "http://host\r\nX: 1/",
    ],
)
def test_what_is_no_address_is_refused_without_a_connection(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        checked_url(url)
    assert caught.value.remedy
    assert "secret" not in str(caught.value)


def test_conditional_requests(server: Server) -> None:
    def conditional(handler: Handler) -> None:
        fresh = handler.headers.get("If-None-Match") == '"1"' or handler.headers.get("If-Modified-Since")
        handler.answer(304) if fresh else handler.answer(200, b"new", Content_Type="text/html", ETag='"1"')

    server.routes["/a"] = conditional
    assert fetch(server.url("/a")).status == 200
    assert fetch(server.url("/a"), etag='"1"').status == 304
    assert fetch(server.url("/a"), modified="Wed, 01 May 2024 10:00:00 GMT").status == 304
    assert (
        "304" in refused(server.url("/304"), etag=None).message if server.routes.update({"/304": status(304)}) else True
    )


def test_a_header_cannot_be_smuggled_in(server: Server) -> None:
    server.routes["/a"] = page("x")
    assert "no usable answer" in refused(server.url("/a"), etag='"1"\r\nX-Evil: 1').message
    assert server.asked == []


@pytest.mark.parametrize("code", [400, 403, 404, 410, 429, 451, 500, 503])
def test_statuses_are_named_with_a_remedy(server: Server, code: int) -> None:
    server.routes["/a"] = status(code, Retry_After="120")
    error = refused(server.url("/a"))
    assert (error.status, error.retry_after) == (code, 120.0)
    assert str(code) in error.message


def test_a_pause_that_was_asked_for_is_kept(server: Server) -> None:
    now = 0.0
    slept: list[float] = []
    manners = Manners(delay=2, robots=False, clock=lambda: now, sleep=slept.append)
    server.routes["/a"], server.routes["/late"] = page("x"), status(429, Retry_After="3600")
    with Fetcher(allowed=("127.0.0.1",), bounds=QUICK, manners=manners) as fetcher:
        fetcher.fetch(server.url("/a"))
        fetcher.fetch(server.url("/a"))
        assert slept == [2.0]
        now = 10.0
        with pytest.raises(FetchError, match="429"):
            fetcher.fetch(server.url("/late"))
        with pytest.raises(FetchError, match="pause") as caught:
            fetcher.fetch(server.url("/a"))
        assert caught.value.retry_after == 3600
        now = 4000.0
        assert fetcher.fetch(server.url("/a")).status == 200


def test_what_a_retry_after_means() -> None:
    now = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
    assert seconds_asked("120") == 120
    assert seconds_asked("Wed, 01 May 2024 10:02:00 GMT", now) == 120
    assert seconds_asked("Wed, 01 May 2024 09:00:00 GMT", now) == 0
    assert seconds_asked("9" * 50) == 7 * 24 * 3600
    assert seconds_asked("soon") is None
    assert seconds_asked(None) is None


def test_robots_rules_are_kept(server: Server) -> None:
    server.routes["/robots.txt"] = page("User-agent: *\nDisallow: /no\n", "text/plain")
    server.routes["/yes"] = server.routes["/no/1"] = page("x")
    assert fetch(server.url("/yes"), robots=True).body == b"x"
    assert "robots.txt" in refused(server.url("/no/1"), robots=True).message
    assert "/no/1" not in server.paths()


@pytest.mark.parametrize(("code", "allowed"), [(404, True), (403, True), (500, False), (429, False)])
def test_robots_rules_that_cannot_be_had(server: Server, code: int, allowed: bool) -> None:
    server.routes["/robots.txt"] = status(code)
    server.routes["/a"] = page("x")
    if allowed:
        assert fetch(server.url("/a"), robots=True).status == 200
    else:
        assert "robots.txt" in refused(server.url("/a"), robots=True).message


def test_other_types_are_refused(server: Server) -> None:
    server.routes["/a"] = page(b"%PDF-", "application/pdf")
    assert "application/pdf" in refused(server.url("/a")).message
