"""The commands that show one thing whole: show, explain."""

from __future__ import annotations

import sys
from typing import Any

import click

from dragoman.cli import options
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import dumps
from dragoman.cli.pages import explained, shown_lines
from dragoman.cli.render import on_terminal, print_lines
from dragoman.errors import UsageError
from dragoman.query import clocks, make_view
from dragoman.query import show as ask_show

ONE_OBJECT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A page to read, or the object as JSON.",
)


@click.command()
@click.argument("wanted", metavar="ID")
@options.LEDGER
@options.CLOCKS
@ONE_OBJECT
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


@click.command()
@click.argument("wanted", metavar="[ID]", required=False)
@click.option("--text", metavar="TEXT", help="Read this text instead, and store nothing.")
@click.option("--published", metavar="DATE", help="With --text: the day of the report.")
@options.LEDGER
@options.CLOCKS
@ONE_OBJECT
def explain(
    wanted: str | None, text: str | None, published: str | None, ledger: str | None, form: str, **asked: Any
) -> None:
    """Say why an event is recorded as it is: which rule, cue and words gave each of its fields.

    \b
    Examples:
      dragoman explain ev_7k2m
      dragoman explain --text "Chile demanded that Vietnam lift its ban." --published 2024-12-03
    """
    if (wanted is None) == (text is None):
        raise UsageError("give an event's ID or --text, and not both")
    view = make_view(**asked)
    if text is not None:
        from dragoman.cli.trying import read_text  # noqa: PLC0415 - loads models

        reading = read_text(text, published)
        events = reading.events
    else:
        with open_ledger(ledger) as store:
            events = (store.event(str(wanted), view).event,)
    if form == "json":
        body = {**clocks(view), "events": [event.to_json() for event in events]}
        sys.stdout.write(dumps(body, indent=2) + "\n")
    else:
        print_lines(explained(events))
