"""Meetings and visits of which two texts give what cannot be right together: whether, when, and where they were.

Within one merged thing texts can differ. Two things that were kept apart because their day or place differs are one
only where something else says so: nearly the same words, the same occasion, a state visit that is not made twice in
a fortnight. And nobody meets the same person in two states on one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice

from communique.ledger.views import Found, Merged
from communique.merge.accounts import party_of
from communique.merge.claims import Claim, Contradiction, cite, claim, opposed
from communique.merge.names import Spelling, alike
from communique.shared.edtf import bounds, contains, overlap
from communique.shared.parties import fold
from communique.shared.records import Meeting, Person, Visit

NEAR = 7
"""Days within which meetings of texts of nearly the same words are one."""

VISIT_AGAIN = 14
"""Days within which nobody makes a second visit of one high kind to one host."""

CLOSE = 3
"""Days between two accounts of one meeting at one place."""

EVE = 1
"""Days before a meeting on which a text that it is called off still stands against one that it was held."""

GREAT_KINDS = ("state", "official")


def within(thing: Merged) -> Iterator[Contradiction]:
    """What the texts on one meeting or visit contradict each other in."""
    list_name = thing.list_name.removesuffix("s")
    held = [(_own(each), each) for each in thing.found if _status(each) == "held" and _own(each)]
    for claims in opposed(held, lambda one, other: _other_days(one[0], other[0])):
        days = {each.value for each in claims}
        parties = {party_of(each.carrier) for day, each in held if day in days} - {None}
        beside = len(parties) > 1 and _gap(claims[0].value, claims[1].value) <= 1
        reason = "a day apart by two sides: midnight may lie between them" if beside else "it was held once"
        yield _contradiction(f"date of a {list_name}", thing, claims, reason)
    called_off = [(_status(each), each) for each in thing.found if _status(each) == "cancelled" and _own(each)]
    told = [("held", each) for _, each in held] + called_off
    for claims in opposed(told, lambda one, other: _called_off_too(one[1], other[1])):
        yield _contradiction(f"whether a {list_name} was held", thing, claims, "it was held or called off")


def _contradiction(kind: str, thing: Merged, claims: tuple[Claim, Claim], reason: str) -> Contradiction:
    parties = tuple(dict.fromkeys(person.party for person in _people(thing.record) if person.party))
    return Contradiction(kind=kind, parties=parties, about=_about(thing), claims=claims, reason=reason)


def _about(thing: Merged) -> str:
    return ", ".join(name for person in _people(thing.record) if (name := person.name or person.office))


def _people(record: object) -> tuple[Person, ...]:
    if isinstance(record, Visit):
        return (record.visitor, Person(party=record.host))
    return record.participants if isinstance(record, Meeting) else ()


def _status(found: Found) -> str:
    return str(getattr(found.record, "status", ""))


def _own(found: Found) -> str:
    return str(getattr(found.record, "date", None) or "")


def _other_days(one: str, other: str) -> bool:
    """True if two dates cannot both be right: no common day, or two spans of days of which neither holds the other."""
    if not overlap(one, other):
        return True
    exact = all(len(part) == len("2026-01-28") for value in (one, other) for part in value.split("/"))
    return exact and not contains(one, other) and not contains(other, one)


def _gap(one: str, other: str) -> int:
    a, b = bounds(one), bounds(other)
    return max((b[0] - a[1]).days, (a[0] - b[1]).days, 0) if a and b else NEAR


def _called_off_too(one: Found, other: Found) -> bool:
    """True if one text has it held on a day, and another, of that day or later, has that day called off."""
    if {_status(one), _status(other)} != {"held", "cancelled"}:
        return False
    held, called_off = (one, other) if _status(one) == "held" else (other, one)
    day, told = bounds(_own(held)), called_off.carrier.day
    exact = day is not None and day[0] == day[1] and _own(called_off) == _own(held)
    return bool(exact and day and told and date.fromisoformat(told) >= day[0] - timedelta(EVE))


_Telling = tuple[Merged, Found]
"""A text's record of a thing."""


