"""What is asked about sentences that tell that something was done or given up; deeds.py keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

from communique.ledger.source import Source, among, portions
from communique.ledger.views import Deed, DeedWords


def words(source: Source, promised: Collection[frozenset[str]]) -> list[DeedWords]:
    """The sentences of texts in which two parties of one promise meet (of a promise of one party: of all its texts).

    promised: the parties of each promise.
    """
    query = "SELECT document, start, stems FROM deeds WHERE "
    return [
        DeedWords(int(row[0]), int(row[1]), tuple(row[2].split()))
        for some in portions(_where(source, promised))
        for row in source.rows(query + among("document", some), some)
    ]


def find(source: Source, wanted: Collection[DeedWords]) -> Iterator[Deed]:
    """Sentences with their words, and the parties of their texts."""
    query = (
        'SELECT m.document, m.start, m."end", m.outcome, m.rule, d.id, d.source, d.day,'
        ' substr(t.text, m.start + 1, m."end" - m.start) FROM deeds m JOIN documents d ON d.number = m.document'
        " JOIN texts t ON t.document = m.document WHERE "
    )
    there = "SELECT document, party FROM deed_parties WHERE told AND "
    places = {(each.document, each.start) for each in wanted}
    for some in portions({each.document for each in wanted}):
        parties: dict[int, set[str]] = {number: set() for number in some}
        for number, party in source.rows(there + among("document", some), some):
            parties[int(number)].add(str(party))
        for row in source.rows(query + among("m.document", some), some):
            if (row[0], row[1]) in places:
                start, end, outcome, rule, ident, name, day, said = row[1:]
                yield Deed(
                    start=start,
                    end=end,
                    outcome=outcome,
                    rule=rule,
                    document=ident,
                    source=name,
                    day=day,
                    words=said,
                    parties=frozenset(parties[row[0]]),
                )


def _where(source: Source, promised: Collection[frozenset[str]]) -> set[int]:
    """The documents in which two parties of one promise meet."""
    there = {
        party: {int(row[0]) for row in source.rows("SELECT document FROM deed_parties WHERE party = ?", (party,))}
        for party in sorted({party for parties in promised for party in parties})
    }
    pairs = {pair for parties in promised for pair in combinations(sorted(parties), 2)}
    alone = {party for parties in promised if len(parties) == 1 for party in parties}
    return set().union(*(there[one] & there[other] for one, other in pairs), *(there[party] for party in alone))
