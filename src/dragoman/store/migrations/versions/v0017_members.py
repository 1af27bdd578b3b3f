"""Which events an occurrence has, and which occurrences a dossier: found in one place of the file instead of two.

A large ledger lies on the disk, and each page of it that a question touches costs more than what is done with it. In
SQLite the rows stand in the order of their keys now, and the other way round their index holds all that is asked for.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
TABLES = {
    "occurrence_events": ("event", "occurrence", "recorded_at", "superseded_at"),
    "dossier_members": ("occurrence", "dossier", "score", "recorded_at", "superseded_at"),
}
INDEXES = {
    "ix_occurrence_events_occurrence": ("occurrence_events", ["occurrence", "superseded_at", "event"]),
    "ix_dossier_members_dossier": ("dossier_members", ["dossier", "superseded_at", "occurrence", "score"]),
}


def upgrade() -> None:
    """Make the indexes anew, and in SQLite the tables."""
    for index, (table, _) in INDEXES.items():
        op.drop_index(index, table)
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in TABLES.items():
            _in_order_of_its_keys(table, columns)
    for index, (table, columns_of_it) in INDEXES.items():
        op.create_index(index, table, columns_of_it)


def _in_order_of_its_keys(table: str, columns: tuple[str, ...]) -> None:
    keys = [name for name in columns if name not in ("score", "superseded_at")]
    op.rename_table(table, f"old_{table}")
    op.create_table(
        table,
        *(sa.Column(name, sa.Float() if name == "score" else WORD, nullable=False) for name in columns),
        sa.PrimaryKeyConstraint(*keys, name=f"pk_{table}"),
        sqlite_with_rowid=False,
    )
    before, now = (sa.table(name, *map(sa.column, columns)) for name in (f"old_{table}", table))
    rows = sa.select(*before.c).order_by(*(before.c[name] for name in keys))
    op.execute(sa.insert(now).from_select(list(columns), rows))
    op.drop_table(f"old_{table}")
