"""What comes out of the ledger: plain typed values, without any SQL."""

from __future__ import annotations

from typing import Any

import msgspec

from communique.shared.records import (
    Agreement,
    Commitment,
    DocumentRecord,
    Gathering,
    Kind,
    Meeting,
    Milestone,
    Source,
    Statement,
    Visit,
)

AnyRecord = Meeting | Visit | Statement | Commitment | Agreement | Milestone | Gathering


class Carrier(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """The document that carries a record, without its text. `day` is the last day of `date`, ISO, or None; sourcing:
    who is named in it as the source."""

    id: str
    source: str
    kind: Kind
    title: str | None
    publisher: str | None
    published: str | None
    date: str | None
    side: str | None
    day: str | None
    sourcing: tuple[Source, ...] = ()


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A field that a person corrected: what was found, who corrected it, when and why."""

    field: str
    was: Any
    by: str
    made: str
    reason: str


class Found(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A record as found. `day` is what it is sorted by: see rows.sort_day; '' if nothing is known.

    cluster: names the thing that it tells of together with other records; None as long as nothing was merged.
    corrections: the fields that stand otherwise in the row as found.
    """

    list_name: str
    record: AnyRecord
    carrier: Carrier
    day: str
    cluster: str | None = None
    corrections: tuple[Correction, ...] = ()


class Merged(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A thing and the records that tell of it, the best first. id: the cluster; record: the best values of all."""

    id: str
    list_name: str
    record: AnyRecord
    found: tuple[Found, ...]

    @property
    def best(self) -> Found:
        """The record that is shown first."""
        return self.found[0]


class Reference(msgspec.Struct, frozen=True, kw_only=True):
    """A record as decisions name it: by its words, since its id may change when the text is read again."""

    record: str
    document: str
    start: int
    end: int


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided. action: accept, reject, correct, merge (`ones` and `others` are one thing) or split (they
    are not); changes: the values that a correction sets; undone: when it was taken back."""

    number: int
    action: str
    list_name: str
    ones: tuple[Reference, ...]
    others: tuple[Reference, ...] = ()
    changes: dict[str, Any] = {}
    by: str
    reason: str
    made: str
    undone: str | None = None
    undone_by: str | None = None
    undone_reason: str | None = None


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """What is worth a look: a record with its confidence, or two records that were taken for one thing, with the score
    and reason of that judgement."""

    score: float
    list_name: str
    records: tuple[str, ...]
    reason: str


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """A record that belongs to no node yet, and its number."""

    number: int
    found: Found


class TextView(msgspec.Struct, frozen=True, kw_only=True):
    """A document as texts are compared with texts; number: its number in the ledger."""

    number: int
    id: str
    publisher: str | None
    title: str | None
    day: str | None
    text: str


class DeedView(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of a text that tells that something was done or given up. outcome: "fulfilled" or "withdrawn"."""

    start: int
    end: int
    outcome: str
    rule: str


class DeedWords(msgspec.Struct, frozen=True):
    """Such a sentence by the number of its document and its place there, and the stems of its words."""

    document: int
    start: int
    stems: tuple[str, ...]


class Deed(DeedView, frozen=True, kw_only=True):
    """The same with its document (id, one source, day), its words, and the parties of the document: its side and
    those of its records."""

    document: str
    source: str
    day: str | None
    words: str
    parties: frozenset[str] = frozenset()


class NodeView(msgspec.Struct, frozen=True, kw_only=True):
    """What records tell in the same way: a signature; first: the smallest id of such a record; low, high: the days
    (ordinals) from and to which it can have been."""

    list_name: str
    signature: str
    first: str
    low: int
    high: int


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement about two nodes. relation: "same", "apart" or "part_of" (`one` happened during `other`); by: the
    rule or the person."""

    one: int
    other: int
    relation: str
    score: float
    reason: str
    by: str


class Dealings(msgspec.Struct, frozen=True, kw_only=True):
    """What a party has had to do with another. counts: merged things by list; weight: their sum, in which a thing of
    several parties counts for each other party as one divided by their number."""

    party: str
    weight: float
    counts: dict[str, int]


class JudgedPair(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement about two records, by id: those after which their nodes are named. by: the rule or the person."""

    one: str
    other: str
    relation: str
    score: float
    reason: str
    by: str


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
