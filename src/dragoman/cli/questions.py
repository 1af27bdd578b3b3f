"""The commands that ask about change: changes, diff, plans, requests."""

from __future__ import annotations

from typing import Any

import click

from dragoman.cli import options
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import emit
from dragoman.cli.question_tables import (
    changes_table,
    plans_table,
    requests_table,
)
from dragoman.errors import UsageError
from dragoman.query import make_view, to_day
from dragoman.query.changes import find_changes, find_differences
from dragoman.query.dossiers import DossierQuestion
from dragoman.query.plans import find_plans
from dragoman.query.requests import find_requests

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
