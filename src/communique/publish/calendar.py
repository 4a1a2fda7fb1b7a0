"""What lies ahead of a pair as of a day: plans that stand, due days of open promises, anniversaries; also as iCalendar.

An anniversary is computed from the day since when there are relations, or a level of partnership: the next one and the
next that five divides, or all up to a given day. It is inferred, and says from what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2b

import msgspec

from communique.ledger.views import Merged
from communique.publish.saying import ordinal, say_parties, say_word
from communique.publish.telling import told_date
from communique.publish.timeline import saying
from communique.shared.edtf import bounds, is_valid, overlap, year_of
from communique.shared.parties import PartyNames
from communique.shared.records import Commitment, Meeting, Milestone, Visit

STALE_DAYS = 180
"""A plan without a date stands for so long after the last text that tells of it."""

COUNTED_FROM = ("diplomatic_relations", "partnership")

PRODUCT = "-//communique//calendar//EN"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Something ahead. day: EDTF or None; kind: meeting, visit, due, anniversary; uid: stays the same whenever it is
    asked again; because: how it was inferred; tentative: only proposed, or put off."""

    day: str | None
    kind: str
    what: str
    sources: tuple[str, ...]
    uid: str
    because: str | None = None
    tentative: bool = False


def plans(things: Iterable[Merged], names: PartyNames, as_of: date) -> Iterator[Entry]:
    """Meetings and visits that are planned and still stand: their day is not past, and nothing like them was held."""
    every = list(things)
    held = [each for each in every if getattr(each.record, "status", None) == "held"]
    for thing in every:
        record = thing.record
        if not isinstance(record, Meeting | Visit) or record.status not in ("planned", "proposed", "postponed"):
            continue
        span = bounds(record.date)
        told = max((each.carrier.day for each in thing.found if each.carrier.day), default="")
        fresh = told >= (as_of - timedelta(days=STALE_DAYS)).isoformat()
        stands = span[1] >= as_of and not any(_carries_out(each, thing) for each in held) if span else fresh
        if stands:
            kind = "meeting" if isinstance(record, Meeting) else "visit"
            tentative = record.status != "planned"
            yield _entry(thing, record.date, kind, saying(thing.record, names), tentative=tentative)


def _carries_out(held: Merged, plan: Merged) -> bool:
    """True if what was held is what was planned, as far as people, day and manner tell."""
    alike = all(
        getattr(held.record, field, None) in (None, value)
        for field in ("level", "mode", "host")
        if (value := getattr(plan.record, field, None)) is not None
    )
    same = held.list_name == plan.list_name and _parties(held) == _parties(plan)
    return same and alike and overlap(told_date(held), getattr(plan.record, "date", None))


def _parties(thing: Merged) -> set[str | None]:
    record = thing.record
    if isinstance(record, Visit):
        return {record.visitor.party, record.host}
    return {person.party for person in getattr(record, "participants", ())}


def dues(promises: Iterable[Merged], names: PartyNames, as_of: date) -> Iterator[Entry]:
    """The days on which promises fall due that are open."""
    for thing in promises:
        record = thing.record
        if isinstance(record, Commitment) and (span := bounds(record.due)) and span[1] >= as_of:
            yield _entry(thing, record.due, "due", f"due · {saying(thing.record, names)}")


def anniversaries(milestones: Sequence[Merged], names: PartyNames, as_of: date, until: date | None) -> Iterator[Entry]:
    """Stated anniversaries ahead, and those that are counted from the start of relations or of a partnership."""
    stated = [(thing, record) for thing in milestones if (record := _of(thing, "anniversary"))]
    for thing, record in stated:
        span = bounds(record.date)
        if span and span[1] >= as_of:
            yield _entry(thing, record.date, "anniversary", saying(thing.record, names))
    for thing, start in _starts(milestones):
        record = _of(thing, *COUNTED_FROM)
        assert record is not None
        level = f": {record.value}" if record.value else ""
        what = f"{say_word(record.kind)}{level} · {say_parties(record.parties, names)}"
        for years in _years_ahead(start, as_of, until):
            day = _years_after(start, years)
            if not any(_counts(other, record, years, int(start[:4])) for _, other in stated):
                because = f"counted: since {start}, and {years} years"
                text = f"{ordinal(years)} anniversary of {what}"
                entry = _entry(thing, day, "anniversary", text, because=because)
                key = "|".join((record.kind, *sorted(record.parties), str(record.value), day))
                yield msgspec.structs.replace(entry, uid=_uid("anniversary", key))


