"""Which meetings took place during a visit, or at a gathering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from communique.ledger.views import Found, Merged
from communique.merge.moments import Moment, moment_of
from communique.merge.names import Spelling, alike
from communique.shared.edtf import bounds
from communique.shared.records import Gathering, Meeting, Person, Record, Span, Status, Visit

NEAR_DAYS = 1
"""Days by which meeting and visit may miss each other: plans name the first day, and reports come a day later."""

LONGEST = 14
"""The most days that visit and meeting can have been in, for one to be told to belong to the other."""

SUMMIT = "summit"
"""The kind of gathering that is a meeting of leaders, as the keys of gatherings name it."""

LEADERS = ("head_of_state", "head_of_government")
"""The levels of those who meet at a summit."""


def by_pair(meetings: Iterable[Merged]) -> dict[frozenset[str], list[Merged]]:
    """Meetings in a room, by each two of their parties."""
    found: dict[frozenset[str], list[Merged]] = {}
    for meeting in meetings:
        record = meeting.record
        assert isinstance(record, Meeting)
        parties = sorted({person.party for person in record.participants if person.party})
        if record.mode in (None, "in_person"):
            for place, one in enumerate(parties):
                for other in parties[:place]:
                    found.setdefault(frozenset((one, other)), []).append(meeting)
    return found


def during(visit: Merged, meetings: Mapping[frozenset[str], Sequence[Merged]], spelling: Spelling) -> list[Merged]:
    """The meetings that took place during a visit; none where the days are not known well enough."""
    record = visit.record
    assert isinstance(record, Visit)
    if not record.visitor.party:
        return []
    near = meetings.get(frozenset((record.visitor.party, record.host)), ())
    of_visitor = [meeting for meeting in near if _of_visitor(meeting, record, spelling)]
    return [meeting for meeting in of_visitor if _near(visit, meeting, NEAR_DAYS)] or _only_stay(visit, of_visitor)


def _only_stay(visit: Merged, meetings: Sequence[Merged]) -> list[Merged]:
    """The meetings in the host's country within a visit of which no day is known: all of one stay, else none.

    Of a visit in July, or one that is planned, the only day on which the visitor is known to have met the host there.
    """
    record = visit.record
    assert isinstance(record, Visit)
    moments = sorted(_moments(visit), key=lambda moment: (not moment.dated, moment.days, moment.low))
    if not moments or (moments[0].dated and moments[0].days <= LONGEST):
        return []
    there = [m for m in meetings if isinstance(m.record, Meeting) and m.record.place and m.record.place.party]
    within = [(m, day) for m in there if (day := _day(m)) and day.meets(moments[0])]
    days = [day for _, day in within]
    if not days or max(day.high for day in days) - min(day.low for day in days) >= LONGEST:
        return []
    return [m for m, _ in within]


def _day(thing: Merged) -> Moment | None:
    """The shortest time that its records give for it, if they give one."""
    dated = [moment for moment in _moments(thing) if moment.dated and moment.days <= LONGEST]
    return min(dated, key=lambda moment: (moment.days, moment.low), default=None)


def _of_visitor(meeting: Merged, record: Visit, spelling: Spelling) -> bool:
    """True if a visitor met the host, and not elsewhere."""
    met = meeting.record
    assert isinstance(met, Meeting)
    if met.place and met.place.party and met.place.party != record.host:
        return False
    names = [spelling.words(p.name) for p in met.participants if p.party == record.visitor.party and p.name]
    visitor = spelling.words(record.visitor.name)
    return bool(visitor) and any(alike(name, visitor) for name in names)


def _near(thing: Merged, meeting: Merged, reach: int) -> bool:
    """True if the days of both are known well enough, and lie within `reach` of each other."""
    return any(
        one.days <= LONGEST and other.days <= LONGEST and one.gap(other) <= reach
        for one in _moments(thing)
        for other in _moments(meeting)
    )


def at_gathering(gathering: Merged, meetings: Iterable[Merged]) -> list[Merged]:
    """The meetings with the bodies that a gathering is named after, on its days: told of without its name.

    Of a summit of two states whose days are not told, the one meeting of their leaders that it can have been.
    """
    named = gathering.best.record
    assert isinstance(named, Gathering)
    whose, _, kind = named.key.partition(" ")
    bodies = set(whose.split("+"))
    of_them = [m for m in meetings if isinstance(m.record, Meeting) and bodies <= _parties(m.record)]
    near = [meeting for meeting in of_them if _near(gathering, meeting, 0)]
    if near or kind != SUMMIT or len(bodies) != 2:
        return near
    leaders = [m for m in of_them if bodies == _parties(m.record) and _is_of_leaders(m, _moments(gathering))]
    return leaders if len(leaders) == 1 else []


def _parties(record: Record) -> set[str | None]:
    return {person.party for person in record.participants} if isinstance(record, Meeting) else set()


def _is_of_leaders(meeting: Merged, moments: Sequence[Moment]) -> bool:
    """Is it a meeting of leaders, not by telephone, on a day on which every text has the summit possible?"""
    record, day = meeting.record, _day(meeting)
    assert isinstance(record, Meeting)
    lead = record.level in LEADERS and record.mode in (None, "in_person", "video")
    return lead and day is not None and bool(moments) and all(day.meets(moment) for moment in moments)


def told_apart(meetings: Iterable[Merged], gatherings: Iterable[Merged]) -> tuple[list[Merged], list[Merged]]:
    """Meetings, and gatherings as meetings of many, each thing once.

    A meeting of nobody named, each of whose records is told by words that tell of a gathering of the list, is that
    gathering under another name: the parties that it names take part there.
    """
    apart: list[Merged] = []
    known = list(gatherings)
    spans: dict[str, list[tuple[int, Span]]] = {}
    for place, each in ((p, found) for p, gathering in enumerate(known) for found in gathering.found):
        spans.setdefault(each.carrier.id, []).extend((place, span) for span in each.record.evidence)
    for meeting in meetings:
        met = meeting.record
        assert isinstance(met, Meeting)
        told = [_told_with(each, spans.get(each.carrier.id, ())) for each in meeting.found]
        if any(person.name or person.office for person in met.participants) or None in told:
            apart.append(meeting)
            continue
        place = told[0] or 0
        known[place] = _joined_by(known[place], met)
    return apart, known


def _told_with(found: Found, spans: Iterable[tuple[int, Span]]) -> int | None:
    """The place of the gathering that words of the record tell of; None if there is none."""
    return next((place for place, span in spans if _share_words(found.record.evidence, (span,))), None)


def _joined_by(gathering: Merged, met: Meeting) -> Merged:
    """The gathering with the parties of a meeting that is it."""
    record = gathering.record
    assert isinstance(record, Meeting)
    there = {person.party for person in record.participants}
    more = tuple(person for person in met.participants if person.party not in there)
    return msgspec.structs.replace(
        gathering, record=msgspec.structs.replace(record, participants=(*record.participants, *more))
    )


def _share_words(some: Iterable[Span], others: Sequence[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for one in some for other in others)


def as_meeting(gathering: Merged) -> Merged | None:
    """A gathering as a meeting of many, for lists that hold both; None where nothing says that it was or will be."""
    record = gathering.record
    assert isinstance(record, Gathering)
    status = record.status or _status_by_day(gathering, record)
    if status is None:
        return None
    meeting = Meeting(
        id=gathering.id,
        evidence=record.evidence,
        stated=record.stated,
        because=record.because,
        confidence=record.confidence,
        rule=record.rule,
        recalled=record.recalled,
        mode=record.mode,
        status=status,
        date=record.date,
        reported=None,
        place=record.place,
        occasion=record.name,
        level=None,
        participants=tuple(Person(party=party) for party in record.parties),
        bilateral=False,
    )
    return msgspec.structs.replace(gathering, record=meeting)


def _status_by_day(gathering: Merged, record: Gathering) -> Status | None:
    """What texts that only name a gathering tell: its day is behind or ahead of them, or it is what they are about."""
    days = [each.carrier.day for each in gathering.found if each.carrier.day]
    span = bounds(record.date)
    if span and days:
        return "held" if span[0].isoformat() <= max(days) else "planned"
    return "held" if any(not each.record.stated for each in gathering.found) else None


def _moments(thing: Merged) -> list[Moment]:
    return [moment for found in thing.found if (moment := moment_of(found))]
