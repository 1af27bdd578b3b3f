"""Where a ledger is kept: one schema, SQLite or PostgreSQL."""

from dragoman.store.sql import open_store

__all__ = ["open_store"]
