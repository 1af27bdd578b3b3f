"""How an older ledger becomes a newer one: Alembic's environment, and one file in `versions` for each step."""
