"""Everything that is known of a pair in one order of days: what it was, how it is dated, and how many texts tell it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from communique.ledger.views import Merged
from communique.publish.quoting import one_line
from communique.publish.saying import say_date, say_parties, say_person, say_persons, say_place, say_word
from communique.publish.telling import reported_on
from communique.shared.edtf import bounds, overlap
from communique.shared.parties import PartyNames
from communique.shared.records import Agreement, Commitment, Gathering, Meeting, Milestone, Record, Visit

KINDS = ("meetings", "visits", "agreements", "milestones", "commitments")

Dated = Literal["stated", "reported", "inferred"]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a timeline. day: EDTF or None; dated: "stated" (a text gives the day), "reported" (it is that of the
    first text that tells of it) or "inferred" (because says how), None if nothing is known; carriers, accounts: how
    many texts tell it, and how many sides' accounts these are; sources: the texts; id: of the merged thing."""

    day: str | None
    dated: Dated | None
    kind: str
    what: str
    carriers: int
    accounts: int
    sources: tuple[str, ...]
    id: str
    because: str | None = None


def event_of(thing: Merged, accounts: int, names: PartyNames) -> Event:
    """The event of a merged meeting, visit, agreement or milestone."""
    day, dated = how_dated(thing)
    record = thing.record
    sources = tuple(dict.fromkeys(each.carrier.source for each in thing.found))
    return Event(
        day=day,
        dated=dated,
        kind=thing.list_name,
        what=one_line(saying(thing.record, names)),
        carriers=len({each.carrier.id for each in thing.found}),
        accounts=accounts,
        sources=sources,
        id=thing.id,
        because=record.because if dated == "inferred" else None,
    )


def how_dated(thing: Merged) -> tuple[str | None, Dated | None]:
    """The day of a thing and whether a text states it, it is that of the report, or it was inferred."""
    day: str | None = getattr(thing.record, "date", None)
    if day:
        stated = any(each.record.stated for each in thing.found if getattr(each.record, "date", None) == day)
        return day, "stated" if stated else "inferred"
    if isinstance(thing.record, Milestone):
        return None, None
    reported = reported_on(thing)
    return (reported, "reported") if reported else (None, None)


def saying(record: Record, names: PartyNames) -> str:
    """What a thing was, in a line without its day."""
    match record:
        case Meeting():
            head = [say_word(record.mode) if record.mode else "meeting", *_unless(record.status, "held")]
            rest = [say_persons(record.participants, names)]
            rest += [say_place(record.place, names)] if record.place else []
            parts = head + rest + ([f"on the margins of {record.occasion}"] if record.occasion else [])
        case Visit():
            kind = f"{record.kind} visit" if record.kind else "visit"
            where = [record.place.name] if record.place and record.place.name else []
            who = f"{say_person(record.visitor, names)} to {names.name(record.host)}"
            parts = [kind, *_unless(record.status, "held"), who, *where]
        case Agreement():
            many = f" ({record.count})" if record.count is not None else ""
            parts = [f"{say_word(record.kind)}{many}", say_word(record.status), say_parties(record.parties, names)]
            parts += [record.name] if record.name else []
        case Milestone():
            value = f": {record.value}" if record.value is not None else ""
            of = f" of {say_word(record.of)}" if record.of else ""
            parts = [f"{say_word(record.kind)}{of}{value}", say_parties(record.parties, names)]
        case Commitment():
            parts = [say_parties(record.by, names), record.what]
        case Gathering():
            parts = [record.name, *([say_word(record.status)] if record.status else [])]
        case _:
            parts = [str(getattr(record, "text", ""))]
    return " · ".join(parts)


def _unless(status: str, usual: str) -> list[str]:
    return [] if status == usual else [say_word(status)]


def in_order(events: Iterable[Event], since: str | None = None, until: str | None = None) -> list[Event]:
    """The events by their first day, those without one last; since, until: EDTF, events on none of these days go."""
    first = since_or_until(since, until)
    kept = [each for each in events if first is None or overlap(each.day, first)]
    return sorted(kept, key=lambda each: (_first_day(each.day), KINDS.index(each.kind), each.id, each.what))


def since_or_until(since: str | None, until: str | None) -> str | None:
    """The interval between two dates as one EDTF value; None if neither is given."""
    if since is None and until is None:
        return None
    start, end = bounds(since), bounds(until)
    return f"{start[0].isoformat() if start else '..'}/{end[1].isoformat() if end else '..'}"


def _first_day(day: str | None) -> date:
    span = bounds(day)
    if span is None:
        return date.max
    return span[1] if span[0] == date.min else span[0]


def timeline_markdown(title: str, events: Sequence[Event]) -> str:
    """The timeline as a Markdown page."""
    return "\n".join((f"# {escaped(title)}", "", *_markdown_lines(events), ""))


def _markdown_lines(events: Sequence[Event]) -> Iterator[str]:
    for each in events:
        how = f" ({each.dated})" if each.dated else ""
        because = f" — {each.because}" if each.because else ""
        told = f"{counted(each.carriers, 'text')}, {counted(each.accounts, 'account')}: {', '.join(each.sources)}"
        yield f"- **{say_date(each.day)}**{how} · {escaped(each.what)}{escaped(because)}  \n  {escaped(told)}"


def counted(number: int, noun: str) -> str:
    """ "1 text", "3 texts"."""
    return f"{number} {noun}" + ("" if number == 1 else "s")


def escaped(text: str) -> str:
    """Text without the characters that Markdown reads as its own."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)
