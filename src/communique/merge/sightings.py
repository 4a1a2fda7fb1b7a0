"""Where a person is named: in which record of which text, in which office, on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from communique.ledger.views import Found
from communique.shared.edtf import bounds
from communique.shared.records import Meeting, Person, Statement, Visit

PRECISE = 31
"""The most days of a record's own date that still tell when an office was held."""


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A person named in a record. day: when the text shows the person in office (ISO), None if it does not tell;
    document, source, record: ids; start, end: where the record's words stand; firm: an encounter of two that was held
    shows it."""

    name: str
    offices: tuple[str, ...]
    day: str | None
    document: str
    source: str
    record: str
    start: int
    end: int
    firm: bool = False

    @property
    def span(self) -> tuple[int, int] | None:
        """The day as first and last ordinal."""
        if self.day is None:
            return None
        ordinal = date.fromisoformat(self.day).toordinal()
        return ordinal, ordinal


def people_in(record: object) -> tuple[Person, ...]:
    """The persons of a record, named or not."""
    match record:
        case Meeting():
            return record.participants
        case Visit():
            return (record.visitor,)
        case Statement():
            return record.persons
        case _:
            return ()


def seen_on(found: Found) -> str | None:
    """The day on which a record shows its people in office: its own if it tells of the past, else its document's.

    What is recalled without a day, or held on an unknown day of a longer time, tells none.
    """
    record = found.record
    own = bounds(getattr(record, "date", None))
    held = getattr(record, "status", None) == "held"
    if held and own:
        day = found.carrier.day
        if day and own[0].isoformat() <= day <= own[1].isoformat():
            return day
        return own[1].isoformat() if (own[1] - own[0]).days < PRECISE else None
    recalled = record.time == "recalled" if isinstance(record, Statement) else getattr(record, "recalled", False)
    return None if recalled else found.carrier.day


def sightings_of(found: Iterable[Found]) -> Iterator[tuple[str, Sighting]]:
    """The named persons in records, each with its party."""
    for each in found:
        for person in people_in(each.record):
            if person.party and person.name:
                yield (
                    person.party,
                    Sighting(
                        name=person.name,
                        offices=tuple(sorted(set(filter(None, (person.office or "").split("; "))))),
                        day=seen_on(each),
                        document=each.carrier.id,
                        source=each.carrier.source,
                        record=each.record.id,
                        start=each.record.evidence[0].start,
                        end=each.record.evidence[-1].end,
                        firm=_is_firm(each),
                    ),
                )


def _is_firm(found: Found) -> bool:
    record = found.record
    if isinstance(record, Meeting):
        return record.status == "held" and not record.recalled and len(record.participants) == 2
    return isinstance(record, Visit) and record.status == "held" and not record.recalled
