"""Changes, plans and requests as tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.cli.dossier_tables import state_style
from dragoman.cli.marked import Cell, Line, Table, cell, joined, line
from dragoman.cli.tables import actor_pieces, draw_dated, quote, source_of
from dragoman.protocols import StoredEvent
from dragoman.query import draw
from dragoman.query.changes import Change
from dragoman.query.plans import Plan
from dragoman.query.requests import Request


def changes_table(rows: Sequence[Change]) -> Table:
    """Changes, one to a row."""
    return Table(("Matter", "Change", "State", "Words and source"), tuple(map(_change_row, rows)))


def _change_row(row: Change) -> tuple[Cell, ...]:
    after = row.after
    told = after.folded.set_by.row if after.folded.set_by else after.folded.last_confirmed
    return (
        cell(line((after.title, "heading")), line((f"{after.kind.name} ", "dim"), (after.id, "id"))),
        cell(*(line((what, "warn")) for what in row.what)),
        cell(
            line((after.folded.state, state_style(after.folded.state))),
            line((draw(after.folded.since), "date")),
            line((", ".join(after.folded.flags), "dim")),
        ),
        cell(*_words(told)),
    )


def _words(told: StoredEvent | None) -> Iterator[Line]:
    if told is not None:
        yield quote(told.event.evidence)
        yield line((source_of(told, told.event.attribution), "source"))


def plans_table(rows: Sequence[Plan]) -> Table:
    """Plans, one to a row."""
    return Table(("Due", "What", "Came of it", "Words and source"), tuple(map(_plan_row, rows)))


def _plan_row(row: Plan) -> tuple[Cell, ...]:
    event = row.row.event
    style = "bad" if row.outcome == "overdue" else "warn" if row.outcome == "due" else state_style(row.outcome)
    people = joined([((a.name, "actor"),) for a in (*event.actors, *event.recipients)], ", ")
    return (
        cell(line((draw(row.due), "date"))),
        cell(people, line((f"{event.type} ", "dim"), (str(event.status), str(event.status)))),
        cell(line((row.outcome, style)), line((row.dossier.id, "id")) if row.dossier else ()),
        cell(*_words(row.row)),
    )


def requests_table(rows: Sequence[Request]) -> Table:
    """Requests, one to a row."""
    return Table(("When", "Who asked whom", "What came of it", "Words and source"), tuple(map(_request_row, rows)))


def _request_row(row: Request) -> tuple[Cell, ...]:
    event = row.row.event
    style = {"granted": "good", "refused": "bad"}.get(row.outcome, "warn")
    asked = row.asked.event if row.asked else None
    what = f"{asked.type} {asked.phase or ''}".strip() if asked else ""
    return (
        cell(line((draw_dated(event.date), "date"))),
        cell(
            joined([actor_pieces(actor, "actor") for actor in event.actors], ", "),
            (("→ ", ""), *joined([actor_pieces(a, "recipient") for a in event.recipients], ", "))
            if event.recipients
            else (),
        ),
        cell(
            line((row.outcome, style)),
            line((what, "dim")),
            line((row.dossier.title, "matter")) if row.dossier else (),
        ),
        cell(*_words(row.row), *_more(len(row.rows) - 1)),
    )


def _more(count: int) -> Iterator[Line]:
    if count > 0:
        yield line((f"and {count} more", "dim"))
