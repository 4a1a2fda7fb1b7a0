"""Sentences that tell that something was done or given up, and the texts in which two parties meet.

What became of a pair's promises is found without passing over the rest (deed_words.py): `deed_parties` has the parties
of each text with such sentences, and `deeds.stems` the words of each sentence as they are compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import CompoundSelect, Connection, Select, bindparam, delete, func, select, true, update

from communique.ledger import schema
from communique.ledger.views import DeedView
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


def _stems(sentence: str) -> str:
    return " ".join(sorted(set(stems_of(sentence))))


def _portions(values: Collection[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
