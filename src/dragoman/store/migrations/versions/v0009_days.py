"""The index of the requests of one side by day; one type of events by day; the reports that have a text.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NAMES = ("side", "role", "day", "event", "reading", "order_published")
REQUESTS = sa.text(
    "SELECT e.reading, e.id AS event, e.date_latest, e.order_published, a.role, a.actor, a.country, a.person "
    "FROM events e JOIN event_actors a ON a.reading = e.reading AND a.event = e.id WHERE e.type = 'REQUEST'"
)


def upgrade() -> None:
    """Make the indexes; that of types takes the place of the one without days. The requests are indexed."""
    op.create_index("ix_events_type_day", "events", ["type", "status", "date_latest", "order_published"])
    op.drop_index("ix_events_type", "events")
    op.create_index("ix_readings_text", "readings", ["text"])
    op.create_table(
        "request_sides",
        *(sa.Column(name, WORD, nullable=False) for name in NAMES),
        sa.PrimaryKeyConstraint(*NAMES[:-1], name="pk_request_sides"),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    found = {
        (side, row.role, row.date_latest or row.order_published, row.event, row.reading, row.order_published)
        for row in connection.execute(REQUESTS)
        for side in _meant_by(row)
    }
    rows = [dict(zip(NAMES, values, strict=True)) for values in sorted(found)]
    if rows:
        connection.execute(sa.insert(sa.table("request_sides", *map(sa.column, NAMES))), rows)


def _meant_by(actor: Any) -> set[str]:
    identity, person, country = actor.actor, actor.person, actor.country
    found = {person} if person and person.startswith("person/") else set()
    if identity is not None:
        found.add(identity)
    if identity is None or identity.startswith("person/"):
        return found | ({country} if country and "." not in country and "/" not in country else set())
    parts = identity.split(".")
    return found | {".".join(parts[:length]) for length in range(1, len(parts))}
