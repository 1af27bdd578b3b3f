"""Answers in the four forms: a table for people, three forms for programs."""

from __future__ import annotations

import csv
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from dragoman.cli.marked import Table
from dragoman.cli.render import print_table
from dragoman.protocols import View
from dragoman.query import clocks, flat, lines_of

R = TypeVar("R")

TABLE_LIMIT = 200
"""A table longer than this is for programs; the note below it says how to get all of it."""


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON as everything here prints it: UTF-8, keys in the order of the contract."""
    return json.dumps(value, ensure_ascii=False, indent=indent)


def counted(count: int, kind: str) -> str:
    """The words "1 event", "2 events" or "no events"."""
    if count == 1:
        return f"1 {kind.removesuffix('s')}"
    return f"{count or 'no'} {kind}"


def emit(
    rows: Iterable[R],
    *,
    kind: str,
    form: str,
    view: View,
    table: Callable[[Sequence[R]], Table],
    limit: int | None = None,
) -> None:
    """Print rows. Everything but the table is written as it comes, so that a large answer needs no memory.

    `kind` names the list ("events"); `limit` is the one that was asked for, which a table then honours.
    """
    if form == "table":
        _table(rows, kind, view, table, limit or TABLE_LIMIT)
    else:
        _FORMS[form](rows, kind, view)


def _table(rows: Iterable[R], kind: str, view: View, table: Callable[[Sequence[R]], Table], most: int) -> None:
    first = list(itertools.islice(rows, most + 1))
    drawn = table(first[:most])
    held = f"as of {view.as_of}, known by {view.known_by}"
    if len(first) > most:
        note = f"the first {most}, {held}; there are more: give --limit, or take all with --format jsonl or csv"
    else:
        note = f"{counted(len(first), kind)}, {held}"
    if not first:
        sys.stderr.write(f"{note}\n")
        return
    print_table(Table(drawn.headings, drawn.rows, note))


def _json(rows: Iterable[Any], kind: str, view: View) -> None:
    write = sys.stdout.write
    head = dumps(clocks(view))
    write(f'{head[:-1]}, "{kind}": [')
    for number, line in enumerate(line for row in rows for line in lines_of(row)):
        write(",\n" if number else "\n")
        write(dumps(line))
    write("\n]}\n")


def _jsonl(rows: Iterable[Any], kind: str, view: View) -> None:
    for row in rows:
        sys.stdout.writelines(f"{dumps(line)}\n" for line in lines_of(row))


def _csv(rows: Iterable[Any], kind: str, view: View) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(flat.COLUMNS[kind])
    for row in rows:
        for line in lines_of(row):
            writer.writerow([flat.safe_cell(value) for value in flat.flatten(kind, line).values()])


_FORMS: dict[str, Callable[[Iterable[Any], str, View], None]] = {"json": _json, "jsonl": _jsonl, "csv": _csv}
