"""The days that the title of a dossier names, beside its state. Linking fills the table; until then nothing is known.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table anew, as all that it holds follows from the record, with a row for each dossier in view."""
    op.drop_table("dossier_standings")
    op.create_table(
        "dossier_standings",
        sa.Column("dossier", WORD, nullable=False),
        *(sa.Column(name, WORD, nullable=False) for name in ("seen", "whole", "begun", "state", "confirmed", "days")),
        sa.PrimaryKeyConstraint("dossier", name="pk_dossier_standings"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO dossier_standings (dossier, seen, whole, begun, state, confirmed, days) "
        "SELECT id, '', '', '', '', '', '' FROM dossiers WHERE superseded_at = '9999-12-31T23:59:59.999999+00:00'"
    )
