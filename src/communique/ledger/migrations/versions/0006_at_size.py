"""What keeps a large ledger quick: sentences on deeds by party and words, documents by publisher and day."""

import sqlalchemy as sa
from alembic import op

from communique.ledger import deeds

revision = "0006_at_size"
down_revision = "0005_review"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes and fills them. Parties that only a sentence names come with the next `communique reread`."""
    op.create_table(
        "deed_parties",
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("party", "document", "told"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deed_parties_document", "deed_parties", ["document"])
    op.add_column("deeds", sa.Column("stems", sa.Text(), nullable=False, server_default=""))
    deeds.fill(op.get_bind())
    op.create_index("ix_documents_publisher_day", "documents", ["publisher", "day"])


def downgrade() -> None:
    """Drops them."""
    op.drop_index("ix_documents_publisher_day", "documents")
    op.drop_column("deeds", "stems")
    op.drop_table("deed_parties")
