"""The records of `communique/1`: what a reading produces.

Frozen msgspec structs; field names, enumerations and meanings are the contract of docs/reference/records.md.
Offsets count Unicode code points of `DocumentRecord.text`. Dates are EDTF strings (see shared/edtf.py) or None.
Parties are ISO 3166-1 alpha-3 codes for states and the usual acronym for organisations.
Records hold no cycles, so the garbage collector need not look at them (gc=False): a brief makes thousands.
"""

from __future__ import annotations

from typing import Literal

import msgspec

FORMAT = "communique/1"

Kind = Literal[
    "readout", "news_report", "joint_statement", "announcement", "message", "speech", "briefing", "agreement_text",
    "other", "not_diplomatic",
]  # fmt: skip
DateBasis = Literal["metadata", "dateline", "inferred"]
Mode = Literal["in_person", "call", "video", "message"]
Status = Literal["held", "planned", "proposed", "cancelled", "postponed"]
Level = Literal["head_of_state", "head_of_government", "minister", "senior_official", "other"]
VisitKind = Literal["state", "official", "working", "private", "transit"]
AgreementStatus = Literal["signed", "planned", "in_force", "mentioned", "suspended", "terminated"]
AgreementKind = Literal[
    "treaty", "agreement", "memorandum", "joint_statement", "declaration", "protocol", "contract", "other"
]
MilestoneKind = Literal[
    "partnership", "diplomatic_relations", "anniversary", "embassy", "accession", "recognition", "severance"
]


class Span(msgspec.Struct, frozen=True, gc=False, order=True):
    """A stretch of the document's text: code points `start` up to and without `end`."""

    start: int
    end: int


class Person(msgspec.Struct, frozen=True, gc=False):
    """A person, or an office whose holder is not named, or (only `party`) an unnamed representative."""

    name: str | None = None
    office: str | None = None
    party: str | None = None


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where something was; `party` is the state it lies in."""

    name: str | None = None
    party: str | None = None


class Dateline(msgspec.Struct, frozen=True):
    """Where a report was filed; `text` is the dateline as printed."""

    place: str | None
    party: str | None
    text: str


class Source(msgspec.Struct, frozen=True, gc=False):
    """Who is named as the source of what the text tells."""

    name: str
    party: str | None = None


class DocumentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the document itself. `date_because` holds the steps when `date` was inferred."""

    id: str
    source: str
    kind: Kind
    title: str | None
    text: str
    language: str | None
    publisher: str | None
    published: str | None
    date: str | None
    date_basis: DateBasis | None
    date_because: tuple[str, ...] = ()
    dateline: Dateline | None = None
    sourcing: tuple[Source, ...] = ()
    side: str | None = None
    url: str | None = None
    notice: str | None = None


class Plover(msgspec.Struct, frozen=True, gc=False):
    """A PLOVER (2021) event code."""

    event_type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()


class Record(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What every record has: evidence is never empty; `because` is given where `stated` is false."""

    id: str
    evidence: tuple[Span, ...]
    stated: bool = True
    because: str | None = None
    confidence: float
    rule: str


class Meeting(Record, frozen=True, kw_only=True):
    """An encounter of parties, in a room or over a line."""

    recalled: bool
    mode: Mode | None
    status: Status
    date: str | None
    reported: str | None
    place: Place | None
    occasion: str | None
    level: Level | None
    participants: tuple[Person, ...]
    bilateral: bool
    plover: Plover | None = None


class Visit(Record, frozen=True, kw_only=True):
    """A journey of an official to another party."""

    recalled: bool
    kind: VisitKind | None
    visitor: Person
    host: str
    status: Status
    date: str | None
    place: Place | None


class About(msgspec.Struct, frozen=True, gc=False):
    """Something named in a statement; `id` is a party code, a Wikidata id or a knowledge id, if known."""

    name: str
    id: str | None = None
    kind: str | None = None


class Statement(Record, frozen=True, kw_only=True):
    """What a side said, did or noted in words."""

    meeting: str | None
    speakers: tuple[str, ...]
    persons: tuple[Person, ...]
    addressees: tuple[str, ...]
    account: Literal["own", "other_side", "joint", "third_party"]
    kind: str
    negated: bool
    time: Literal["current", "recalled", "future", "hypothetical"]
    topics: tuple[str, ...]
    about: tuple[About, ...]
    text: str
    plover: Plover | None = None


class Commitment(Record, frozen=True, kw_only=True):
    """Something a side will do."""

    by: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    due: str | None
    strength: Literal["signed", "agreed", "committed", "intends", "hopes"]
    statement: str | None


class Agreement(Record, frozen=True, kw_only=True):
    """An instrument that the text names, counts or reports. `count` is a number or "numerous"."""

    recalled: bool
    name: str | None
    kind: AgreementKind
    parties: tuple[str, ...]
    status: AgreementStatus
    date: str | None
    count: int | str | None
    topics: tuple[str, ...]


class Milestone(Record, frozen=True, kw_only=True):
    """A step in the relations of parties. `of` says what an anniversary counts."""

    kind: MilestoneKind
    parties: tuple[str, ...]
    value: str | int | None
    of: str | None
    date: str | None


class Gathering(Record, frozen=True, kw_only=True):
    """A gathering that has a name: a summit, forum, dialogue, ceremony of a state.

    `name` as printed; `key`: the same in all its names; `edition`: which one of a series; `parties`: those in its name
    and those that the text says take part.
    """

    recalled: bool
    name: str
    key: str
    edition: int | None
    mode: Mode | None
    status: Status | None
    date: str | None
    place: Place | None
    host: str | None
    parties: tuple[str, ...]


class DateExpression(msgspec.Struct, frozen=True, kw_only=True):
    """An expression of a date in the text: EDTF `value` (None: not resolvable) and TIMEX3 `timex`."""

    start: int
    end: int
    text: str
    value: str | None
    timex: str | None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All records of one document, in the order of the text; one line of `communique read --format jsonl`."""

    format: str = FORMAT
    document: DocumentRecord
    meetings: tuple[Meeting, ...] = ()
    visits: tuple[Visit, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    gatherings: tuple[Gathering, ...] = ()
    dates: tuple[DateExpression, ...] = ()


LISTS = ("meetings", "visits", "statements", "commitments", "agreements", "milestones", "gatherings")
"""The names of the record lists of a Reading that carry evidence, in their order."""
