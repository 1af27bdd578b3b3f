"""Alembic runs this to migrate a ledger through the connection that `opening.migrate` hands over."""

from __future__ import annotations

from alembic import context

from dragoman.store.schema import metadata


def run() -> None:
    """Each step in a transaction of its own, on SQLite too, which can undo changes of tables."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        transaction_per_migration=True,
        transactional_ddl=True,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