def _of(thing: Merged, *kinds: str) -> Milestone | None:
    record = thing.record
    return record if isinstance(record, Milestone) and record.kind in kinds else None


def _starts(milestones: Sequence[Merged]) -> Iterator[tuple[Merged, str]]:
    """For each relation and level of partnership the milestone that tells most precisely since when it is."""
    best: dict[tuple[object, ...], tuple[int, str, Merged]] = {}
    for thing in milestones:
        record = _of(thing, *COUNTED_FROM)
        year = year_of(record.date) if record else None
        if record is None or year is None:
            continue
        value = record.date or ""
        start = value if len(value) in (7, 10) and value[5:7] <= "12" else str(year)
        key = (record.kind, *sorted(set(record.parties)), str(record.value or ""))
        rank = (-len(start), start)
        if key not in best or rank < best[key][:2]:
            best[key] = (*rank, thing)
    yield from ((thing, start) for _, start, thing in best.values())


def _years_ahead(start: str, as_of: date, until: date | None) -> list[int]:
    """How many years the anniversaries count that are ahead: up to a day, else the next and the next round one."""
    first = max(1, as_of.year - int(start[:4]))
    if _last_day(_years_after(start, first)) < as_of:
        first += 1
    if until is None:
        return sorted({first, -(-first // 5) * 5})
    last = until.year - int(start[:4])
    return [years for years in range(first, last + 1) if _first_day(_years_after(start, years)) <= until]


def _years_after(start: str, years: int) -> str:
    """The same day so many years later; the 28th of February stands for a 29th that is not there."""
    day = f"{int(start[:4]) + years}{start[4:]}"
    return day if is_valid(day) else day[:8] + "28"


def _counts(anniversary: Milestone, start: Milestone, years: int, since: int) -> bool:
    """True if a stated anniversary is that of so many years since then."""
    parties = set(anniversary.parties) == set(start.parties)
    same = parties and anniversary.of in (None, start.kind) and str(anniversary.value) == str(years)
    return same and year_of(anniversary.date) == since + years


def _first_day(value: str) -> date:
    span = bounds(value)
    return span[0] if span else date.max


def _last_day(value: str) -> date:
    span = bounds(value)
    return span[1] if span else date.min


def _entry(
    thing: Merged, day: str | None, kind: str, what: str, because: str | None = None, tentative: bool = False
) -> Entry:
    sources = tuple(dict.fromkeys(each.carrier.source for each in thing.found))
    because = because or (thing.record.because if not thing.record.stated else None)
    uid = _uid(kind, thing.id)
    return Entry(day=day, kind=kind, what=what, sources=sources, uid=uid, because=because, tentative=tentative)


def _uid(kind: str, key: str) -> str:
    return f"{kind}-{blake2b(key.encode(), digest_size=10).hexdigest()}@communique"


def in_order(entries: Iterable[Entry], as_of: date, until: date | None) -> list[Entry]:
    """The entries by their day, those without one last; none that begins after `until`."""
    kept = [each for each in entries if until is None or _begin(each, as_of) <= until or each.day is None]
    return sorted(kept, key=lambda each: (each.day is None, _begin(each, as_of), each.kind, each.what, each.uid))


def _begin(entry: Entry, as_of: date) -> date:
    """The first day that is ahead."""
    span = bounds(entry.day)
    return max(as_of, span[0]) if span else date.max


def calendar_ics(title: str, entries: Iterable[Entry], made: datetime) -> bytes:
    """The entries that have a day as an iCalendar object (RFC 5545): all-day events, an interval as one event.

    made: when the calendar was asked for (UTC). Open intervals are shown by the end that is known.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", PRODUCT), ("CALSCALE", "GREGORIAN"), ("X-WR-CALNAME", title)):
        calendar.add(name, value)
    for entry in entries:
        days = _days(entry.day)
        if days is None:
            continue
        event = Event()
        event.add("UID", entry.uid)
        event.add("DTSTAMP", made)
        event.add("DTSTART", days[0])
        event.add("DTEND", days[1] + timedelta(days=1))  # the day after the last
        event.add("SUMMARY", entry.what)
        event.add("DESCRIPTION", "\n".join((*([entry.because] if entry.because else []), *entry.sources)))
        event.add("CATEGORIES", [entry.kind])
        event.add("STATUS", "TENTATIVE" if entry.tentative else "CONFIRMED")
        event.add("TRANSP", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _days(value: str | None) -> tuple[date, date] | None:
    span = bounds(value)
    if span is None or span == (date.min, date.max):
        return None
    first, last = span
    return (last if first == date.min else first), (first if last == date.max else last)
