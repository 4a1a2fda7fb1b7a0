"""The commands that list what a ledger holds: records, documents, failures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from communique.ledger.views import Correction, Found, Held, Merged
from communique.run.reading_in import put_json
from communique.run.tables import DOCUMENT_COLUMNS, FAILURE_COLUMNS, put_table, record_columns, table_rows
from communique.shared.edtf import is_valid
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames

if TYPE_CHECKING:
    from communique.ledger.store import Ledger
    from communique.merge.history import History
    from communique.merge.outcomes import Tie

AT_ONCE = 500


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: the ledger's address, parties as typed, EDTF days, the form, with carriers or
    without, merged or as found, with those that a person rejected, and
    the least confidence."""

    ledger: str
    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    form: str = "table"
    with_documents: bool = False
    as_found: bool = False
    rejected: bool = False
    least: float = 0.0


def list_records(list_name: str, asked: Listing) -> int:
    """Prints the merged things of a list, or its records as found. Raises CommuniqueError.

    Statements are always as found; all else is merged unless asked otherwise, and sorted by day.
    """
    from communique.ledger.filters import Filter
    from communique.ledger.store import Ledger
    from communique.merge.history import History

    knowledge = Knowledge()
    names = PartyNames(knowledge)
    for option, value in (("--since", asked.since), ("--until", asked.until)):
        if value is not None and not is_valid(value):
            raise SettingsError(f"{option} {value} is no date; write 2026, 2026-01 or 2026-01-28")
    parties = tuple(dict.fromkeys(names.resolve(party) for party in asked.parties))
    wanted = Filter(parties=parties, since=asked.since, until=asked.until, rejected=asked.rejected, least=asked.least)
    with Ledger.open(asked.ledger, create=False) as ledger:
        ties: Mapping[str, Sequence[Tie]] = {}
        if asked.as_found or list_name == "statements":
            things: Iterable[Found | Merged] = ledger.records(list_name, wanted)
            during: Mapping[str, Sequence[Merged]] = {}
        else:
            history = History(ledger, knowledge, wanted)
            merged, during = _merged(history, list_name)
            things = merged
            if asked.with_documents and list_name in ("meetings", "visits"):
                ties = _ties(history, merged, during)
        if asked.form == "jsonl":
            for line in _record_lines(ledger, things, (during, ties), asked.with_documents):
                put_json(line)
        else:
            put_table(table_rows(record_columns(list_name, names), things))
    return 0


def _merged(history: History, list_name: str) -> tuple[list[Merged], Mapping[str, Sequence[Merged]]]:
    """The things of a list by day, and for visits and gatherings the meetings during them."""
    things = history.things(list_name)
    during: Mapping[str, Sequence[Merged]] = {}
    if list_name == "visits":
        during = history.meetings_during(things)
    elif list_name == "meetings":
        things, during = history.with_gatherings(things)
    return sorted(things, key=lambda thing: (thing.best.day, thing.id)), during


def _ties(history: History, things: Sequence[Merged], during: Mapping[str, Sequence[Merged]]) -> dict[str, list[Tie]]:
    """The texts that each thing, and the meetings during it, brought about."""
    inner = {meeting.id: meeting for meetings in during.values() for meeting in meetings}
    known = {thing.id: thing for thing in things}
    found = history.outcomes([*things, *(each for ident, each in inner.items() if ident not in known)])
    return {
        thing.id: [
            tie for ident in (thing.id, *(m.id for m in during.get(thing.id, ()))) for tie in found.get(ident, ())
        ]
        for thing in things
    }


def _record_lines(
    ledger: Ledger,
    things: Iterable[Found | Merged],
    beside: tuple[Mapping[str, Sequence[Merged]], Mapping[str, Sequence[Tie]]],
    with_documents: bool,
) -> Iterator[object]:
    """A line for each thing; a visit names the meetings during it, whose texts tell of the visit too.

    beside: the meetings during each thing, and the texts that it brought about, by its id.
    """
    during, ties = beside
    rest = iter(things)
    while some := list(islice(rest, AT_ONCE)):
        told = [_told(each, during) for each in some]
        carriers = {found.carrier.id for each in told for found in each} if with_documents else set()
        carriers |= {tie.carrier.id for each in some if isinstance(each, Merged) for tie in ties.get(each.id, ())}
        held = {each.document.id: each for each in ledger.documents(carriers)} if carriers else {}
        for each, found in zip(some, told, strict=True):
            line = msgspec.structs.asdict(each.record)
            if isinstance(each, Merged):
                line["id"] = each.id
            if corrections := _corrections(each):
                line["corrected"] = corrections
            if during:
                line["meetings"] = [meeting.id for meeting in during.get(str(line["id"]), ())]
            if with_documents:
                ids = dict.fromkeys(each.carrier.id for each in found)
                line["documents"] = [row for ident in ids for row in _carriers(held[ident])]
                more = {tie.carrier.id: tie.because for tie in ties.get(str(line["id"]), ())}
                for ident in (ident for ident in more if ident not in ids):
                    line["documents"] += [row | {"because": more[ident]} for row in _carriers(held[ident])]
            yield line


def _told(thing: Found | Merged, during: Mapping[str, Sequence[Merged]]) -> list[Found]:
    """The records that tell of a thing, and of the meetings during it."""
    if isinstance(thing, Found):
        return [thing]
    return [*thing.found, *(found for meeting in during.get(thing.id, ()) for found in meeting.found)]


def _corrections(thing: Found | Merged) -> list[Correction]:
    """What people corrected in it."""
    told = thing.found if isinstance(thing, Merged) else (thing,)
    return [correction for found in told for correction in found.corrections]


def _carriers(held: Held) -> list[dict[str, str]]:
    return [{"id": held.document.id, "source": origin.source} for origin in held.sources]


def list_documents(address: str, form: str) -> int:
    """Prints the documents of a ledger with their sources, in the order added."""
    from communique.ledger.store import Ledger

    with Ledger.open(address, create=False) as ledger:
        if form == "jsonl":
            for held in ledger.documents():
                fields = msgspec.structs.asdict(held.document)
                del fields["text"]
                put_json({**fields, "sources": held.sources})
        else:
            put_table(table_rows(DOCUMENT_COLUMNS, ledger.documents()))
    return 0


def list_failures(address: str, form: str) -> int:
    """Prints the sources that could not be read."""
    from communique.ledger.store import Ledger

    with Ledger.open(address, create=False) as ledger:
        if form == "jsonl":
            for failure in ledger.failures():
                put_json(failure)
        else:
            put_table(table_rows(FAILURE_COLUMNS, ledger.failures()))
    return 0
