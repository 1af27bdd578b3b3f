"""What the stretches of divided blocks take over from one another. The table fills as blocks are linked.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, empty."""
    op.create_table(
        "linked_stretches",
        sa.Column("block", WORD, nullable=False),
        sa.Column("first", WORD, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("block", "first", name="pk_linked_stretches"),
        sqlite_with_rowid=False,
    )
