"""Readings to rows and back: pure functions, no SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec

from communique.ledger.views import AnyRecord, Carrier, Correction, Origin
from communique.shared.documents import Document
from communique.shared.edtf import bounds
from communique.shared.records import (
    Agreement,
    Commitment,
    DateExpression,
    Dateline,
    DocumentRecord,
    Gathering,
    Meeting,
    Milestone,
    Reading,
    Source,
    Statement,
    Visit,
)

RECORD_TYPES: Mapping[str, type[AnyRecord]] = {
    "meetings": Meeting,
    "visits": Visit,
    "statements": Statement,
    "commitments": Commitment,
    "agreements": Agreement,
    "milestones": Milestone,
    "gatherings": Gathering,
}


@cache
def _decoder(list_name: str) -> msgspec.json.Decoder[AnyRecord]:
    return msgspec.json.Decoder(RECORD_TYPES[list_name])


def record_from(list_name: str, payload: str) -> AnyRecord:
    """The record of a list from its JSON."""
    return _decoder(list_name).decode(payload)


Row = dict[str, Any]

Fields = Mapping[Any, Any]
"""A row as the database gives it, by column name."""


def json_text(value: object) -> str:
    """`value` as JSON, always in the same order of keys."""
    return msgspec.json.encode(value).decode()


def days(value: str | None) -> tuple[str | None, str | None]:
    """First and last day of an EDTF value as ISO strings; None for an open or unknown end."""
    found = bounds(value)
    if found is None:
        return None, None
    first, last = found
    return (None if first == date.min else first.isoformat()), (None if last == date.max else last.isoformat())


def record_date(record: AnyRecord) -> str | None:
    """The EDTF date of the record itself: `due` of a commitment; a statement has none."""
    if isinstance(record, Commitment):
        return record.due
    if isinstance(record, Statement):
        return None
    return record.date


def is_recalled(record: AnyRecord) -> bool | None:
    """True for background; None for a kind of record that does not tell."""
    if isinstance(record, Statement):
        return record.time == "recalled"
    if isinstance(record, Commitment | Milestone):
        return None
    return record.recalled


def sort_day(record: AnyRecord, document_day: str | None) -> str:
    """The day that a record is sorted by: the last (else first) day of its own date; if it has none and is no
    background, the document's day; '' if nothing is known. Statements and commitments go by their document."""
    if isinstance(record, Statement | Commitment):
        return document_day or ""
    first, last = days(record_date(record))
    if last or first:
        return last or first or ""
    return "" if is_recalled(record) else document_day or ""


def parties(record: AnyRecord) -> list[tuple[str, str]]:
    """(party, role) pairs of a record, each once, in the order of the record."""
    pairs: Sequence[tuple[str | None, str]]
    match record:
        case Meeting():
            pairs = [(person.party, "participant") for person in record.participants]
        case Visit():
            pairs = [(record.visitor.party, "visitor"), (record.host, "host")]
        case Statement():
            speakers = [(party, "speaker") for party in record.speakers]
            pairs = speakers + [(party, "addressee") for party in record.addressees]
        case Commitment():
            pairs = [(party, "by") for party in record.by] + [(party, "to") for party in record.to]
        case Agreement() | Milestone():
            pairs = [(party, "party") for party in record.parties]
        case Gathering():
            pairs = [(record.host, "host")] + [(party, "party") for party in record.parties]
    return list(dict.fromkeys((party, role) for party, role in pairs if party))


def document_row(reading: Reading) -> Row:
    """The row of `documents`, without number and run."""
    document = reading.document
    first, last = days(document.date)
    return {
        "id": document.id,
        "source": document.source,
        "kind": document.kind,
        "title": document.title,
        "language": document.language,
        "publisher": document.publisher,
        "published": document.published,
        "date": document.date,
        "date_basis": document.date_basis,
        "date_because": json_text(document.date_because),
        "dateline": json_text(document.dateline),
        "sourcing": json_text(document.sourcing),
        "side": document.side,
        "url": document.url,
        "notice": document.notice,
        "day": last or first,
    }


def record_row(list_name: str, position: int, record: AnyRecord, document_day: str | None) -> Row:
    """The row of `records`, without number and document."""
    first, last = days(record_date(record))
    return {
        "id": record.id,
        "list": list_name,
        "position": position,
        "kind": record.mode if isinstance(record, Meeting) else getattr(record, "kind", None),
        "status": record.strength if isinstance(record, Commitment) else getattr(record, "status", None),
        "recalled": is_recalled(record),
        "first_day": first,
        "last_day": last,
        "day": sort_day(record, document_day),
        "confidence": record.confidence,
        "rule": record.rule,
        "payload": json_text(record),
    }


def records_of(reading: Reading) -> Iterator[tuple[str, int, AnyRecord]]:
    """(list name, position, record) of every record, in the order of the lists."""
    for name in RECORD_TYPES:
        for position, record in enumerate(getattr(reading, name)):
            yield name, position, record


def origin_row(item: Document | DocumentRecord) -> Row:
    """The row of `sources`, without number, document and run."""
    return {
        "source": item.source,
        "url": item.url,
        "publisher": item.publisher,
        "published": item.published,
        "title": item.title,
    }


def document_from(row: Fields, text: str = "") -> DocumentRecord:
    """The document of a row of `documents`."""
    return DocumentRecord(
        id=row["id"],
        source=row["source"],
        kind=row["kind"],
        title=row["title"],
        text=text,
        language=row["language"],
        publisher=row["publisher"],
        published=row["published"],
        date=row["date"],
        date_basis=row["date_basis"],
        date_because=msgspec.json.decode(row["date_because"], type=tuple[str, ...]),
        dateline=msgspec.json.decode(row["dateline"], type=Dateline | None),
        sourcing=msgspec.json.decode(row["sourcing"], type=tuple[Source, ...]),
        side=row["side"],
        url=row["url"],
        notice=row["notice"],
    )


def corrections_from(text: str | None) -> tuple[Correction, ...]:
    """The corrections of a record, from `record_reviews.corrections`."""
    return msgspec.json.decode(text, type=tuple[Correction, ...]) if text else ()


def dates_from(text: str) -> tuple[DateExpression, ...]:
    """The date expressions of a document, from `texts.dates`."""
    return msgspec.json.decode(text, type=tuple[DateExpression, ...])


CARRIER_COLUMNS = Carrier.__struct_fields__
"""The columns of `documents` that make a carrier."""

DOCUMENT_COLUMNS = tuple(name for name in DocumentRecord.__struct_fields__ if name != "text")
"""The columns of `documents` that make a document."""


def carrier_from(row: Fields) -> Carrier:
    """The carrier in a row that joins `documents`."""
    return Carrier(
        id=row["id"],
        source=row["source"],
        kind=row["kind"],
        title=row["title"],
        publisher=row["publisher"],
        published=row["published"],
        date=row["date"],
        side=row["side"],
        day=row["day"],
        sourcing=() if row["sourcing"] == "[]" else msgspec.json.decode(row["sourcing"], type=tuple[Source, ...]),
    )


def origin_from(row: Fields) -> Origin:
    """The origin of a row of `sources`."""
    return Origin(
        source=row["source"],
        url=row["url"],
        publisher=row["publisher"],
        published=row["published"],
        title=row["title"],
    )
