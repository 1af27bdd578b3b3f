"""The index of the events of one side: beside the empty id in that of two.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KEY = ("one", "other", "order_date", "order_published", "document", "trigger_start", "event", "reading")
READINGS_AT_ONCE = 500


def upgrade() -> None:
    """Fill it from the actors of all events."""
    connection = op.get_bind()
    readings = connection.scalars(sa.text("SELECT id FROM readings ORDER BY id")).all()
    for start in range(0, len(readings), READINGS_AT_ONCE):
        _fill(connection, readings[start : start + READINGS_AT_ONCE])


def _fill(connection: sa.Connection, readings: Sequence[str]) -> None:
    query = sa.text(
        "SELECT e.reading, e.id AS event, e.order_date, e.order_published, e.document, e.trigger_start, "
        "a.actor, a.country, a.person FROM events e JOIN event_actors a ON a.reading = e.reading AND a.event = e.id "
        "WHERE e.reading IN :readings ORDER BY e.reading, e.id"
    ).bindparams(sa.bindparam("readings", expanding=True))
    found = connection.execute(query, {"readings": list(readings)})
    rows = [row for _, group in groupby(found, key=lambda row: row[:2]) for row in _sides(list(group))]
    if rows:
        connection.execute(sa.insert(sa.table("event_pairs", *map(sa.column, KEY))), rows)


def _sides(actors: Sequence[Any]) -> Iterable[dict[str, Any]]:
    head = {name: getattr(actors[0], name) for name in KEY[2:]}
    return [{"one": "", "other": side, **head} for side in sorted(set().union(*map(_meant_by, actors)))]


def _meant_by(actor: Any) -> set[str]:
    identity, person, country = actor.actor, actor.person, actor.country
    found = {person} if person and person.startswith("person/") else set()
    if identity is not None:
        found.add(identity)
    if identity is None or identity.startswith("person/"):
        return found | ({country} if country and "." not in country and "/" not in country else set())
    parts = identity.split(".")
    return found | {".".join(parts[:length]) for length in range(1, len(parts))}
