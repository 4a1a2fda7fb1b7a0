"""What is asked of a ledger, in SQL that SQLite and PostgreSQL share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import groupby, islice
from operator import itemgetter
from types import TracebackType
from typing import Any, Self

import msgspec

from communique.ledger import deed_words
from communique.ledger.filters import Filter
from communique.ledger.partners import dealings
from communique.ledger.record_query import CARRIED, CLUSTER, FOUND, RecordQuery, standing
from communique.ledger.rows import (
    CARRIER_COLUMNS,
    DOCUMENT_COLUMNS,
    RECORD_TYPES,
    carrier_from,
    corrections_from,
    document_from,
    origin_from,
    record_from,
)
from communique.ledger.source import ROWS_AT_ONCE, Fields, Source, among, portions
from communique.ledger.views import Carrier, Dealings, Deed, DeedWords, Failure, Found, Held, JudgedPair, Run

_CARRIER = ", ".join(f"d.{name}" for name in CARRIER_COLUMNS)
_DOCUMENT = ", ".join(f"d.{name}" for name in DOCUMENT_COLUMNS)
_SPOKEN_BY = (
    "(d.side = ? OR d.number IN (SELECT r.document FROM records r JOIN record_parties p ON p.record = r.number"
    " WHERE p.party = ? AND p.list = 'statements' AND p.role = 'speaker'))"
)


class Asking(ABC):
    """A ledger that can be asked. Use as a context manager; it belongs to one thread. label: how messages name it."""

    label: str

    @abstractmethod
    def asked(self) -> AbstractContextManager[Source]:
        """The database, for one question; what it refuses is a LedgerError."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of the database."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- documents

    def count(self) -> int:
        """How many documents the ledger holds."""
        with self.asked() as source:
            return int(next(source.rows("SELECT count(*) FROM documents"))[0])

    def known(self, ids: Collection[str]) -> set[str]:
        """Those of the document ids that the ledger holds already."""
        with self.asked() as source:
            return {
                str(row[0])
                for some in portions(ids)
                for row in source.rows(f"SELECT id FROM documents WHERE {among('id', some)}", some)
            }

    def documents(
        self, ids: Collection[str] | None = None, with_text: bool = False, speaker: str | None = None
    ) -> Iterator[Held]:
        """Documents in the order added, all or those of `ids`; the text only if asked for.

        speaker: only those that this party issued, or in which it says something.
        """
        columns = f"d.number, {_DOCUMENT}{', t.text' if with_text else ''}"
        query = f"SELECT {columns} FROM documents d" + (" JOIN texts t ON t.document = d.number" if with_text else "")
        theirs, parties = ([], []) if speaker is None else ([_SPOKEN_BY], [speaker, speaker])
        with self.asked() as source:
            for some in (None,) if ids is None else portions(ids):
                conditions = theirs if some is None else [*theirs, among("d.id", some)]
                chosen = f" WHERE {' AND '.join(conditions)}" if conditions else ""
                values = [*parties, *(some or ())]
                rows = source.rows(f"{query}{chosen} ORDER BY d.number", values, streamed=some is None)
                yield from _held(source, rows, with_text)

    def titled(self, since: str, until: str) -> Iterator[Carrier]:
        """The documents with a title of these days (ISO), as carriers, in the order added; none that was corrected."""
        stands, _ = standing("d.number", None)
        conditions = f"d.title IS NOT NULL AND d.day >= ? AND d.day <= ? AND {stands}"
        query = f"SELECT {_CARRIER} FROM documents d WHERE {conditions} ORDER BY d.number"
        with self.asked() as source:
            yield from map(_carrier, source.rows(query, (since, until), streamed=True))

    def texts(self, ids: Collection[str]) -> dict[str, str]:
        """The texts of documents by id."""
        query = "SELECT d.id, t.text FROM documents d JOIN texts t ON t.document = d.number WHERE "
        with self.asked() as source:
            return {
                str(row[0]): str(row[1])
                for some in portions(ids)
                for row in source.rows(query + among("d.id", some), some)
            }

    def twins(self, ids: Collection[str]) -> list[tuple[str, str]]:
        """The pairs of documents of nearly the same words that hang together with those of these ids, as ids."""
        with self.asked() as source:
            return _same_texts(source, ids)

    def links(self, relation: str) -> list[tuple[str, str, str]]:
        """(id, id, reason) of documents in a relation: "same_text", or "corrects" (the first corrects the second)."""
        query = (
            "SELECT a.id, b.id, k.reason FROM document_links k JOIN documents a ON a.number = k.one"
            " JOIN documents b ON b.number = k.other WHERE k.relation = ? ORDER BY k.one, k.other"
        )
        with self.asked() as source:
            return [(str(row[0]), str(row[1]), str(row[2])) for row in source.rows(query, (relation,))]

    # ---- records

    def records(self, list_name: str, wanted: Filter | None = None) -> Iterator[Found]:
        """Records as found of one list ("meetings" ...), each with the document that carries it."""
        wanted = wanted or Filter()
        query = RecordQuery(list_name, wanted)
        with self.asked() as source:
            rows = source.rows(query.text(FOUND), query.values, streamed=query.is_long)
            yield from self._found(source, list_name, islice(_once(rows, wanted), wanted.limit))

    def told(self, list_name: str, wanted: Filter) -> list[tuple[str, str | None]]:
        """The ids of the records wanted, as `records` gives them, each with its cluster; None if it is not merged."""
        query = RecordQuery(list_name, wanted)
        with self.asked() as source:
            rows = source.rows(query.text(CLUSTER), query.values, streamed=query.is_long)
            return [(row[1], row[2]) for row in islice(_once(rows, wanted), wanted.limit)]

    def carriers(self, list_name: str, wanted: Filter) -> list[Carrier]:
        """The documents that carry the records wanted, as `records` gives them."""
        query = RecordQuery(list_name, wanted)
        with self.asked() as source:
            rows = source.rows(query.text(CARRIED), query.values)
            numbers = {row[1] for row in islice(_once(rows, wanted), wanted.limit)}
            found = self._carriers(source, numbers)
            return [found[number] for number in sorted(numbers)]

    def told_together(self, list_name: str, clusters: Collection[str], wanted: Filter) -> Iterator[Found]:
        """All records of these clusters, in the order added. Of `wanted` as_of and least count."""
        with self.asked() as source:
            for some in portions(clusters):
                query = RecordQuery(list_name, Filter(as_of=wanted.as_of, least=wanted.least), tuple(some))
                yield from self._found(source, list_name, source.rows(query.text(FOUND), query.values))

    def partners(self, party: str, lists: Collection[str], wanted: Filter) -> list[Dealings]:
        """The parties that have had to do with `party` in merged things of these lists, the weightiest first.

        Of `wanted` the days (since, until, as_of) count.
        """
        with self.asked() as source:
            return dealings(source, party, lists, wanted)

    def count_below(self, wanted: Filter) -> int:
        """How many records of all lists are left out only because they are less sure than `wanted.least`."""
        open_to_all = msgspec.structs.replace(wanted, least=0.0, limit=None)
        query, values = RecordQuery(None, open_to_all).counted(wanted.least)
        with self.asked() as source:
            return int(next(source.rows(query, values))[0])

    def beginning(self, typed: str) -> Iterator[Found]:
        """The records whose id begins with these letters, in the order added."""
        with self.asked() as source:
            for name in RECORD_TYPES:
                query, values = RecordQuery(name, Filter(superseded=True)).beginning(typed)
                yield from self._found(source, name, source.rows(query, values))

    def judgements_of(self, cluster: str) -> list[JudgedPair]:
        """What was judged of records of a cluster: that they are the same, or one part of the other."""
        query = (
            'SELECT a.first, b.first, m.relation, m.score, m.reason, m."by" FROM judgements m'
            " JOIN nodes a ON a.number = m.one JOIN nodes b ON b.number = m.other"
            " WHERE (a.cluster = ? OR b.cluster = ?) AND m.relation <> 'apart' ORDER BY m.number"
        )
        names = JudgedPair.__struct_fields__
        with self.asked() as source:
            rows = source.rows(query, (cluster, cluster))
            return [JudgedPair(**dict(zip(names, row, strict=True))) for row in rows]

    # ---- sentences that tell of deeds

    def deed_words(self, promised: Collection[frozenset[str]]) -> list[DeedWords]:
        """Sentences that tell of deeds, in texts in which two parties of one promise meet; see deed_words.words."""
        with self.asked() as source:
            return deed_words.words(source, promised)

    def deeds(self, wanted: Collection[DeedWords]) -> list[Deed]:
        """Sentences that tell of deeds, with their words, and the parties of their texts."""
        with self.asked() as source:
            return list(deed_words.find(source, wanted))

    # ---- the history of the ledger

    def failures(self) -> Iterator[Failure]:
        """Sources that could not be read and were not read since, in the order met."""
        query = (
            "SELECT f.source, f.kind, f.message FROM failures f WHERE NOT EXISTS"
            " (SELECT 1 FROM sources s WHERE s.source = f.source AND s.run > f.run) ORDER BY f.number"
        )
        with self.asked() as source:
            for row in source.rows(query):
                yield Failure(source=row[0], kind=row[1], message=row[2])

    def history(self) -> list[Run]:
        """The runs that changed something, oldest first."""
        names = Run.__struct_fields__
        query = f"SELECT {', '.join(names)} FROM runs ORDER BY number"
        with self.asked() as source:
            return [Run(**dict(zip(names, row, strict=True))) for row in source.rows(query)]

    # ---- rows to views

    def _found(self, source: Source, list_name: str, rows: Iterator[Fields]) -> Iterator[Found]:
        while some := list(islice(rows, ROWS_AT_ONCE)):
            carriers = self._carriers(source, {row[1] for row in some})
            for _, document, day, payload, cluster, reviewed, reviewed_day, corrections in some:
                yield Found(
                    list_name=list_name,
                    record=record_from(list_name, reviewed or payload),
                    carrier=carriers[document],
                    day=day if reviewed is None else reviewed_day,
                    cluster=cluster,
                    corrections=corrections_from(corrections) if corrections else (),
                )

    def _carriers(self, source: Source, numbers: Collection[int]) -> dict[int, Carrier]:
        """The carriers of these numbers."""
        query = f"SELECT {_CARRIER}, d.number FROM documents d WHERE "
        return {
            int(row[-1]): _carrier(row)
            for some in portions(numbers)
            for row in source.rows(query + among("d.number", some), some)
        }


