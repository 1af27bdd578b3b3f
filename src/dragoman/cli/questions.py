"""The commands that ask about change: changes, diff, plans, requests, between, actor, search, mentions."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any, Literal

import click

from dragoman.cli import options
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import dumps, emit
from dragoman.cli.question_tables import (
    actor_lines,
    changes_table,
    hits_table,
    mentions_table,
    plans_table,
    points_table,
    requests_table,
)
from dragoman.cli.render import print_lines
from dragoman.errors import UsageError
from dragoman.query import clocks, make_view, to_day
from dragoman.query.changes import find_changes, find_differences, find_plans
from dragoman.query.dossiers import DossierQuestion
from dragoman.query.relations import relation
from dragoman.query.requests import find_requests
from dragoman.query.searching import actor_page, find_mentions
from dragoman.query.searching import search as ask_search

PARTY = click.option("--party", "parties", multiple=True, metavar="NAME", help="With that party; repeat it for a pair.")
KIND = click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Of that kind; repeat for several.")


@click.command()
@click.option("--since", required=True, metavar="DATE", help="Compared with how it was, and was known, on that day.")
@options.LEDGER
@PARTY
@KIND
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def changes(
    since: str,
    ledger: str | None,
    form: str,
    parties: tuple[str, ...],
    kinds: tuple[str, ...],
    limit: int | None,
    **asked: Any,
) -> None:
    """Say what moved since a day: what is new, changed state, was contradicted, or became overdue; the newest first.

    \b
    Example:
      dragoman changes --since 2025-01-01 --party Vietnam
    """
    view = make_view(**asked)
    day = to_day(since, "latest")
    if day is None:
        raise UsageError("--since needs a day", remedy="give YYYY-MM-DD")
    with open_ledger(ledger) as store:
        rows = find_changes(store, LazyNames(), day, view, DossierQuestion(parties, kinds, limit=limit))
        emit(rows, kind="changes", form=form, view=view, table=changes_table)


@click.command()
@click.option("--known-by", nargs=2, required=True, metavar="D1 D2", help="The two days up to which reports count.")
@options.LEDGER
@PARTY
@KIND
@click.option("--as-of", metavar="DATE", help="How the world was on that day.  [default: today]")
@options.LIMIT
@options.FORMAT
def diff(
    known_by: tuple[str, str],
    ledger: str | None,
    form: str,
    parties: tuple[str, ...],
    kinds: tuple[str, ...],
    as_of: str | None,
    limit: int | None,
) -> None:
    """Say how belief changed: the state on one day as it was known by D1, and as it was known by D2.

    \b
    Example:
      dragoman diff --known-by 2025-04-30 2025-09-30 --as-of 2025-04-30
    """
    first, second = (to_day(day, "latest") for day in known_by)
    view = make_view(as_of, second)
    if first is None or second is None:
        raise UsageError("--known-by needs two days", remedy="give YYYY-MM-DD twice")
    with open_ledger(ledger) as store:
        rows = find_differences(store, LazyNames(), first, second, view, DossierQuestion(parties, kinds, limit=limit))
        emit(rows, kind="changes", form=form, view=view, table=changes_table)


@click.command()
@options.LEDGER
@PARTY
@KIND
@click.option("--overdue", is_flag=True, help="Only those whose day has passed without word of what came of them.")
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def plans(
    ledger: str | None,
    form: str,
    parties: tuple[str, ...],
    kinds: tuple[str, ...],
    overdue: bool,
    limit: int | None,
    **asked: Any,
) -> None:
    """List what was planned: what is due, what is overdue, and what came of it.

    \b
    Example:
      dragoman plans --party Chile --party Vietnam --as-of 2025-02-15 --known-by 2025-02-15
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        question = DossierQuestion(parties, kinds, limit=limit)
        rows = find_plans(store, LazyNames(), view, question, overdue_only=overdue)
        emit(rows, kind="plans", form=form, view=view, table=plans_table)


@click.command()
@click.argument("text", metavar="[WORDS]", required=False)
@options.LEDGER
@click.option("--by", metavar="NAME", help="Who asked.")
@click.option("--to", metavar="NAME", help="Who was asked.")
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def requests(
    text: str | None,
    ledger: str | None,
    form: str,
    by: str | None,
    to: str | None,
    limit: int | None,
    **asked: Any,
) -> None:
    """List requests: who asked whom for what, when, and what came of it.

    \b
    Example:
      dragoman requests ban --by Chile
    """
    view = make_view(**asked)
    with open_ledger(ledger) as store:
        rows = find_requests(store, LazyNames(), view, by=by, to=to, text=text, limit=limit)
        emit(rows, kind="requests", form=form, view=view, table=requests_table)


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
