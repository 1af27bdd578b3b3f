"""`serve`: the web page and the HTTP API over a ledger, on this machine."""

from __future__ import annotations

import gc
import sys
from typing import Any

import click

from dragoman.cli.opening import settings_for
from dragoman.cli.options import LEDGER
from dragoman.errors import DragomanError, UsageError

PORT = 8321
TOKEN = "DRAGOMAN_TOKEN"  # noqa: S105 - the name of a variable
SHORTEST_TOKEN = 16
WRITES = 300
"""The same as the web's own `WRITES_PER_MINUTE`, which is not loaded to show this command's help."""
SWITCH = 0.0005
"""Seconds after which a thread that computes lets another one go on."""


@click.command()
@LEDGER
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Where to listen.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Others than this machine need a token.")
@click.option(
    "--token", metavar="WORD", envvar=TOKEN, help=f"What every reader must give.  [env: {TOKEN}; keeps it out of `ps`]"
)
@click.option("--name", "names", multiple=True, metavar="HOST", help="A name under which it may be asked; repeat it.")
@click.option("--upload-limit", type=click.IntRange(1, 2048), default=64, show_default=True, help="Megabytes at once.")
@click.option(
    "--writes-per-minute",
    type=click.IntRange(1, 1_000_000),
    default=WRITES,
    show_default=True,
    help="Uploads, addresses and decisions taken from one client in a minute.",
)
def serve(ledger: str | None, port: int, host: str, **limits: Any) -> None:
    """Open the ledger as a web page, with an HTTP API under /api/v1.

    It listens on this machine only. A ledger that is not there yet is made. Stop it with Ctrl-C.

    \b
    Example:
      dragoman serve --ledger story.db
      DRAGOMAN_TOKEN=... dragoman serve --host 0.0.0.0 --name desk.example.org --ledger story.db
    """
    app = _app(ledger, host, **limits)
    import uvicorn  # noqa: PLC0415 - heavy

    click.echo(f"Dragoman is at http://{_shown(host)}:{port}/  (stop it with Ctrl-C)", err=True)
    gc.enable()  # a command does without it, but this one lives for weeks
    # A page that takes long to make must not let the others wait for its turn to end.
    sys.setswitchinterval(SWITCH)
    server = uvicorn.Server(
        uvicorn.Config(app, host=host, port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    )
    try:
        server.run()
    except SystemExit as error:
        raise DragomanError(f"port {port} cannot be used", remedy="give another with --port") from error


def _app(
    ledger: str | None,
    host: str,
    *,
    token: str | None,
    names: tuple[str, ...],
    upload_limit: int,
    writes_per_minute: int,
) -> Any:
    """The application, after everything that can be wrong was checked."""
    from dragoman.web import app as web  # noqa: PLC0415 - heavy
    from dragoman.web import guard  # noqa: PLC0415

    if not guard.is_loopback(host) and not token:
        raise UsageError(f"{host} can be reached by others", remedy=f"set a token in {TOKEN}, or leave --host out")
    if token is not None and len(token) < SHORTEST_TOKEN:
        raise UsageError(f"a token has at least {SHORTEST_TOKEN} characters", remedy="`openssl rand -hex 16` makes one")
    from dragoman.store.sql import open_store  # noqa: PLC0415 - heavy

    settings = settings_for(ledger)
    store = open_store(settings.ledger, create=True)
    return web.make_app(
        store,
        settings,
        token=token,
        hosts=(host, *names),
        most_bytes=upload_limit * 1024 * 1024,
        writes_per_minute=writes_per_minute,
        apart=True,
    )


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
