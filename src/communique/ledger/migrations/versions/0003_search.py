"""The full-text index, filled from the documents that the ledger holds."""

from alembic import op

from communique.ledger import search_index

revision = "0003_search"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes and fills the index."""
    search_index.create(op.get_bind())
    search_index.fill(op.get_bind())


def downgrade() -> None:
    """Drops the index."""
    op.drop_table("search")
