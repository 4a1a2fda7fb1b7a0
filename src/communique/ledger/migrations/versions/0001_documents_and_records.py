"""Documents, their sources, the records as found with parties and evidence, failures, runs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the first tables."""
    _runs_and_failures()
    _documents()
    _records()


def downgrade() -> None:
    """Drops every table: nothing comes before this step."""
    tables = (
        "evidence",
        "record_pairs",
        "record_parties",
        "records",
        "sources",
        "texts",
        "failures",
        "documents",
        "runs",
    )
    for table in tables:
        op.drop_table(table)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text())


def _string(name: str, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _runs_and_failures() -> None:
    op.create_table(
        "runs",
        _number("number"),
        *(_string(name, nullable=False) for name in ("version", "started", "latest")),
        *(_number(name) for name in ("documents", "sources", "records", "failures")),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "failures",
        _number("number"),
        _string("source", nullable=False),
        _string("kind", nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        _number("run"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("source", "kind", "message"),
        sa.ForeignKeyConstraint(["run"], ["runs.number"]),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        _number("number"),
        *(_string(name, nullable=False) for name in ("id", "source", "kind")),
        _text("title"),
        *(_string(name) for name in ("language", "publisher", "published", "date", "date_basis")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("date_because", "dateline", "sourcing")),
        _string("side"),
        _text("url"),
        _text("notice"),
        _string("day"),
        _number("run"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("id"),
        sa.ForeignKeyConstraint(["run"], ["runs.number"]),
    )
    op.create_index("ix_documents_day", "documents", ["day"])
    op.create_table(
        "texts",
        _number("document"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dates", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("document"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
    )
    op.create_table(
        "sources",
        _number("number"),
        _number("document"),
        _string("source", nullable=False),
        _text("url"),
        _string("publisher"),
        _string("published"),
        _text("title"),
        _number("run"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("document", "source"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
        sa.ForeignKeyConstraint(["run"], ["runs.number"]),
    )
    op.create_index("ix_sources_source", "sources", ["source"])


def _records() -> None:
    op.create_table(
        "records",
        _number("number"),
        _string("id", nullable=False),
        _number("document"),
        _string("list", nullable=False),
        _number("position"),
        _string("kind"),
        _string("status"),
        sa.Column("recalled", sa.Boolean()),
        _string("first_day"),
        _string("last_day"),
        _string("day", nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        _string("rule", nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("document", "list", "position"),
        sa.ForeignKeyConstraint(["document"], ["documents.number"]),
    )
    op.create_index("ix_records_id", "records", ["id"])
    op.create_index("ix_records_rule", "records", ["rule"])
    op.create_index("ix_records_list_day", "records", ["list", "day", "number"])
    op.create_table(
        "record_parties",
        *(_string(name, nullable=False) for name in ("party", "list", "day")),
        _number("record"),
        _string("role", nullable=False),
        sa.PrimaryKeyConstraint("party", "list", "day", "record", "role"),
        sa.ForeignKeyConstraint(["record"], ["records.number"]),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_record_parties_record", "record_parties", ["record", "party"])
    op.create_table(
        "record_pairs",
        *(_string(name, nullable=False) for name in ("one", "other", "list", "day")),
        _number("record"),
        sa.PrimaryKeyConstraint("one", "other", "list", "day", "record"),
        sa.ForeignKeyConstraint(["record"], ["records.number"]),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evidence",
        *(_number(name) for name in ("record", "position", "start", "end")),
        sa.PrimaryKeyConstraint("record", "position"),
        sa.ForeignKeyConstraint(["record"], ["records.number"]),
        sqlite_with_rowid=False,
    )
