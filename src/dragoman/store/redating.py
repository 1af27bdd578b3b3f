"""What the ledger learns of the day of a report from other reports: a reading gives way to itself with that day."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, insert, select, update

from dragoman.model import Event, Published, stable_id
from dragoman.store import rows
from dragoman.store.pairs import rows_of_reading
from dragoman.store.rows import Row
from dragoman.store.schema import FOREVER, OF_A_READING, event_actors, events, failures, readings
from dragoman.store.writing import insert_rows


def redate(
    connection: Connection, document: str, published: Published, changed: Iterable[Event], recorded: str
) -> bool:
    """Put a copy of the reading in view in its place, with another day and with the changed events.

    False where no reading of the document is in view, or it has that day already. Its rank stays that of the day that
    the report by itself gives, so that what is met of it later is weighed as before.
    """
    c = readings.c
    found = connection.execute(select(readings).where(c.document == document, c.superseded_at == FOREVER)).first()
    if found is None:
        return False
    old: Row = dict(found._mapping)
    body = json.loads(old["body"])
    if body["published"] == published.to_json():
        return False
    interval = published.interval
    new = {
        **old,
        "id": stable_id("rd", document, old["version"], old["rank"], old["id"], recorded),
        "published_earliest": interval.earliest.isoformat() if interval.earliest else None,
        "published_latest": interval.latest.isoformat() if interval.latest else None,
        "order_published": rows.order_day(interval.earliest),
        "body": rows.write_json({**body, "published": published.to_json()}),
        "recorded_at": recorded,
    }
    connection.execute(insert(readings), [new])
    by_id = {event.id: event for event in changed}
    for table in OF_A_READING:
        copies = [_copy(table, row, new, by_id) for row in _in_view(connection, table, old["id"])]
        if copies:
            insert_rows(connection, table, copies)
    _copy_actors(connection, old["id"], new["id"], by_id)
    for index, indexed in rows_of_reading(connection, new["id"]).items():
        if indexed:
            connection.execute(insert(index), indexed)
    for table in (readings, *OF_A_READING):
        key = table.c.id if table is readings else table.c.reading
        gone = update(table).where(key == old["id"], table.c.superseded_at == FOREVER)
        connection.execute(gone.values(superseded_at=recorded))
    return True


def _in_view(connection: Connection, table: Table, reading: str) -> Sequence[Row]:
    query = select(table).where(table.c.reading == reading, table.c.superseded_at == FOREVER)
    return [dict(row._mapping) for row in connection.execute(query)]


def _copy(table: Table, row: Row, head: Row, changed: dict[str, Event]) -> Row:
    """A row of the old reading as one of the new."""
    if table is events and row["id"] in changed:
        return rows.event_row(changed[row["id"]], head)
    copy = {**row, "reading": head["id"], "recorded_at": head["recorded_at"]}
    if "order_published" in copy:
        copy["order_published"] = head["order_published"]
    if table is failures:
        copy["id"] = stable_id("fl", row["id"], head["id"])
    return copy


def _copy_actors(connection: Connection, old: str, new: str, changed: dict[str, Event]) -> None:
    query = select(event_actors).where(event_actors.c.reading == old)
    kept = [dict(row._mapping) for row in connection.execute(query)]
    copies = [{**row, "reading": new} for row in kept if row["event"] not in changed]
    copies += [row for event in changed.values() for row in rows.actor_rows(event, new)]
    if copies:
        connection.execute(insert(event_actors), copies)
