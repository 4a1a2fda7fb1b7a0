"""The commands that list what a ledger holds: records, documents, failures; and the brief."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from communique.ledger.views import Found, Held, Merged
from communique.run.reading_in import put_json
from communique.run.tables import DOCUMENT_COLUMNS, FAILURE_COLUMNS, put_table, record_columns, table_rows
from communique.shared.edtf import is_valid
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames

if TYPE_CHECKING:
    from communique.ledger.store import Ledger

AT_ONCE = 500

LOOKED_AT = 500
"""The newest records of a list that a brief looks at."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: the ledger's address, parties as typed, EDTF days, the form, with carriers or
    without, merged or as found, and the least confidence."""

    ledger: str
    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    form: str = "table"
    with_documents: bool = False
    as_found: bool = False
    least: float = 0.0


def list_records(list_name: str, asked: Listing) -> int:
    """Prints the merged things of a list, or its records as found. Raises CommuniqueError.

    Statements are always as found; all else is merged unless asked otherwise, and sorted by day.
    """
    from communique.ledger.store import Filter, Ledger
    from communique.merge.history import History

    knowledge = Knowledge()
    names = PartyNames(knowledge)
    for option, value in (("--since", asked.since), ("--until", asked.until)):
        if value is not None and not is_valid(value):
            raise SettingsError(f"{option} {value} is no date; write 2026, 2026-01 or 2026-01-28")
    parties = tuple(dict.fromkeys(names.resolve(party) for party in asked.parties))
    wanted = Filter(parties=parties, since=asked.since, until=asked.until, least=asked.least)
    with Ledger.open(asked.ledger, create=False) as ledger:
        if asked.as_found or list_name == "statements":
            things: Iterable[Found | Merged] = ledger.records(list_name, wanted)
            during: Mapping[str, Sequence[Merged]] = {}
        else:
            history = History(ledger, knowledge, wanted)
            merged = sorted(history.things(list_name), key=lambda thing: (thing.best.day, thing.id))
            things, during = merged, history.meetings_during(merged) if list_name == "visits" else {}
        if asked.form == "jsonl":
            for line in _record_lines(ledger, things, during, asked.with_documents):
                put_json(line)
        else:
            put_table(table_rows(record_columns(list_name, names), things))
    return 0


def _record_lines(
    ledger: Ledger, things: Iterable[Found | Merged], during: Mapping[str, Sequence[Merged]], with_documents: bool
) -> Iterator[object]:
    """A line for each thing; a visit names the meetings during it, whose texts tell of the visit too."""
    rest = iter(things)
    while some := list(islice(rest, AT_ONCE)):
        told = [_told(each, during) for each in some]
        carriers = {found.carrier.id for each in told for found in each} if with_documents else set()
        held = {each.document.id: each for each in ledger.documents(carriers)} if carriers else {}
        for each, found in zip(some, told, strict=True):
            line = msgspec.structs.asdict(each.record)
            if isinstance(each, Merged):
                line["id"] = each.id
            if during:
                line["meetings"] = [meeting.id for meeting in during.get(str(line["id"]), ())]
            if with_documents:
                ids = dict.fromkeys(each.carrier.id for each in found)
                line["documents"] = [row for ident in ids for row in _carriers(held[ident])]
            yield line


def _told(thing: Found | Merged, during: Mapping[str, Sequence[Merged]]) -> list[Found]:
    """The records that tell of a thing, and of the meetings during it."""
    if isinstance(thing, Found):
        return [thing]
    return [*thing.found, *(found for meeting in during.get(thing.id, ()) for found in meeting.found)]


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


def print_brief_of(address: str, pair: tuple[str, str], form: str, as_of: date, least: float = 0.0) -> int:
    """Prints the brief of a pair as typed, from records of at least the confidence `least`.

    Raises UnknownPartyError, SettingsError, LedgerError.
    """
    from communique.ledger.store import Filter, Ledger
    from communique.merge.history import History
    from communique.publish.brief import build_brief
    from communique.publish.brief_markdown import brief_markdown
    from communique.publish.brief_terminal import print_brief
    from communique.publish.terminal import console_for

    knowledge = Knowledge()
    names = PartyNames(knowledge)
    codes = (names.resolve(pair[0]), names.resolve(pair[1]))
    if codes[0] == codes[1]:
        raise SettingsError(f"{pair[0]} and {pair[1]} are the same party; a brief is about two")
    wanted = Filter(parties=codes, newest_first=True, limit=LOOKED_AT, least=least)
    with Ledger.open(address, create=False) as ledger:
        history = History(ledger, knowledge, wanted)
        brief = build_brief(history, names, codes, as_of)
        brief = msgspec.structs.replace(brief, threshold=least, left_out=history.left_out())
    if form == "json":
        put_json(brief)
    elif form == "markdown":
        sys.stdout.write(brief_markdown(brief))
    else:
        print_brief(brief, console_for())
    return 0
