"""The command that shows one thing whole."""

from __future__ import annotations

import sys
from typing import Any

import click

from dragoman.cli import options
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import dumps
from dragoman.cli.pages import shown_lines
from dragoman.cli.render import on_terminal, print_lines
from dragoman.query import make_view
from dragoman.query import show as ask_show


@click.command()
@click.argument("wanted", metavar="ID")
@options.LEDGER
@options.CLOCKS
@options.ONE_OBJECT
def show(wanted: str, ledger: str | None, form: str, **asked: Any) -> None:
    """Show one object with its evidence in context, every ground of every field marked.

    ID is that of an event, claim, report, occurrence or dossier (its unique beginning is enough), the path of a
    report, or the name of an actor.

    \b
    Examples:
      dragoman show ev_7k2m
      dragoman show reports/ban.txt
      dragoman show "Vietnamese agriculture ministry"
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        shown = ask_show(store, LazyNames(), wanted, view)
    if form == "json":
        sys.stdout.write(dumps(shown.to_json(), indent=2) + "\n")
    else:
        print_lines(shown_lines(shown, numbered=not on_terminal()))
