"""The command that shows which reports were made from one another."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from dragoman.cli import options
from dragoman.cli.marked import Cell, Line, Table, cell, line
from dragoman.cli.opening import open_ledger
from dragoman.cli.output import dumps, emit
from dragoman.cli.render import print_lines
from dragoman.errors import UsageError
from dragoman.query import clocks, draw, make_view
from dragoman.query.copies import Copies, CopyRow, find_copies, show_copies

_MARKS = {"left out": ("-", "bad"), "added": ("+", "good"), "changed": ("~", "warn")}


@click.command()
@click.argument("wanted", required=False, metavar="[ID]")
@options.LEDGER
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def copies(wanted: str | None, ledger: str | None, form: str, limit: int | None, **asked: Any) -> None:
    """List reports that were made from one another, or show one group with what sets its reports apart.

    Agency text under another headline, shortened, with a paragraph more; and a report that was updated at its address.
    Each group counts as one source. ID is that of a group, of a report or of an event, or the path of a report.

    \b
    Examples:
      dragoman copies
      dragoman copies reports/ban.txt
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        if wanted is None:
            emit(find_copies(store, view, limit=limit), kind="groups", form=form, view=view, table=copies_table)
            return
        group = show_copies(store, wanted, view)
        if form == "table":
            print_lines(_page(group))
        elif form == "csv":
            raise UsageError("a group with its differences has no form in CSV", remedy="take --format json")
        else:
            value = group.to_json() if form == "jsonl" else {**clocks(view), "group": group.to_json()}
            sys.stdout.write(dumps(value, indent=None if form == "jsonl" else 2) + "\n")


def copies_table(rows: Sequence[Copies]) -> Table:
    """A row for each report, under a heading for each group."""
    made: list[tuple[Cell, ...]] = []
    for group in rows:
        made.append((cell(line((f"{group.id}, {len(group.rows)} reports", "heading"))),))
        made.extend(_row(row) for row in group.rows)
    return Table(("Day", "Outlet", "Why", "Title"), tuple(made))


def _row(row: CopyRow) -> tuple[Cell, ...]:
    source = row.source
    path = source.sightings[0].path if source.sightings else source.id
    return (
        cell(line((draw(source.published.interval), "date"))),
        cell(line((source.outlet or "?", "source"))),
        cell(line(str(row.reason))),
        cell(line(source.title or "?"), line((path, "dim"))),
    )


def _page(group: Copies) -> Iterator[Line]:
    yield line(("copies ", "heading"), (group.id, "id"), f", {len(group.rows)} reports that count as one source")
    for row in group.rows:
        source = row.source
        path = source.sightings[0].path if source.sightings else source.id
        yield line()
        yield line((draw(source.published.interval), "date"), "  ", (source.outlet or "?", "source"), f"  {path}")
        yield line("  ", source.title or "?", (f"  [{row.reason}]", "dim"))
        yield from _differences(row)


def _differences(row: CopyRow) -> Iterator[Line]:
    counted = [f"{count} {change}" for change, count in row.changed.items() if count]
    if counted:
        yield line("  ", (f"sentences: {', '.join(counted)}", "dim"))
    for each in row.differences:
        if each.change in _MARKS:
            mark, style = _MARKS[each.change]
            yield line("  ", (f"{mark} ", style), each.before or each.after)
            if each.before and each.after:
                yield line("    ", ("now: ", "dim"), each.after)
