"""The server: pages and HTTP API over one ledger, put together."""

from __future__ import annotations

import contextlib
import getpass
import hmac
import secrets
import threading
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from functools import partial
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from anyio import to_thread
from fastapi import FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError, InputError, LedgerBusy, NotFound, UsageError
from dragoman.lexicon.actors import load_book
from dragoman.protocols import Store
from dragoman.query import find_actors, make_view
from dragoman.query.review import find_queue
from dragoman.run.local import Make
from dragoman.settings import Settings
from dragoman.sources.fetch import fetch_reports
from dragoman.web import (
    adding,
    api,
    api_matters,
    charts,
    corrections,
    dyads,
    matters,
    pages,
    people,
    planning,
    reviewing,
    sending,
)
from dragoman.web.answers import problem
from dragoman.web.aside import Aside, answering
from dragoman.web.board import make_board
from dragoman.web.guard import LOOPBACK, Guard
from dragoman.web.jobs import Fetch, Jobs, reader
from dragoman.web.kept import Kept
from dragoman.web.pace import WRITES_PER_MINUTE, Pace
from dragoman.web.site import SESSION, Site, TheSite, key_of
from dragoman.web.views import page

MOST_BYTES = 64 * 1024 * 1024
"""Bytes taken in one request."""

AT_ONCE = 8
"""Pages that are made at the same time: more would only take one another's turn."""

EVERY = 2.0
"""Seconds between two looks at whether the ledger has changed."""
LARGE = 3000
"""Events; the lists of a ledger with fewer are made in a moment."""
NICE_READING, NICE_ANSWERS = 10, 5
"""How much lower than that of the pages the priority of reading and of making lists is."""

_STATUS: dict[type[DragomanError], int] = {NotFound: 404, UsageError: 400, InputError: 422, LedgerBusy: 503}


def make_app(
    store: Store,
    settings: Settings,
    *,
    token: str | None = None,
    hosts: Collection[str] = (),
    most_bytes: int = MOST_BYTES,
    writes_per_minute: int = WRITES_PER_MINUTE,
    make: Make | None = None,
    fetch: Fetch = fetch_reports,
    apart: bool = False,
) -> FastAPI:
    """The application over an open ledger, which it closes at the end.

    `hosts` are names beside the loopback ones under which it may be asked; `token`, where given, is what every request
    must bring. `most_bytes` are taken in one request, and `writes_per_minute` requests that write from one client (at
    least 1); one more gets 429 with `Retry-After`. `make` builds the reader of reports, `fetch` gets pages by their
    addresses. `apart` reads reports, and makes the lists of a large ledger, in processes of their own, which give way
    to readers of pages; both `make` and the ledger's address must then mean the same in another process.
    """
    reading = Aside(partial(reader, make), settings, NICE_READING, "dragoman-reading") if apart else None
    aside = Aside(answering, settings, NICE_ANSWERS, "dragoman-answers") if apart else None
    kept = Kept()
    jobs = Jobs(store, settings, make, fetch, aside=reading, finished=kept.forget_quick)
    csrf = secrets.token_urlsafe(32)
    site = Site(store, settings, load_book(), jobs, csrf, token, _user(), kept, aside)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        stop = threading.Event()
        upkeep = threading.Thread(target=keep_up, args=(site, stop), name="upkeep", daemon=True)
        upkeep.start()
        yield
        stop.set()
        jobs.close()
        if aside is not None:
            aside.close()
        site.kept.close()
        upkeep.join()
        store.close()

    app = FastAPI(
        title="Dragoman",
        version=version("dragoman"),
        summary="A ledger of what states did to and with one another, with the words that say so.",
        lifespan=life,
        docs_url=None,  # both fetch their scripts from another server
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.site = site
    app.add_middleware(Guard, site=site, hosts={*LOOPBACK, *hosts}, most=most_bytes, pace=Pace(writes_per_minute))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    for part in (pages, matters, planning, dyads, people, reviewing, adding, corrections):
        app.include_router(part.router)
    app.include_router(charts.router)
    app.include_router(sending.router)
    app.include_router(api_matters.api)  # before the rest: the id of an actor may have slashes
    app.include_router(api.router)
    app.add_api_route("/login", _login_page, methods=["GET"], include_in_schema=False)
    app.add_api_route("/login", _login, methods=["POST"], include_in_schema=False)
    _handle_errors(app)
    return app


LISTS = (make_board, pages.counts_of, find_actors, planning.make_plans, find_queue, pages.status_of)
"""What most pages are made of, and what takes longest on a large ledger."""


def keep_up(site: Site, stop: threading.Event) -> None:
    """Make the lists of a large ledger anew as it changes, so that a reader has them at once, and not too old."""
    while True:
        with contextlib.suppress(DragomanError):  # the ledger is busy, or gone: who asks for a page is told
            view = make_view()
            for function in LISTS if is_large(site) else ():
                site.keep_up(function, view)
        if stop.wait(EVERY):
            return


def is_large(site: Site) -> bool:
    """Whether the ledger holds so much that its lists are made beforehand."""
    held: dict[str, int] | None = site.kept.peek(key_of(pages.counts_of, make_view()))
    if held is None:
        held = pages.counted(site, make_view())
    return held["events"] >= LARGE


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may run under a number that nobody is named for
        return "reader"


def _login_page(request: Request, site: TheSite) -> HTMLResponse:
    return page(request, site, "login.html", wrong=False)


def _login(
    request: Request,
    site: TheSite,
    token: Annotated[str, Form(max_length=500)] = "",
    csrf: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    corrections.check(site, csrf)
    if site.token is None or not hmac.compare_digest(token.encode(), site.token.encode()):
        return page(request, site, "login.html", status=403, wrong=True)
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(SESSION, site.session, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


# ------------------------------------------------------------------ errors


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(DragomanError)
    def known(request: Request, error: DragomanError) -> Response:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
        return _answer(request, status, error.message, error.remedy)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        return _answer(request, error.status_code, str(error.detail), "")

    @app.exception_handler(RequestValidationError)
    def misasked(request: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            said = f"the body is no JSON: {first['ctx']['error']}, at character {first['loc'][-1]}"
            return _answer(request, 422, said, "send one object in UTF-8")
        place = ".".join(str(part) for part in first["loc"][1:])
        return _answer(request, 422, f"{place}: {first['msg']}" if place else str(first["msg"]), "")

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:
        # The server's log has the trace; the reader is told no more than the kind.
        return _answer(request, 500, f"an unexpected fault: {type(error).__name__}", "the server's log says more")


def _answer(request: Request, status: int, message: str, remedy: str) -> Response:
    if request.url.path.startswith("/api/"):
        return problem(status, message, remedy)
    phrase = HTTPStatus(status).phrase
    site: Site = request.app.state.site
    return page(request, site, "error.html", status=status, heading=phrase, message=message, remedy=remedy)
