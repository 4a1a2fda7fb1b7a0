"""What the merging keeps in the ledger: nodes, judgements, clusters, links between documents.

Used inside one transaction of the ledger (`Ledger.judging`). Only adds to what was found; clusters alone are made
anew, since they follow from the judgements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, exists, func, or_, select, update

from communique.ledger import deeds, schema
from communique.ledger.connect import Driven
from communique.ledger.rows import CARRIER_COLUMNS, carrier_from, record_from
from communique.ledger.source import Fields, among, portions
from communique.ledger.views import DeedView, Found, Judged, NodeView, Pending, TextView

AT_ONCE = 400
"""How many numbers one query names."""

_TEXTS = select(
    *(schema.documents.c[name] for name in ("number", "id", "publisher", "title", "day")), schema.texts.c.text
).select_from(schema.documents.join(schema.texts))
"""Documents as texts are compared with texts."""


class Judging:
    """The tables of the merging, in one transaction. `now`: the time that judgements bear (ISO 8601)."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._connection, self._source, self._now = connection, Driven(connection), now

    # ---- documents

    def new_documents(self, most: int) -> list[TextView]:
        """The first documents without a sketch, in the order added."""
        known = select(func.coalesce(func.max(schema.text_bands.c.document), 0)).scalar_subquery()
        query = _TEXTS.where(schema.documents.c.number > known).order_by(schema.documents.c.number)
        return self._texts(query.limit(most))

    def _texts(self, query: Select[Any]) -> list[TextView]:
        return [TextView(**row) for row in self._connection.execute(query).mappings()]

    def sketch(self, document: int, bands: Sequence[str], most: int) -> list[TextView]:
        """Keeps the parts of a text's sketch, and gives the other documents that share most of them, at most `most`."""
        table = schema.text_bands
        shared = func.count()
        query = (
            select(table.c.document)
            .where(table.c.band.in_(bands), table.c.document != document)
            .group_by(table.c.document)
            .order_by(shared.desc(), table.c.document)
            .limit(most)
        )
        others = [int(row[0]) for row in self._connection.execute(query)]
        self._connection.execute(table.insert(), [{"band": band, "document": document} for band in bands])
        return self._texts(_TEXTS.where(schema.documents.c.number.in_(others))) if others else []

    def texts_of(self, publisher: str, since: str, until: str) -> list[TextView]:
        """The documents of a publisher of these days."""
        table = schema.documents
        return self._texts(_TEXTS.where(table.c.publisher == publisher, table.c.day.between(since, until)))

    def keep_deeds(self, document: TextView, found: Sequence[DeedView], named: Collection[str]) -> None:
        """Keeps the sentences of a document that tell of deeds; named: the parties that they name."""
        words = [document.text[each.start : each.end] for each in found]
        deeds.keep(self._connection, document.number, found, words)
        deeds.keep_named(self._connection, document.number, named)

    def mark_correction(self, text: TextView) -> None:
        """Keeps that a document says that it corrects another."""
        self._mark(text.number)

    def _mark(self, document: int) -> None:
        """Corrections are found by this table: a document that corrects another is always in it."""
        table = schema.corrections
        if self._connection.execute(select(table.c.document).where(table.c.document == document)).first() is None:
            self._connection.execute(table.insert(), [{"document": document}])

    def corrections(self, publisher: str, since: str, until: str) -> list[TextView]:
        """Documents of a publisher, of these days, that say that they correct another."""
        table = schema.documents
        marked = select(schema.corrections.c.document)
        days = table.c.day.between(since, until)
        return self._texts(_TEXTS.where(table.c.number.in_(marked), table.c.publisher == publisher, days))

    def unlink(self, one: int, relation: str) -> None:
        """Takes back what a rule said of `one` in this relation."""
        table = schema.document_links
        self._connection.execute(delete(table).where(table.c.one == one, table.c.relation == relation))

    def link(self, one: int, other: int, relation: str, judged: tuple[float, str, str]) -> None:
        """Keeps that two documents are nearly one text, or that `one` corrects `other`; judged: score, reason, by."""
        if relation == "corrects":
            self._mark(one)
        table = schema.document_links
        same = (table.c.one == one) & (table.c.other == other) & (table.c.relation == relation)
        if self._connection.execute(select(table.c.one).where(same)).first() is None:
            score, reason, by = judged
            row = {"one": one, "other": other, "relation": relation, "score": score, "reason": reason, "by": by}
            self._connection.execute(table.insert(), [{**row, "made": self._now}])

    # ---- nodes

    def new_records(self, lists: Collection[str], most: int) -> list[Pending]:
        """The first records of these lists that belong to no node yet, in the order added."""
        records, documents = schema.records, schema.documents
        reviews, joins = schema.record_reviews, schema.record_nodes
        known = select(func.coalesce(func.max(joins.c.record), 0)).scalar_subquery()
        of_lists = unsought(records.c.list).in_(sorted(lists))
        touched = select(reviews.c.record).join(records).where(of_lists, not_rejected())
        alone = touched.where(~exists().where(joins.c.record == reviews.c.record)).order_by(reviews.c.record)
        taken_out = self._connection.execute(alone.limit(most)).scalars().all()
        query = (
            select(records.c.number.label("record_number"), records.c.list, records.c.day.label("record_day"))
            .add_columns(effective_payload(), *(documents.c[name] for name in CARRIER_COLUMNS))
            .select_from(records.join(documents).outerjoin(reviews, reviews.c.record == records.c.number))
            .where(records.c.number.in_(taken_out) if taken_out else records.c.number > known, not_rejected())
            .where(of_lists)
            .order_by(records.c.number)
            .limit(most)
        )
        rows = self._connection.execute(query).mappings().all()
        return [Pending(number=row["record_number"], found=_found(row)) for row in rows]

    def nodes(self, views: Sequence[tuple[NodeView, Collection[str]]]) -> tuple[list[int], set[int]]:
        """The numbers of the nodes with these signatures, in turn, and which of them were made now.

        views: each with the blocks in which its likes are looked for.
        """
        table = schema.nodes
        known: dict[tuple[str, str], int] = {}
        lists = sorted({view.list_name for view, _ in views})
        for some in portions({view.signature for view, _ in views}):
            query = select(table.c.list, table.c.signature, table.c.number)
            query = query.where(table.c.list.in_(lists), table.c.signature.in_(some))
            known |= {(str(row[0]), str(row[1])): int(row[2]) for row in self._connection.execute(query)}
        highest = int(self._connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one())
        rows: list[dict[str, Any]] = []
        in_blocks: list[dict[str, Any]] = []
        for view, blocks in views:
            if (view.list_name, view.signature) in known:
                continue
            number = known[view.list_name, view.signature] = highest + len(rows) + 1
            days = {"low": view.low, "high": view.high}
            names = {"list": view.list_name, "signature": view.signature, "first": view.first, "cluster": view.first}
            rows.append({"number": number, **names, **days})
            in_blocks += [{"list": view.list_name, "block": block, "node": number, **days} for block in sorted(blocks)]
        for target, new in ((table, rows), (schema.node_blocks, in_blocks)):
            if new:
                self._connection.execute(target.insert(), new)
        return [known[view.list_name, view.signature] for view, _ in views], {int(row["number"]) for row in rows}

    def join(self, members: Sequence[tuple[int, int, str]]) -> None:
        """Keeps which record (number, id) belongs to which node; a node is named after its smallest record id.

        members: (record, node, record id).
        """
        rows = [{"record": record, "node": node} for record, node, _ in members]
        self._connection.execute(schema.record_nodes.insert(), rows)
        table = schema.nodes
        smallest: dict[int, str] = {}
        for _, node, ident in members:
            smallest[node] = min(ident, smallest.get(node, ident))
        firsts = self.firsts(smallest)
        for node, ident in smallest.items():
            if ident < firsts[node]:
                self._connection.execute(update(table).where(table.c.number == node).values(first=ident))

    def likes(self, view: NodeView, blocks: Collection[str], reach: int, longest: int) -> list[int]:
        """Nodes of a block whose days lie within `reach` of the view's; longest: the most days that a node can span."""
        days = (view.high + reach, view.low - reach - longest, view.low - reach)
        query = "SELECT node FROM node_blocks WHERE list = ? AND low <= ? AND low >= ? AND high >= ? AND "
        rows = self._rows(query, "block", blocks, view.list_name, *days)
        return sorted({int(row[0]) for row in rows})

    def shown(self, nodes: Collection[int]) -> Iterator[tuple[int, Found]]:
        """One record of each node, to compare by: that with the smallest id, so the choice is always the same."""
        columns = ", ".join(f"d.{name}" for name in CARRIER_COLUMNS)
        query = (
            f"SELECT n.number, r.list, r.day, coalesce(v.payload, r.payload), {columns} FROM nodes n"
            " JOIN record_nodes j ON j.node = n.number JOIN records r ON r.number = j.record AND r.id = n.first"
            " JOIN documents d ON d.number = r.document LEFT JOIN record_reviews v ON v.record = r.number WHERE "
        )
        for node, list_name, day, payload, *carrier in self._rows(query, "n.number", nodes):
            record = record_from(list_name, payload)
            told_in = carrier_from(dict(zip(CARRIER_COLUMNS, carrier, strict=True)))
            yield int(node), Found(list_name=list_name, record=record, carrier=told_in, day=day)

    def documents_of(self, nodes: Collection[int]) -> dict[int, frozenset[int]]:
        """The documents that carry each node."""
        query = "SELECT j.node, r.document FROM record_nodes j JOIN records r ON r.number = j.record WHERE "
        result: dict[int, set[int]] = {node: set() for node in nodes}
        for node, document in self._rows(query, "j.node", nodes):
            result[int(node)].add(int(document))
        return {node: frozenset(documents) for node, documents in result.items()}

    def _rows(self, query: str, column: str, values: Collection[Any], *more: Any) -> Iterator[Fields]:
        """The rows of a query, in lots, that has one of some values in a column; more: the values before these."""
        for some in portions(values):
            yield from self._source.rows(query + among(column, some), (*more, *some))

    # ---- judgements and clusters

    def judge(self, judged: Sequence[Judged]) -> None:
        """Keeps judgements about two nodes."""
        if not judged:
            return
        table = schema.judgements
        number = int(self._connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one())
        rows = [
            {"number": number + place, **msgspec.structs.asdict(each), "made": self._now}
            for place, each in enumerate(judged, start=1)
        ]
        self._connection.execute(table.insert(), rows)

    def ties(self, nodes: Collection[int]) -> Iterator[tuple[int, int, str, float, str]]:
        """What was judged of two nodes of which one is among these: one, other, relation, score, by whom. A judgement
        of two of them comes twice."""
        query = 'SELECT one, other, relation, score, "by" FROM judgements WHERE '
        for end in ("one", "other"):
            for one, other, relation, score, by in self._rows(query, end, nodes):
                yield int(one), int(other), str(relation), float(score), str(by)

    def firsts(self, nodes: Collection[int]) -> dict[int, str]:
        """The smallest record id of each node: its name, whatever the order of adding."""
        rows = self._rows("SELECT number, first FROM nodes WHERE ", "number", nodes)
        return {int(row[0]): str(row[1]) for row in rows}

    def cluster(self, names: Mapping[int, str]) -> None:
        """Sets the cluster of nodes."""
        table = schema.nodes
        rows = self._rows("SELECT number, cluster FROM nodes WHERE ", "number", names)
        held = {int(row[0]): str(row[1]) for row in rows}
        changed = [{"node": node, "name": names[node]} for node in sorted(held) if held[node] != names[node]]
        if changed:
            setting = update(table).where(table.c.number == bindparam("node")).values(cluster=bindparam("name"))
            self._connection.execute(setting, changed)

    def forget(self) -> None:
        """Takes all judgements away, so that everything is judged anew; what people decided is kept in its own table,
        and its judgements are made of it again."""
        for table in (schema.judgements, schema.record_nodes, schema.node_blocks, schema.nodes):
            self._connection.execute(delete(table))
        for table in (schema.deeds, schema.deed_parties, schema.corrections, schema.document_links, schema.text_bands):
            self._connection.execute(delete(table))


def unsought(column: Any) -> Any:
    """A column of texts as one by which the database does not look for rows, since others find them sooner."""
    return column.concat("")


def effective_payload() -> Any:
    """The record as corrected, else as found; needs an outer join with the reviews."""
    return func.coalesce(schema.record_reviews.c.payload, schema.records.c.payload).label("payload")


def not_rejected() -> Any:
    """True for a record that nobody rejected; needs an outer join with the reviews."""
    rejected = schema.record_reviews.c.rejected
    return or_(rejected.is_(None), ~rejected)


def _found(row: Any) -> Found:
    return Found(
        list_name=row["list"],
        record=record_from(row["list"], row["payload"]),
        carrier=carrier_from(row),
        day=row["record_day"],
    )
