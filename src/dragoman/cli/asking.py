"""The commands that ask for lists: events, timeline, actors, documents, claims."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import click

from dragoman.cli import options
from dragoman.cli.marked import Table
from dragoman.cli.opening import LazyNames, open_ledger
from dragoman.cli.output import TABLE_LIMIT, counted, dumps, emit
from dragoman.cli.render import print_table
from dragoman.cli.tables import actors_table, claims_table, documents_table, events_table, timeline_table
from dragoman.model import Json
from dragoman.protocols import ClaimFilter, DocumentFilter, Store, View
from dragoman.query import (
    Month,
    Question,
    clocks,
    count_events,
    find_actors,
    find_claims,
    find_documents,
    find_events,
    make_view,
    resolve,
    to_day,
)
from dragoman.query import (
    stances as parse_stances,
)
from dragoman.query import (
    timeline as ask_timeline,
)


@click.command()
@options.LEDGER
@options.ACTOR
@click.option("--with", "partner", metavar="NAME", help="With --actor: the other one, in any role.")
@options.WHAT
@options.PERIOD
@click.option("--text", metavar="WORDS", help="With these letters in the quoted words or the names.")
@click.option("--document", "documents", multiple=True, metavar="ID", help="From this report.")
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def events(ledger: str | None, form: str, partner: str | None, actors: tuple[str, ...], **asked: Any) -> None:
    """List events: who did what to whom, when, how real, who says so, in what words.

    \b
    Examples:
      dragoman events --actor Vietnam --status occurred --from 2024-12
      dragoman events --actor Chile --with Vietnam --type CONSULT --format jsonl
    """
    view = _view(asked)
    question = _question(asked, actors, partner)
    with open_ledger(ledger) as store:
        rows = find_events(store, LazyNames(), question, view)
        emit(rows, kind="events", form=form, view=view, table=events_table, limit=question.limit)


def _view(asked: dict[str, Any]) -> View:
    return make_view(asked.pop("as_of"), asked.pop("known_by"), asked.pop("recorded_by"))


def _question(asked: dict[str, Any], actors: tuple[str, ...], partner: str | None) -> Question:
    if partner is None:
        return Question(actors=actors, **asked)
    if len(actors) != 1:
        raise click.UsageError("--with needs exactly one --actor")
    return Question(between=(actors[0], partner), **asked)


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@options.LEDGER
@options.WHAT
@options.PERIOD
@options.CLOCKS
@options.LIMIT
@click.option("--start", type=click.IntRange(min=0), default=0, metavar="N", help="Pass over the first N events.")
@options.FORMAT
def timeline(first: str, second: str, ledger: str | None, form: str, **asked: Any) -> None:
    """What A and B did to and with one another, month by month. Country names, codes and demonyms are all accepted.

    A table gives 200 events, or --limit, and says how to go on; the other forms give all, or --limit.

    \b
    Examples:
      dragoman timeline Chile Vietnam --from 2024-11 --to 2025-06
      dragoman timeline Chile Vietnam --limit 50 --start 50
    """
    view = _view(asked)
    question = Question(between=(first, second), **asked)
    names = LazyNames()
    with open_ledger(ledger) as store:
        if form in ("jsonl", "csv"):
            emit(
                find_events(store, names, question, view),
                kind="events",
                form=form,
                view=view,
                table=events_table,
                limit=question.limit,
            )
            return
        if form == "table" and question.limit is None:
            question = replace(question, limit=TABLE_LIMIT)
        months = ask_timeline(store, names, question, view)
        page = _Page.of(store, names, question, view, months)
        if form == "json":
            between = [resolve(store, names, name) for name in (first, second)]
            body = {**clocks(view), "between": between, "months": [month.to_json() for month in months]}
            sys.stdout.write(dumps({**body, **page.to_json()}) + "\n")
            return
        _print_months(months, page, view)


@dataclass(frozen=True, slots=True)
class _Page:
    """Which events of a timeline are shown, and how many there are."""

    first: int
    last: int
    total: int

    @classmethod
    def of(cls, store: Store, names: LazyNames, question: Question, view: View, months: Sequence[Month]) -> _Page:
        held = sum(len(month.events) for month in months)
        last = question.start + held
        is_last = (question.limit is None or held < question.limit) and (held or not question.start)
        return cls(question.start, last, last if is_last else count_events(store, names, question, view))

    @property
    def is_all(self) -> bool:
        return not self.first and self.last == self.total

    def to_json(self) -> Json:
        """Nothing where all are shown."""
        if self.is_all:
            return {}
        return {"start": self.first, "total": self.total, "next": self.last if self.last < self.total else None}


def _print_months(months: Sequence[Month], page: _Page, view: View) -> None:
    held = f"as of {view.as_of}, known by {view.known_by}"
    if page.is_all or not months:
        note = f"{counted(page.last - page.first, 'events')}, {held}"
    else:
        note = f"events {page.first + 1} to {page.last} of {page.total}, {held}"
    if page.last < page.total:
        note += f"; the next: --start {page.last}, or take all with --format json, jsonl or csv"
    drawn = timeline_table(months)
    if months:
        print_table(Table(drawn.headings, drawn.rows, note))
    else:
        sys.stderr.write(f"{note}\n")


@click.command()
@click.argument("like", metavar="[NAME]", required=False)
@options.LEDGER
@click.option("--resolved/--unresolved", default=None, help="Only those that stand for a known actor, or do not.")
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def actors(
    like: str | None, ledger: str | None, form: str, resolved: bool | None, limit: int | None, **asked: Any
) -> None:
    """List the actors of the reports, with what they are called and how much they do.

    \b
    Examples:
      dragoman actors
      dragoman actors ministry --format csv
      dragoman actors --unresolved
    """
    view = _view(asked)
    with open_ledger(ledger) as store:
        rows = find_actors(store, LazyNames(), view, like=like, resolved=resolved)
        emit(itertools.islice(rows, limit), kind="actors", form=form, view=view, table=actors_table, limit=limit)


@click.command()
@click.argument("text", metavar="[WORDS]", required=False)
@options.LEDGER
@click.option("--outlet", "outlets", multiple=True, metavar="NAME", help="Of that outlet; repeat for several.")
@click.option("--undated", is_flag=True, help="Only those whose day of publication is unknown.")
@options.PERIOD
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def documents(
    text: str | None, ledger: str | None, form: str, outlets: tuple[str, ...], undated: bool, **asked: Any
) -> None:
    """List the reports: title, outlet, day of publication and on what that rests, where each was met.

    WORDS are looked for in title, outlet and path; --from and --to bound the day of publication.

    \b
    Examples:
      dragoman documents
      dragoman documents fruit --from 2025-01 --format jsonl
      dragoman documents --undated
    """
    view = _view(asked)
    which = DocumentFilter(
        view=view,
        outlets=outlets,
        start=to_day(asked["since"], "earliest"),
        end=to_day(asked["until"], "latest"),
        has_date=False if undated else None,
        text=text,
        limit=asked["limit"],
    )
    with open_ledger(ledger) as store:
        emit(
            find_documents(store, which),
            kind="documents",
            form=form,
            view=view,
            table=documents_table,
            limit=which.limit,
        )


@click.command()
@click.argument("text", metavar="[WORDS]", required=False)
@options.LEDGER
@click.option("--speaker", "speakers", multiple=True, metavar="NAME", help="By that actor; repeat for several.")
@click.option("--side", "sides", multiple=True, metavar="COUNTRY", help="For that side; repeat for several.")
@click.option("--stance", "stances", multiple=True, metavar="STANCE", help="for, against or neutral.")
@options.CLOCKS
@options.LIMIT
@options.FORMAT
def claims(
    text: str | None,
    ledger: str | None,
    form: str,
    speakers: tuple[str, ...],
    sides: tuple[str, ...],
    stances: tuple[str, ...],
    **asked: Any,
) -> None:
    """List claims: what sources say that is no act, such as positions, assessments and measured quantities.

    \b
    Examples:
      dragoman claims --side Chile
      dragoman claims ban --stance against --format json
    """
    view = _view(asked)
    names = LazyNames()
    with open_ledger(ledger) as store:
        which = ClaimFilter(
            view=view,
            sides=tuple(resolve(store, names, side) for side in sides),
            stances=parse_stances(stances),
            text=text,
            limit=asked["limit"],
        )
        rows = find_claims(store, names, speakers, which)
        emit(rows, kind="claims", form=form, view=view, table=claims_table, limit=which.limit)
