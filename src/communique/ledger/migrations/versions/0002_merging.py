"""Nodes, judgements and clusters of records; links between documents of nearly one text."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


_TABLES = (
    *("deeds", "corrections", "text_bands", "document_links"),
    *("judgements", "record_nodes", "node_blocks", "nodes"),
)


def upgrade() -> None:
    """Makes the tables, empty; the next addition fills them for what the ledger holds already."""
    _nodes()
    _judgements()
    _documents()


def downgrade() -> None:
    """Drops them: they follow from the records as found."""
    for name in _TABLES:
        op.drop_table(name)


def _string(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _judged() -> tuple[sa.Column[object], ...]:
    text = sa.Column("reason", sa.Text(), nullable=False)
    return (sa.Column("score", sa.Float(), nullable=False), text, _string("by"), _string("made"))  # type: ignore[return-value]


def _nodes() -> None:
    op.create_table(
        "nodes",
        _number("number"),
        *(_string(name) for name in ("list", "signature", "first")),
        *(_number(name) for name in ("low", "high")),
        _string("cluster"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("list", "signature"),
    )
    op.create_index("ix_nodes_cluster", "nodes", ["list", "cluster"])
    op.create_table(
        "node_blocks",
        *(_string(name) for name in ("list", "block")),
        *(_number(name) for name in ("low", "node", "high")),
        sa.PrimaryKeyConstraint("list", "block", "low", "node"),
        sa.ForeignKeyConstraint(["node"], ["nodes.number"]),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "record_nodes",
        *(_number(name) for name in ("record", "node")),
        sa.PrimaryKeyConstraint("record"),
        sa.ForeignKeyConstraint(["record"], ["records.number"]),
        sa.ForeignKeyConstraint(["node"], ["nodes.number"]),
    )
    op.create_index("ix_record_nodes_node", "record_nodes", ["node"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        *(_number(name) for name in ("number", "one", "other")),
        _string("relation"),
        *_judged(),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("one", "other", "relation", "by"),
        sa.ForeignKeyConstraint(["one"], ["nodes.number"]),
        sa.ForeignKeyConstraint(["other"], ["nodes.number"]),
    )
    for side in ("one", "other"):
        op.create_index(f"ix_judgements_{side}", "judgements", [side])


def _documents() -> None:
    op.create_table(
        "document_links",
        *(_number(name) for name in ("one", "other")),
        _string("relation"),
        *_judged(),
        sa.PrimaryKeyConstraint("one", "other", "relation"),
        sa.ForeignKeyConstraint(["one"], ["documents.number"]),
        sa.ForeignKeyConstraint(["other"], ["documents.number"]),
    )
    op.create_index("ix_document_links_other", "document_links", ["other"])
    op.create_table(
        "text_bands",
        _string("band"),
        _number("document"),
        sa.PrimaryKeyConstraint("band", "document"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_text_bands_document", "text_bands", ["document"])
    op.create_table(
        "corrections",
        _number("document"),
        sa.PrimaryKeyConstraint("document"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
    )
    op.create_table(
        "deeds",
        *(_number(name) for name in ("document", "start", "end")),
        *(_string(name) for name in ("outcome", "rule")),
        sa.PrimaryKeyConstraint("document", "start"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
        sqlite_with_rowid=False,
    )
