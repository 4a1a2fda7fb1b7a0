"""A simple grouping for display: records of several documents that tell the same thing stand on one line.

This joins only what plainly agrees (the same parties, day and manner, no other names); it judges nothing and keeps
nothing. The merging proper, with judgements that are kept, is the stage `merge`.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from communique.ledger.views import AnyRecord, Found
from communique.shared.edtf import bounds
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
    buckets: dict[_Key, list[_Seen]] = {}
    for place, each in enumerate(found):
        buckets.setdefault(_key(each), []).append(_Seen(place, each))
    groups: list[list[_Seen]] = []
    for bucket in buckets.values():
        groups += _split(sorted(bucket, key=_Seen.vagueness))
    groups.sort(key=lambda members: min(seen.place for seen in members))
    return [Told(tuple(seen.found for seen in members)) for members in groups]


def told_date(found: Found) -> str | None:
    """When it was, in EDTF: the record's own date; else, for what the text itself reports, the document's date."""
    record = found.record
    date: str | None = getattr(record, "date", None)
    if date is None and isinstance(record, Meeting | Visit) and not record.recalled and record.status == "held":
        return found.carrier.date
    return date


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


class _Seen:
    """A record with what it is compared by, worked out once. Days are ordinals; names and offices are by party."""

    def __init__(self, place: int, found: Found) -> None:
        self.place, self.found, self.record = place, found, found.record
        span = bounds(told_date(found))
        self.span = (span[0].toordinal(), span[1].toordinal()) if span else None
        self.day = self.span[0] if self.span and self.span[0] == self.span[1] else None
        self.dated = bool(getattr(found.record, "date", None))
        self.names: dict[str | None, list[list[str]]] = {}
        self.offices: dict[str | None, set[str]] = {}
        for person in _persons(found.record):
            if words := fold(person.name or "").split():
                self.names.setdefault(person.party, []).append(words)
            self.offices.setdefault(person.party, set()).update(filter(None, (person.office or "").split("; ")))

    def vagueness(self) -> tuple[int, bool, int, int]:
        """Sorts the most precise first: by days in the own date, reported before recalled, more names before fewer."""
        days = self.span[1] - self.span[0] if self.span and self.dated else 10**7
        recalled = bool(getattr(self.record, "recalled", False))
        return days, recalled, -sum(map(len, self.names.values())), self.place


def _split(bucket: list[_Seen]) -> list[list[_Seen]]:
    """Each joins the first group whose most precise record it agrees with; only those near in time are compared."""
    groups: list[list[_Seen]] = []
    on_day: dict[int, list[list[_Seen]]] = {}
    vague: list[list[_Seen]] = []
    for seen in bucket:
        near = groups
        if seen.day is not None:
            near = [members for day in (-1, 0, 1) for members in on_day.get(seen.day + day, [])] + vague
        members = next((members for members in near if _same(members[0], seen)), None)
        if members is not None:
            members.append(seen)
            continue
        groups.append([seen])
        (vague if seen.day is None else on_day.setdefault(seen.day, [])).append(groups[-1])
    return groups


def _same(first: _Seen, other: _Seen) -> bool:
    a, b = first.record, other.record
    if isinstance(a, Milestone) and isinstance(b, Milestone):
        return first.span == other.span if first.span is None or other.span is None else _overlap(first, other)
    if not _same_time(first, other):
        return False
    if isinstance(a, Meeting) and isinstance(b, Meeting):
        return _agree(a.mode, b.mode) and _agree(a.level, b.level) and _same_persons(first, other)
    if isinstance(a, Visit) and isinstance(b, Visit):
        return _agree(a.kind, b.kind) and _same_persons(first, other)
    if isinstance(a, Agreement) and isinstance(b, Agreement):
        return fold(a.name or "") == fold(b.name or "") and str(a.count) == str(b.count)
    return False


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def _overlap(a: _Seen, b: _Seen) -> bool:
    return a.span is not None and b.span is not None and a.span[0] <= b.span[1] and b.span[0] <= a.span[1]


def _same_time(a: _Seen, b: _Seen) -> bool:
    """The same day; a vaguer date holds the other; a day of report is up to a day after the event.

    What has no date at all is told of together only where the record has none by its nature (plans, agreements).
    """
    if a.span is None or b.span is None:
        return a.span is b.span and not getattr(a.record, "recalled", False)
    if _overlap(a, b):
        return True
    if a.day is None or b.day is None or (a.dated and b.dated):
        return False
    return abs(a.day - b.day) <= 1 and any(_share_a_last_name(a, b, party) for party in a.names)


def _persons(record: AnyRecord) -> tuple[Person, ...]:
    match record:
        case Meeting():
            return record.participants
        case Visit():
            return (record.visitor,)
        case _:
            return ()


def _share_a_last_name(a: _Seen, b: _Seen, party: str | None) -> bool:
    last = {words[-1] for words in a.names.get(party, [])}
    return any(words[-1] in last for words in b.names.get(party, []))


def _same_persons(a: _Seen, b: _Seen) -> bool:
    """No party is there with quite other names, or quite other offices where names are missing."""
    for party in a.offices:
        if a.names.get(party) and b.names.get(party):
            if not _share_a_last_name(a, b, party) and not _swapped(a, b, party):
                return False
        else:
            offices, others = a.offices[party], b.offices.get(party, set())
            if offices and others and not offices & others:
                return False
    return True


def _swapped(a: _Seen, b: _Seen, party: str | None) -> bool:
    """One text prints the family name first, or only the given name: the words are the same, or one of them."""
    words = {word for name in a.names[party] for word in name}
    others = {word for name in b.names[party] for word in name}
    return len(words & others) > 1 or (bool(words & others) and min(len(words), len(others)) == 1)
