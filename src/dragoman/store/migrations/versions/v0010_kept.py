"""Counts that are kept, and what two sides did.

Both follow from what is recorded and are made by `kept_counts.count_all` and `kept_acts.find_all` once the tables are
there: a ledger whose version of them is not noted in `meta` is asked without them.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
COUNTED = ("side", "what", "span", "word")
ACTS = ("one", "other", "act")
DAYS = ("seen_first", "seen_last", "begun_first", "begun_last")


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, WORD, nullable=False) for name in names]


def upgrade() -> None:
    """Make the tables, empty."""
    op.create_table(
        "tallies",
        *_words(*COUNTED),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*COUNTED, name="pk_tallies"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kept_acts",
        *_words(*ACTS, "day", "quad"),
        sa.Column("score", sa.Float()),
        sa.Column("by_report", sa.Boolean(), nullable=False),
        *_words(*DAYS),
        sa.PrimaryKeyConstraint(*ACTS, name="pk_kept_acts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_kept_acts_act", "kept_acts", ["act"])
