"""Events by month of their report, on PostgreSQL: a question about some weeks walks those months and no others.

`events` is partitioned by `order_published`. A month gets its table with its first report, attached without a lock that
would keep readers waiting; a function that belongs to whoever made the ledger does it, so that a writer needs no right
to make tables. Reports without a day, and those of days before 1970 or after 2099, have tables of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, text

from dragoman.store.schema import UNKNOWN_DAY

FIRST, LAST = "1970-01", "2099-12"
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")

_MAKE_MONTH = """
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


def divide(connection: Connection) -> None:
    """Turn the plain table `events` of a PostgreSQL ledger into one divided by month, with all that it holds."""
    if connection.dialect.name != "postgresql":
        return
    indexes = connection.execute(
        text("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'events' AND schemaname = current_schema()")
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
        _MAKE_MONTH,
    ):
        connection.execute(text(statement))
    months = connection.scalars(text("SELECT DISTINCT substr(order_published, 1, 7) FROM events_undivided"))
    make_months(connection, list(months))
    connection.execute(text("INSERT INTO events SELECT * FROM events_undivided"))
    connection.execute(text("DROP TABLE events_undivided"))


def make_months(connection: Connection, days: Iterable[str]) -> None:
    """See that the months of these days, as `order_published` has them, have their tables."""
    for month in sorted({day[:7] for day in days}):
        if FIRST <= month <= LAST and _MONTH.fullmatch(month):
            connection.execute(text("SELECT dragoman_events_of(:month)"), {"month": month})
