"""`migrate`: a ledger from one database to another."""

from __future__ import annotations

import sys

import click

from dragoman.cli.marked import line
from dragoman.cli.output import dumps
from dragoman.cli.render import print_lines


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print what was done.",
)
def migrate(source: str, target: str, form: str) -> None:
    """Copy a ledger to another database, with all that it ever held, and check every row on arrival.

    FROM and TO are files or addresses; TO is made, or is there and empty. It holds all in the end, or nothing. Others
    may read and write FROM meanwhile: what is copied is the ledger as it was at the start.

    \b
    Examples:
      dragoman migrate story.db postgresql://desk@db.example.org/story
      dragoman migrate postgresql://desk@db.example.org/story copy.db --format json
    """
    from dragoman.store.moving import move_ledger  # noqa: PLC0415 - `--help` needs no database

    def told(table: str, arrived: int, total: int) -> None:
        click.echo(f"{table}: {arrived:,} of {total:,}", err=True)

    moved = move_ledger(source, target, told)
    if form == "json":
        tables = [{"table": one.table, "rows": one.rows, "checksum": one.checksum} for one in moved]
        sys.stdout.write(dumps({"from": source, "to": target, "tables": tables}, indent=2) + "\n")
        return
    width = max(len(one.table) for one in moved)
    print_lines(
        line((f"  {one.table:<{width}}", "heading"), f"{one.rows:>12,}  ", (one.checksum, "dim")) for one in moved
    )
