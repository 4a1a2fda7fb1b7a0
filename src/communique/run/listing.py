"""The commands that list what a ledger holds: records, documents, failures; and the brief."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
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
    from communique.ledger.store import Filter, Ledger

AT_ONCE = 500

LOOKED_AT = 500
"""The newest records of a list that a brief looks at."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: the ledger's address, parties as typed, EDTF days, the form, with carriers or
    without, merged or as found, with those that a person rejected."""

    ledger: str
    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    form: str = "table"
    with_documents: bool = False
    as_found: bool = False
    rejected: bool = False


def list_records(list_name: str, asked: Listing) -> int:
    """Prints the merged things of a list, or its records as found. Raises CommuniqueError.

    Statements are always as found; all else is merged unless asked otherwise, and sorted by day.
    """
    from communique.ledger.store import Filter, Ledger

    knowledge = Knowledge()
    names = PartyNames(knowledge)
    for option, value in (("--since", asked.since), ("--until", asked.until)):
        if value is not None and not is_valid(value):
            raise SettingsError(f"{option} {value} is no date; write 2026, 2026-01 or 2026-01-28")
    parties = tuple(dict.fromkeys(names.resolve(party) for party in asked.parties))
    wanted = Filter(parties=parties, since=asked.since, until=asked.until, rejected=asked.rejected)
    with Ledger.open(asked.ledger, create=False) as ledger:
        things: Iterable[Found | Merged] = (
            ledger.records(list_name, wanted)
            if asked.as_found or list_name == "statements"
            else _in_time(ledger, knowledge, list_name, wanted)
        )
        if asked.form == "jsonl":
            for line in _record_lines(ledger, things, asked.with_documents):
                put_json(line)
        else:
            put_table(table_rows(record_columns(list_name, names), things))
    return 0


def _in_time(ledger: Ledger, knowledge: Knowledge, list_name: str, wanted: Filter) -> list[Merged]:
    """The merged things, by the day of their best record; those without a day first."""
    from communique.merge.history import History

    things = History(ledger, knowledge, wanted).things(list_name)
    return sorted(things, key=lambda thing: (thing.best.day, thing.id))


def _record_lines(ledger: Ledger, things: Iterable[Found | Merged], with_documents: bool) -> Iterator[object]:
    rest = iter(things)
    while some := list(islice(rest, AT_ONCE)):
        carriers = {found.carrier.id for each in some for found in _told(each)} if with_documents else set()
        held = {each.document.id: each for each in ledger.documents(carriers)} if carriers else {}
        for each in some:
            line = {
                **msgspec.structs.asdict(each.record),
                "id": each.id if isinstance(each, Merged) else each.record.id,
            }
            if corrections := _corrections(each):
                line["corrected"] = corrections
            if with_documents:
                ids = dict.fromkeys(found.carrier.id for found in _told(each))
                line["documents"] = [row for ident in ids for row in _carriers(held[ident])]
            yield line


def _told(thing: Found | Merged) -> Sequence[Found]:
    return thing.found if isinstance(thing, Merged) else (thing,)


def _corrections(thing: Found | Merged) -> list[Correction]:
    """What people corrected in it."""
    return [correction for found in _told(thing) for correction in found.corrections]


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


def print_brief_of(address: str, pair: tuple[str, str], form: str, as_of: date) -> int:
    """Prints the brief of a pair as typed. Raises UnknownPartyError, SettingsError, LedgerError."""
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
    wanted = Filter(parties=codes, newest_first=True, limit=LOOKED_AT)
    with Ledger.open(address, create=False) as ledger:
        brief = build_brief(History(ledger, knowledge, wanted), names, codes, as_of)
    if form == "json":
        put_json(brief)
    elif form == "markdown":
        sys.stdout.write(brief_markdown(brief))
    else:
        print_brief(brief, console_for())
    return 0
