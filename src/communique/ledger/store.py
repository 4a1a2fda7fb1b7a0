"""The ledger itself: opening, adding batches, asking for documents and records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby, islice
from operator import itemgetter
from types import TracebackType
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, Engine, Select, and_, exists, func, select

from communique.ledger import asking, deeds, schema, search_index
from communique.ledger.adding import Batch
from communique.ledger.connect import connect, explained, label_of, url_of, writing
from communique.ledger.filters import Filter
from communique.ledger.judging import Judging, not_rejected, unsought
from communique.ledger.parting import Parting
from communique.ledger.rereading import Rereading
from communique.ledger.reviewing import Reviewing, reviewed_columns
from communique.ledger.rows import (
    CARRIER_COLUMNS,
    RECORD_TYPES,
    carrier_from,
    corrections_from,
    dates_from,
    document_from,
    origin_from,
    record_from,
)
from communique.ledger.search import Hit, Search, find
from communique.ledger.views import Added, Carrier, Dealings, Deed, DeedWords, Failure, Found, Held, JudgedPair, Run
from communique.shared.documents import Document
from communique.shared.errors import InputError, LedgerError
from communique.shared.records import Reading
from communique.shared.settings import program_version

IDS_AT_ONCE = 500
"""How many ids one query names; SQLite allows some thousands of variables."""

MOST_ROLES = 2
"""In how many roles a party can be in one record: each is a row."""

ROWS_AT_ONCE = 1000
"""How many rows a list fetches at a time, so that memory stays flat."""


def utc_now() -> datetime:
    """The clock of the history."""
    return datetime.now(UTC)


class Ledger:
    """A ledger that is open. Use as a context manager; one Ledger belongs to one thread."""

    def __init__(self, engine: Engine, label: str, clock: Callable[[], datetime] = utc_now) -> None:
        self._engine, self.label, self._clock = engine, label, clock
        self._run: int | None = None
        self._version = program_version()

    @classmethod
    def open(cls, address: str, create: bool = True, clock: Callable[[], datetime] = utc_now) -> Ledger:
        """The ledger at a path (SQLite) or database address (PostgreSQL).

        create: make it if there is none; give False to read only. Raises LedgerError: missing, no database, another
        kind of database, read-only, locked, of a newer version.
        """
        return cls(connect(address, create), label_of(url_of(address)), clock)

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- adding

    def known(self, ids: Collection[str]) -> set[str]:
        """Those of the document ids that the ledger holds already."""
        with explained(self.label), self._engine.connect() as connection:
            return _known(connection, ids)

    def add(self, batch: Iterable[Reading | Document | InputError]) -> Added:
        """Adds a batch in one transaction, in order; all of it or, after an error, nothing.

        A Reading whose text is known adds at most its source. A Document is a further source of a text that is known
        or stands earlier in the batch; of an unknown text it is a LedgerError. An InputError becomes a failure.
        """
        with explained(self.label), writing(self._engine) as connection:
            work = Batch(connection, self._run, (self._version, self._clock().isoformat(timespec="seconds")))
            added = work.add(list(batch))
        self._run = work.run  # only now: the transaction stands
        return added

    def fail(self, error: InputError) -> None:
        """Notes that a source could not be read."""
        self.add([error])

    @contextmanager
    def judging(self) -> Iterator[Judging]:
        """The tables of the merging in one transaction, that is kept whole or, after an error, not at all."""
        with explained(self.label), writing(self._engine) as connection:
            yield Judging(connection, self._clock().isoformat(timespec="seconds"))

    @contextmanager
    def reviewing(self) -> Iterator[tuple[Reviewing, Parting]]:
        """The decisions of people and the tables of the merging, in one transaction."""
        with explained(self.label), writing(self._engine) as connection:
            now = self._clock().isoformat(timespec="seconds")
            yield Reviewing(connection, now), Parting(connection, now)

    @contextmanager
    def rereading(self) -> Iterator[Rereading]:
        """The replacing of readings by newer ones, in one transaction."""
        with explained(self.label), writing(self._engine) as connection:
            now = self._clock().isoformat(timespec="seconds")
            yield Rereading(connection, (self._version, now), Reviewing(connection, now))

    # ---- asking

    def count(self) -> int:
        """How many documents the ledger holds."""
        with explained(self.label), self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(schema.documents)).scalar_one())

    def documents(
        self, ids: Collection[str] | None = None, with_text: bool = False, speaker: str | None = None
    ) -> Iterator[Held]:
        """Documents in the order added, all or those of `ids`; the text only if asked for.

        speaker: only those that this party issued, or in which it says something.
        """
        wanted = select(schema.documents)
        if with_text:
            wanted = select(schema.documents, schema.texts.c.text).join(schema.texts)
        wanted = wanted.where(*asking.spoken_by(speaker)).order_by(schema.documents.c.number)
        with explained(self.label), self._engine.connect() as connection:
            for query in _by_ids(wanted, ids):
                yield from _held(connection, query)

    def reading(self, document_id: str) -> Reading:
        """The whole reading of a document as it was added. Raises LedgerError if there is none of this id."""
        wanted = select(schema.documents, schema.texts.c.text, schema.texts.c.dates).join(schema.texts)
        with explained(self.label), self._engine.connect() as connection:
            row = connection.execute(wanted.where(schema.documents.c.id == document_id)).mappings().one_or_none()
            if row is None:
                raise LedgerError(f"the ledger {self.label} holds no document {document_id}")
            found = connection.execute(
                select(schema.records.c.list, schema.records.c.payload)
                .where(schema.records.c.document == row["number"])
                .order_by(schema.records.c.list, schema.records.c.position)
            )
            lists: dict[str, Any] = dict.fromkeys(RECORD_TYPES, ())
            for name, payload in found:
                lists[name] += (record_from(name, payload),)
        return Reading(
            document=document_from(row, row["text"]),
            dates=dates_from(row["dates"]),
            **lists,
        )

    def titled(self, since: str, until: str) -> Iterator[Carrier]:
        """The documents with a title of these days (ISO), as carriers, in the order added; none that was corrected."""
        table = schema.documents
        query = select(*(table.c[name] for name in CARRIER_COLUMNS)).where(
            table.c.title.is_not(None), table.c.day >= since, table.c.day <= until, ~asking.corrected(table, None)
        )
        with explained(self.label), self._engine.connect() as connection:
            for row in connection.execute(query.order_by(table.c.number)).mappings():
                yield carrier_from(row)

    def texts(self, ids: Collection[str]) -> dict[str, str]:
        """The texts of documents by id."""
        wanted = select(schema.documents.c.id, schema.texts.c.text).join(schema.texts)
        with explained(self.label), self._engine.connect() as connection:
            return {str(row[0]): str(row[1]) for query in _by_ids(wanted, ids) for row in connection.execute(query)}

    def records(self, list_name: str, wanted: Filter | None = None) -> Iterator[Found]:
        """Records as found of one list ("meetings" ...), each with the document that carries it."""
        wanted = wanted or Filter()
        query, limit = _records_query(list_name, wanted), wanted.limit
        with (
            explained(self.label),
            self._engine.connect() as connection,
            connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query) as result,
        ):
            rows = result.mappings()
            for _, (row, *_) in islice(groupby(rows, key=itemgetter("record_number")), limit):
                yield _found(list_name, row)

    def told(self, list_name: str, wanted: Filter) -> list[tuple[str, str | None]]:
        """The ids of the records wanted, as `records` gives them, each with its cluster; None if it is not merged."""
        query = _records_query(list_name, wanted).with_only_columns(schema.records.c.id, schema.nodes.c.cluster)
        with explained(self.label), self._engine.connect() as connection:
            rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query)
            unique = (key for key, _ in groupby((row[0], row[1]) for row in rows))
            return list(islice(unique, wanted.limit))

    def told_together(self, list_name: str, clusters: Collection[str], wanted: Filter) -> Iterator[Found]:
        """All records of these clusters, in the order added. Of `wanted` as_of and least count."""
        nodes, joins = schema.nodes, schema.record_nodes
        of_them = select(joins.c.record).select_from(joins.join(nodes)).where(nodes.c.list == list_name)
        with explained(self.label), self._engine.connect() as connection:
            for some in _portions(clusters):
                among = of_them.where(nodes.c.cluster.in_(some))
                query = _records_query(list_name, Filter(as_of=wanted.as_of, least=wanted.least), among)
                for row in connection.execute(query).mappings():
                    yield _found(list_name, row)

    def partners(self, party: str, lists: Collection[str], wanted: Filter) -> list[Dealings]:
        """The parties that have had to do with `party` in merged things of these lists, the weightiest first.

        Of `wanted` the days (since, until, as_of) count.
        """
        with explained(self.label), self._engine.connect() as connection:
            return asking.dealings(connection, party, lists, (wanted.since, wanted.until), wanted.as_of)

    def count_below(self, wanted: Filter) -> int:
        """How many records of all lists are left out only because they are less sure than `wanted.least`."""
        open_to_all = msgspec.structs.replace(wanted, least=0.0, limit=None)
        queries = [_records_query(name, open_to_all) for name in RECORD_TYPES]
        with explained(self.label), self._engine.connect() as connection:
            return asking.count_below(connection, queries, wanted.least)

    def beginning(self, typed: str) -> Iterator[Found]:
        """The records whose id begins with these letters, in the order added."""
        ident = schema.records.c.id
        with explained(self.label), self._engine.connect() as connection:
            for name in RECORD_TYPES:
                query = _records_query(name, Filter(superseded=True)).where(ident.startswith(typed, autoescape=True))
                for row in connection.execute(query).mappings():
                    yield _found(name, row)

    def judgements_of(self, cluster: str) -> list[JudgedPair]:
        """What was judged of records of a cluster: that they are the same, or one part of the other."""
        with explained(self.label), self._engine.connect() as connection:
            return asking.judged_pairs(connection, cluster)

    def links(self, relation: str) -> list[tuple[str, str, str]]:
        """(id, id, reason) of documents in a relation: "same_text", or "corrects" (the first corrects the second)."""
        with explained(self.label), self._engine.connect() as connection:
            return asking.links(connection, relation)

    def twins(self, ids: Collection[str]) -> list[tuple[str, str]]:
        """The pairs of documents of nearly the same words that hang together with those of these ids, as ids."""
        with explained(self.label), self._engine.connect() as connection:
            return asking.same_texts(connection, ids)

    def deed_words(self, promised: Collection[frozenset[str]]) -> list[DeedWords]:
        """Sentences that tell of deeds, in texts in which two parties of one promise meet; see deeds.words."""
        with explained(self.label), self._engine.connect() as connection:
            return deeds.words(connection, promised)

    def deeds(self, wanted: Collection[DeedWords]) -> list[Deed]:
        """Sentences that tell of deeds, with their words, and the parties of their texts."""
        with explained(self.label), self._engine.connect() as connection:
            return list(deeds.find(connection, wanted))

    def index_anew(self) -> None:
        """Makes the full-text index again, after records or days of documents changed."""
        with explained(self.label), writing(self._engine) as connection:
            search_index.anew(connection)

    def search(self, wanted: Search) -> Iterator[Hit]:
        """Documents whose words a query asks for, best first, each with the places of the words."""
        with explained(self.label), self._engine.connect() as connection:
            yield from find(connection, wanted)

    def failures(self) -> Iterator[Failure]:
        """Sources that could not be read and were not read since, in the order met."""
        table, sources = schema.failures, schema.sources
        read_since = exists().where(sources.c.source == table.c.source, sources.c.run > table.c.run)
        with explained(self.label), self._engine.connect() as connection:
            for row in connection.execute(select(table).where(~read_since).order_by(table.c.number)).mappings():
                yield Failure(source=row["source"], kind=row["kind"], message=row["message"])

    def history(self) -> list[Run]:
        """The runs that changed something, oldest first."""
        with explained(self.label), self._engine.connect() as connection:
            rows = connection.execute(select(schema.runs).order_by(schema.runs.c.number)).mappings()
            return [Run(**row) for row in rows]


def _found(list_name: str, row: Any) -> Found:
    return Found(
        list_name=list_name,
        record=record_from(list_name, row["reviewed"] or row["payload"]),
        carrier=carrier_from(row),
        day=row["record_day"] if row["reviewed"] is None else row["reviewed_day"],
        cluster=row["cluster"],
        corrections=corrections_from(row["corrections"]),
    )


def _portions(values: Collection[str]) -> Iterator[list[str]]:
    rest = iter(sorted(values))
    while some := list(islice(rest, IDS_AT_ONCE)):
        yield some


def _known(connection: Connection, ids: Collection[str]) -> set[str]:
    return {str(row[0]) for query in _by_ids(select(schema.documents.c.id), ids) for row in connection.execute(query)}


def _by_ids(query: Select[Any], ids: Collection[str] | None) -> Iterator[Select[Any]]:
    if ids is None:
        yield query
        return
    for some in _portions(ids):
        yield query.where(schema.documents.c.id.in_(some))


def _held(connection: Connection, query: Select[Any]) -> Iterator[Held]:
    with connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query) as result:
        for some in result.mappings().partitions(IDS_AT_ONCE):
            numbers = [row["number"] for row in some]
            origins: dict[int, list[Any]] = {number: [] for number in numbers}
            table = schema.sources
            for row in connection.execute(
                select(table).where(table.c.document.in_(numbers)).order_by(table.c.number)
            ).mappings():
                origins[row["document"]].append(origin_from(row))
            for row in some:
                yield Held(document=document_from(row, row.get("text", "")), sources=tuple(origins[row["number"]]))


def _records_query(list_name: str, wanted: Filter, among: Select[Any] | None = None) -> Select[Any]:
    """The rows of the records wanted; one whose single party wanted has two roles comes twice in a row.

    among: a query for the numbers of the records that come into question.
    """
    table, documents, parties, pairs = schema.records, schema.documents, schema.record_parties, schema.record_pairs
    listed: Any = table
    conditions: list[Any] = []
    codes = list(dict.fromkeys(wanted.parties))
    if len(codes) == 1:
        listed, conditions = parties, [parties.c.party == codes[0]]
    elif codes:
        one, other = sorted(codes[:2])
        listed, conditions = pairs, [pairs.c.one == one, pairs.c.other == other]
    # These indexes give the records by day, so that the newest come without sorting all.
    day, number = listed.c.day, table.c.number if listed is table else listed.c.record
    few = among is not None or wanted.documents is not None
    conditions.append((unsought(listed.c.list) if few else listed.c.list) == list_name)
    if among is not None:
        conditions.append(table.c.number.in_(among))
    conditions += [exists().where(parties.c.record == number, parties.c.party == party) for party in codes[2:]]
    conditions += asking.within(day, wanted.since, wanted.until)
    for column, value in (("status", wanted.status), ("kind", wanted.kind), ("recalled", wanted.recalled)):
        if value is not None:
            conditions.append(table.c[column] == value)
    if wanted.least > 0:
        conditions.append(table.c.confidence >= wanted.least)
    query = select(
        number.label("record_number"),
        day.label("record_day"),
        table.c.payload,
        schema.nodes.c.cluster,
        *reviewed_columns(),
        *(documents.c[name] for name in CARRIER_COLUMNS),
    ).select_from(asking.with_clusters(table.join(documents)))
    if listed is not table:
        query = query.join(listed, number == table.c.number)
    if wanted.as_of:
        conditions.append(documents.c.day <= wanted.as_of)
    if wanted.documents is not None:
        conditions.append(documents.c.id.in_(wanted.documents))
    if not wanted.rejected:
        conditions.append(not_rejected())
    if not wanted.superseded:
        conditions.append(~asking.corrected(documents, wanted.as_of))
    query = query.where(and_(*conditions)).order_by(*_order(wanted, day, number))
    return (
        query if wanted.limit is None else query.limit(MOST_ROLES * wanted.limit if len(codes) == 1 else wanted.limit)
    )


def _order(wanted: Filter, day: Any, number: Any) -> tuple[Any, ...]:
    if wanted.by_cluster:
        return schema.nodes.c.cluster, number
    return (day.desc(), number.desc()) if wanted.newest_first else (number,)
