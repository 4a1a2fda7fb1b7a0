"""Run by Alembic: the connection, already in a transaction, comes from connect.migrate."""

from alembic import context

from communique.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
