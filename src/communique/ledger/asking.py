"""Parts of questions to the ledger: which documents stand, and with whom a party deals."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, exists, func, select

from communique.ledger import schema
from communique.ledger.rows import days
from communique.ledger.views import Dealings


def corrected(documents: Any, as_of: str | None) -> Any:
    """The condition that another document, dated up to `as_of` (ISO day; None: any), corrects this one."""
    links = schema.document_links
    linked = [links.c.other == documents.c.number, links.c.relation == "corrects"]
    if as_of is None:
        return exists().where(*linked)
    correcting = schema.documents.alias("correcting")
    return exists().where(*linked, links.c.one == correcting.c.number, correcting.c.day <= as_of)


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
