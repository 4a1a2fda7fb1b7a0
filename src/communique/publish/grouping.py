"""A simple grouping for display: records of several documents that tell the same thing stand on one line.

This joins only what plainly agrees (the same parties, day and manner, no other names); it judges nothing and keeps
nothing. The merging proper, with judgements that are kept, is the stage `merge`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import msgspec

from communique.ledger.views import AnyRecord, Found
from communique.shared.edtf import as_day, bounds, overlap
from communique.shared.parties import fold
from communique.shared.records import Agreement, Meeting, Milestone, Person, Visit

_Key = tuple[object, ...]


class Told(msgspec.Struct, frozen=True):
    """Records that tell the same, the most precise first."""

    found: tuple[Found, ...]

    @property
    def best(self) -> Found:
        """The record that is shown: the most precise one."""
        return self.found[0]


def group(found: Iterable[Found]) -> list[Told]:
    """Groups of records that tell the same; in each the most precisely dated first, groups in the order they came."""
    buckets: dict[_Key, list[tuple[int, Found]]] = {}
    for place, each in enumerate(found):
        buckets.setdefault(_key(each), []).append((place, each))
    groups: list[list[tuple[int, Found]]] = []
    for bucket in buckets.values():
        groups += _split(sorted(bucket, key=lambda item: (_vagueness(item[1]), item[0])))
    groups.sort(key=lambda members: min(place for place, _ in members))
    return [Told(tuple(each for _, each in members)) for members in groups]


def told_date(found: Found) -> str | None:
    """When it was, in EDTF: the record's own date; else, for what the text itself reports, the document's date."""
    record = found.record
    if isinstance(record, Meeting) and not record.date and not record.recalled and record.status == "held":
        return found.carrier.date
    return getattr(record, "date", None)


def _key(found: Found) -> _Key:
    """What must be equal in records that tell the same."""
    record = found.record
    match record:
        case Meeting():
            return ("meeting", record.status, frozenset(person.party for person in record.participants))
        case Visit():
            return ("visit", record.status, record.visitor.party, record.host)
        case Agreement():
            return ("agreement", record.status, record.kind, frozenset(record.parties))
        case Milestone():
            return ("milestone", record.kind, frozenset(record.parties), str(record.value), record.of)
        case _:
            return (record.id,)


def _vagueness(found: Found) -> tuple[int, bool, int]:
    """Sorts the most precise first: by days in the own date, reported before recalled, more names before fewer."""
    span = bounds(getattr(found.record, "date", None))
    days = (span[1] - span[0]).days if span else 10**7
    names = sum(1 for person in _persons(found.record) if person.name)
    return days, bool(getattr(found.record, "recalled", False)), -names


def _split(bucket: list[tuple[int, Found]]) -> list[list[tuple[int, Found]]]:
    groups: list[list[tuple[int, Found]]] = []
    for item in bucket:
        for members in groups:
            if _same(members[0][1], item[1]):
                members.append(item)
                break
        else:
            groups.append([item])
    return groups


def _same(first: Found, other: Found) -> bool:
    a, b = first.record, other.record
    if isinstance(a, Meeting) and isinstance(b, Meeting):
        return _agree(a.mode, b.mode) and _agree(a.level, b.level) and _same_persons(a, b) and _same_time(first, other)
    if isinstance(a, Visit) and isinstance(b, Visit):
        return _agree(a.kind, b.kind) and _same_persons(a, b) and _same_time(first, other)
    if isinstance(a, Agreement) and isinstance(b, Agreement):
        return fold(a.name or "") == fold(b.name or "") and str(a.count) == str(b.count) and _same_time(first, other)
    if isinstance(a, Milestone) and isinstance(b, Milestone):
        return a.date == b.date or overlap(a.date, b.date)
    return False


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _same_time(first: Found, other: Found) -> bool:
    """The same day; a vaguer date holds the other; a day of report is up to a day after the event."""
    a, b = told_date(first), told_date(other)
    if a is None or b is None:
        return a is b
    if overlap(a, b):
        return True
    day, other_day = as_day(a), as_day(b)
    dated = getattr(first.record, "date", None), getattr(other.record, "date", None)
    if day is None or other_day is None or all(dated) or not _share_a_name(first.record, other.record):
        return False
    return abs(day - other_day) <= timedelta(days=1)


def _persons(record: AnyRecord) -> tuple[Person, ...]:
    match record:
        case Meeting():
            return record.participants
        case Visit():
            return (record.visitor,)
        case _:
            return ()


def _last_names(record: AnyRecord, party: str | None) -> set[str]:
    names = [fold(person.name) for person in _persons(record) if person.party == party and person.name]
    return {name.split()[-1] for name in names if name}


def _same_persons(a: AnyRecord, b: AnyRecord) -> bool:
    """No party is there with quite other names, or quite other offices where names are missing."""
    for party in {person.party for person in _persons(a)}:
        names, others = _last_names(a, party), _last_names(b, party)
        if names and others and not names & others and not _swapped(a, b, party):
            return False
        if not (names and others):
            offices, other_offices = _offices(a, party), _offices(b, party)
            if offices and other_offices and not offices & other_offices:
                return False
    return True


def _swapped(a: AnyRecord, b: AnyRecord, party: str | None) -> bool:
    """One text prints the family name first: any word of a name in the other's counts."""
    words, others = (
        {
            word
            for person in _persons(record)
            if person.party == party and person.name
            for word in fold(person.name).split()
        }
        for record in (a, b)
    )
    return len(words & others) > 1 or (bool(words & others) and min(len(words), len(others)) == 1)


def _offices(record: AnyRecord, party: str | None) -> set[str]:
    return {
        office
        for person in _persons(record)
        if person.party == party and person.office
        for office in person.office.split("; ")
    }


def _share_a_name(a: AnyRecord, b: AnyRecord) -> bool:
    return any(_last_names(a, person.party) & _last_names(b, person.party) for person in _persons(a))
