"""Where a ledger is kept: one schema, SQLite or PostgreSQL."""
