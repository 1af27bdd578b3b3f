"""Which report has a text, and which events stand inside another: found without reading rows that are not shown.

A search asks of hundreds of texts which report has each, and when that appeared; the index holds the answer now. A list
of requests asks for the few events of a report that stand inside another; they have an index of their own.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make one index anew, and one more."""
    op.drop_index("ix_readings_text", "readings")
    op.create_index("ix_readings_text", "readings", ["text", "superseded_at", "order_published", "document"])
    inside = sa.text("embedded_in IS NOT NULL")
    op.create_index("ix_events_embedded", "events", ["document"], sqlite_where=inside, postgresql_where=inside)
