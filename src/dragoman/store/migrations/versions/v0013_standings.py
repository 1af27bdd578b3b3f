"""From when on the state of a dossier is the same in all views. Linking fills the table; until then nothing is known.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table, with a row to be made for each dossier in view."""
    op.create_table(
        "dossier_standings",
        sa.Column("dossier", WORD, nullable=False),
        *(sa.Column(name, WORD, nullable=False) for name in ("seen", "whole", "begun", "state", "confirmed")),
        sa.PrimaryKeyConstraint("dossier", name="pk_dossier_standings"),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO dossier_standings (dossier, seen, whole, begun, state, confirmed) "
        "SELECT id, '', '', '', '', '' FROM dossiers WHERE superseded_at = '9999-12-31T23:59:59.999999+00:00'"
    )
