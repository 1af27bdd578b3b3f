"""The commands about the ledger and the installation: status, doctor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import options
from dragoman.cli.marked import Line, Table, cell, line
from dragoman.cli.opening import open_ledger, settings_for
from dragoman.cli.output import dumps
from dragoman.cli.render import print_lines, print_table
from dragoman.errors import MissingPart
from dragoman.query import LedgerStatus, clocks, ledger_status, make_view

if TYPE_CHECKING:
    from dragoman.cli.checks import Check

ONE_ANSWER = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
FIRST = 10


@click.command()
@options.LEDGER
@click.option("--failures", is_flag=True, help="List everything that could not be read, and why.")
@options.CLOCKS
@ONE_ANSWER
def status(ledger: str | None, failures: bool, form: str, **asked: Any) -> None:
    """Say what the ledger holds: reports, events by type and status, and what could not be read.

    \b
    Examples:
      dragoman status
      dragoman status --failures --ledger story.db
      dragoman status --format json
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        found = ledger_status(store, settings_for(ledger).ledger, view)
    if form == "json":
        sys.stdout.write(dumps({**clocks(view), **found.to_json()}, indent=2) + "\n")
    else:
        print_lines(_status_lines(found, all_failures=failures))
        print_lines([line((f"as of {view.as_of}, known by {view.known_by}", "dim"))])


def _row(name: str, *pieces: str | tuple[str, str]) -> Line:
    return line((f"{name:<12}", "heading"), *pieces)


def _status_lines(found: LedgerStatus, *, all_failures: bool) -> Iterator[Line]:
    yield _row("ledger", found.ledger)
    for name, count in found.counts.items():
        yield _row(name, f"{count:>9,}")
    yield _row("published", f"{found.first or '?'} to {found.last or '?'}")
    yield _row("types", _counted(found.types))
    yield _row("statuses", _counted(found.statuses))
    yield _row("read by", _counted(found.versions))
    shown = found.failures if all_failures else found.failures[:FIRST]
    for row in shown:
        failure = row.failure
        yield line(("  could not  ", "bad"), f"{failure.path}: {failure.stage}: {failure.reason}")
        if failure.remedy:
            yield line("               ", (failure.remedy, "dim"))
    if len(found.failures) > len(shown):
        yield line(f"  and {len(found.failures) - len(shown):,} more: --failures lists all")


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "-"


@click.command()
@options.LEDGER
@ONE_ANSWER
def doctor(ledger: str | None, form: str) -> None:
    """Check what is installed, which model is used, what is missing and how to get it.

    Leaves with an error where something is missing that Dragoman cannot do without.

    \b
    Example:
      dragoman doctor
    """
    from dragoman.cli.checks import NEEDED, all_checks  # noqa: PLC0415 - only this command needs them

    checks = all_checks(settings_for(ledger))
    if form == "json":
        sys.stdout.write(dumps({"checks": [check.to_json() for check in checks]}, indent=2) + "\n")
    else:
        print_table(_checks_table(checks))
    missing = [check for check in checks if check.state == NEEDED]
    if missing:
        raise MissingPart(
            f"missing: {', '.join(check.name for check in missing)}",
            remedy="; ".join(check.remedy for check in missing if check.remedy),
        )


def _checks_table(checks: list[Check]) -> Table:
    style = {"ok": "good", "optional": "warn", "MISSING": "bad"}
    rows = tuple(
        (
            cell(line((check.state, style[check.state]))),
            cell(line(check.name)),
            cell(line(check.found)),
            cell(line(check.remedy)),
        )
        for check in checks
    )
    return Table(("State", "Part", "Found", "Remedy"), rows)
