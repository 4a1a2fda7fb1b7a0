"""Decisions of people on records, and what they make of the rows as found, which stay untouched.

Used inside one transaction of the ledger (`Ledger.reviewing`). A decision names its records by document and place in
the text, so that it holds when the text is read again and ids change. What all decisions that stand make of a record
is kept beside it (`record_reviews`) and made anew whenever one is added or undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, exists, func, select, update

from communique.ledger import deeds, schema
from communique.ledger.rows import RECORD_TYPES, json_text, parties, record_from, sort_day
from communique.ledger.views import AnyRecord, Correction, Decision, Doubt, Reference
from communique.shared.errors import LedgerError

RULES = "rule:"
"""How the name of a rule begins that judged; a person's does not."""

_PLAIN: Mapping[str, Any] = {"rejected": False, "decided": False, "payload": None, "day": None, "corrections": "[]"}

FIXED = ("id", "evidence", "confidence", "rule")
"""Fields that tell how a record was found; they are not corrected."""


class Reviewing:
    """The tables of the decisions, in one transaction. `now`: the time that decisions bear (ISO 8601)."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._connection, self._now = connection, now

    # ---- records

    def reference(self, record_id: str) -> tuple[str, Reference]:
        """The list of a record and how decisions name it. Raises LedgerError if there is none of this id."""
        table, documents, spans = schema.records, schema.documents, schema.evidence
        row = self._connection.execute(
            select(table.c.list, documents.c.id, func.min(spans.c.start), func.max(spans.c.end))
            .select_from(table.join(documents).join(spans))
            .where(table.c.id == record_id)
            .group_by(table.c.number, table.c.list, documents.c.id)
        ).first()
        if row is None:
            raise LedgerError(f"the ledger holds no record {record_id}; the lists name records with --format jsonl")
        return str(row[0]), Reference(record=record_id, document=str(row[1]), start=int(row[2]), end=int(row[3]))

    def told_with(self, record_id: str) -> list[str]:
        """The ids of all records of the thing that a record tells of, itself among them."""
        table, joins, nodes = schema.records, schema.record_nodes, schema.nodes
        mine = (
            select(nodes.c.list, nodes.c.cluster)
            .select_from(table.join(joins).join(nodes))
            .where(table.c.id == record_id)
            .subquery()
        )
        rows = self._connection.execute(
            select(table.c.id)
            .select_from(table.join(joins).join(nodes))
            .where(nodes.c.list == mine.c.list, nodes.c.cluster == mine.c.cluster)
            .order_by(table.c.id)
        )
        return [str(row[0]) for row in rows] or [record_id]

    def numbers(self, list_name: str, references: Iterable[Reference]) -> list[int]:
        """The numbers that records have now; those that no record stands for any more are left out."""
        found = (self._number(list_name, reference) for reference in references)
        return [number for number in found if number is not None]

    def _number(self, list_name: str, reference: Reference) -> int | None:
        """The record of the same words: with most of them in common, then of the same id."""
        best: tuple[int, bool, int] | None = None
        for number, ident, start, end in self._places(list_name, reference.document):
            common = min(end, reference.end) - max(start, reference.start)
            apart = (end - start) + (reference.end - reference.start) - 2 * common
            if common > 0:
                rank = (-apart, ident == reference.record, -number)
                best = rank if best is None else max(best, rank)
        return -best[2] if best else None

    def _places(self, list_name: str, document: str) -> Iterator[tuple[int, str, int, int]]:
        table, documents, spans = schema.records, schema.documents, schema.evidence
        query = (
            select(table.c.number, table.c.id, func.min(spans.c.start), func.max(spans.c.end))
            .select_from(table.join(documents).join(spans))
            .where(documents.c.id == document, table.c.list == list_name)
            .group_by(table.c.number, table.c.id)
            .order_by(table.c.number)
        )
        for row in self._connection.execute(query):
            yield int(row[0]), str(row[1]), int(row[2]), int(row[3])

    # ---- decisions

    def decide(self, decision: Decision) -> int:
        """Keeps a decision (its number and time are given here) and says its number."""
        table = schema.decisions
        number = int(self._connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()) + 1
        row = {
            "number": number,
            "action": decision.action,
            "list": decision.list_name,
            "document": decision.ones[0].document,
            "ones": json_text(decision.ones),
            "others": json_text(decision.others),
            "changes": json_text(decision.changes),
            "by": decision.by,
            "reason": decision.reason,
            "made": self._now,
        }
        self._connection.execute(table.insert(), [row])
        return number

    def undo(self, number: int, by: str, reason: str) -> Decision:
        """Takes a decision back; it stays in the history. Raises LedgerError if it does not stand."""
        decision = next((each for each in self.decisions() if each.number == number), None)
        if decision is None or decision.undone:
            state = "was undone already" if decision else "is not there"
            raise LedgerError(f"decision {number} {state}; see: communique review history")
        values = {"undone": self._now, "undone_by": by, "undone_reason": reason}
        table = schema.decisions
        self._connection.execute(update(table).where(table.c.number == number).values(**values))
        return decision

    def decisions(self, document: str | None = None, standing: bool = False) -> list[Decision]:
        """Decisions in the order made, all or those on records of a document; standing: without those undone."""
        table = schema.decisions
        query = select(table).order_by(table.c.number)
        if document is not None:
            query = query.where(table.c.document == document)
        if standing:
            query = query.where(table.c.undone.is_(None))
        return [_decision(row) for row in self._connection.execute(query)]

    # ---- what follows from them

    def apply(self, document: str) -> list[int]:
        """Makes anew what the decisions say of the records of a document; the numbers of the records that changed."""
        told: dict[int, _Reviewed] = {}
        for decision in self.decisions(document, standing=True):
            if decision.action in ("accept", "reject", "correct"):
                for number in self.numbers(decision.list_name, decision.ones):
                    told.setdefault(number, _Reviewed()).take(decision)
        before = self._reviews(document)
        rows = {number: self._row(number, reviewed) for number, reviewed in told.items()}
        for number in before.keys() - rows.keys():  # kept, so that the merging takes it in again
            rows[number] = {"record": number, **_PLAIN}
        changed = [number for number, row in sorted(rows.items()) if before.get(number) != row]
        table = schema.record_reviews
        for number in changed:
            self._connection.execute(delete(table).where(table.c.record == number))
            self._connection.execute(table.insert(), [rows[number]])
            self._index(number)
        return changed

    def touch(self, numbers: Iterable[int]) -> None:
        """Has the merging take in these records again, though nothing is decided of them."""
        table = schema.record_reviews
        for number in numbers:
            if self._connection.execute(select(table.c.record).where(table.c.record == number)).first() is None:
                self._connection.execute(table.insert(), [{"record": number, **_PLAIN}])

    def _reviews(self, document: str) -> dict[int, dict[str, Any]]:
        table, records, documents = schema.record_reviews, schema.records, schema.documents
        query = select(table).select_from(table.join(records).join(documents)).where(documents.c.id == document)
        return {int(row["record"]): dict(row) for row in self._connection.execute(query).mappings()}

    def _row(self, number: int, reviewed: _Reviewed) -> dict[str, Any]:
        row: dict[str, Any] = {"record": number, **_PLAIN, "rejected": reviewed.rejected, "decided": True}
        corrections: list[Correction] = []
        if reviewed.changes:
            list_name, record, day = self._found(number)
            corrected = corrected_record(
                list_name, record, {key: value for key, (value, _) in reviewed.changes.items()}
            )
            for field, (_, decision) in reviewed.changes.items():
                was = msgspec.to_builtins(getattr(record, field))
                why = {"by": decision.by, "made": decision.made, "reason": decision.reason}
                corrections.append(Correction(field=field, was=was, **why))
            row |= {"payload": json_text(corrected), "day": sort_day(corrected, day)}
        return {**row, "corrections": json_text(corrections)}

    def _found(self, number: int) -> tuple[str, AnyRecord, str | None]:
        table, documents = schema.records, schema.documents
        query = select(table.c.list, table.c.payload, documents.c.day).select_from(table.join(documents))
        row = self._connection.execute(query.where(table.c.number == number)).one()
        return str(row[0]), record_from(str(row[0]), row[1]), row[2]

    def record(self, record_id: str) -> AnyRecord:
        """A record as found."""
        table = schema.records
        number = self._connection.execute(select(table.c.number).where(table.c.id == record_id)).scalar_one()
        return self._found(int(number))[1]

    def _index(self, number: int) -> None:
        """Brings the parties and days under which a record is looked for in line with its correction."""
        reviews = schema.record_reviews
        payload, day = self._connection.execute(
            select(reviews.c.payload, reviews.c.day).where(reviews.c.record == number)
        ).one()
        list_name, record, document_day = self._found(number)
        if payload is not None:
            record = record_from(list_name, payload)
        day = day if payload is not None else sort_day(record, document_day)
        found = {"list": list_name, "day": day, "record": number}
        roles = parties(record)
        pairs = combinations(sorted({party for party, _ in roles}), 2)
        for table, rows in (
            (schema.record_parties, [{"party": party, "role": role, **found} for party, role in roles]),
            (schema.record_pairs, [{"one": one, "other": other, **found} for one, other in pairs]),
        ):
            self._connection.execute(delete(table).where(table.c.record == number))
            if rows:
                self._connection.execute(table.insert(), rows)
        records = schema.records
        document = self._connection.execute(select(records.c.document).where(records.c.number == number)).scalar_one()
        deeds.place(self._connection, int(document))

    # ---- what is worth a look

    def doubtful_records(self, lists: Collection[str], most: int) -> list[Doubt]:
        """The records of least confidence of which nothing is decided yet."""
        table, documents, reviews = schema.records, schema.documents, schema.record_reviews
        decided = exists().where(reviews.c.record == table.c.number, reviews.c.decided)
        query = (
            select(table.c.confidence, table.c.list, table.c.id, table.c.rule)
            .select_from(table.join(documents))
            .where(table.c.list.in_(sorted(lists)), ~decided)
            .order_by(table.c.confidence, table.c.number)
            .limit(most)
        )
        rows = self._connection.execute(query)
        return [Doubt(score=row[0], list_name=row[1], records=(row[2],), reason=f"read by {row[3]}") for row in rows]

    def doubtful_judgements(self, lists: Collection[str], most: int) -> list[Doubt]:
        """The pairs of records taken for one thing with the least score, without those that people judged."""
        table, one, other = schema.judgements, schema.nodes.alias("one"), schema.nodes.alias("other")
        judged = table.alias("judged")
        pair = (judged.c.one == table.c.one) & (judged.c.other == table.c.other)
        by_person = exists().where(pair, ~judged.c.by.startswith(RULES))
        query = (
            select(table.c.score, one.c.list, one.c.first, other.c.first, table.c.reason)
            .select_from(table.join(one, one.c.number == table.c.one).join(other, other.c.number == table.c.other))
            .where(one.c.list.in_(sorted(lists)), one.c.cluster == other.c.cluster, ~by_person)
            .order_by(table.c.score, table.c.number)
            .limit(most)
        )
        rows = self._connection.execute(query)
        return [Doubt(score=row[0], list_name=row[1], records=(row[2], row[3]), reason=row[4]) for row in rows]


class _Reviewed:
    """What decisions make of one record; the later decision goes before."""

    def __init__(self) -> None:
        self.rejected = False
        self.changes: dict[str, tuple[Any, Decision]] = {}

    def take(self, decision: Decision) -> None:
        if decision.action in ("accept", "reject"):
            self.rejected = decision.action == "reject"
        self.changes |= {field: (value, decision) for field, value in decision.changes.items()}


def corrected_record(list_name: str, record: AnyRecord, changes: Mapping[str, Any]) -> AnyRecord:
    """A record with other values. Raises LedgerError for a field that there is not, or a value that it cannot have."""
    known = [field for field in record.__struct_fields__ if field not in FIXED]
    for field in changes:
        if field not in known:
            raise LedgerError(f"{field} of {list_name} cannot be corrected; the fields are {', '.join(known)}")
    try:
        return msgspec.convert({**msgspec.to_builtins(record), **changes}, RECORD_TYPES[list_name])
    except msgspec.ValidationError as error:
        raise LedgerError(f"{list_name} cannot be corrected so: {error}") from error


def reviewed_columns() -> Sequence[Any]:
    """What the reviews say of a record; needs an outer join with them."""
    table = schema.record_reviews
    return (table.c.payload.label("reviewed"), table.c.day.label("reviewed_day"), table.c.corrections)


def _decision(row: Row[Any]) -> Decision:
    fields = dict(row._mapping)
    for name in ("ones", "others"):
        fields[name] = msgspec.json.decode(fields[name], type=tuple[Reference, ...])
    fields["changes"] = msgspec.json.decode(fields["changes"])
    fields["list_name"] = fields.pop("list")
    del fields["document"]
    return Decision(**fields)
