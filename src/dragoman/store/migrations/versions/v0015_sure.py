"""The day before which nothing of a dossier is sure, beside its state. Linking fills the table.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")
COLUMNS = ("seen", "whole", "begun", "sure", "state", "confirmed", "days")


def upgrade() -> None:
    """Make the table anew, as all that it holds follows from the record, with a row for each dossier in view."""
    op.drop_table("dossier_standings")
    op.create_table(
        "dossier_standings",
        sa.Column("dossier", WORD, nullable=False),
        *(sa.Column(name, WORD, nullable=False) for name in COLUMNS),
        sa.PrimaryKeyConstraint("dossier", name="pk_dossier_standings"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO dossier_standings (dossier, seen, whole, begun, sure, state, confirmed, days) "
        "SELECT id, '', '', '', '', '', '', '' FROM dossiers WHERE superseded_at = '9999-12-31T23:59:59.999999+00:00'"
    )
