"""What was planned, with the happenings that hold it; and reports in their order, with their texts.

Whose plans were asked for was found through every happening of their dossiers, in the record; it is found in one table
now, which is filled anew by `kept_plans` once it is there. A search walks through reports without reading their rows.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table anew, empty, with the happening in its key, and one index."""
    op.drop_table("kept_plans")
    names = ("event", "occurrence", "due", "told", "seen", "place")
    op.create_table(
        "kept_plans",
        *(sa.Column(name, WORD, nullable=False) for name in names),
        sa.Column("targeted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("event", "occurrence", name="pk_kept_plans"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_kept_plans_occurrence", "kept_plans", ["occurrence"])
    op.drop_index("ix_readings_superseded_at_order_published_document", "readings")
    op.create_index("ix_readings_in_order", "readings", ["superseded_at", "order_published", "document", "text"])
