"""Sentences that tell that something was done or given up, and the texts in which two parties meet.

What became of a pair's promises is found without passing over the rest: `deed_parties` has the parties of each text
with such sentences, and `deeds.stems` the words of each sentence as they are compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations
from typing import Any

import msgspec
from sqlalchemy import CompoundSelect, Connection, Select, bindparam, delete, func, select, true, update

from communique.ledger import schema
from communique.ledger.views import Deed, DeedView, DeedWords
from communique.shared.stems import stems_of

AT_ONCE = 400
"""How many numbers one query names."""


def keep(connection: Connection, document: int, found: Sequence[DeedView], words: Sequence[str]) -> None:
    """Keeps the sentences of a document; words: of each of them."""
    if found:
        rows = [
            {"document": document, **msgspec.structs.asdict(each), "stems": _stems(said)}
            for each, said in zip(found, words, strict=True)
        ]
        connection.execute(schema.deeds.insert(), rows)
        place(connection, document)


def keep_named(connection: Connection, document: int, named: Collection[str]) -> None:
    """Keeps the parties that the sentences of a document name."""
    rows = [{"party": party, "document": document, "told": False} for party in sorted(named)]
    if rows:
        connection.execute(schema.deed_parties.insert(), rows)


def place(connection: Connection, document: int) -> None:
    """Sees to it that the sentences of a document are found by the parties of its records, and by its side."""
    table, deeds = schema.deed_parties, schema.deeds
    connection.execute(delete(table).where(table.c.document == document, table.c.told))
    this = select(deeds.c.document).where(deeds.c.document == document)
    connection.execute(table.insert().from_select(["party", "document", "told"], _told(this)))


def _told(numbers: Select[Any]) -> CompoundSelect[Any]:
    """The parties of the records of documents with these numbers, and their sides, as rows of `deed_parties`."""
    records, there, documents = schema.records, schema.record_parties, schema.documents
    of_records = select(there.c.party, records.c.document, true()).select_from(records.join(there))
    sides = select(documents.c.side, documents.c.number, true()).where(documents.c.side.is_not(None))
    return of_records.where(records.c.document.in_(numbers)).union(sides.where(documents.c.number.in_(numbers)))


def words(connection: Connection, promised: Collection[frozenset[str]]) -> list[DeedWords]:
    """The sentences of texts in which two parties of one promise meet (of a promise of one party: of all its texts).

    promised: the parties of each promise.
    """
    table = schema.deeds
    query = select(table.c.document, table.c.start, table.c.stems)
    return [
        DeedWords(int(row[0]), int(row[1]), tuple(row[2].split()))
        for some in _portions(_where(connection, promised))
        for row in connection.execute(query.where(table.c.document.in_(some)))
    ]


def find(connection: Connection, wanted: Collection[DeedWords]) -> Iterator[Deed]:
    """Sentences with their words, and the parties of their texts."""
    documents, texts, table, there = schema.documents, schema.texts, schema.deeds, schema.deed_parties
    said = func.substr(texts.c.text, table.c.start + 1, table.c.end - table.c.start).label("words")
    query = select(table, documents.c.id, documents.c.source, documents.c.day, said).select_from(
        table.join(documents).join(texts, texts.c.document == documents.c.number)
    )
    places = {(each.document, each.start) for each in wanted}
    for some in _portions({each.document for each in wanted}):
        parties: dict[int, set[str]] = {number: set() for number in some}
        of_them = select(there.c.document, there.c.party).where(there.c.document.in_(some), there.c.told)
        for number, party in connection.execute(of_them):
            parties[int(number)].add(str(party))
        for row in connection.execute(query.where(table.c.document.in_(some))).mappings():
            if (row["document"], row["start"]) in places:
                fields = {name: row[name] for name in ("start", "end", "outcome", "rule", "source", "day", "words")}
                yield Deed(**fields, document=row["id"], parties=frozenset(parties[row["document"]]))


def fill(connection: Connection) -> None:
    """Works out what is kept beside the sentences of a ledger that had none of it yet, some hundred at a time.

    What a sentence alone names is not found by this.
    """
    table, texts = schema.deeds, schema.texts
    said = func.substr(texts.c.text, table.c.start + 1, table.c.end - table.c.start)
    query = select(table.c.document, table.c.start, said)
    query = query.select_from(table.join(texts, texts.c.document == table.c.document))
    this = (table.c.document == bindparam("number")) & (table.c.start == bindparam("place"))
    setting = update(table).where(this).values(stems=bindparam("words"))
    for some in _portions(connection.execute(select(table.c.document).distinct()).scalars().all()):
        rows = connection.execute(query.where(table.c.document.in_(some))).all()
        connection.execute(setting, [{"number": row[0], "place": row[1], "words": _stems(row[2])} for row in rows])
    columns = ["party", "document", "told"]
    connection.execute(schema.deed_parties.insert().from_select(columns, _told(select(table.c.document))))


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


def _stems(sentence: str) -> str:
    return " ".join(sorted(set(stems_of(sentence))))


def _portions(values: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