class Between:
    """Compares things that were kept apart. twins: for a document with nearly the words of others the name of
    their group."""

    def __init__(self, spelling: Spelling, twins: Mapping[str, str]) -> None:
        self._spelling, self._twins = spelling, twins

    def _are_twins(self, one: Found, other: Found) -> bool:
        group = self._twins.get(one.carrier.id)
        return group is not None and self._twins.get(other.carrier.id) == group

    def of(self, things: Iterable[Merged]) -> Iterator[Contradiction]:
        """Contradictions between meetings, or between visits, of one list."""
        groups: dict[tuple[str, ...], list[_Telling]] = {}
        for thing in things:
            for each in filter(self._is_definite, thing.found):
                groups.setdefault(tuple(sorted(_parties(each))), []).append((thing, each))
        for parties, told in sorted(groups.items(), key=lambda item: item[0]):
            judged: dict[tuple[str, ...], list[tuple[Found, Found]]] = {}
            about: dict[str, str] = {}
            for left, right in _near(told):
                (thing, one), (another, other) = left, right
                if self._same_people(one, other) and (said := self._judge(left, right)):
                    judged.setdefault((thing.id, another.id, *said), []).append((one, other))
                    about[thing.id] = _about(thing)
            for (ident, _, kind, value, against, reason), pairs in judged.items():
                claims = (
                    claim(value, [cite(one) for one, _ in pairs]),
                    claim(against, [cite(other) for _, other in pairs]),
                )
                yield Contradiction(kind=kind, parties=parties, about=about[ident], claims=claims, reason=reason)

    def _is_definite(self, found: Found) -> bool:
        """Held on a stated day, by two parties of whom people are named."""
        record, own = found.record, bounds(_own(found))
        two = len(_parties(found)) == 2 == len(_people(record))
        named = all(person.name for person in _people(record)) or (isinstance(record, Visit) and record.visitor.name)
        short = own is not None and (own[1] - own[0]).days < NEAR
        return _status(found) == "held" and short and two and bool(named)

    def _same_people(self, one: Found, other: Found) -> bool:
        for party in _parties(one):
            sides = [
                [self._spelling.words(p.name) for p in _people(each.record) if p.party == party and p.name]
                for each in (one, other)
            ]
            if any(sides) and not any(alike(a, b) for a in sides[0] for b in sides[1]):
                return False
        return True

    def _judge(self, left: _Telling, right: _Telling) -> tuple[str, str, str, str] | None:
        """What the two contradict each other in, the two values, and why both cannot be right."""
        (thing, one), (another, other) = left, right
        list_name = one.list_name.removesuffix("s")
        a, b = _own(one), _own(other)
        if a == b and _is_day(a) and isinstance(one.record, Meeting) and _two_states(one, other):
            return f"place of a {list_name}", _said_place(one), _said_place(other), "nobody is in two states at once"
        if not _other_days(a, b) or _modes(one, other) > 1:
            return None
        reason = self._one_thing(one, other)
        if reason is None and _each_account_once(thing, another) and _one_place(one, other):
            midnight = " (a day apart: midnight may lie between them)" if _gap(a, b) <= 1 else ""
            reason = f"each account tells of one meeting there{midnight}"
        return None if reason is None else (f"date of a {list_name}", a, b, reason)

    def _one_thing(self, one: Found, other: Found) -> str | None:
        """Why two encounters of the same people on days near each other can only be one."""
        if self._is_great(one, other):
            return "such a visit is not made twice in a fortnight"
        if _gap(_own(one), _own(other)) <= NEAR and self._are_twins(one, other):
            return "both texts tell it in nearly the same words"
        return None

    @staticmethod
    def _is_great(one: Found, other: Found) -> bool:
        a, b = one.record, other.record
        return isinstance(a, Visit) and isinstance(b, Visit) and a.kind == b.kind and a.kind in GREAT_KINDS


def _near(told: Iterable[_Telling]) -> Iterator[tuple[_Telling, _Telling]]:
    """Records of two things, in two texts, whose days lie close to each other; the earlier one first."""
    ordered = sorted(told, key=lambda item: (bounds(_own(item[1])), item[1].record.id))
    for place, left in enumerate(ordered):
        for right in islice(ordered, place + 1, None):
            if _gap(_own(left[1]), _own(right[1])) > VISIT_AGAIN:
                break
            if left[0].id != right[0].id and left[1].carrier.id != right[1].carrier.id:
                yield left, right


def _is_day(value: str) -> bool:
    span = bounds(value)
    return span is not None and span[0] == span[1]


def _two_states(one: Found, other: Found) -> bool:
    a, b = (getattr(each.record, "place", None) for each in (one, other))
    in_person = all(getattr(each.record, "mode", None) == "in_person" for each in (one, other))
    return bool(in_person and a and b and a.party and b.party and a.party != b.party and a.name and b.name)


def _said_place(found: Found) -> str:
    place = getattr(found.record, "place", None)
    return ", ".join(part for part in (place.name, place.party) if part) if place else ""


def _modes(one: Found, other: Found) -> int:
    return len({getattr(each.record, "mode", None) for each in (one, other)} - {None})


def _parties(found: Found) -> set[str]:
    return {person.party for person in _people(found.record) if person.party}


def _one_place(one: Found, other: Found) -> bool:
    """True if both texts name one place and their days are close; or if one names none, and they are neighbours."""
    names = [fold(place.name) for each in (one, other) if (place := getattr(each.record, "place", None)) and place.name]
    gap = _gap(_own(one), _own(other))
    if len(names) < 2:
        return gap <= 1
    return gap <= CLOSE and (names[0] in names[1] or names[1] in names[0])


def _each_account_once(thing: Merged, another: Merged) -> bool:
    """True if no account tells of both."""
    return not {_account(each) for each in thing.found} & {_account(each) for each in another.found}


def _account(found: Found) -> str:
    return party_of(found.carrier) or found.carrier.publisher or found.carrier.id
