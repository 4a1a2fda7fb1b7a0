"""Decisions of people on records, and readings that newer rules replaced."""

import sqlalchemy as sa
from alembic import op

revision = "0005_review"
down_revision = "0004_following"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("action", "list", "document")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("ones", "others", "changes")),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        *(sa.Column(name, sa.String()) for name in ("undone", "undone_by")),
        sa.Column("undone_reason", sa.Text()),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_decisions_document", "decisions", ["document"])
    op.create_table(
        "record_reviews",
        sa.Column("record", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("rejected", "decided")),
        sa.Column("payload", sa.Text()),
        sa.Column("day", sa.String()),
        sa.Column("corrections", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record"),
        sa.ForeignKeyConstraint(["record"], ["records.number"]),
    )
    op.create_table(
        "document_rules",
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("document"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
    )
    op.create_table(
        "old_readings",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("number", "document", "version")),
        sa.Column("rules", sa.String()),
        sa.Column("replaced", sa.String(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
    )
    op.create_index("ix_old_readings_document", "old_readings", ["document"])


def downgrade() -> None:
    """Drops the tables."""
    for name in ("old_readings", "document_rules", "record_reviews", "decisions"):
        op.drop_table(name)