def _once(rows: Iterator[Fields], wanted: Filter) -> Iterator[Fields]:
    """Each record once, where one whose party has two roles comes twice in a row."""
    if len(set(wanted.parties)) != 1:
        return rows
    return (row for _, (row, *_) in groupby(rows, key=itemgetter(0)))


def _carrier(row: Fields) -> Carrier:
    return carrier_from(dict(zip(CARRIER_COLUMNS, row, strict=False)))


def _held(source: Source, rows: Iterator[Fields], with_text: bool) -> Iterator[Held]:
    names = ("source", "url", "publisher", "published", "title")
    columns = ", ".join(f"s.{name}" for name in names)
    while some := list(islice(rows, ROWS_AT_ONCE // 2)):
        numbers = [row[0] for row in some]
        origins: dict[int, list[Any]] = {number: [] for number in numbers}
        query = f"SELECT s.document, {columns} FROM sources s WHERE {among('s.document', numbers)} ORDER BY s.number"
        for row in source.rows(query, numbers):
            origins[row[0]].append(origin_from(dict(zip(names, row[1:], strict=True))))
        for row in some:
            fields = dict(zip(DOCUMENT_COLUMNS, row[1:], strict=False))
            yield Held(document=document_from(fields, row[-1] if with_text else ""), sources=tuple(origins[row[0]]))


def _same_texts(source: Source, ids: Collection[str]) -> list[tuple[str, str]]:
    """The pairs of documents of nearly the same words that hang together with those of these ids, as ids."""

    def by_portions(query: str, column: str, values: Collection[Any]) -> Sequence[Fields]:
        return [row for some in portions(values) for row in source.rows(f"{query} {among(column, some)}", some)]

    ahead = {int(row[0]) for row in by_portions("SELECT number FROM documents WHERE", "id", ids)}
    met: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    linked = "SELECT one, other FROM document_links WHERE relation = 'same_text' AND"
    while ahead:
        met |= ahead
        found = [row for end in ("one", "other") for row in by_portions(linked, end, ahead)]
        pairs.update((int(row[0]), int(row[1])) for row in found)
        ahead = {number for pair in found for number in pair} - met
    tied = {number for pair in pairs for number in pair}
    names = {row[0]: str(row[1]) for row in by_portions("SELECT number, id FROM documents WHERE", "number", tied)}
    return sorted((names[a], names[b]) for a, b in pairs)
