"""What every request passes before a page sees it: host, size, origin, access, pace; and the headers of every answer.

The server is made for the loopback address. A page of the open web must not be able to ask it (DNS rebinding: the host
is checked), nor to write to it (the origin is checked here, forms carry a token, programs send a type that no form of
another site can send). After OWASP's cheat sheets on cross-site request forgery and content security policy.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.answers import problem
from dragoman.web.pace import Pace
from dragoman.web.site import SESSION, Site

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
OPEN_PATHS = ("/login", "/static/")
"""What can be fetched without the token."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def is_loopback(host: str) -> bool:
    """Whether a host to listen on can be reached from this machine only."""
    return host in LOOPBACK or _is_loopback_address(host)


def _is_loopback_address(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class Guard:
    """The middleware. `hosts` are the names under which the server may be asked; `most` bytes are taken at once.

    `pace` bounds how often one client may write.
    """

    def __init__(self, app: ASGIApp, *, site: Site, hosts: Collection[str], most: int, pace: Pace) -> None:
        """With a token any address of digits may be used too: rebinding needs a name."""
        self._app = app
        self._site = site
        self._hosts = frozenset(host.lower() for host in hosts)
        self._most = most
        self._pace = pace

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["method"] == "HEAD":  # whatever can be got can be asked for its head (RFC 9110, 9.1)
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        refusal = self._refusal(scope, headers)
        guarded = _with_headers(send)
        if refusal is not None:
            await refusal(scope, receive, guarded)
        else:
            await self._app(scope, self._limited(receive), guarded)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        path = scope["path"]
        is_api = path.startswith("/api/")
        if not self._knows(headers.get("host", "")):
            return _refuse(421, "This server is not asked under that name.", is_api)
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._most:
            return _refuse(413, f"Too large: at most {self._most} bytes are taken at once.", is_api)
        if scope["method"] not in SAFE and not _same_site(headers):
            return _refuse(403, "Another site may not write here.", is_api)
        if self._site.token is None or path.startswith(OPEN_PATHS) or self._may(headers):
            return self._too_often(scope)
        if not is_api:
            return RedirectResponse("/login", status_code=303)
        refusal = _refuse(401, "The access token is missing; send it as Authorization: Bearer TOKEN", is_api)
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal

    def _too_often(self, scope: Scope) -> Response | None:
        """A refusal where a client has written too often; what was refused before is nobody's writing."""
        client = scope.get("client")
        wait = 0 if scope["method"] in SAFE else self._pace.wait(client[0] if client else "")
        if not wait:
            return None
        again = "1 second" if wait == 1 else f"{wait} seconds"
        said = f"More than {self._pace.most} requests that write within a minute."
        refusal = problem(429, said, f"send it again in {again}, or several reports in one request")
        refusal.headers["Retry-After"] = str(wait)
        return refusal

    def _knows(self, host: str) -> bool:
        name = host_name(host)
        return name in self._hosts or (self._site.token is not None and _is_address(name))

    def _may(self, headers: Headers) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return hmac.compare_digest(given.strip().encode(), (self._site.token or "").encode())
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(SESSION)
        except CookieError:
            return False
        return cookie is not None and hmac.compare_digest(cookie.value.encode(), self._site.session.encode())

    def _limited(self, receive: Receive) -> Receive:
        """The same stream, cut where it grows beyond the limit without having said so."""
        taken = 0

        async def limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise HTTPException(413, f"Too large: at most {self._most} bytes are taken at once.")
            return message

        return limited


def host_name(host: str) -> str:
    """The name in a Host header, without its port and brackets; empty where it is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _same_site(headers: Headers) -> bool:
    """Whether a request that writes comes from a page of this server, or from no page at all."""
    if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2].lower() == headers.get("host", "").lower()


def _refuse(status: int, text: str, is_api: bool) -> Response:
    if is_api:
        return problem(status, text)
    return Response(f"{text}\n", status_code=status, media_type="text/plain; charset=utf-8")


def _without_body(send: Send) -> Send:
    async def headed(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return headed


def _with_headers(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return guarded
