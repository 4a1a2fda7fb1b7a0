"""Two meetings, or two visits, compared: can they be one, and how likely is it?

Method: what must not differ parts them (score 0): other persons on one side, other days, another manner, another
place. What agrees adds up (the weights below, set by hand on real texts): the days, the persons, the parties, the
manner, the place, the occasion. From judgement.SAME on they are taken for one.
"""

from __future__ import annotations

import msgspec

from communique.ledger.views import Found
from communique.merge.judgement import Judgement
from communique.merge.moments import Moment, moment_of
from communique.merge.names import Name, Spelling, alike
from communique.shared.parties import fold
from communique.shared.records import Meeting, Person, Place, Visit

LATE_DAYS = 1
"""Two sides may date one encounter a day apart: the line of midnight lies between them."""

MANY = 4
"""From so many parties on a meeting is none of two of them, who meet on its margins; a plan may list several."""


class Side(msgspec.Struct, frozen=True):
    """The people of one party in a record: their names as compared, and offices."""

    names: tuple[Name, ...] = ()
    offices: frozenset[str] = frozenset()


class Told(msgspec.Struct, frozen=True, tag="encounter"):
    """A meeting or visit as it is compared. side: whose account it is; told_on: the text's day."""

    list_name: str
    sides: dict[str, Side]
    moment: Moment | None
    mode: str | None
    level: str | None
    status: str
    recalled: bool
    place: Place | None
    occasion: str | None
    host: str | None
    account: str | None
    told_on: str | None

    @property
    def parties(self) -> frozenset[str]:
        """The parties that take part."""
        return frozenset(self.sides)


def told_of(found: Found, spelling: Spelling) -> Told:
    """A meeting or visit in the form in which it is compared."""
    record = found.record
    assert isinstance(record, Meeting | Visit)
    people = record.participants if isinstance(record, Meeting) else (record.visitor, Person(party=record.host))
    return Told(
        list_name=found.list_name,
        sides=_sides(people, spelling),
        moment=moment_of(found),
        mode=record.mode if isinstance(record, Meeting) else None,
        level=record.level if isinstance(record, Meeting) else None,
        status=record.status,
        recalled=record.recalled,
        place=record.place,
        occasion=fold(record.occasion) if isinstance(record, Meeting) and record.occasion else None,
        host=record.host if isinstance(record, Visit) else None,
        account=found.carrier.side,
        told_on=found.carrier.day,
    )


def _sides(people: tuple[Person, ...], spelling: Spelling) -> dict[str, Side]:
    names: dict[str, list[Name]] = {}
    offices: dict[str, set[str]] = {}
    for person in people:
        if person.party is None:
            continue
        words = spelling.words(person.name)
        names.setdefault(person.party, []).extend([words] if words else [])
        offices.setdefault(person.party, set()).update(filter(None, (person.office or "").split("; ")))
    return {party: Side(tuple(sorted(names[party])), frozenset(offices[party])) for party in sorted(names)}


def compare(a: Told, b: Told) -> Judgement:
    """Whether two meetings, or two visits, are one. The order of the two does not matter."""
    shared = a.parties & b.parties
    if len(shared) < 2 or a.host != b.host:
        return Judgement(0.0, "other parties")
    why: list[str] = []
    score = 0.0
    for judge in (_by_time, _by_level, _by_people, _by_parties, _by_manner, _by_place, _by_occasion):
        weight, reason = judge(a, b)
        if weight is None:
            return Judgement(0.0, reason)
        score += weight
        if reason:
            why.append(reason)
    return Judgement(round(min(max(score, 0.01), 1.0), 3), ", ".join(why))


_Weight = tuple[float | None, str]


def _by_time(a: Told, b: Told) -> _Weight:
    if a.moment is None or b.moment is None:
        return 0.0, ""
    gap = a.moment.gap(b.moment)
    if gap:
        other_side = a.account is not None and b.account is not None and a.account != b.account
        if gap <= LATE_DAYS and other_side and a.moment.days == b.moment.days == 1:
            return 0.2, "days next to each other by two sides"
        return None, "other days"
    if _plan_after_the_deed(a, b) or _plan_after_the_deed(b, a):
        return None, "planned after the other was held"
    days = max(a.moment.days, b.moment.days)
    if days == 1:
        return 0.45, "the same day"
    if days <= 7:
        return 0.4, "days that overlap"
    if days <= 31:
        return 0.3, "within a month"
    return (0.2 if days <= 200 else 0.1), "a time that fits"


def _plan_after_the_deed(plan: Told, deed: Told) -> bool:
    """A text that still plans was told after the other was held."""
    if plan.status not in ("planned", "proposed") or deed.status != "held" or deed.moment is None or not plan.told_on:
        return False
    from datetime import date

    return date.fromisoformat(plan.told_on).toordinal() > deed.moment.high


def _by_level(a: Told, b: Told) -> _Weight:
    """Leaders and ministers meet apart, but who is named on both sides is judged by name."""
    named = any(side.names for side in a.sides.values()) and any(side.names for side in b.sides.values())
    differ = a.level is not None and b.level is not None and a.level != b.level
    return (None, "another level") if differ and not named else (0.0, "")


def _by_people(a: Told, b: Told) -> _Weight:
    named = by_office = 0
    for party in sorted(a.parties & b.parties):
        one, other = a.sides[party], b.sides[party]
        if one.names and other.names:
            if not any(alike(x, y) for x in one.names for y in other.names):
                return None, f"other persons for {party}"
            named += 1
        elif one.offices and other.offices:
            if not one.offices & other.offices:
                return None, f"other offices for {party}"
            by_office += 1
    reason = f"{named} by name" if named else ("the same offices" if by_office else "")
    return min(0.4, 0.2 * named + 0.1 * by_office), reason


def _by_parties(a: Told, b: Told) -> _Weight:
    if a.parties == b.parties:
        return 0.15, "the same parties"
    shared, all_parties = len(a.parties & b.parties), len(a.parties | b.parties)
    few, many = sorted((a, b), key=lambda told: len(told.parties))
    if len(few.parties) > 2 and shared * 2 >= all_parties:
        return 0.1, "most parties the same"
    apart = len(few.parties) == 2 and len(many.parties) >= MANY and many.status == "held"
    return (None, "two of many") if apart else (-0.2, "")


def _by_manner(a: Told, b: Told) -> _Weight:
    """Plans, and texts that look back, say "meet" of what was a call: on one day that does not part them."""
    if a.mode is None or b.mode is None:
        return 0.0, ""
    if a.mode == b.mode:
        return 0.1, "the same manner"
    if {a.mode, b.mode} == {"call", "video"}:
        return 0.0, ""
    told_loosely = a.status != "held" or b.status != "held" or a.recalled or b.recalled
    one_day = a.moment and b.moment and a.moment.days == b.moment.days == 1
    return (-0.1, "") if told_loosely and one_day else (None, "another manner")


def _by_place(a: Told, b: Told) -> _Weight:
    if a.place is None or b.place is None:
        return 0.0, ""
    if a.place.party and b.place.party and a.place.party != b.place.party:
        return None, "places in two states"
    one, other = fold(a.place.name or ""), fold(b.place.name or "")
    if one and other and one not in other and other not in one:
        return -0.05, ""  # a palace and its town, or two towns
    return 0.1, "the same place"


def _by_occasion(a: Told, b: Told) -> _Weight:
    return (0.1, "the same occasion") if a.occasion and a.occasion == b.occasion else (0.0, "")
