"""With whom a party deals, by the weight of what they have had to do with each other."""

from __future__ import annotations

from collections.abc import Collection

from communique.ledger.filters import Filter
from communique.ledger.record_query import of_standing, within
from communique.ledger.source import Source, among
from communique.ledger.views import Dealings


def dealings(source: Source, party: str, lists: Collection[str], wanted: Filter) -> list[Dealings]:
    """Whom `party` has had to do with in merged things of these lists, the weightiest first; see views.Dealings.

    Of `wanted` the days (since, until, as_of) count.
    """
    weights: dict[str, float] = {}
    counts: dict[str, dict[str, int]] = {}
    for (name, _), others in sorted(_together(source, party, lists, wanted).items()):
        for other in others:
            weights[other] = weights.get(other, 0.0) + 1 / len(others)
            counted = counts.setdefault(other, {})
            counted[name] = counted.get(name, 0) + 1
    ranked = sorted(weights, key=lambda other: (-round(weights[other], 6), other))
    return [Dealings(party=other, weight=round(weights[other], 3), counts=counts[other]) for other in ranked]


def _together(source: Source, party: str, lists: Collection[str], wanted: Filter) -> dict[tuple[str, str], list[str]]:
    """The other parties of each thing (list, id) that a party took part in."""
    periods = within("l.day", wanted.since, wanted.until)
    conditions = ["l.party = ?", among("l.list", lists), *(condition for condition, _ in periods)]
    values = [party, *sorted(lists), *(value for _, value in periods)]
    stands, more = of_standing("l.record", wanted.as_of)
    conditions.append(stands)
    values += more
    dated = ""
    if wanted.as_of:
        dated = " JOIN records r ON r.number = l.record JOIN documents d ON d.number = r.document"
        conditions.append("d.day <= ?")
        values.append(wanted.as_of)
    query = (
        "SELECT DISTINCT l.list, coalesce(n.cluster, (SELECT o.id FROM records o WHERE o.number = l.record)), p.party"
        " FROM record_parties l JOIN record_parties p ON p.record = l.record"
        f" LEFT JOIN record_nodes j ON j.record = l.record LEFT JOIN nodes n ON n.number = j.node{dated}"
        f" WHERE {' AND '.join(conditions)}"
    )
    together: dict[tuple[str, str], list[str]] = {}
    for name, ident, other in source.rows(query, values):
        if other != party:
            together.setdefault((str(name), str(ident)), []).append(str(other))
    return together
