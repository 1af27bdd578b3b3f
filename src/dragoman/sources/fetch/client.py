"""One request after another until the page is there, or what stands against it is known. The one door to httpx2."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpcore2
import httpx2

from dragoman.errors import InputError, UsageError
from dragoman.sources.common.limits import RECORD_LIMIT, megabytes
from dragoman.sources.common.unpack import unpacked
from dragoman.sources.fetch.guard import Guarded, Refused, Resolve, TimeIsUp, checked_url, resolve
from dragoman.sources.fetch.polite import AGENT, Manners, seconds_asked

_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_ROBOTS_LIMIT = 512 * 1024
_USER_AGENT = f"{AGENT}/1.0 (reads news reports; honours robots.txt)"
_LATER = frozenset([429, 503])


class FetchError(InputError):
    """A page that could not be had. `status` is the answer's, 0 without one; `retry_after` the pause asked for.

    `refused` where no host was asked, because its address is one to which Dragoman does not connect.
    """

    def __init__(
        self,
        message: str,
        *,
        place: str = "",
        remedy: str = "",
        status: int = 0,
        retry_after: float | None = None,
        refused: bool = False,
    ) -> None:
        """See `DragomanError`."""
        super().__init__(message, place=place, remedy=remedy)
        self.status = status
        self.retry_after = retry_after
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a fetch may take: bytes as sent and as unpacked, seconds for one request and for one wait, redirects."""

    size: int = RECORD_LIMIT
    seconds: float = 30.0
    wait: float = 10.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `status` is 200, or 304 where nothing changed since `etag` or `modified`; then there is no body.

    `url` is where the last redirect led; `asked` what was asked for. `headers` are the answer's, by lower name. `body`
    has its packing undone. `fetched` is an instant in UTC.
    """

    asked: str
    url: str
    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched: str = ""

    @property
    def content_type(self) -> str:
        """Without its parameters, in small letters; "" where none is given."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The character set that the header names."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset" and value.strip(" \"'"):
                return value.strip(" \"'")[:40]
        return None


