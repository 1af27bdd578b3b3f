"""The index of dossiers.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dragoman.store.dossier_index import rebuild

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, WORD, nullable=False)


def upgrade() -> None:
    """Make the tables, and index the dossiers in view."""
    for table, key, more in (
        ("dossier_parties", ("party", "dossier"), ()),
        ("dossier_days", ("dossier", "seen", "last"), ("kind",)),
        ("dossier_spans", ("first", "last", "dossier"), ()),
    ):
        op.create_table(
            table,
            *(_word(name) for name in (*key, *more)),
            sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"),
            sqlite_with_rowid=False,
        )
    op.create_index("ix_dossier_parties_dossier", "dossier_parties", ["dossier"])
    op.create_index("ix_dossier_days_last", "dossier_days", ["last", "dossier", "seen", "kind"])
    op.create_index("ix_dossier_spans_dossier", "dossier_spans", ["dossier"])
    rebuild(op.get_bind())
