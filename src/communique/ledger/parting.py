"""Records taken out of their nodes, and what people judged of nodes: the ledger's side of corrected merging."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from sqlalchemy import delete, func, or_, select, update

from communique.ledger import schema
from communique.ledger.judging import Judging
from communique.ledger.reviewing import RULES


class Parting(Judging):
    """The tables of the merging, changed by decisions of people, in one transaction."""

    def node_of(self, record: int) -> int | None:
        """The node of a record; None as long as it is not merged."""
        table = schema.record_nodes
        found = self._connection.execute(select(table.c.node).where(table.c.record == record)).scalar()
        return None if found is None else int(found)

    def take_out(self, record: int) -> set[int]:
        """Takes a record out of its node, which goes when it was the last; the nodes whose clusters may change."""
        joins, records, nodes = schema.record_nodes, schema.records, schema.nodes
        node = self.node_of(record)
        if node is None:
            return set()
        tied = {number for one, other, *_ in self.ties([node]) for number in (one, other)}
        self._connection.execute(delete(joins).where(joins.c.record == record))
        first = self._connection.execute(
            select(func.min(records.c.id)).select_from(joins.join(records)).where(joins.c.node == node)
        ).scalar()
        if first is not None:
            self._connection.execute(update(nodes).where(nodes.c.number == node).values(first=first))
            return tied | {node}
        judgements, blocks = schema.judgements, schema.node_blocks
        theirs = or_(judgements.c.one == node, judgements.c.other == node)
        self._connection.execute(delete(judgements).where(theirs))
        self._connection.execute(delete(blocks).where(blocks.c.node == node))
        self._connection.execute(delete(nodes).where(nodes.c.number == node))
        return tied - {node}

    def own_node(self, record: int) -> int | None:
        """A node that the record shares with no other, so that it can be kept apart; None if it is not merged."""
        joins, records, nodes, blocks = schema.record_nodes, schema.records, schema.nodes, schema.node_blocks
        node = self.node_of(record)
        if node is None:
            return None
        shared = select(func.count()).select_from(joins).where(joins.c.node == node)
        if self._connection.execute(shared).scalar_one() == 1:
            return node
        ident = str(self._connection.execute(select(records.c.id).where(records.c.number == record)).scalar_one())
        old = self._connection.execute(select(nodes).where(nodes.c.number == node)).mappings().one()
        number = int(self._connection.execute(select(func.max(nodes.c.number))).scalar_one()) + 1
        signature = blake2b(f"{old['signature']} {ident}".encode(), digest_size=16).hexdigest()
        new = {**old, "number": number, "signature": signature, "first": ident, "cluster": ident}
        self._connection.execute(nodes.insert(), [new])
        copied = self._connection.execute(select(blocks).where(blocks.c.node == node)).mappings()
        rows = [{**row, "node": number} for row in copied]
        if rows:
            self._connection.execute(blocks.insert(), rows)
        self.take_out(record)
        self._connection.execute(joins.insert(), [{"record": record, "node": number}])
        return number

    def people_judge(self, wanted: Mapping[tuple[int, int], tuple[str, str, str]]) -> set[int]:
        """Makes the judgements of people just these; the nodes whose clusters may change.

        wanted: for two nodes, the smaller number first: relation, reason, by whom.
        """
        table = schema.judgements
        by_people = ~table.c.by.startswith(RULES)
        columns = (table.c.one, table.c.other, table.c.relation, table.c.reason, table.c.by)
        there = {
            (row[0], row[1]): tuple(row)[2:] for row in self._connection.execute(select(*columns).where(by_people))
        }
        if there == dict(wanted):
            return set()
        self._connection.execute(delete(table).where(by_people))
        number = int(self._connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one())
        rows = [
            {"number": number + place, "one": one, "other": other, "relation": relation, "reason": reason, "by": by}
            for place, ((one, other), (relation, reason, by)) in enumerate(wanted.items(), start=1)
        ]
        if rows:
            self._connection.execute(table.insert(), [{**row, "score": 1.0, "made": self._now} for row in rows])
        pairs = there.keys() | wanted.keys()
        return {node for pair in pairs for node in pair if there.get(pair) != wanted.get(pair)}
