"""Where one may connect to: public addresses only, looked at after the name was resolved and used as they were found.

Whoever names a host decides what its name leads to, at each look-up anew. So the check and the connection share one
look-up (`Guarded.connect_tcp`): there is no second one that could give another answer (DNS rebinding), and it happens
for each redirect, because each is a connection of its own.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any

import httpcore2
import httpx2

from dragoman.errors import InputError, UsageError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

_PORTS = frozenset([80, 443])
_USER_PORTS = 1024
_LAST_PORT = 65535
_HOST = re.compile(rb"[A-Za-z0-9._:-]{1,255}")
_LONGEST = 4096
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(InputError):
    """An address to which Dragoman does not connect."""


class TimeIsUp(InputError):
    """An answer that took longer than it may."""


def checked_url(text: str, *, base: str | None = None) -> str:
    """`text` as an absolute address of the web, without its fragment; relative ones are joined to `base`.

    Raises UsageError where it is none: another scheme, no host, a password in it, or longer than 4,096 characters.
    """
    try:
        if len(text) > _LONGEST:
            raise UsageError("an address of more than 4,096 characters", place=text[:80], remedy="give the page's own")
        url = httpx2.URL(text.strip())
        url = httpx2.URL(base).join(url) if base else url
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise UsageError(
            f"not an address: {error}", place=text[:200], remedy="write it like https://host/page"
        ) from error
    if (
        url.scheme not in ("http", "https")
        or not _HOST.fullmatch(url.raw_host)
        or not 0 < (url.port or 80) <= _LAST_PORT
    ):
        raise UsageError("not an address of the web", place=text[:200], remedy="write it like https://host/page")
    if url.userinfo:
        raise UsageError("an address with a password in it", place=url.host, remedy="leave the part before @ out")
    return str(url.copy_with(fragment=None))


def is_public(address: Address) -> bool:
    """Whether an address is one of the open network, also when it wraps another."""
    inner: Address | None = None
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is not None:
        return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, in the order of the system. Raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guarded(httpcore2.NetworkBackend):
    """Connections to addresses that were looked at, with one time limit over all that a fetch does.

    `allowed` are names of hosts, as written in an address, whose addresses may be private.
    """

    def __init__(self, allowed: Collection[str] = (), look_up: Resolve = resolve) -> None:
        """Nothing is connected yet; `look_up` stands for the system's resolver."""
        self._allowed = frozenset(host.lower().strip("[]") for host in allowed)
        self._look_up = look_up
        self._plain = httpcore2.SyncBackend()
        self.deadline = float("inf")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of `host` that answers.

        Raises Refused where any of its addresses is not public and `host` is not allowed by name: a name that leads
        to both is one that tries.
        """
        found = self._addresses(host, port)
        failed: Exception | None = None
        for address in found:
            try:
                stream = self._plain.connect_tcp(address, port, left(self.deadline, timeout), local_address)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
                continue
            return Bounded(stream, self)
        raise httpcore2.ConnectError(str(failed))

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Never."""
        raise Refused("a socket of this machine", place=path, remedy="give an address of the web")

    def _addresses(self, host: str, port: int) -> list[str]:
        name = host.lower().strip("[]")
        try:
            found = [ipaddress.ip_address(text.partition("%")[0]) for text in self._look_up(name, port)]
        except (OSError, UnicodeError, ValueError) as error:
            raise httpcore2.ConnectError(f"no such host: {name}") from error
        if name not in self._allowed:
            self._refuse(name, port, found)
        return [str(address) for address in found]

    def _refuse(self, name: str, port: int, found: list[Address]) -> None:
        for address in found:
            if not is_public(address):
                raise Refused(
                    f"{name} leads to {address}, which is not on the open network",
                    place=name,
                    remedy=f"if that is meant, allow it with --allow-host {name}",
                )
        if port not in _PORTS and port < _USER_PORTS:
            raise Refused(f"port {port} is not one of the web", place=name, remedy=f"allow it with --allow-host {name}")


class Bounded(httpcore2.NetworkStream):
    """A connection on which no wait goes beyond the deadline of the fetch, however slowly the other side drips."""

    def __init__(self, stream: httpcore2.NetworkStream, owner: Guarded) -> None:
        """Pass on to `stream`."""
        self._stream = stream
        self._owner = owner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """As the stream does."""
        return self._stream.read(max_bytes, left(self._owner.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """As the stream does."""
        self._stream.write(buffer, left(self._owner.deadline, timeout))

    def close(self) -> None:
        """As the stream does."""
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """As the stream does: the certificate is checked against the name, not the address."""
        waited = left(self._owner.deadline, timeout)
        return Bounded(self._stream.start_tls(ssl_context, server_hostname, waited), self._owner)

    def get_extra_info(self, info: str) -> Any:
        """As the stream does."""
        return self._stream.get_extra_info(info)


def left(deadline: float, timeout: float | None) -> float | None:
    """Seconds that one may still wait. Raises TimeIsUp where there are none."""
    rest = deadline - time.monotonic()
    if rest <= 0:
        raise TimeIsUp("it took too long to answer", remedy="try again later")
    return rest if timeout is None else min(rest, timeout)
