"""Events that are named are looked up by name: SQLite does not walk the whole ledger in its order to find them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.dialects import sqlite

from dragoman.protocols import EventFilter, View
from dragoman.store import asking, schema
from dragoman.store.sql import open_store

PAST = View(recorded_by=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("which", "index"),
    [
        (EventFilter(documents=("doc_a", "doc_b")), "ix_events_document"),
        (EventFilter(documents=("doc_a", "doc_b"), view=PAST), "ix_events_document"),
        (EventFilter(actors=("CHL",), counterparts=("VNM",)), "sqlite_autoindex_events_1"),
        (EventFilter(), "ix_events_in_order"),
    ],
)
def test_the_index_that_serves(tmp_path: Path, which: EventFilter, index: str) -> None:
    open_store(str(tmp_path / "l.db")).close()
    c = schema.events.c
    engine = create_engine(f"sqlite:///{tmp_path / 'l.db'}")
    with engine.connect() as connection:
        query = select(c.reading).where(*asking.event_conditions(connection, which))
        query = query.order_by(c.order_date, c.order_published, c.document, c.trigger_start, c.id)
        compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        plan = [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}")]
    engine.dispose()
    assert index in plan[0]
