"""Occurrences and dossiers as linking made them, each version of each kept."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update
from sqlalchemy.sql import ColumnElement, and_

from dragoman.model import Occurrence
from dragoman.protocols import DossierRecord, Links, Membership
from dragoman.store import kept, kept_acts, kept_plans
from dragoman.store.rows import Row, write_json
from dragoman.store.schema import (
    FOREVER,
    aliases,
    dossier_members,
    dossiers,
    occurrence_events,
    occurrences,
)
from dragoman.store.writing import chunks, insert_rows


def at(table: Table, recorded_by: str | None) -> ColumnElement[bool]:
    """What a table held at an instant; without one, what it holds now."""
    if recorded_by is None:
        return table.c.superseded_at == FOREVER
    return and_(table.c.recorded_at <= recorded_by, table.c.superseded_at > recorded_by)


# ------------------------------------------------------------------ in


def save_links(connection: Connection, links: Links, recorded: str) -> set[str]:
    """Record what linking found; what is not named stays. The dossiers of which something else is told come back."""
    gone = sorted(links.aliases)
    told = kept.memberships(connection, occurrences=gone)
    for table, column in (
        (occurrences, "id"),
        (occurrence_events, "occurrence"),
        (dossiers, "id"),
        (dossier_members, "dossier"),
    ):
        _retire(connection, table, column, gone, recorded)
    alive = [o.id for o in links.occurrences] + [d.id for d in links.dossiers]
    _retire(connection, aliases, "old", sorted({*gone, *alive}), recorded)
    _insert(connection, aliases, ({"old": old, "new": new} for old, new in sorted(links.aliases.items())), recorded)
    told_otherwise = _save_occurrences(connection, links.occurrences, recorded, told)
    if kept.is_kept(connection):
        kept_acts.relink(connection, told)
    if kept.is_kept(connection, kept.PLANS):
        kept_plans.relink(connection, {event for event, _ in told})
    changed = _save_dossiers(connection, links.dossiers, recorded)
    holding = dossiers_of(connection, told_otherwise, None).values()
    return {*gone, *changed, *(dossier for each in holding for dossier in each)}


def _save_occurrences(
    connection: Connection, given: Sequence[Occurrence], recorded: str, told: set[tuple[str, str]]
) -> Collection[str]:
    """Save occurrences; the ids of those that changed come back.

    Their events, of before and now, go to `told`, each with the occurrence that held it and with the one that does.
    """
    wanted = {o.id: {"id": o.id, "body": write_json({"events": o.events, "why": o.why})} for o in given}
    changed = _changed(connection, occurrences, wanted)
    held = {(event, o.id) for o in given if o.id in changed for event in o.events}
    told |= held | kept.memberships(connection, occurrences=changed, events={event for event, _ in held})
    _retire(connection, occurrences, "id", sorted(changed), recorded)
    _retire(connection, occurrence_events, "occurrence", sorted(changed), recorded)
    _insert(connection, occurrences, (changed[identity] for identity in sorted(changed)), recorded)
    members = (
        {"event": event, "occurrence": o.id}
        for o in sorted(given, key=lambda o: o.id)
        if o.id in changed
        for event in sorted(set(o.events))
    )
    _insert(connection, occurrence_events, members, recorded)
    return changed


def _save_dossiers(connection: Connection, given: Sequence[DossierRecord], recorded: str) -> Collection[str]:
    wanted = {d.id: {"id": d.id, "kind": d.kind, "body": _dossier_body(d)} for d in given}
    changed = _changed(connection, dossiers, wanted)
    _retire(connection, dossiers, "id", sorted(changed), recorded)
    _retire(connection, dossier_members, "dossier", sorted(changed), recorded)
    _insert(connection, dossiers, (changed[identity] for identity in sorted(changed)), recorded)
    members = (
        {"occurrence": member.occurrence, "dossier": d.id, "score": member.score}
        for d in sorted(given, key=lambda d: d.id)
        if d.id in changed
        for member in d.members
    )
    _insert(connection, dossier_members, members, recorded)
    return changed


def _dossier_body(dossier: DossierRecord) -> str:
    members = [[member.occurrence, member.score, list(member.why)] for member in dossier.members]
    return write_json({"kind": dossier.kind, "body": dict(dossier.body), "members": members})


def _changed(connection: Connection, table: Table, wanted: Mapping[str, Row]) -> dict[str, Row]:
    """Those of the rows whose like is not in view yet."""
    changed = dict(wanted)
    for part in chunks(sorted(wanted)):
        query = select(table.c.id, table.c.body).where(table.c.id.in_(part), table.c.superseded_at == FOREVER)
        for row in connection.execute(query):
            if changed[row.id]["body"] == row.body:
                del changed[row.id]
    return changed


def _retire(connection: Connection, table: Table, column: str, values: Collection[str], recorded: str) -> None:
    """Take rows out of view. What was recorded at this very instant was in view for no time, and goes."""
    for part in chunks(values):
        named = and_(table.c[column].in_(part), table.c.superseded_at == FOREVER)
        connection.execute(delete(table).where(named, table.c.recorded_at == recorded))
        connection.execute(update(table).where(named).values(superseded_at=recorded))


def _insert(connection: Connection, table: Table, values: Iterable[Row], recorded: str) -> None:
    batch = [{**value, "recorded_at": recorded, "superseded_at": FOREVER} for value in values]
    if batch:
        insert_rows(connection, table, batch)


# ------------------------------------------------------------------ out


def resolve(connection: Connection, given: Collection[str], recorded_by: str | None) -> dict[str, str | None]:
    """Where each id leads: to itself, to the one in its place, or to `None`."""
    leads: dict[str, str | None] = {identity: identity for identity in given}
    open_ids, seen = set(given), set(given)
    while open_ids:
        steps: dict[str, str | None] = {}
        for part in chunks(sorted(open_ids)):
            query = select(aliases.c.old, aliases.c.new).where(aliases.c.old.in_(part), at(aliases, recorded_by))
            steps.update({row.old: row.new for row in connection.execute(query)})
        leads = {start: steps.get(end, end) if end else None for start, end in leads.items()}
        open_ids = {new for new in steps.values() if new and new not in seen}
        seen |= open_ids
    return leads


def occurrences_of(connection: Connection, given: Collection[str], recorded_by: str | None) -> dict[str, str]:
    """Event id -> id of its occurrence."""
    found: dict[str, str] = {}
    table = occurrence_events
    for part in chunks(sorted(given)):
        query = select(table.c.event, table.c.occurrence).where(table.c.event.in_(part), at(table, recorded_by))
        for row in connection.execute(query.order_by(table.c.event, table.c.occurrence)):
            found.setdefault(row.event, row.occurrence)
    return found


def dossiers_of(connection: Connection, given: Collection[str], recorded_by: str | None) -> dict[str, list[str]]:
    """Occurrence id -> ids of its dossiers, the best link first."""
    found: dict[str, list[str]] = {}
    table = dossier_members
    for part in chunks(sorted(given)):
        query = select(table.c.occurrence, table.c.dossier).where(table.c.occurrence.in_(part), at(table, recorded_by))
        for row in connection.execute(query.order_by(table.c.occurrence, table.c.score.desc(), table.c.dossier)):
            found.setdefault(row.occurrence, []).append(row.dossier)
    return found


def links(
    connection: Connection,
    recorded_by: str | None,
    *,
    of_events: Collection[str] | None,
    of_occurrences: Collection[str] | None,
    of_dossiers: Collection[str] | None,
) -> Links:
    """All that is in view, or what belongs to the ids given."""
    if of_events is None and of_occurrences is None and of_dossiers is None:
        return Links(
            tuple(_occurrence(row) for row in _rows(connection, occurrences, None, recorded_by)),
            tuple(_dossier(row) for row in _rows(connection, dossiers, None, recorded_by)),
            {row.old: row.new for row in _in_order(connection, aliases, "old", recorded_by)},
        )
    leads = resolve(connection, {*(of_occurrences or ()), *(of_dossiers or ())}, recorded_by)
    wanted_dossiers = {new for old in of_dossiers or () if (new := leads[old])}
    wanted = {new for old in of_occurrences or () if (new := leads[old])}
    wanted.update(occurrences_of(connection, of_events or (), recorded_by).values())
    for named in dossiers_of(connection, wanted, recorded_by).values():
        wanted_dossiers.update(named)
    found = tuple(_dossier(row) for row in _rows(connection, dossiers, wanted_dossiers, recorded_by))
    asked = {new for old in of_dossiers or () if (new := leads[old])}
    wanted.update(member.occurrence for dossier in found if dossier.id in asked for member in dossier.members)
    return Links(
        tuple(_occurrence(row) for row in _rows(connection, occurrences, wanted, recorded_by)),
        found,
        {old: new for old, new in sorted(leads.items()) if old != new},
    )


def dossiers_holding(
    connection: Connection, of_events: Collection[str], of_occurrences: Collection[str], recorded_by: str | None
) -> list[DossierRecord]:
    """Dossiers by id that hold these occurrences, or those of these events: the occurrences are not read."""
    wanted = {new for new in resolve(connection, of_occurrences, recorded_by).values() if new}
    wanted.update(occurrences_of(connection, of_events, recorded_by).values())
    held = {one for each in dossiers_of(connection, wanted, recorded_by).values() for one in each}
    return dossier_records(connection, held, recorded_by)


def dossier_records(
    connection: Connection, ids: Collection[str] | None, recorded_by: str | None
) -> list[DossierRecord]:
    """Dossiers in view by id: all, or those with these ids."""
    return [_dossier(row) for row in _rows(connection, dossiers, ids, recorded_by)]


def _rows(connection: Connection, table: Table, wanted: Collection[str] | None, recorded_by: str | None) -> list[Any]:
    if wanted is None:
        return _in_order(connection, table, "id", recorded_by)
    found: list[Any] = []
    for part in chunks(sorted(wanted)):
        query = select(table).where(table.c.id.in_(part), at(table, recorded_by)).order_by(table.c.id)
        found.extend(connection.execute(query))
    return found


def _in_order(connection: Connection, table: Table, column: str, recorded_by: str | None) -> list[Any]:
    return list(connection.execute(select(table).where(at(table, recorded_by)).order_by(table.c[column])))


def _occurrence(row: Any) -> Occurrence:
    value = json.loads(row.body)
    return Occurrence(row.id, tuple(value["events"]), tuple(value["why"]))


def _dossier(row: Any) -> DossierRecord:
    value = json.loads(row.body)
    members = tuple(Membership(occurrence, score, tuple(why)) for occurrence, score, why in value["members"])
    return DossierRecord(row.id, value["kind"], value["body"], members)
