"""Indexes in the order of the lists of claims and mentions: a page is read, and not all of them sorted.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes; that of mentions takes the place of the one by report alone."""
    in_order = ["superseded_at", "order_published", "document", "content_start", "id"]
    op.create_index("ix_claims_in_order", "claims", in_order)
    op.create_index("ix_mentions_in_order", "mentions", ["document", "position"])
    op.drop_index("ix_mentions_document", "mentions")
