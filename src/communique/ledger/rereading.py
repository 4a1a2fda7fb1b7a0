"""Readings replaced by newer ones: what was found before moves into the history, whole.

Used inside one transaction of the ledger (`Ledger.rereading`): a document has its old records or its new ones.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from communique.ledger import schema
from communique.ledger.adding import Batch
from communique.ledger.parting import Parting
from communique.ledger.reviewing import Reviewing
from communique.ledger.rows import document_row, json_text
from communique.shared.records import Reading


class Rereading:
    """The tables of the readings, in one transaction. made: the version that reads, and the time (ISO 8601)."""

    def __init__(self, connection: Connection, made: tuple[str, str], reviewing: Reviewing) -> None:
        self._connection, self._made, self._reviewing = connection, made, reviewing

    def rules_of(self, document_id: str) -> str | None:
        """By which rules a document was read, where that is known."""
        table, documents = schema.document_rules, schema.documents
        query = select(table.c.rules).select_from(table.join(documents)).where(documents.c.id == document_id)
        found = self._connection.execute(query).scalar()
        return None if found is None else str(found)

    def confirm(self, document_id: str, rules: str) -> None:
        """Notes that the records of a document are those of these rules."""
        number = self._number(document_id)
        table = schema.document_rules
        self._connection.execute(delete(table).where(table.c.document == number))
        self._connection.execute(table.insert(), [{"document": number, "rules": rules}])

    def replace(self, old: Reading, new: Reading, rules: str) -> None:
        """Puts a new reading in the place of the old one, which is kept; decisions hold for the new records."""
        number = self._number(old.document.id)
        self._keep(number, old)
        parting = Parting(self._connection, self._made[1])
        records = schema.records
        query = select(records.c.number).where(records.c.document == number).order_by(records.c.number)
        for record in [int(row[0]) for row in self._connection.execute(query)]:
            parting.take_out(record)
            for table in (schema.record_parties, schema.record_pairs, schema.evidence, schema.record_reviews):
                self._connection.execute(delete(table).where(table.c.record == record))
        self._connection.execute(delete(records).where(records.c.document == number))
        row = document_row(new)
        kept = ("id", "source", "title", "publisher", "published", "url")
        values = {name: value for name, value in row.items() if name not in kept}
        documents, texts = schema.documents, schema.texts
        self._connection.execute(update(documents).where(documents.c.number == number).values(**values))
        self._connection.execute(update(texts).where(texts.c.document == number).values(dates=json_text(new.dates)))
        Batch(self._connection, None, self._made).add_records(number, new, row["day"])
        self.confirm(old.document.id, rules)
        self._reviewing.apply(old.document.id)

    def earlier(self, document_id: str) -> list[Reading]:
        """The readings that newer ones replaced, oldest first."""
        table = schema.old_readings
        query = select(table.c.payload).where(table.c.document == self._number(document_id)).order_by(table.c.version)
        return [msgspec.json.decode(row[0], type=Reading) for row in self._connection.execute(query)]

    def _keep(self, number: int, old: Reading) -> None:
        table, rules = schema.old_readings, schema.document_rules
        highest = self._connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()
        before = select(func.count()).select_from(table).where(table.c.document == number)
        row: dict[str, Any] = {
            "number": int(highest) + 1,
            "document": number,
            "version": int(self._connection.execute(before).scalar_one()) + 1,
            "rules": self._connection.execute(select(rules.c.rules).where(rules.c.document == number)).scalar(),
            "replaced": self._made[1],
            "payload": json_text(old),
        }
        self._connection.execute(table.insert(), [row])

    def _number(self, document_id: str) -> int:
        table = schema.documents
        return int(self._connection.execute(select(table.c.number).where(table.c.id == document_id)).scalar_one())
