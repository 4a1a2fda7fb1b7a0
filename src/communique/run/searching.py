"""`communique search`: what was typed to a search in the ledger, and its hits to lines."""

from __future__ import annotations

from typing import get_args

import msgspec

from communique.extract.topics import TOPICS
from communique.ledger.search import Hit, Search
from communique.ledger.search_query import parse
from communique.ledger.store import Ledger
from communique.publish.quoting import one_line
from communique.publish.saying import NOT_STATED, say_date
from communique.publish.searching import snippet
from communique.run.reading_in import put_json
from communique.shared.edtf import is_valid
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.records import Kind


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed: the ledger's address, the query, the filters."""

    ledger: str
    typed: str
    parties: tuple[str, ...] = ()
    person: str | None = None
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    limit: int = 20


def search_and_print(asked: Asked, form: str) -> int:
    """Prints what was found, best first. Raises UnknownPartyError, SettingsError, LedgerError."""
    wanted = _search(asked)
    found = 0
    with Ledger.open(asked.ledger, create=False) as ledger:
        for hit in ledger.search(wanted):
            found += 1
            if form == "jsonl":
                put_json(_line(hit))
            else:
                carrier = hit.carrier
                print(f"{say_date(carrier.date)}  {one_line(carrier.title or carrier.source)}")
                print(f"    {one_line(carrier.publisher or NOT_STATED)} · {one_line(' = '.join(hit.sources))}")
                print(f"    {snippet(hit.text, hit.hits, hit.terms)}\n")
    if not found and form != "jsonl":
        print("nothing found")
    return 0


def _search(asked: Asked) -> Search:
    for option, value in (("--since", asked.since), ("--until", asked.until)):
        if value is not None and not is_valid(value):
            raise SettingsError(f"{option} {value} is no date; write 2026, 2026-01 or 2026-01-28")
    for option, values, known in (("--topic", asked.topics, TOPICS), ("--kind", asked.kinds, get_args(Kind))):
        for value in values:
            if value not in known:
                raise SettingsError(f"{option} {value} is not known; choose from {', '.join(known)}")
    if asked.limit < 1:
        raise SettingsError(f"--limit {asked.limit} asks for nothing; give 1 or more")
    names = PartyNames(Knowledge()) if asked.parties else None
    return Search(
        query=parse(asked.typed),
        parties=tuple(names.resolve(party) for party in asked.parties) if names else (),
        person=asked.person,
        topics=asked.topics,
        kinds=asked.kinds,
        since=asked.since,
        until=asked.until,
        limit=asked.limit,
    )


def _line(hit: Hit) -> dict[str, object]:
    carrier = hit.carrier
    return {
        "id": carrier.id,
        "title": carrier.title,
        "date": carrier.date,
        "kind": carrier.kind,
        "publisher": carrier.publisher,
        "sources": hit.sources,
        "snippet": snippet(hit.text, hit.hits, hit.terms),
        "hits": hit.hits,
    }
