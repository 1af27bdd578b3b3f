"""The command `brief`: one page to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from dragoman.cli import options
from dragoman.cli.files import OUT, put
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.errors import UsageError
from dragoman.query import make_view, to_day

if TYPE_CHECKING:
    from dragoman.brief.forms import Form

FORMS = ("html", "md", "pdf")


@click.command()
@click.argument("sides", nargs=-1, metavar="[A B]")
@options.LEDGER
@click.option("--dossier", metavar="ID|WORDS", help="About this matter, in place of two sides.")
@click.option("--actor", metavar="NAME", help="About this actor, in place of two sides.")
@options.BOUNDS
@options.CLOCKS
@OUT
def brief(
    sides: tuple[str, ...],
    ledger: str | None,
    dossier: str | None,
    actor: str | None,
    since: str | None,
    until: str | None,
    out: Path,
    **asked: Any,
) -> None:
    """Write one page about A and B, a matter, an actor, or all there is: HTML, Markdown or PDF, by the end of the name.

    Where things stand, what changed since --from (90 days ago unless said), what is planned and asked for, who says
    what, and a picture. Every sentence is numbered to the words on which it rests.

    \b
    Examples:
      dragoman brief Chile Vietnam -o brief.pdf --as-of 2025-07-10 --known-by 2025-07-10
      dragoman brief --dossier exchange -o exchange.html
      dragoman brief --actor Vietnam --from 2025 -o vietnam.md
    """
    form = out.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise UsageError(f"{out.name!r} names no form of brief", remedy=f"end it with .{', .'.join(FORMS)}")
    view = make_view(**asked)
    from dragoman.brief import Asked, compose  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.brief.forms import write  # noqa: PLC0415

    wanted = Asked(sides, dossier, actor, to_day(since, "earliest"), to_day(until, "latest"))
    with open_ledger(ledger) as store:
        page = compose(store, LazyNames(), wanted, view)
        put(out, write(page, cast("Form", form)))
