"""What comes out of the ledger: plain typed values, without any SQL."""

from __future__ import annotations

import msgspec

from communique.shared.records import (
    Agreement,
    Commitment,
    DocumentRecord,
    Gathering,
    Kind,
    Meeting,
    Milestone,
    Statement,
    Visit,
)

AnyRecord = Meeting | Visit | Statement | Commitment | Agreement | Milestone | Gathering


class Carrier(msgspec.Struct, frozen=True, kw_only=True):
    """The document that carries a record, without its text. `day` is the last day of `date`, ISO, or None."""

    id: str
    source: str
    kind: Kind
    title: str | None
    publisher: str | None
    published: str | None
    date: str | None
    side: str | None
    day: str | None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A record as found. `day` is what it is sorted by: see rows.sort_day; '' if nothing is known."""

    list_name: str
    record: AnyRecord
    carrier: Carrier
    day: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """One of the sources that a document's text came from."""

    source: str
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    title: str | None = None


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A document of the ledger with all its sources, first come first; without text, `document.text` is ''."""

    document: DocumentRecord
    sources: tuple[Origin, ...]


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A source that could not be read: a short kind, and the message for people."""

    source: str
    kind: str
    message: str


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of a version added, and when (UTC, ISO 8601, first and latest change)."""

    number: int
    version: str
    started: str
    latest: str
    documents: int
    sources: int
    records: int
    failures: int


class Added(msgspec.Struct, frozen=True, kw_only=True):
    """How much a batch, or several, changed. `known` counts texts that the ledger held already."""

    documents: int = 0
    sources: int = 0
    records: int = 0
    known: int = 0
    failures: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(
            documents=self.documents + other.documents,
            sources=self.sources + other.sources,
            records=self.records + other.records,
            known=self.known + other.known,
            failures=self.failures + other.failures,
        )
