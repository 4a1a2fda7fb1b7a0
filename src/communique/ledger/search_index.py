"""The full-text index: one row a document, written in the transaction that adds the document.

SQLite: the FTS5 table `search` without a copy of the text (content=''), whose tokenizer only parts at blanks, for the
words come folded (words.py). PostgreSQL: the table `search` with a tsvector of the same words and a GIN index. In
both the row's place is day and number of the document, so that the latest are found first and days are a range.

A tsvector keeps 256 places of a word, none beyond 16,383 and at most a megabyte: a row whose places are not all kept
has the mark LONG, and its phrases are looked up in the text itself. Of both stores the same words are indexed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, select, text

from communique.ledger import schema
from communique.ledger.rows import parties, record_from
from communique.ledger.views import AnyRecord
from communique.ledger.words import words
from communique.shared.records import Agreement, Meeting, Statement, Visit

MOST_BYTES = 900_000
"""Words of a text are indexed up to this size, some 90,000 words; each counts 4 bytes more than its letters."""

MOST_PLACES, LAST_PLACE = 255, 16_382
NUMBERS = 1 << 32
LONG = "~long"
AT_ONCE = 500


class Entry(msgspec.Struct, frozen=True):
    """What is indexed of a document. place: see place_of; names: of persons; marks: of parties, topics, kind."""

    place: int
    document: int
    title: tuple[str, ...]
    body: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]


def place_of(day: str | None, number: int) -> int:
    """Where a document stands among all: by day, those without one first, then by number."""
    return (date.fromisoformat(day).toordinal() if day else 0) * NUMBERS + number


def mark(facet: str, value: str) -> str:
    """A filter as one word that no text has: party, topic or kind with its value."""
    return f"{facet}·" + "".join(c if c.isalnum() else "·" for c in value.lower())


def entry_of(
    document: tuple[int, str | None, str], title: str | None, body: str, records: Iterable[AnyRecord]
) -> Entry:
    """The entry of a document, given as its number, day and kind."""
    number, day, kind = document
    marks, names = {mark("kind", kind)}, set()
    for record in records:
        marks |= {mark("party", party) for party, _ in parties(record)}
        if isinstance(record, Statement | Agreement):
            marks |= {mark("topic", topic) for topic in record.topics}
        names |= {tuple(words(name)) for name in _names(record)}
    return Entry(
        place=place_of(day, number),
        document=number,
        title=tuple(words(title or "")),
        body=tuple(_fitting(words(body))),
        names=tuple(sorted(name for name in names if name)),
        marks=tuple(sorted(marks)),
    )


def _names(record: AnyRecord) -> list[str]:
    persons = {Meeting: "participants", Statement: "persons"}.get(type(record))
    found = getattr(record, persons) if persons else (record.visitor,) if isinstance(record, Visit) else ()
    return [person.name for person in found if person.name]


def _fitting(found: Sequence[str]) -> Iterator[str]:
    room = MOST_BYTES
    for word in found:
        room -= len(word.encode()) + 4
        if room < 0:
            return
        yield word


def write(connection: Connection, entries: Sequence[Entry]) -> None:
    """Adds entries to the index."""
    if not entries:
        return
    if connection.dialect.name == "sqlite":
        insert = "INSERT INTO search (rowid, title, body, names, marks) VALUES (:place, :title, :body, :names, :marks)"
        rows = [
            {
                "place": entry.place,
                "title": " ".join(entry.title),
                "body": " ".join(entry.body),
                "names": " · ".join(map(" ".join, entry.names)),
                "marks": " ".join(entry.marks),
            }
            for entry in entries
        ]
    else:
        vector_of = "CAST(CAST(:words AS text) AS tsvector)"
        insert = f"INSERT INTO search (document, place, words) VALUES (:document, :place, {vector_of})"
        rows = [{"document": entry.document, "place": entry.place, "words": vector(entry)} for entry in entries]
    connection.execute(text(insert), rows)


def vector(entry: Entry) -> str:
    """The entry as PostgreSQL writes a tsvector: words of the title have weight A, names begin with @."""
    places: dict[str, list[str]] = {}
    whole, position = True, 0
    for name in entry.names:
        for word in name:
            position += 1
            whole &= _put(places, f"@{word}", position)
        position += 1  # a phrase does not reach from one name into the next, nor from the title into the text
    for weight, part in (("A", entry.title), ("", entry.body)):
        for word in part:
            position += 1
            whole &= _put(places, word, position, weight)
        position += 1
    lexemes = [f"'{word}':{','.join(found)}" if found else f"'{word}'" for word, found in sorted(places.items())]
    return " ".join([*lexemes, *(f"'{each}'" for each in entry.marks), *([] if whole else [f"'{LONG}'"])])


def _put(places: dict[str, list[str]], word: str, position: int, weight: str = "") -> bool:
    """Notes a place; False if it cannot be kept."""
    found = places.setdefault(word, [])
    if position > LAST_PLACE or len(found) >= MOST_PLACES:
        return False
    found.append(f"{position}{weight}")
    return True


def create(connection: Connection) -> None:
    """Makes the empty index."""
    if connection.dialect.name == "sqlite":
        made = [
            "CREATE VIRTUAL TABLE search USING fts5(title, body, names, marks, content='', tokenize='ascii')",
            "INSERT INTO search (search, rank) VALUES ('rank', 'bm25(5.0, 1.0, 0.0, 0.0)')",
        ]
    else:
        made = [
            "CREATE TABLE search (document integer PRIMARY KEY REFERENCES documents (number), "
            "place bigint NOT NULL, words tsvector NOT NULL)",
            "CREATE UNIQUE INDEX ix_search_place ON search (place)",
            "CREATE INDEX ix_search_words ON search USING gin (words)",
        ]
    for statement in made:
        connection.exec_driver_sql(statement)


def anew(connection: Connection) -> None:
    """Makes the index again from what the documents and records say now."""
    connection.exec_driver_sql("DROP TABLE search")
    create(connection)
    fill(connection)


def fill(connection: Connection) -> None:
    """Indexes all documents of the ledger, some hundred at a time."""
    documents, texts, records = schema.documents.c, schema.texts.c, schema.records.c
    wanted = select(documents.number, documents.day, documents.kind, documents.title, texts.text)
    wanted = wanted.join_from(schema.documents, schema.texts).order_by(documents.number).limit(AT_ONCE)
    last = 0
    while rows := connection.execute(wanted.where(documents.number > last)).all():
        first, last = last, int(rows[-1][0])
        found: dict[int, list[AnyRecord]] = {}
        of_them = select(records.document, records.list, records.payload)
        for number, name, payload in connection.execute(
            of_them.where(records.document > first, records.document <= last)
        ):
            found.setdefault(number, []).append(record_from(name, payload))
        write(
            connection,
            [entry_of((row[0], row[1], row[2]), row[3], row[4], found.get(row[0], ())) for row in rows],
        )
