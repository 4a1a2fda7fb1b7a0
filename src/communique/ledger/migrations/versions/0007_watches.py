"""Watches: questions that are asked again, and when each document came in."""

import sqlalchemy as sa
from alembic import op

revision = "0007_watches"
down_revision = "0006_at_size"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes them. Of what was added before, the latest moment of its run is known."""
    op.add_column("documents", sa.Column("added", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE documents SET added = (SELECT latest FROM runs WHERE runs.number = documents.run)")
    op.create_index("ix_documents_added", "documents", ["added"])
    op.create_table(
        "watches",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("saved", sa.String(), nullable=False),
        sa.Column("told", sa.String()),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("name"),
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("watches")
    op.drop_index("ix_documents_added", "documents")
    op.drop_column("documents", "added")
