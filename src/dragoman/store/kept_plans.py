"""What was planned, kept: each event that tells of a plan, with its happening and the day for which it is meant.

A list of plans begins with those that are due first. Of the events of one happening that which was told last, of those
that say when, says when it is due; so a list is found from these rows, and only the events of its page are read. Of all
that happens few things are planned: the happenings of a dossier are looked up among these few, and not in the record.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.sql import ColumnElement, or_

from dragoman.model import Event, Status
from dragoman.protocols import PlanKey, View
from dragoman.store.kept_counts import here
from dragoman.store.rows import Row
from dragoman.store.schema import (
    FOREVER,
    UNKNOWN_DAY,
    dossier_members,
    events,
    kept_plans,
    occurrence_events,
    readings,
)
from dragoman.store.writing import chunks, insert_rows

PLANNED = (str(Status.SCHEDULED), str(Status.AGREED))
NO_DAY, NO_TARGET = "9999", "9999-99"
UNLINKED = ""
_DIGITS = 9


def find_all(connection: Connection) -> None:
    """Find all plans anew."""
    connection.execute(delete(kept_plans))
    query = select(events.c.id).where(events.c.superseded_at == FOREVER, events.c.status.in_(PLANNED))
    for part in chunks(sorted(connection.scalars(query))):
        _add(connection, part)


def refresh(connection: Connection, named: Collection[str]) -> None:
    """Find anew what some events plan, or planned."""
    for part in chunks(sorted(named)):
        connection.execute(delete(kept_plans).where(kept_plans.c.event.in_(part)))
        _add(connection, part)


def relink(connection: Connection, named: Collection[str]) -> None:
    """Find anew to which happenings some events belong."""
    c = kept_plans.c
    for part in chunks(sorted(named)):
        rows = connection.execute(select(kept_plans).where(c.event.in_(part)))
        found = {
            row.event: {name: value for name, value in row._asdict().items() if name != "occurrence"} for row in rows
        }
        connection.execute(delete(kept_plans).where(c.event.in_(list(found))))
        _insert(connection, list(found.values()))


def _add(connection: Connection, part: Sequence[str]) -> None:
    e, r = events.c, readings.c
    columns = (e.id, e.body, e.order_date, e.order_published, e.document, e.trigger_start, r.published_latest)
    query = select(*columns).join(readings, r.id == e.reading)
    rows = connection.execute(query.where(e.id.in_(part), e.status.in_(PLANNED), here(events)))
    _insert(connection, [row for each in rows if (row := _row(each)) is not None])


def _insert(connection: Connection, found: Sequence[Row]) -> None:
    """Insert rows, each with every happening that holds its event."""
    o, held = occurrence_events.c, defaultdict[str, list[str]](list)
    query = select(o.event, o.occurrence).where(o.event.in_([row["event"] for row in found]), here(occurrence_events))
    for row in connection.execute(query):
        held[row.event].append(row.occurrence)
    rows = [{**row, "occurrence": each} for row in found for each in held[row["event"]] or [UNLINKED]]
    if rows:
        insert_rows(connection, kept_plans, rows)


def _row(row: Any) -> Row | None:
    """`None` where fewer than two take part."""
    event = Event.from_json(json.loads(row.body))
    if len({actor.country or actor.id for actor in (*event.actors, *event.recipients)} - {None}) <= 1:
        return None
    target = event.meant_for()
    day = None if target is None else target.latest or target.earliest
    place = (row.order_date, row.order_published, row.document, str(row.trigger_start).zfill(_DIGITS), row.id)
    return {
        "event": row.id,
        "due": NO_TARGET if target is None else day.isoformat() if day else NO_DAY,
        "told": row.published_latest or "",
        "seen": "" if row.order_published == UNKNOWN_DAY else row.order_published,
        "place": " ".join(place),
        "targeted": target is not None,
    }


def by_day(connection: Connection, view: View, filed: Sequence[ColumnElement[bool]] | None) -> list[PlanKey]:
    """The plans of dossiers whose rows of `dossier_members` fulfil some conditions, or all, by the day they are due."""
    c, m = kept_plans.c, dossier_members.c
    known = [] if view.known_by is None else [or_(c.seen == "", c.seen <= view.known_by.isoformat())]
    query = select(c.occurrence, c.event, c.due, c.told, c.place, c.targeted).where(*known)
    if filed is not None:
        told = dossier_members.join(kept_plans, c.occurrence == m.occurrence)
        query = query.select_from(told).where(here(dossier_members), *filed)
    return _sorted(connection.execute(query))


def _sorted(rows: Iterable[Any]) -> list[PlanKey]:
    held: dict[str, list[Any]] = defaultdict(list)
    for row in {(row.occurrence, row.event): row for row in rows}.values():
        held[row.occurrence or row.event].append(row)
    found = []
    for name, told in held.items():
        pool = [row for row in told if row.targeted] or told
        latest = max(row.told for row in pool)
        first = min((row for row in pool if row.told == latest), key=lambda row: row.place)
        found.append(PlanKey(name, first.event, first.due))
    return sorted(found, key=lambda key: (key.due, key.event))
