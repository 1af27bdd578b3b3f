"""The commands that look at sides, actors, words and names: between, actor, search, mentions."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any, Literal

import click

from dragoman.cli import options
from dragoman.cli.looking_tables import actor_lines, hits_table, mentions_table, points_table
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import dumps, emit
from dragoman.cli.render import print_lines
from dragoman.query import clocks, make_view, to_day
from dragoman.query.relations import relation
from dragoman.query.searching import actor_page, find_mentions
from dragoman.query.searching import search as ask_search


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@options.LEDGER
@click.option("--per", type=click.Choice(["week", "month"]), default="month", show_default=True, help="How finely.")
@options.PERIOD
@options.CLOCKS
@options.FORMAT
def between(
    first: str,
    second: str,
    ledger: str | None,
    form: str,
    per: Literal["week", "month"],
    since: str | None,
    until: str | None,
    **asked: Any,
) -> None:
    """Show how A and B got on over time: how much they did, how friendly it was; each happening counts once.

    \b
    Example:
      dragoman between Chile Vietnam --per week
    """
    view = make_view(**asked)
    names = LazyNames()
    with open_ledger(ledger) as store:
        rows = relation(
            store,
            names,
            first,
            second,
            view,
            period=per,
            since=to_day(since, "earliest"),
            until=to_day(until, "latest"),
        )
        emit(rows, kind="points", form=form, view=view, table=points_table)


@click.command()
@click.argument("name")
@options.LEDGER
@options.CLOCKS
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A page to read, or the object as JSON.",
)
def actor(name: str, ledger: str | None, form: str, **asked: Any) -> None:
    """Show one actor: offices over time, what it did, with whom, and its last events.

    \b
    Example:
      dragoman actor "Vietnamese agriculture ministry"
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        page = actor_page(store, LazyNames(), name, view)
    if form == "json":
        sys.stdout.write(dumps({**clocks(view), "actor": page.to_json()}, indent=2) + "\n")
    else:
        print_lines(actor_lines(page))


@click.command()
@click.argument("text")
@options.LEDGER
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def search(text: str, ledger: str | None, form: str, limit: int | None, **asked: Any) -> None:
    """Find words in the full text of the reports, with the events that stand there.

    \b
    Example:
      dragoman search "table grapes" --limit 20
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        rows = ask_search(store, text, view, limit=limit)
        emit(rows, kind="hits", form=form, view=view, table=partial(hits_table, wanted=text))


@click.command()
@click.argument("name")
@options.LEDGER
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def mentions(name: str, ledger: str | None, form: str, limit: int | None, **asked: Any) -> None:
    """List every place where a name stands: what it was taken for, where, and why.

    \b
    Example:
      dragoman mentions Fukushima
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        rows = find_mentions(store, name, view, limit=limit)
        emit(rows, kind="mentions", form=form, view=view, table=mentions_table)
