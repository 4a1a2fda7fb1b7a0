"""One merged record out of all that tell of a thing: the best value of each field, and its life from plan to deed.

Which values are shown: of status, the one that settles (held; else the latest); of the date, the most precise of
those that agree with that status; of people, those of the fullest record; else the first that is given, by trust.
Nothing is made up: each value stands in one of the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from communique.ledger.views import AnyRecord, Found, Merged
from communique.shared.edtf import bounds
from communique.shared.records import Agreement, Commitment, Gathering, Meeting, Milestone, Person, Visit

_FAR = 10**7

SETTLED = {"held": 3, "signed": 3, "in_force": 3, "terminated": 3, "suspended": 3}
"""How far a status settles the matter: a deed outlasts what was planned."""


def merged(found: Iterable[Found]) -> list[Merged]:
    """The things that records tell of, in the order in which their first record came."""
    groups: dict[str, list[Found]] = {}
    for each in found:
        groups.setdefault(each.cluster or each.record.id, []).append(each)
    return [merge(members) for members in groups.values()]


def merged_in_turn(found: Iterable[Found]) -> Iterator[Merged]:
    """The same for records that come sorted by cluster: memory holds one thing at a time."""
    for _, members in groupby(found, key=lambda each: each.cluster or each.record.id):
        yield merge(list(members))


def merge(members: Sequence[Found]) -> Merged:
    """One thing out of the records that tell of it; at least one."""
    ordered = sorted(members, key=_trust) if len(members) > 1 else members
    first = ordered[0]
    return Merged(
        id=first.cluster or first.record.id,
        list_name=first.list_name,
        record=_as_corrected(ordered, _together(ordered)),
        found=tuple(ordered),
    )


def _as_corrected(ordered: Sequence[Found], record: AnyRecord) -> AnyRecord:
    """What a person corrected goes before what other texts say; of several the latest."""
    made = sorted((each.made, place, each.field) for place, found in enumerate(ordered) for each in found.corrections)
    values = {field: getattr(ordered[place].record, field) for _, place, field in made}
    return msgspec.structs.replace(record, **values) if values else record


def _trust(found: Found) -> tuple[int | str | bool, ...]:
    """Sorts the best first: reported before recalled, done before planned, by the day, by names, then by age."""
    record = found.record
    span = bounds(getattr(record, "date", None))
    days = (span[1] - span[0]).days if span else _FAR
    return (
        bool(getattr(record, "recalled", False)),
        -SETTLED.get(str(getattr(record, "status", "")), 0),
        days,
        -_fullness(record),
        found.carrier.side is None,
        found.carrier.day or "9999",
        record.id,
    )


def _fullness(record: AnyRecord) -> int:
    people = record.participants if isinstance(record, Meeting) else ()
    people = (record.visitor,) if isinstance(record, Visit) else people
    return sum(bool(person.name) + bool(person.office) for person in people)


def _together(ordered: Sequence[Found]) -> AnyRecord:
    best = ordered[0].record
    if len(ordered) == 1:
        return best
    match best:
        case Meeting():
            return msgspec.structs.replace(best, **_of_encounter(ordered, best), **_of_meeting(ordered))
        case Visit():
            return msgspec.structs.replace(best, **_of_encounter(ordered, best), visitor=_visitor(ordered))
        case Agreement():
            name = _first(ordered, "name")
            return msgspec.structs.replace(
                best, name=name, date=_date(ordered), status=_status(ordered), recalled=_all_recalled(ordered)
            )
        case Gathering():
            changed = {name: _first(ordered, name) for name in ("edition", "mode", "host")}
            parties = tuple(dict.fromkeys(party for each in ordered for party in getattr(each.record, "parties", ())))
            return msgspec.structs.replace(best, **_of_encounter(ordered, best), **changed, parties=parties)
        case Milestone():
            return msgspec.structs.replace(best, date=_date(ordered), stated=any(f.record.stated for f in ordered))
        case Commitment():
            return msgspec.structs.replace(best, due=_first(ordered, "due"), to=_first(ordered, "to") or ())
        case _:
            return best


def _of_encounter(ordered: Sequence[Found], best: Meeting | Visit | Gathering) -> dict[str, Any]:
    status = _status(ordered) or None
    telling = [each for each in ordered if getattr(each.record, "status", None) == status]
    date = _date(telling) or _date(ordered)
    return {
        "status": status,
        "date": date if status == "held" or best.date else best.date or date,
        "place": _place(ordered),
        "recalled": _all_recalled(ordered),
        "stated": any(each.record.stated for each in ordered),
    }


def _of_meeting(ordered: Sequence[Found]) -> dict[str, Any]:
    meetings = [each.record for each in ordered if isinstance(each.record, Meeting)]
    people = max(meetings, key=lambda meeting: (len({p.party for p in meeting.participants if p.name}), 0))
    others = [person for meeting in meetings for person in meeting.participants]
    there = tuple(_completed(person, others) for person in people.participants)
    return {
        "participants": there,
        "mode": _first(ordered, "mode"),
        "level": _first(ordered, "level"),
        "occasion": _first(ordered, "occasion"),
        "bilateral": people.bilateral,
    }


def _completed(person: Person, others: Sequence[Person]) -> Person:
    """A person whose name or office another record gives, where only one of the party is meant."""
    same = [other for other in others if other.party == person.party]
    if person.name and not person.office:
        same = [other for other in same if other.name == person.name]
    name = person.name or _only(other.name for other in same)
    office = person.office or _only(other.office for other in same)
    return Person(name=name, office=office, party=person.party)


def _only(values: Iterable[str | None]) -> str | None:
    given = {value for value in values if value}
    return next(iter(given)) if len(given) == 1 else None


def _visitor(ordered: Sequence[Found]) -> Person:
    visitors = [each.record.visitor for each in ordered if isinstance(each.record, Visit)]
    fullest = max(visitors, key=lambda person: bool(person.name) + bool(person.office))
    return _completed(fullest, visitors)


def _status(ordered: Sequence[Found]) -> str:
    """What settles the matter; else what the latest text says that says anything of it."""
    told = [
        (getattr(each.record, "status", None) or "", each.carrier.day or "", -place)
        for place, each in enumerate(ordered)
    ]
    return str(max(told, key=lambda item: (SETTLED.get(item[0], 0), item[0] != "", item[1], item[2]))[0])


def _date(ordered: Sequence[Found]) -> str | None:
    """The most precise date of the records."""
    dated = [(span, date) for each in ordered if (date := _own_date(each)) and (span := bounds(date))]
    return min(dated, key=lambda item: (item[0][1] - item[0][0]).days)[1] if dated else None


def _own_date(found: Found) -> str | None:
    date: str | None = getattr(found.record, "date", None)
    return date


def _place(ordered: Sequence[Found]) -> Any:
    places = [place for each in ordered if (place := getattr(each.record, "place", None))]
    return max(places, key=lambda place: bool(place.name) + bool(place.party), default=None)


def _first(ordered: Sequence[Found], field: str) -> Any:
    given: Callable[[Found], Any] = lambda each: getattr(each.record, field, None)  # noqa: E731
    return next((value for each in ordered if (value := given(each))), None)


def _all_recalled(ordered: Sequence[Found]) -> bool:
    return all(getattr(each.record, "recalled", False) for each in ordered)
