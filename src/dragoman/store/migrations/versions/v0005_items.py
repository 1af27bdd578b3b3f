"""The index from which blocks are linked anew; the next linking fills it.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, empty: linking sees that it was never made, and links the whole ledger once."""
    op.create_table(
        "items",
        sa.Column("block", WORD, nullable=False),
        sa.Column("month", WORD, nullable=False),
        sa.Column("event", WORD, nullable=False),
        sa.Column("document", WORD, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("block", "month", "event", name="pk_items"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_items_document", "items", ["document"])
