"""`communique timeline` and `communique calendar`: the history of a pair in the order of days, and what lies ahead."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import msgspec

from communique.ledger.filters import Filter
from communique.ledger.store import Ledger
from communique.ledger.views import Merged
from communique.merge.history import History
from communique.merge.life import merge
from communique.publish.calendar import Entry, anniversaries, calendar_ics, dues, plans
from communique.publish.calendar import in_order as entries_in_order
from communique.publish.saying import say_date, say_parties
from communique.publish.timeline import KINDS, Event, counted, event_of, in_order, saying, timeline_markdown
from communique.run.reading_in import put_json
from communique.run.tables import Column, put_table, table_rows
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames

PRINTED = ("meetings", "visits", "agreements", "milestones")
"""The lists whose things are events themselves; of commitments the steps are."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: the ledger's address, parties as typed, EDTF days, kinds of events, the day on which all is
    judged, and the form."""

    ledger: str
    parties: tuple[str, ...]
    since: str | None = None
    until: str | None = None
    kinds: tuple[str, ...] = ()
    as_of: date
    form: str = "table"


def print_timeline(asked: Asked) -> int:
    """Prints the timeline. Raises CommuniqueError."""
    knowledge = Knowledge()
    names = PartyNames(knowledge)
    parties = tuple(dict.fromkeys(names.resolve(party) for party in asked.parties))
    kinds = asked.kinds or KINDS
    with Ledger.open(asked.ledger, create=False) as ledger:
        history = History(ledger, knowledge, Filter(parties=parties), names)
        events = list(_things(history, kinds, names, asked.as_of))
        if "commitments" in kinds:
            events += _steps(history, asked.as_of, names)
    ordered = in_order(events, asked.since, asked.until)
    if asked.form == "jsonl":
        for each in ordered:
            put_json(each)
    elif asked.form == "markdown":
        sys.stdout.write(timeline_markdown(say_parties(parties, names), ordered))
    else:
        put_table(table_rows(EVENT_COLUMNS, ordered))
    return 0


def _things(history: History, kinds: Sequence[str], names: PartyNames, as_of: date) -> Iterator[Event]:
    things = [each for name in PRINTED if name in kinds for each in known_by(history.things(name), as_of)]
    history.twins({each.carrier.id for thing in things for each in thing.found})
    for thing in things:
        yield event_of(thing, len(history.accounts([thing])), names)


def known_by(things: Iterable[Merged], day: date) -> list[Merged]:
    """The things as they were known on a day: texts of later days do not count."""
    told = ([each for each in thing.found if (each.carrier.day or "") <= day.isoformat()] for thing in things)
    return [merge(found) for found in told if found]


def _steps(history: History, as_of: date, names: PartyNames) -> Iterator[Event]:
    """The steps of promises; those of one kind told on one day by several texts are one event."""
    promises = history.promises(as_of)
    history.twins({each.carrier.id for promise in promises for each in promise.merged.found})
    for promise in promises:
        told: dict[tuple[str, str | None], list[str]] = {}
        for step in promise.steps:
            told.setdefault((step.kind, step.day), []).append(step.source)
        found = {each.carrier.source: each for each in promise.merged.found}
        for (kind, day), sources in told.items():
            records = [found[source] for source in sources if source in found]
            one = msgspec.structs.replace(promise.merged, found=tuple(records))
            yield Event(
                day=day,
                dated="reported" if day else None,
                kind="commitments",
                what=f"{kind} · {saying(promise.commitment, names)}",
                carriers=len(set(sources)),
                accounts=len(history.accounts([one])) or 1,
                sources=tuple(dict.fromkeys(sources)),
                id=promise.merged.id,
            )


EVENT_COLUMNS = (
    Column("date", 24, lambda event: say_date(event.day)),
    Column("dated", 10, lambda event: event.dated),
    Column("kind", 11, lambda event: event.kind),
    Column("told by", 20, lambda event: f"{counted(event.carriers, 'text')}, {counted(event.accounts, 'account')}"),
    Column("what", 0, lambda event: event.what + (f" ({event.because})" if event.because else "")),
)


def print_calendar(asked: Asked, until: date | None, made: datetime) -> int:
    """Prints what lies ahead of the day on which all is judged; made: the time that an iCalendar bears."""
    knowledge = Knowledge()
    names = PartyNames(knowledge)
    parties = tuple(dict.fromkeys(names.resolve(party) for party in asked.parties))
    with Ledger.open(asked.ledger, create=False) as ledger:
        history = History(ledger, knowledge, Filter(parties=parties), names)
        entries = entries_in_order(_ahead(history, names, asked.as_of, until), asked.as_of, until)
    if asked.form == "ics":
        sys.stdout.flush()
        sys.stdout.buffer.write(calendar_ics(say_parties(parties, names), entries, made))
    elif asked.form == "jsonl":
        for each in entries:
            put_json(each)
    else:
        put_table(table_rows(ENTRY_COLUMNS, entries))
    return 0


def _ahead(history: History, names: PartyNames, as_of: date, until: date | None) -> Iterable[Entry]:
    for list_name in ("meetings", "visits"):
        yield from plans(known_by(history.things(list_name), as_of), names, as_of)
    standing = [promise.merged for promise in history.promises(as_of) if promise.status == "open"]
    yield from dues(standing, names, as_of)
    yield from anniversaries(known_by(history.things("milestones"), as_of), names, as_of, until)


ENTRY_COLUMNS = (
    Column("date", 24, lambda entry: say_date(entry.day)),
    Column("kind", 12, lambda entry: entry.kind + (" ?" if entry.tentative else "")),
    Column("what", 80, lambda entry: entry.what + (f" ({entry.because})" if entry.because else "")),
    Column("source", 0, lambda entry: ", ".join(entry.sources[:3])),
)