class Fetcher:
    """Fetches pages one at a time. Keeps connections open between them; close it."""

    def __init__(
        self,
        *,
        allowed: Collection[str] = (),
        bounds: Bounds | None = None,
        manners: Manners | None = None,
        look_up: Resolve = resolve,
    ) -> None:
        """`allowed` are hosts that may have private addresses. Proxies of the environment are not used."""
        self._bounds = bounds or Bounds()
        self._manners = manners or Manners()
        self._guard = Guarded(allowed, look_up)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            network_backend=self._guard,
            max_connections=8,
            keepalive_expiry=15.0,
        )

    def __enter__(self) -> Self:
        """The fetcher itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        self._pool.close()

    def fetch(
        self,
        url: str,
        *,
        accept: Collection[str] = (),
        etag: str | None = None,
        modified: str | None = None,
    ) -> Answer:
        """What is at `url`, after its redirects; only if it changed, where `etag` or `modified` are given.

        `accept` are the content types that are of use; none means any. Raises FetchError where there is no such answer
        (no connection, too large, too slow, too many redirects, another type or status, forbidden by the robots rules)
        and UsageError where `url` is no address of the web.
        """
        asked = place = checked_url(url)
        seen: list[str] = []
        while True:
            if place in seen:
                raise FetchError("redirects in a circle", place=asked, remedy="give the address of the page itself")
            seen.append(place)
            if len(seen) > self._bounds.redirects + 1:
                raise FetchError(
                    f"more than {self._bounds.redirects} redirects", place=asked, remedy="give the page's own address"
                )
            self._permitted(place)
            answer = self._once(place, asked, _conditions(etag, modified), self._bounds.size, accept)
            if answer.status not in _REDIRECTS:
                return answer
            place = _led_to(answer, place, asked)

    # -------------------------------------------------------------- manners

    def _permitted(self, url: str) -> None:
        manners = self._manners
        if manners.robots and not manners.knows(url):
            manners.learn(url, None)  # for a while, should the next line fail
            manners.learn(url, self._rules(url))
        if manners.robots and not manners.allows(url):
            raise FetchError(
                "its robots.txt does not allow it, or cannot be had",
                place=url,
                remedy="save the page with a browser and read the file, or ask the site",
            )
        rest = manners.wait(url)
        if rest:
            raise FetchError(
                f"the host asked for a pause of {rest:.0f} s more", place=url, remedy="try later", retry_after=rest
            )

    def _rules(self, url: str) -> str | None:
        """The robots rules of an origin: none where there is no such file, `None` where the answer is an error.

        Raises FetchError where there is no answer at all: then the page could not be had either.
        """
        place = checked_url("/robots.txt", base=url)
        for _redirect in range(self._bounds.redirects):
            try:
                answer = self._once(place, place, {}, _ROBOTS_LIMIT, (), any_status=True)
            except FetchError as error:
                if error.status:
                    return None
                raise FetchError(error.message, place=url, remedy=error.remedy, refused=error.refused) from error
            if answer.status not in _REDIRECTS:
                break
            place = _led_to(answer, place, place)
        if answer.status == 200:
            return answer.body.decode("utf-8", "replace")
        return "" if 400 <= answer.status < 500 and answer.status != 429 else None

    # -------------------------------------------------------------- one request

    def _once(
        self,
        url: str,
        asked: str,
        conditions: Mapping[str, str],
        size: int,
        accept: Collection[str],
        *,
        any_status: bool = False,
    ) -> Answer:
        deadline = self._guard.deadline = time.monotonic() + self._bounds.seconds
        with _told(asked), self._open(url, conditions, accept) as response:
            headers = _headers(response)
            status = response.status
            if status in _REDIRECTS or (status == 304 and conditions):
                return Answer(asked, url, status, b"", headers, _now())
            if not any_status:
                self._check(status, headers, url, asked, accept)
            body = _taken(response, headers, asked, size, deadline) if status == 200 else b""
        return Answer(asked, url, status, body, headers, _now())

    @contextmanager
    def _open(self, url: str, conditions: Mapping[str, str], accept: Collection[str]) -> Iterator[httpcore2.Response]:
        parts = httpx2.URL(url)
        wait = self._bounds.wait
        headers = {
            "Host": parts.netloc.decode("ascii"),
            "User-Agent": _USER_AGENT,
            "Accept": ", ".join([*accept, "*/*;q=0.1"]),
            "Accept-Encoding": "gzip, deflate",
            **conditions,
        }
        target = httpcore2.URL(scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path)
        timeouts = {"connect": wait, "read": wait, "write": wait, "pool": wait}
        sent = [(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in headers.items()]
        with self._pool.stream("GET", target, headers=sent, extensions={"timeout": timeouts}) as response:
            yield response

    def _check(self, status: int, headers: Mapping[str, str], url: str, asked: str, accept: Collection[str]) -> None:
        """Raises FetchError unless the answer is one that can be used."""
        if status != 200:
            pause = seconds_asked(headers.get("retry-after"))
            if status in _LATER:
                pause = 60.0 if pause is None else pause
                self._manners.back_off(url, pause)
            raise FetchError(
                f"answered with status {status}", place=asked, remedy=_remedy(status), status=status, retry_after=pause
            )
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if accept and kind and kind not in accept:
            raise FetchError(
                f"its content is {kind[:60]!r}, which is not read",
                place=asked,
                remedy="give the address of a page of text",
                status=status,
            )


def _taken(response: httpcore2.Response, headers: Mapping[str, str], asked: str, size: int, deadline: float) -> bytes:
    """The body, read no further than it may be."""
    found = bytearray()
    for part in response.iter_stream():
        found += part
        if len(found) > size:
            raise FetchError(f"larger than {megabytes(size)}", place=asked, remedy="leave it out", status=200)
        if time.monotonic() > deadline:
            raise TimeIsUp("it took too long to answer")
    return unpacked(bytes(found), headers.get("content-encoding", ""), asked, size)


@contextmanager
def _told(asked: str) -> Iterator[None]:
    """Every way in which a connection can fail, as one kind of error with a place and a remedy."""
    try:
        yield
    except FetchError:
        raise
    except (InputError, UsageError) as error:
        remedy = error.remedy or "try again later"
        raise FetchError(error.message, place=asked, remedy=remedy, refused=isinstance(error, Refused)) from error
    except httpcore2.TimeoutException as error:
        raise FetchError("it took too long to answer", place=asked, remedy="try again later") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        reason = str(error).strip() or type(error).__name__
        raise FetchError(
            f"no usable answer: {reason[:200]}", place=asked, remedy="check the address, or try again later"
        ) from error


def _conditions(etag: str | None, modified: str | None) -> dict[str, str]:
    found = {}
    if etag:
        found["If-None-Match"] = etag
    if modified:
        found["If-Modified-Since"] = modified
    return found


def _headers(response: httpcore2.Response) -> dict[str, str]:
    """The headers by lower name; the first of a name counts."""
    found: dict[str, str] = {}
    for name, value in response.headers:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return found


def _led_to(answer: Answer, place: str, asked: str) -> str:
    target = answer.headers.get("location")
    if not target:
        raise FetchError("redirects to nowhere", place=asked, remedy="try again later", status=answer.status)
    try:
        return checked_url(target, base=place)
    except UsageError as error:
        raise FetchError(
            f"redirects to what is {error.message}", place=asked, remedy="leave it out", status=answer.status
        ) from error


def _remedy(status: int) -> str:
    if status in _LATER:
        return "the host asked for a pause; try again later"
    if status in (401, 403, 451):
        return "the host does not give it to programs; save the page with a browser and read the file"
    if status in (404, 410):
        return "check the address"
    return "try again later"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
