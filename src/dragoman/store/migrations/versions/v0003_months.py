"""Events by month on PostgreSQL.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

from alembic import op

from dragoman.store.partitions import divide

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the key that a divided table cannot serve, and divide the table.

    Rows of `event_actors` are written together with their event and by nothing else.
    """
    with op.batch_alter_table("event_actors") as table:
        table.drop_constraint("fk_event_actors_event", type_="foreignkey")
    divide(op.get_bind())
