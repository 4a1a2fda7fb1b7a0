"""Parts of questions to the ledger: which documents stand, and with whom a party deals."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, exists, func, or_, select

from communique.ledger import schema
from communique.ledger.rows import days
from communique.ledger.views import Dealings, JudgedPair

AT_ONCE = 400
"""How many values one query names."""


def corrected(documents: Any, as_of: str | None) -> Any:
    """The condition that another document, dated up to `as_of` (ISO day; None: any), corrects this one."""
    links = schema.document_links
    linked = [links.c.other == documents.c.number, links.c.relation == "corrects"]
    if as_of is None:
        return exists().where(*linked)
    correcting = schema.documents.alias("correcting")
    return exists().where(*linked, links.c.one == correcting.c.number, correcting.c.day <= as_of)


def spoken_by(speaker: str | None) -> list[Any]:
    """The condition that a party issued a document, or says something in it; none without a party."""
    if speaker is None:
        return []
    records, there, documents = schema.records, schema.record_parties, schema.documents
    said = (there.c.party == speaker, there.c.list == "statements", there.c.role == "speaker")
    saying = select(records.c.document).join(there, there.c.record == records.c.number).where(*said)
    return [or_(documents.c.side == speaker, documents.c.number.in_(saying))]


def with_clusters(records: Any) -> Any:
    """Records joined with their clusters; those that were not merged yet have none."""
    joins, nodes = schema.record_nodes, schema.nodes
    reviews = schema.record_reviews
    return (
        records.outerjoin(joins, joins.c.record == schema.records.c.number)
        .outerjoin(nodes, nodes.c.number == joins.c.node)
        .outerjoin(reviews, reviews.c.record == schema.records.c.number)
    )


def within(day: Any, since: str | None, until: str | None) -> list[Any]:
    """The conditions that a day lies in a period of EDTF values; a record without a day does not."""
    conditions = []
    if since:
        conditions += [day >= (days(since)[0] or ""), day != ""]
    if until:
        conditions += [day <= (days(until)[1] or "9999-12-31"), day != ""]
    return conditions


def dealings(
    connection: Connection, party: str, lists: Collection[str], period: tuple[str | None, str | None], as_of: str | None
) -> list[Dealings]:
    """Whom `party` has had to do with in merged things of these lists, the weightiest first; see views.Dealings.

    period: EDTF values since and until; as_of: only documents dated up to that ISO day.
    """
    records, there, documents, nodes = schema.records, schema.record_parties, schema.documents, schema.nodes
    theirs = select(there.c.record).where(
        there.c.party == party, there.c.list.in_(sorted(lists)), *within(there.c.day, *period)
    )
    thing = func.coalesce(nodes.c.cluster, records.c.id)
    query = (
        select(records.c.list, thing, there.c.party)
        .select_from(
            there.join(records, records.c.number == there.c.record)
            .join(documents)
            .outerjoin(schema.record_nodes, schema.record_nodes.c.record == records.c.number)
            .outerjoin(nodes, nodes.c.number == schema.record_nodes.c.node)
        )
        .where(there.c.record.in_(theirs), ~corrected(documents, as_of))
        .distinct()
    )
    if as_of:
        query = query.where(documents.c.day <= as_of)
    together: dict[tuple[str, str], list[str]] = {}
    for name, ident, other in connection.execute(query):
        if other != party:
            together.setdefault((str(name), str(ident)), []).append(str(other))
    weights: dict[str, float] = {}
    counts: dict[str, dict[str, int]] = {}
    for (name, _), others in sorted(together.items()):
        for other in others:
            weights[other] = weights.get(other, 0.0) + 1 / len(others)
            counted = counts.setdefault(other, {})
            counted[name] = counted.get(name, 0) + 1
    ranked = sorted(weights, key=lambda other: (-round(weights[other], 6), other))
    return [Dealings(party=other, weight=round(weights[other], 3), counts=counts[other]) for other in ranked]


def count_below(connection: Connection, queries: Sequence[Select[Any]], least: float) -> int:
    """How many records that queries for records give are less sure than `least`."""
    total = 0
    for query in queries:
        unsure = query.where(schema.records.c.confidence < least)
        numbers = unsure.with_only_columns(schema.records.c.number).order_by(None).distinct().subquery()
        total += int(connection.execute(select(func.count()).select_from(numbers)).scalar_one())
    return total


def links(connection: Connection, relation: str) -> list[tuple[str, str, str]]:
    """(id, id, reason) of documents in a relation: "same_text", or "corrects" (the first corrects the second)."""
    table, one, other = schema.document_links, schema.documents.alias("one"), schema.documents.alias("other")
    query = (
        select(one.c.id, other.c.id, table.c.reason)
        .select_from(table.join(one, one.c.number == table.c.one).join(other, other.c.number == table.c.other))
        .where(table.c.relation == relation)
        .order_by(table.c.one, table.c.other)
    )
    return [(str(row[0]), str(row[1]), str(row[2])) for row in connection.execute(query)]


def same_texts(connection: Connection, ids: Collection[str]) -> list[tuple[str, str]]:
    """The pairs of documents of nearly the same words that hang together with those of these ids, as ids."""
    table, documents = schema.document_links, schema.documents
    one, other = table.c.one, table.c.other
    numbers = _by_portions(connection, select(documents.c.number), documents.c.id, ids)
    ahead, met = {int(row[0]) for row in numbers}, set[int]()
    pairs: set[tuple[int, int]] = set()
    query = select(one, other).where(table.c.relation == "same_text")
    while ahead:
        met |= ahead
        found = [row for end in (one, other) for row in _by_portions(connection, query, end, ahead)]
        pairs.update((int(row[0]), int(row[1])) for row in found)
        ahead = {number for pair in found for number in pair} - met
    tied = {number for pair in pairs for number in pair}
    named = select(documents.c.number, documents.c.id)
    names = {row[0]: str(row[1]) for row in _by_portions(connection, named, documents.c.number, tied)}
    return sorted((names[a], names[b]) for a, b in pairs)


def _by_portions(connection: Connection, query: Select[Any], column: Any, values: Collection[Any]) -> Iterator[Any]:
    """The rows of a query whose column has one of some values, however many these are."""
    ordered = sorted(values)
    for start in range(0, len(ordered), AT_ONCE):
        yield from connection.execute(query.where(column.in_(ordered[start : start + AT_ONCE])))


def judged_pairs(connection: Connection, cluster: str) -> list[JudgedPair]:
    """What was judged of records of a cluster: that they are the same, or one part of the other."""
    table, one, other = schema.judgements, schema.nodes.alias("one"), schema.nodes.alias("other")
    names = ("relation", "score", "reason", "by")
    query = (
        select(one.c.first.label("one"), other.c.first.label("other"), *(table.c[name] for name in names))
        .select_from(table.join(one, one.c.number == table.c.one).join(other, other.c.number == table.c.other))
        .where(or_(one.c.cluster == cluster, other.c.cluster == cluster), table.c.relation != "apart")
        .order_by(table.c.number)
    )
    return [JudgedPair(**row) for row in connection.execute(query).mappings()]
