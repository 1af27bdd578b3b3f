"""An index of the words of all texts.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from alembic import op

from dragoman.store.fulltext import make_index

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index from the texts."""
    make_index(op.get_bind())
