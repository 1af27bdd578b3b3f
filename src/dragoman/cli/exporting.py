"""The commands `export` and `gold`: the ledger, and what people decided, for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dragoman.cli import options
from dragoman.cli.files import OUT, opened
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import counted
from dragoman.query import make_view, to_day

FORMS = ("csv", "jsonl", "parquet", "polecat", "gdelt", "ftm", "ical")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMS))
@options.LEDGER
@options.BOUNDS
@click.option("--all", "everything", is_flag=True, help="Every assertion as reports have it, plans and denials too.")
@options.CLOCKS
@OUT
def export(
    form: str,
    ledger: str | None,
    since: str | None,
    until: str | None,
    everything: bool,
    out: Path,
    **asked: Any,
) -> None:
    """Write the ledger for other tools: what occurred or is under way, no background, each happening once.

    FORMAT is csv, jsonl or parquet (our columns), polecat (PLOVER as POLECAT has it), gdelt (the event table of GDELT
    2.0), ftm (FollowTheMoney entities), or ical (plans as a calendar).

    \b
    Examples:
      dragoman export csv -o events.csv --from 2025
      dragoman export gdelt -o events.gdelt.csv --known-by 2025-09-30
      dragoman export ical -o plans.ics
    """
    from dragoman.export import Wanted  # noqa: PLC0415 - `--help` needs none of these
    from dragoman.export import export as write  # noqa: PLC0415

    view = make_view(**asked)
    wanted = Wanted(view, to_day(since, "earliest"), to_day(until, "latest"), everything)
    with open_ledger(ledger) as store, opened(out) as file:
        count = write(store, LazyNames(), form, wanted, file)
    click.echo(f"{count} {WHAT[form]}, as of {view.as_of}, known by {view.known_by}", err=True)


WHAT = dict.fromkeys(FORMS, "rows") | {"ftm": "entities", "ical": "entries"}
"""What a file of each format holds."""


@click.group()
def gold() -> None:
    """What people decided about events, as gold that `dragoman eval` reads.

    \b
    Example:
      dragoman gold export events -o decided.jsonl
    """


@gold.command(name="export")
@click.argument("kind", metavar="KIND", type=click.Choice(["events", "status"]))
@options.LEDGER
@options.CLOCKS
@OUT
def export_gold(kind: Any, ledger: str | None, out: Path, **asked: Any) -> None:
    """Write sentences that people decided as cases for `dragoman eval events` or `dragoman eval status`.

    For events, every event of a sentence must be accepted, corrected or rejected: only then is it known what the
    sentence holds. For status, one that stands is enough.

    \b
    Example:
      dragoman gold export status -o decided.jsonl
    """
    from dragoman.export.gold import write_gold  # noqa: PLC0415 - `--help` needs none of it

    with open_ledger(ledger) as store, opened(out) as file:
        written, partial = write_gold(store, LazyNames(), kind, file, make_view(**asked))
    click.echo(f"{counted(written, 'cases')}; {counted(partial, 'sentences')} not decided in full", err=True)
