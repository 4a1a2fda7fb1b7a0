"""The commands that list what a ledger holds: records, documents, failures; and the brief."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from communique.run.reading_in import put_json
from communique.run.tables import DOCUMENT_COLUMNS, FAILURE_COLUMNS, put_table, record_columns, table_rows
from communique.shared.edtf import is_valid
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames

if TYPE_CHECKING:
    from communique.ledger.store import Ledger
    from communique.ledger.views import Found, Held

AT_ONCE = 500


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: the ledger's address, parties as typed, EDTF days, the form, with carriers or without."""

    ledger: str
    parties: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    form: str = "table"
    with_documents: bool = False


def list_records(list_name: str, asked: Listing) -> int:
    """Prints the records of one list as found. Raises UnknownPartyError, SettingsError, LedgerError."""
    from communique.ledger.store import Filter, Ledger

    names = PartyNames(Knowledge())
    for option, value in (("--since", asked.since), ("--until", asked.until)):
        if value is not None and not is_valid(value):
            raise SettingsError(f"{option} {value} is no date; write 2026, 2026-01 or 2026-01-28")
    wanted = Filter(
        parties=tuple(dict.fromkeys(names.resolve(party) for party in asked.parties)),
        since=asked.since,
        until=asked.until,
    )
    with Ledger.open(asked.ledger, create=False) as ledger:
        found = ledger.records(list_name, wanted)
        if asked.form == "jsonl":
            for line in _record_lines(ledger, found, asked.with_documents):
                put_json(line)
        else:
            put_table(table_rows(record_columns(list_name, names), found))
    return 0


def _record_lines(ledger: Ledger, found: Iterable[Found], with_documents: bool) -> Iterator[object]:
    if not with_documents:
        yield from (each.record for each in found)
        return
    while some := list(islice(found, AT_ONCE)):
        held = {each.document.id: each for each in ledger.documents({each.carrier.id for each in some})}
        for each in some:
            yield {**msgspec.structs.asdict(each.record), "documents": _carriers(held[each.carrier.id])}


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
    from communique.ledger.store import Ledger
    from communique.publish.brief import build_brief
    from communique.publish.brief_markdown import brief_markdown
    from communique.publish.brief_terminal import print_brief
    from communique.publish.terminal import console_for

    names = PartyNames(Knowledge())
    codes = (names.resolve(pair[0]), names.resolve(pair[1]))
    if codes[0] == codes[1]:
        raise SettingsError(f"{pair[0]} and {pair[1]} are the same party; a brief is about two")
    with Ledger.open(address, create=False) as ledger:
        brief = build_brief(ledger, names, codes, as_of)
    if form == "json":
        put_json(brief)
    elif form == "markdown":
        sys.stdout.write(brief_markdown(brief))
    else:
        print_brief(brief, console_for())
    return 0
