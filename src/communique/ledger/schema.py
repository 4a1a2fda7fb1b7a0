"""The tables of the ledger, in types that SQLite and PostgreSQL share.

Numbers are the order in which things were added. Days are ISO strings ("2026-01-28"), which sort as days do; an open
or unknown end is null, but '' in `records.day` and the keys that hold it, since a key cannot be null. A change here
needs a migration in migrations/versions and a new source.HEAD.
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
    Column("added", String, nullable=False, server_default=""),
    Index("ix_documents_publisher_day", "publisher", "day"),
    Index("ix_documents_added", "added"),
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

followed = Table(  # addresses that are fetched: sources that the user named, and pages that their feeds name
    "followed",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("url", String, nullable=False, unique=True),
    Column("feed", ForeignKey("followed.number"), index=True),
    Column("kind", String),
    Column("publisher", String),
    Column("allow_private", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("added", String, nullable=False),
    Column("title", Text),
    Column("published", String),
    Column("mark", String),
    Column("pending", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("checked", String),
    Column("fetched", String),
    Column("failures", Integer, nullable=False),
    Column("error_kind", String),
    Column("error", Text),
    Column("next_try", String),
)

page_versions = Table(  # what was seen of a page: one row for the first text, for each edit, removal and return
    "page_versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("page", ForeignKey("followed.number"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("event", String, nullable=False),
    Column("retrieved", String, nullable=False),
    Column("status", Integer, nullable=False),
    Column("document", ForeignKey("documents.number")),
    Column("body_hash", String),
    Column("final_url", Text),
    Column("headers", Text, nullable=False),
    UniqueConstraint("page", "position"),
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

nodes = Table(  # what records of one list tell in the same way: compared once, however many texts carry it
    "nodes",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("list", String, nullable=False),
    Column("signature", String, nullable=False),
    Column("first", String, nullable=False),
    Column("low", Integer, nullable=False),
    Column("high", Integer, nullable=False),
    Column("cluster", String, nullable=False),
    UniqueConstraint("list", "signature"),
    Index("ix_nodes_cluster", "list", "cluster"),
)

node_blocks = Table(  # where the likes of a node are looked for: a key of parties, and the days it can have been
    "node_blocks",
    metadata,
    Column("list", String, primary_key=True),
    Column("block", String, primary_key=True),
    Column("low", Integer, primary_key=True),
    Column("node", ForeignKey("nodes.number"), primary_key=True),
    Column("high", Integer, nullable=False),
    sqlite_with_rowid=False,
)

record_nodes = Table(
    "record_nodes",
    metadata,
    Column("record", ForeignKey("records.number"), primary_key=True),
    Column("node", ForeignKey("nodes.number"), nullable=False, index=True),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("one", ForeignKey("nodes.number"), nullable=False, index=True),
    Column("other", ForeignKey("nodes.number"), nullable=False, index=True),
    Column("relation", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("made", String, nullable=False),
    UniqueConstraint("one", "other", "relation", "by"),
)

document_links = Table(  # `one` and `other` have nearly the same text, or `one` corrects `other`
    "document_links",
    metadata,
    Column("one", ForeignKey("documents.number"), primary_key=True),
    Column("other", ForeignKey("documents.number"), primary_key=True),
    Column("relation", String, primary_key=True),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("made", String, nullable=False),
    Index("ix_document_links_other", "other"),
)

text_bands = Table(  # parts of a text's sketch: texts that share one may be nearly the same
    "text_bands",
    metadata,
    Column("band", String, primary_key=True),
    Column("document", ForeignKey("documents.number"), primary_key=True),
    Index("ix_text_bands_document", "document"),
    sqlite_with_rowid=False,
)

corrections = Table(  # documents that say that they correct another one of their publisher
    "corrections",
    metadata,
    Column("document", ForeignKey("documents.number"), primary_key=True),
)

deeds = Table(  # sentences that tell that something was done or given up: what promises are held against
    "deeds",
    metadata,
    Column("document", ForeignKey("documents.number"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, nullable=False),
    Column("outcome", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("stems", Text, nullable=False, server_default=""),
    sqlite_with_rowid=False,
)

deed_parties = Table(  # the parties of documents with such sentences; told: of a record or side, else of a sentence
    "deed_parties",
    metadata,
    Column("party", String, primary_key=True),
    Column("document", ForeignKey("documents.number"), primary_key=True),
    Column("told", Boolean, primary_key=True),
    Index("ix_deed_parties_document", "document"),
    sqlite_with_rowid=False,
)

decisions = Table(  # what people decided about records: never changed, only undone
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("action", String, nullable=False),
    Column("list", String, nullable=False),
    Column("document", String, nullable=False, index=True),
    Column("ones", Text, nullable=False),
    Column("others", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("by", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("undone", String),
    Column("undone_by", String),
    Column("undone_reason", Text),
)

record_reviews = Table(  # what the decisions that stand make of a record: follows from them, and is made anew
    "record_reviews",
    metadata,
    Column("record", ForeignKey("records.number"), primary_key=True),
    Column("rejected", Boolean, nullable=False),
    Column("decided", Boolean, nullable=False),
    Column("payload", Text),
    Column("day", String),
    Column("corrections", Text, nullable=False),
)

document_rules = Table(  # by which rules the records of a document were read, where that is known
    "document_rules",
    metadata,
    Column("document", ForeignKey("documents.number"), primary_key=True),
    Column("rules", String, nullable=False),
)

old_readings = Table(  # readings that a newer one replaced: the document as it was read, and its records as found
    "old_readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", ForeignKey("documents.number"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("rules", String),
    Column("replaced", String, nullable=False),
    Column("payload", Text, nullable=False),
)

watches = Table(  # questions that are asked again; `seen`: the highest document number of the last digest, or at saving
    "watches",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("query", Text, nullable=False),
    Column("saved", String, nullable=False),
    Column("told", String),
    Column("seen", Integer, nullable=False),
)
