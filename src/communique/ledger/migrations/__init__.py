"""Alembic migrations of the ledger; run by connect.migrate, never by hand."""
