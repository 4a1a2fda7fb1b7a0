"""Adding one batch to the ledger, inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Table, func, select, update

from communique.ledger import schema, search_index
from communique.ledger.rows import (
    Row,
    document_row,
    json_text,
    origin_row,
    parties,
    record_row,
    records_of,
)
from communique.ledger.views import Added, AnyRecord
from communique.shared.documents import Document
from communique.shared.errors import InputError, LedgerError
from communique.shared.records import DocumentRecord, Reading


class Batch:
    """One batch. `run` is the number of the run, None until something of it was written.

    Rows are collected and inserted table by table; numbers are given here, which is safe because only one
    transaction writes at a time.
    """

    def __init__(self, connection: Connection, run: int | None, made: tuple[str, str]) -> None:
        """made: the version that adds, and the time (ISO 8601)."""
        self._connection, self.run, self._made = connection, run, made
        self._entries: list[search_index.Entry] = []
        self._rows: dict[Table, list[Row]] = {
            table: []
            for table in (
                schema.documents,
                schema.texts,
                schema.sources,
                schema.records,
                schema.record_parties,
                schema.record_pairs,
                schema.evidence,
            )
        }

    def add(self, batch: Sequence[Reading | Document | InputError]) -> Added:
        """Writes the batch and says what it changed."""
        held = self._held(batch)
        sources = self._sources(held)
        known = 0
        for item in batch:
            if isinstance(item, InputError):
                continue
            document = item.document if isinstance(item, Reading) else item
            number = held.get(document.id)
            if number is None:
                if isinstance(item, Document):
                    raise LedgerError(f"{item.source}: its text was given without a reading, but is not in the ledger")
                number = held[document.id] = self._document(item)
            else:
                known += 1
            if (number, document.source) not in sources:
                sources.add((number, document.source))
                self._source(number, document)
        failures = [item for item in batch if isinstance(item, InputError)]
        added = Added(
            documents=len(self._rows[schema.documents]),
            sources=len(self._rows[schema.sources]),
            records=len(self._rows[schema.records]),
            known=known,
            failures=len(failures),
        )
        self._write(failures, added)
        return added

    def add_records(self, document: int, reading: Reading, day: str | None) -> None:
        """Writes the records of a document that the ledger holds; its day is given."""
        for name, position, record in records_of(reading):
            self._record(document, record_row(name, position, record, day), record)
        for table, rows in self._rows.items():
            if rows:
                self._connection.execute(table.insert(), rows)

    def _held(self, batch: Sequence[Reading | Document | InputError]) -> dict[str, int]:
        readings = {item.document.id for item in batch if isinstance(item, Reading)}
        ids = sorted(readings | {item.id for item in batch if isinstance(item, Document)})
        table = schema.documents
        found = self._connection.execute(select(table.c.id, table.c.number).where(table.c.id.in_(ids)))
        return {str(row[0]): int(row[1]) for row in found}

    def _sources(self, held: dict[str, int]) -> set[tuple[int, str]]:
        table = schema.sources
        found = self._connection.execute(
            select(table.c.document, table.c.source).where(table.c.document.in_(sorted(held.values())))
        )
        return {(int(row[0]), str(row[1])) for row in found}

    def _next(self, table: Table) -> int:
        rows = self._rows[table]
        if rows:
            return int(rows[-1]["number"]) + 1
        return _highest(self._connection, table) + 1

    def _document(self, reading: Reading) -> int:
        number = self._next(schema.documents)
        row = {"number": number, **document_row(reading), "added": self._made[1]}
        self._rows[schema.documents].append(row)
        self._rows[schema.texts].append(
            {"document": number, "text": reading.document.text, "dates": json_text(reading.dates)}
        )
        for name, position, record in records_of(reading):
            self._record(number, record_row(name, position, record, row["day"]), record)
        document = reading.document
        found = (record for _, _, record in records_of(reading))
        self._entries.append(
            search_index.entry_of((number, row["day"], document.kind), document.title, document.text, found)
        )
        return number

    def _record(self, document: int, row: Row, record: AnyRecord) -> None:
        number = self._next(schema.records)
        self._rows[schema.records].append({"number": number, "document": document, **row})
        found = {"list": row["list"], "day": row["day"], "record": number}
        roles = parties(record)
        self._rows[schema.record_parties] += [{"party": party, "role": role, **found} for party, role in roles]
        self._rows[schema.record_pairs] += [
            {"one": one, "other": other, **found}
            for one, other in combinations(sorted({party for party, _ in roles}), 2)
        ]
        self._rows[schema.evidence] += [
            {"record": number, "position": position, "start": span.start, "end": span.end}
            for position, span in enumerate(record.evidence)
        ]

    def _source(self, document: int, item: Document | DocumentRecord) -> None:
        number = self._next(schema.sources)
        self._rows[schema.sources].append({"number": number, "document": document, **origin_row(item)})

    def _write(self, failures: Sequence[InputError], added: Added) -> None:
        if not failures and not any(self._rows.values()):
            return
        self._note_run(added)
        for table, rows in self._rows.items():
            if rows:
                stamp = {"run": self.run} if "run" in table.c else {}
                self._connection.execute(table.insert(), [{**row, **stamp} for row in rows])
        search_index.write(self._connection, self._entries)
        for failure in failures:
            self._fail(failure)

    def _note_run(self, added: Added) -> None:
        table = schema.runs
        counts = {"documents": added.documents, "sources": added.sources, "records": added.records}
        counts["failures"] = added.failures
        made_by, now = self._made
        if self.run is None:
            self.run = _highest(self._connection, table) + 1
            first: dict[str, Any] = {"number": self.run, "version": made_by, "started": now, "latest": now}
            self._connection.execute(table.insert(), [{**first, **counts}])
            return
        more: dict[str, Any] = {name: table.c[name] + count for name, count in counts.items()}
        self._connection.execute(update(table).where(table.c.number == self.run).values(latest=now, **more))

    def _fail(self, failure: InputError) -> None:
        """A failure that was noted before only learns of the latest run that met it."""
        table = schema.failures
        same = (table.c.source == failure.source) & (table.c.kind == failure.kind) & (table.c.message == str(failure))
        again = self._connection.execute(update(table).where(same).values(run=self.run))
        if not again.rowcount:
            row = {"source": failure.source, "kind": failure.kind, "message": str(failure), "run": self.run}
            self._connection.execute(table.insert(), [{"number": _highest(self._connection, table) + 1, **row}])


def _highest(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one())
