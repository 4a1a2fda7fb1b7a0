"""Sentences that tell that something was done or given up, and the texts in which two parties meet.

`deed_parties` only says where to look: the parties of a text that has such sentences (those of its records, its side,
and those that the sentences name), so that what became of a pair's promises is found without passing over the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from communique.ledger import schema
from communique.ledger.views import Deed, DeedView

AT_ONCE = 400
"""How many numbers one query names."""


def keep(connection: Connection, document: int, deeds: Sequence[DeedView], named: Collection[str]) -> None:
    """Keeps the sentences of a document; named: the parties that they name."""
    if deeds:
        rows = [{"document": document, **msgspec.structs.asdict(each)} for each in deeds]
        connection.execute(schema.deeds.insert(), rows)
        _place(connection, document, {*named, *_parties(connection, [document])[document]})


def place_anew(connection: Connection, document: int) -> None:
    """Sees to it that a document is found by its parties after they changed; what led to it before still does."""
    table = schema.deeds
    if connection.execute(select(table.c.document).where(table.c.document == document).limit(1)).first():
        _place(connection, document, _parties(connection, [document])[document])


def find(connection: Connection, promised: Collection[frozenset[str]], days: tuple[str, str]) -> Iterator[Deed]:
    """The sentences of texts in which two parties of one promise meet (of a promise of one party: all of its texts).

    promised: the parties of each promise; days: first and last day of the texts, ISO.
    """
    documents, texts, table = schema.documents, schema.texts, schema.deeds
    words = func.substr(texts.c.text, table.c.start + 1, table.c.end - table.c.start).label("words")
    query = (
        select(table, documents.c.id, documents.c.source, documents.c.day, words)
        .select_from(table.join(documents).join(texts, texts.c.document == documents.c.number))
        .where(documents.c.day.between(*days))
        .order_by(table.c.document, table.c.start)
    )
    numbers = sorted(_where(connection, promised))
    for first in range(0, len(numbers), AT_ONCE):
        some = numbers[first : first + AT_ONCE]
        parties = _parties(connection, some)
        for row in connection.execute(query.where(table.c.document.in_(some))).mappings():
            fields = {name: row[name] for name in ("start", "end", "outcome", "rule", "source", "day", "words")}
            yield Deed(**fields, document=row["id"], parties=frozenset(parties[row["document"]]))


def _where(connection: Connection, promised: Collection[frozenset[str]]) -> set[int]:
    """The documents in which two parties of one promise meet."""
    table = schema.deed_parties
    there: dict[str, set[int]] = {party: set() for parties in promised for party in parties}
    for party, found in there.items():
        query = select(table.c.document).where(table.c.party == party)
        found.update(connection.execute(query).scalars())
    pairs = {pair for parties in promised for pair in combinations(sorted(parties), 2)}
    alone = {party for parties in promised if len(parties) == 1 for party in parties}
    return set().union(*(there[one] & there[other] for one, other in pairs), *(there[party] for party in alone))


def _parties(connection: Connection, numbers: Sequence[int]) -> dict[int, set[str]]:
    """The parties of the records of some documents, and their sides."""
    records, there, documents = schema.records, schema.record_parties, schema.documents
    found: dict[int, set[str]] = {number: set() for number in numbers}
    of_records: Any = select(records.c.document, there.c.party).select_from(records.join(there))
    of_them = of_records.where(records.c.document.in_(numbers)).distinct()
    sides = select(documents.c.number, documents.c.side).where(documents.c.number.in_(numbers))
    for query in (of_them, sides.where(documents.c.side.is_not(None))):
        for number, party in connection.execute(query):
            found[int(number)].add(str(party))
    return found


def _place(connection: Connection, document: int, parties: Collection[str]) -> None:
    table = schema.deed_parties
    held = set(connection.execute(select(table.c.party).where(table.c.document == document)).scalars())
    rows = [{"party": party, "document": document} for party in sorted(set(parties) - held)]
    if rows:
        connection.execute(table.insert(), rows)
