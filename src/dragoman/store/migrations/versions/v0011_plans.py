"""What was planned, by the day for which it is meant. The table is filled by `kept_plans` once it is there.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "kept_plans",
        *(sa.Column(name, WORD, nullable=False) for name in ("event", "due", "told", "seen", "place")),
        sa.Column("targeted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("event", name="pk_kept_plans"),
        sqlite_with_rowid=False,
    )
