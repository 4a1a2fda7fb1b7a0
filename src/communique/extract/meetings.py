"""Meetings: the encounters of a document joined where clauses tell of the same one, as records.

Clauses of one text that tell of the same encounter are joined: same parties, status and time, no contradiction in
mode, day or place. What is weak (both did something, no encounter is told) counts only if nothing else tells it.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from communique.extract.actors import Actor
from communique.extract.encounter import Encounter
from communique.shared.annotated import AnnotatedDocument
from communique.shared.edtf import bounds, contains, overlap
from communique.shared.records import Level, Meeting, Mode, Person, Place, Span, Status, Visit

_LEVELS: tuple[Level, ...] = ("head_of_state", "head_of_government", "minister", "senior_official", "other")
_STATUSES: dict[str, Status] = {s: s for s in ("held", "planned", "proposed", "cancelled", "postponed")}
_MODES: dict[str, Mode] = {m: m for m in ("in_person", "call", "video", "message")}
_BACKGROUND_DAYS = 40
"""An encounter that lies further back from the day of the text is background, not what the text reports."""


@dataclass(slots=True)
class _Joined:
    """Clauses that tell of one encounter."""

    actors: list[Actor]
    status: str
    recalled: bool
    mode: str | None
    date: str | None
    place: Place | None
    occasion: str | None
    words: list[tuple[int, int]]
    rule: str
    weak: bool
    nominal: bool
    soft_mode: bool

    @property
    def parties(self) -> set[str]:
        return {a.party for a in self.actors if a.party}


def meetings(document: AnnotatedDocument, encounters: list[Encounter]) -> tuple[Meeting, ...]:
    """The meeting records of a document, in the order of the text."""
    joined: list[_Joined] = []
    for told in sorted(encounters, key=lambda e: e.weak):  # what is weak only joins, or stands in for what is missing
        if told.verdict.status is None or (told.weak and told.verdict.status == "planned"):
            continue
        recalled = told.verdict.recalled or _is_background(document, told)
        reported = any(not j.recalled and not j.nominal and not j.weak and j.status == "held" for j in joined)
        status = _by_calendar(document, told)
        fresh = _Joined(
            list(told.actors), status, recalled, told.mode, told.around.date, told.around.place,
            told.around.occasion, [told.words, *told.roster], told.rule, told.weak, told.nominal, told.soft_mode,
        )  # fmt: skip
        if status in ("cancelled", "postponed") and (_changes_plan(joined, fresh) or not fresh.actors):
            continue
        host = next((j for j in joined if _same(j, fresh, told.definite)), None)
        if host is None:
            # a noun behind a report of another encounter names one that was before
            fresh.recalled = fresh.recalled or (told.nominal and reported and fresh.status == "held")
            joined.append(fresh)
        else:
            _join(host, fresh)
    strong = [j for j in joined if not j.weak and j.status == "held"]
    kept = [j for j in joined if not j.weak or not strong]
    kept.sort(key=lambda j: min(j.words))
    return tuple(_record(document, j, number) for number, j in enumerate(kept, 1))


def _by_calendar(document: AnnotatedDocument, told: Encounter) -> str:
    """What is told as held on a day after that of the text is planned."""
    then, now = bounds(told.around.date), bounds(document.record.date)
    status = told.verdict.status or "held"
    return "planned" if status == "held" and then and now and then[0] > now[1] else status


def _is_background(document: AnnotatedDocument, told: Encounter) -> bool:
    """Held long before the day of the text?"""
    then, now = bounds(told.around.date), bounds(document.record.date)
    return bool(told.verdict.status == "held" and then and now and (now[0] - then[1]).days > _BACKGROUND_DAYS)


def _changes_plan(joined: list[_Joined], fresh: _Joined) -> bool:
    """A planned encounter of the same parties that a later clause says is off: the record is of that status."""
    plans = [j for j in joined if j.status == "planned" and fresh.parties <= j.parties]
    if not plans:
        return False
    plans[-1].status, plans[-1].rule = fresh.status, fresh.rule
    plans[-1].words += fresh.words
    return True


def _same(a: _Joined, b: _Joined, definite: bool) -> bool:
    """Can two clauses tell of one encounter?"""
    if a.status != b.status:
        return False
    small, large = sorted((a.parties, b.parties), key=len)
    if not small <= large or (len(small) == 1 and len(large) > 2):
        return False
    if b.nominal and not a.nominal and not b.parties <= a.parties:
        return False
    if a.recalled != b.recalled and not (definite and b.date is None and b.place is None):
        return False
    if a.date and b.date and not overlap(a.date, b.date):
        return False
    if a.mode and b.mode and a.mode != b.mode and not (a.soft_mode or b.soft_mode):
        return bool(definite and not b.date and {a.mode, b.mode} == {"call", "video"})
    if a.place and b.place and a.place.name and b.place.name and a.place != b.place:
        return False
    return _same_people(a.actors, b.actors)


def _same_people(a: list[Actor], b: list[Actor]) -> bool:
    """No party sends different named persons to the two."""
    for party in {x.party for x in a} & {x.party for x in b}:
        first = {x.known for x in a if x.party == party and x.known is not None}
        second = {x.known for x in b if x.party == party and x.known is not None}
        if first and second and not first & second:
            return False
    return True


def _join(host: _Joined, more: _Joined) -> None:
    for actor in more.actors:
        if all(actor.key != own.key for own in host.actors):
            if actor.known is None and any(own.party == actor.party for own in host.actors):
                continue
            if actor.known is not None:
                host.actors = [o for o in host.actors if o.known is not None or o.party != actor.party]
            host.actors.append(actor)
    if host.mode is None or (host.soft_mode and more.mode and not more.soft_mode):
        host.mode, host.soft_mode = more.mode or host.mode, more.soft_mode
    if host.date is None or (more.date and contains(host.date, more.date)):
        host.date = more.date or host.date
    if host.place is None or (host.place.name is None and more.place and more.place.party == host.place.party):
        host.place = more.place or host.place
    host.occasion = host.occasion or more.occasion
    if not more.weak:
        host.words += more.words
    if host.weak and not more.weak:
        host.weak, host.rule = False, more.rule
    host.nominal = host.nominal and more.nominal


def _record(document: AnnotatedDocument, joined: _Joined, number: int) -> Meeting:
    persons = [a.person or Person(party=a.party) for a in joined.actors]
    persons = [
        document.people[a.known].person() if a.known is not None else p
        for a, p in zip(joined.actors, persons, strict=True)
    ]
    mode = joined.mode
    if mode is None:  # talks of which nothing else is said are face to face
        mode = "in_person"
    because = " ".join(dict.fromkeys(a.because for a in joined.actors if a.because)) or None
    return Meeting(
        id=f"{document.record.id}-m{number}",
        evidence=tuple(Span(*document.span(*w)) for w in dict.fromkeys(joined.words)),
        stated=True,
        because=because,
        confidence=0.9,
        rule=f"meetings/{joined.rule}",
        recalled=joined.recalled,
        mode=_MODES.get(mode or ""),
        status=_STATUSES[joined.status],
        date=joined.date,
        reported=document.record.date,
        place=joined.place,
        occasion=joined.occasion,
        level=_level(joined.actors),
        participants=tuple(dict.fromkeys(persons)),
        bilateral=len(joined.parties) == 2,
    )


def _level(actors: list[Actor]) -> Level | None:
    """The highest level at the table; None if no office is known."""
    levels = [a.level for a in actors if a.level]
    return next((level for level in _LEVELS if level in levels), None)


def placed_by_visit(found: tuple[Meeting, ...], visits: tuple[Visit, ...]) -> tuple[Meeting, ...]:
    """Meetings in person of two parties, without a place, in a text that tells of one visit of the one to the other.

    The state of the host is their place: talks during a visit are where the visit is. No city is added.
    """
    placed = []
    for meeting in found:
        parties = {p.party for p in meeting.participants}
        trips = [
            v for v in visits if not v.recalled and v.status == meeting.status and {v.visitor.party, v.host} == parties
        ]
        hosts = {v.host for v in trips}
        if meeting.place is None and meeting.mode == "in_person" and not meeting.recalled and len(hosts) == 1:
            placed.append(msgspec.structs.replace(meeting, place=Place(None, hosts.pop())))
        else:
            placed.append(meeting)
    return tuple(placed)
