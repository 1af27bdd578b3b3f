"""Events by month on PostgreSQL.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FIRST, LAST, UNKNOWN_DAY = "1970-01", "2099-12", "~"
MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")

MAKE_MONTH = """
CREATE OR REPLACE FUNCTION dragoman_events_of(month text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE part text := 'events_' || replace(month, '-', '_');
BEGIN
    IF month !~ '^[0-9]{4}-[0-9]{2}$' OR to_regclass(part) IS NOT NULL THEN RETURN; END IF;
    EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING ALL)', part);
    EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, month,
                   to_char((month || '-01')::date + interval '1 month', 'YYYY-MM'));
END $$
"""


def upgrade() -> None:
    """Drop the key that a divided table cannot serve, and divide the table.

    Rows of `event_actors` are written together with their event and by nothing else.
    """
    with op.batch_alter_table("event_actors") as table:
        table.drop_constraint("fk_event_actors_event", type_="foreignkey")
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        _divide(connection)


def _divide(connection: sa.Connection) -> None:
    indexes = connection.execute(
        sa.text(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'events' AND schemaname = current_schema()"
        )
    ).all()
    kept = {name: definition for name, definition in indexes if name != "pk_events"}
    for statement in (
        "ALTER TABLE events RENAME TO events_undivided",
        "ALTER TABLE events_undivided DROP CONSTRAINT pk_events",
        *(f"DROP INDEX {name}" for name in kept),
        "CREATE TABLE events (LIKE events_undivided) PARTITION BY RANGE (order_published)",
        "ALTER TABLE events ADD CONSTRAINT pk_events PRIMARY KEY (reading, id, order_published)",
        "ALTER TABLE events ADD CONSTRAINT fk_events_reading FOREIGN KEY (reading) REFERENCES readings (id)",
        *kept.values(),
        f"CREATE TABLE events_before PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('{FIRST}')",
        f"CREATE TABLE events_after PARTITION OF events FOR VALUES FROM ('2100-01') TO ('{UNKNOWN_DAY}')",
        f"CREATE TABLE events_undated PARTITION OF events FOR VALUES FROM ('{UNKNOWN_DAY}') TO (MAXVALUE)",
        MAKE_MONTH,
    ):
        connection.execute(sa.text(statement))
    held = connection.scalars(sa.text("SELECT DISTINCT substr(order_published, 1, 7) FROM events_undivided"))
    for month in sorted(held):
        if FIRST <= month <= LAST and MONTH.fullmatch(month):
            connection.execute(sa.text("SELECT dragoman_events_of(:month)"), {"month": month})
    connection.execute(sa.text("INSERT INTO events SELECT * FROM events_undivided"))
    connection.execute(sa.text("DROP TABLE events_undivided"))
