"""Copies and versions of reports.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WORD = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the tables, and note every report in view as one whose copies are still to be found."""
    op.create_table(
        "signatures",
        sa.Column("document", WORD, nullable=False),
        sa.Column("text", WORD, nullable=False),
        sa.Column("exact", WORD, nullable=True),
        sa.Column("address", WORD, nullable=True),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name="fk_signatures_document"),
        sa.PrimaryKeyConstraint("document", name="pk_signatures"),
    )
    op.create_index("ix_signatures_exact", "signatures", ["exact"])
    op.create_index("ix_signatures_address", "signatures", ["address"])
    pending = sa.text("NOT filed")
    op.create_index("ix_signatures_pending", "signatures", ["document"], sqlite_where=pending, postgresql_where=pending)
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document", WORD, nullable=False),
        sa.PrimaryKeyConstraint("band", "document", name="pk_bands"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copies",
        sa.Column("document", WORD, nullable=False),
        sa.Column("least", WORD, nullable=False),
        sa.Column("recorded_at", WORD, nullable=False),
        sa.Column("superseded_at", WORD, nullable=False),
        sa.PrimaryKeyConstraint("document", "recorded_at", name="pk_copies"),
    )
    op.create_index("ix_copies_least", "copies", ["least"])
    op.create_index("ix_readings_document_superseded_at", "readings", ["document", "superseded_at"])
    op.execute(
        "INSERT INTO signatures (document, text, filed) SELECT document, text, FALSE FROM readings "
        "WHERE superseded_at = '9999-12-31T23:59:59.999999+00:00'"
    )
