"""Followed sources, the state of fetching them, and the versions of their pages."""

import sqlalchemy as sa
from alembic import op

revision = "0004_following"
down_revision = "0003_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "followed",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("feed", sa.Integer()),
        *(sa.Column(name, sa.String()) for name in ("kind", "publisher")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("allow_private", "active")),
        sa.Column("added", sa.String(), nullable=False),
        sa.Column("title", sa.Text()),
        *(sa.Column(name, sa.String()) for name in ("published", "mark")),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("pending", "gone")),
        *(sa.Column(name, sa.Text()) for name in ("etag", "last_modified")),
        *(sa.Column(name, sa.String()) for name in ("checked", "fetched")),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error_kind", sa.String()),
        sa.Column("error", sa.Text()),
        sa.Column("next_try", sa.String()),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("url"),
        sa.ForeignKeyConstraint(["feed"], ["followed.number"]),
    )
    op.create_index("ix_followed_feed", "followed", ["feed"])
    op.create_table(
        "page_versions",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("number", "page", "position")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("event", "retrieved")),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer()),
        sa.Column("body_hash", sa.String()),
        sa.Column("final_url", sa.Text()),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("page", "position"),
        sa.ForeignKeyConstraint(["page"], ["followed.number"]),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
    )


def downgrade() -> None:
    """Drops the tables."""
    op.drop_table("page_versions")
    op.drop_table("followed")
