"""The command `compare`: accounts side by side."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from dragoman.cli import options
from dragoman.cli.marked import Cell, Table, cell, line
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import dumps
from dragoman.cli.render import print_lines, print_table
from dragoman.query import draw, make_view
from dragoman.query.accounts import DIFFER, Field, Saying
from dragoman.query.compare import Comparison
from dragoman.query.compare import compare as ask

HEADINGS = ("Field", "Who", "Says", "Words and source")
WORDS = 2
"""Sentences that are shown for one value; the others are counted."""


@click.command()
@click.argument("wanted", metavar="ID|WORDS")
@options.LEDGER
@options.CLOCKS
@options.ONE_OBJECT
def compare(wanted: str, ledger: str | None, form: str, **asked: Any) -> None:
    """Show what each side and each outlet says of one thing, field by field, where they differ, and in what words.

    ID is that of an event, occurrence, dossier or claim; WORDS are those of a dossier's title.

    \b
    Examples:
      dragoman compare "talks on fruit" --known-by 2025-04-30
      dragoman compare oc_ljqpkt --format json
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        found = ask(store, LazyNames(), wanted, view)
    if form == "json":
        sys.stdout.write(dumps(found.to_json(), indent=2) + "\n")
        return
    for one in (found, *found.parts):
        _show(one)
    clock = f"as of {view.as_of}, known by {view.known_by}"
    sys.stderr.write(f"{_sum(found)}; {clock}\n")


def _show(found: Comparison) -> None:
    print_lines([line((found.title, "heading")), line((f"{found.kind} {found.id}", "id"))])
    if found.fields:
        print_table(Table(HEADINGS, tuple(_rows(found.fields))))


def _rows(fields: Sequence[Field]) -> Iterator[tuple[Cell, ...]]:
    for field in fields:
        tone = "bad" if field.verdict == DIFFER else "dim"
        for number, saying in enumerate(field.says):
            name = cell(line((field.name, "heading")), line((field.verdict, tone))) if number == 0 else ()
            yield (name, cell(line((saying.account.name, "actor"))), cell(line(saying.value)), _words(saying))


def _words(saying: Saying) -> Cell:
    lines = []
    for words in saying.words[:WORDS]:
        said_by = f" > {' > '.join(words.source)}" if words.source else ""
        lines.append(line((words.quote[:160] + ("…" if len(words.quote) > 160 else ""), "quote")))
        lines.append(
            line((f"{words.outlet or words.path or words.document}, {draw(words.published)}{said_by}", "source"))
        )
    if len(saying.words) > WORDS:
        lines.append(line((f"and {len(saying.words) - WORDS} more", "dim")))
    return cell(*lines)


def _sum(found: Comparison) -> str:
    differing = [field.name for one in (found, *found.parts) for field in one.differing]
    accounts = f"{len(found.accounts)} accounts" if len(found.accounts) != 1 else "1 account"
    return f"{accounts}, " + (f"they differ in {', '.join(dict.fromkeys(differing))}" if differing else "no difference")
