"""The tables of the ledger, in types that SQLite and PostgreSQL share.

Numbers are the order in which things were added. Days are ISO strings ("2026-01-28"), which sort as days do; an open
or unknown end is null, but '' in `records.day` and the keys that hold it, since a key cannot be null. A change here
needs a migration in migrations/versions and a new HEAD.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0003_search"
"""The newest migration: what a ledger made by this version has in alembic_version."""

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", String, nullable=False),
    Column("started", String, nullable=False),
    Column("latest", String, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("sources", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("source", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text),
    Column("language", String),
    Column("publisher", String),
    Column("published", String),
    Column("date", String),
    Column("date_basis", String),
    Column("date_because", Text, nullable=False),
    Column("dateline", Text, nullable=False),
    Column("sourcing", Text, nullable=False),
    Column("side", String),
    Column("url", Text),
    Column("notice", Text),
    Column("day", String, index=True),
    Column("run", ForeignKey("runs.number"), nullable=False),
)

texts = Table(  # apart from `documents`, so that lists of documents do not pass over the pages of their texts
    "texts",
    metadata,
    Column("document", ForeignKey("documents.number"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("dates", Text, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.number"), nullable=False),
    Column("source", String, nullable=False, index=True),
    Column("url", Text),
    Column("publisher", String),
    Column("published", String),
    Column("title", Text),
    Column("run", ForeignKey("runs.number"), nullable=False),
    UniqueConstraint("document", "source"),
)

records = Table(
    "records",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("document", ForeignKey("documents.number"), nullable=False),
    Column("list", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String),
    Column("status", String),
    Column("recalled", Boolean),
    Column("first_day", String),
    Column("last_day", String),
    Column("day", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rule", String, nullable=False, index=True),
    Column("payload", Text, nullable=False),
    UniqueConstraint("document", "list", "position"),
    Index("ix_records_list_day", "list", "day", "number"),
)

record_parties = Table(
    "record_parties",
    metadata,
    Column("party", String, primary_key=True),
    Column("list", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("record", ForeignKey("records.number"), primary_key=True),
    Column("role", String, primary_key=True),
    Index("ix_record_parties_record", "record", "party"),
    sqlite_with_rowid=False,
)

record_pairs = Table(  # every two parties of a record, by name: what a pair did is found without passing over the rest
    "record_pairs",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("list", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("record", ForeignKey("records.number"), primary_key=True),
    sqlite_with_rowid=False,
)

evidence = Table(
    "evidence",
    metadata,
    Column("record", ForeignKey("records.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

failures = Table(
    "failures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("message", Text, nullable=False),
    Column("run", ForeignKey("runs.number"), nullable=False),
    UniqueConstraint("source", "kind", "message"),
)
