"""Options that several commands share. Values are read by `dragoman.query`, so that all faces take the same words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from dragoman.dates import parse_interval
from dragoman.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


def _all(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    def apply(function: F) -> F:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return apply


def a_day(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """The value of an option that names a day, a month or a year, as it was given.

    Raises UsageError where it is none: a date that is passed over in silence would leave every report undated.
    """
    if value is not None:
        try:
            parse_interval(value)
        except ValueError as error:
            remedy = "give YYYY-MM-DD, YYYY-MM or YYYY"
            raise UsageError(f"{value!r} is no date", place=option.opts[0], remedy=remedy) from error
    return value


LEDGER = click.option(
    "--ledger",
    metavar="FILE|URL",
    help="The ledger: a file, or postgresql://…  [env: DRAGOMAN_LEDGER; default: a file in your data folder]",
)

FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)

ONE_OBJECT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A page to read, or the object as JSON.",
)
"""As `FORMAT`, for commands that show one thing."""

CLOCKS = _all(
    click.option("--as-of", metavar="DATE", help="How the world was on that day.  [default: today]"),
    click.option("--known-by", metavar="DATE", help="From reports up to that day only.  [default: today]"),
    click.option("--recorded-by", metavar="INSTANT", help="From what the ledger held at that moment.  [default: now]"),
)

PERIOD = _all(
    click.option("--from", "since", metavar="DATE", help="Not before that day (YYYY-MM-DD, YYYY-MM or YYYY)."),
    click.option("--to", "until", metavar="DATE", help="Not after that day."),
)

BOUNDS = _all(
    click.option("--from", "--since", "since", metavar="DATE", help="Not before that day (YYYY-MM-DD, YYYY-MM, YYYY)."),
    click.option("--to", "--until", "until", metavar="DATE", help="Not after that day."),
)
"""As `PERIOD`, for commands that write files."""

LIMIT = click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many.")

ACTOR = click.option(
    "--actor",
    "actors",
    multiple=True,
    metavar="NAME",
    help="A country, body, organisation or person by name, code or demonym; repeat it for any of several.",
)

WHAT = _all(
    click.option("--type", "types", multiple=True, metavar="TYPE", help="CONSULT, SANCTION, …; repeat for several."),
    click.option("--status", "statuses", multiple=True, metavar="STATUS", help="occurred, scheduled, requested, …"),
    click.option("--phase", "phases", multiple=True, metavar="PHASE", help="begin, suspend, postpone, lift, …"),
    click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="At least that sure."),
    click.option("--rejected", is_flag=True, help="Also what a person rejected."),
)
