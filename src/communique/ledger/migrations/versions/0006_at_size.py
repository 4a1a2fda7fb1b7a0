"""What keeps a large ledger quick: texts on deeds by party, documents by publisher and day."""

import sqlalchemy as sa
from alembic import op

revision = "0006_at_size"
down_revision = "0005_review"
branch_labels = None
depends_on = None

_FILL = """
INSERT INTO deed_parties (party, document)
SELECT record_parties.party, records.document FROM record_parties
JOIN records ON records.number = record_parties.record WHERE records.document IN (SELECT document FROM deeds)
UNION SELECT side, number FROM documents WHERE side IS NOT NULL AND number IN (SELECT document FROM deeds)
"""


def upgrade() -> None:
    """Makes and fills them. Parties that only a sentence names come with the next `communique reread`."""
    op.create_table(
        "deed_parties",
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("party", "document"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_deed_parties_document", "deed_parties", ["document"])
    op.execute(_FILL)
    op.create_index("ix_documents_publisher_day", "documents", ["publisher", "day"])


def downgrade() -> None:
    """Drops them."""
    op.drop_index("ix_documents_publisher_day", "documents")
    op.drop_table("deed_parties")
