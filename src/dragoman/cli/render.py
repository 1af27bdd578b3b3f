"""Tables and marked text on a terminal, with colour by way of rich; plain and unwrapped in a pipe.

A pipe needs no rich, and does not import it.
"""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.cli.marked import Cell, Line, Table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

STYLES = {
    "id": "dim",
    "dim": "dim",
    "heading": "bold",
    "quote": "",
    "trigger": "bold black on yellow",
    "actor": "bold cyan",
    "recipient": "bold blue",
    "antecedent": "cyan underline",
    "date": "bold magenta",
    "effective": "magenta",
    "matter": "bold green",
    "place": "green",
    "source": "yellow",
    "cue": "yellow underline",
    "reason": "italic",
    "content": "underline",
    "noise": "dim strike",
    "cooperation": "bold green",
    "conflict": "bold red",
    "occurred": "green",
    "ongoing": "cyan",
    "scheduled": "blue",
    "agreed": "blue",
    "proposed": "yellow",
    "requested": "yellow",
    "conditional": "yellow",
    "unlikely": "magenta",
    "not-occurred": "red",
    "denied": "red",
    "phase": "magenta",
    "good": "green",
    "bad": "bold red",
    "warn": "yellow",
}
"""Every style has a word beside it wherever it is used: nothing is said by colour alone."""

NARROW = 60
"""Columns of a terminal below which even dates and ids are wrapped."""

FIRST = 26
"""The most that the first column of a table takes where the terminal cannot hold all."""

SHORT = 8
"""What every column gets where the terminal is no narrower than `NARROW`: a number, a short word."""

GAP = 3
"""Columns between two columns of a table."""

_PLAIN_MARKS = {"trigger": ("[", "]")}


def on_terminal() -> bool:
    """Whether a person looks at the output: then there is colour, wrapping and a table drawn with lines."""
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


@functools.lru_cache(maxsize=1)
def _console() -> Console:
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.theme import Theme  # noqa: PLC0415

    return Console(theme=Theme(STYLES), highlight=False, markup=False, emoji=False)


def _rich(lines: Iterable[Line]) -> Text:
    from rich.text import Text  # noqa: PLC0415 - only on a terminal

    text = Text()
    for number, each in enumerate(lines):
        if number:
            text.append("\n")
        for piece, style in each:
            text.append(piece, style or None)
    return text


def plain(each: Line) -> str:
    """A line without colour; a trigger stands in square brackets."""
    pieces = []
    for text, style in each:
        opening, closing = _PLAIN_MARKS.get(style, ("", ""))
        pieces.append(f"{opening}{text}{closing}")
    return "".join(pieces)


def print_lines(lines: Iterable[Line]) -> None:
    """Print lines of marked text."""
    if on_terminal():
        console = _console()
        for each in lines:
            console.print(_rich([each]))
        return
    sys.stdout.writelines(f"{plain(each)}\n" for each in lines)


def print_table(table: Table) -> None:
    """Print a table: several lines to a cell on a terminal, one line to a row in a pipe."""
    if on_terminal():
        _print_rich(table)
    else:
        _print_plain(table)


def _print_rich(table: Table) -> None:
    from rich import box  # noqa: PLC0415 - only on a terminal
    from rich.table import Table as RichTable  # noqa: PLC0415

    drawn = RichTable(box=box.SIMPLE_HEAD, header_style="heading", pad_edge=False)
    console = _console()
    for heading, width in zip(table.headings, _widths(table, console.width), strict=True):
        drawn.add_column(heading, overflow="fold", min_width=width, max_width=width)
    for row in table.rows:
        if len(row) == 1:
            drawn.add_section()
        drawn.add_row(*(_rich(cell) for cell in row))
    console.print(drawn)
    if table.note:
        console.print(table.note, style="dim")


def _widths(table: Table, terminal: int) -> list[int]:
    """The width of each column: what it needs where there is room for all, else a share of what there is.

    The first column holds dates over ids, or names, and stays whole up to `FIRST`; the last holds sentences and gets
    twice the share of another; what a narrow column leaves goes to the others.
    """
    needed = [len(heading) for heading in table.headings]
    for row in table.rows:
        if len(row) == len(needed):
            lengths = (max((len(plain(each)) for each in one), default=0) for one in row)
            needed = [max(pair) for pair in zip(needed, lengths, strict=True)]
    room = terminal - GAP * len(needed)
    if sum(needed) <= room:
        return needed
    whole = terminal >= max(NARROW, 12 * len(needed))
    found = {0: min(needed[0], FIRST)} if whole else {}
    last = len(needed) - 1
    for column in sorted(range(len(found), last), key=lambda each: needed[each]):
        left = [each for each in range(len(needed)) if each not in found]
        share = (room - sum(found.values())) // (len(left) + 1)
        found[column] = max(1, min(needed[column], max(share, SHORT if whole else 0)))
    found[last] = max(1, room - sum(found.values()))
    return [found[each] for each in range(len(needed))]


def _print_plain(table: Table) -> None:
    rows = [[_flat(cell) for cell in row] for row in table.rows]
    heading = [name.upper() for name in table.headings]
    whole = [heading, *(row for row in rows if len(row) == len(heading))]
    widths = [max(map(len, column)) for column in zip(*whole, strict=True)]
    for row in (heading, *rows):
        padded = (text.ljust(width) for text, width in zip(row, widths, strict=False))
        sys.stdout.write(f"{'  '.join(padded).rstrip()}\n")
    if table.note:
        sys.stderr.write(f"{table.note}\n")


def _flat(cell: Cell) -> str:
    return " / ".join(" ".join(plain(each).split()) for each in cell) or "-"
