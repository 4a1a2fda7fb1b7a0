"""The level of partnership that a pair names, over time, with which of two is higher (knowledge/milestones/levels.csv).

A row of the table is a rung of the ladder of one state, or of the general one, which holds where neither of the two has
a ladder with both levels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from communique.ledger.views import Found, Merged
from communique.shared.knowledge import Knowledge
from communique.shared.parties import fold
from communique.shared.records import Milestone
from communique.shared.stock import Cited, Level

LEVELS = "milestones/levels.csv"

GENERAL = "general"
"""The ladder of those that have none of their own."""


class Degrees:
    """The ladders of levels; reads them once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._ranks: dict[str, dict[str, int]] = {}
        for row in knowledge.table(LEVELS, ["ladder", "value"], ["rank", "example", "counterexample", "source"]):
            if not row["rank"].isdigit():
                raise row.error(f"the rank {row['rank']!r} is no number")
            self._ranks.setdefault(row["ladder"], {})[fold(row["value"])] = int(row["rank"])

    def compare(self, was: str, now: str, parties: Sequence[str]) -> Literal["higher", "lower"] | None:
        """How `now` stands to `was` on the first ladder of these parties that has both; None if none has."""
        one, other = fold(was), fold(now)
        for ladder in (*parties, GENERAL):
            ranks = self._ranks.get(ladder, {})
            if one in ranks and other in ranks and ranks[one] != ranks[other]:
                return "higher" if ranks[other] > ranks[one] else "lower"
        return None


def levels_of(things: Iterable[Merged], degrees: Degrees) -> tuple[Level, ...]:
    """The levels named in texts, pair by pair in the order of days; texts in a row that name one level are one."""
    by_pair: dict[tuple[str, ...], dict[tuple[str, str, str], Found]] = {}
    for each in (found for thing in things for found in thing.found):
        record = each.record
        if isinstance(record, Milestone) and record.kind == "partnership" and record.value and each.carrier.day:
            told = by_pair.setdefault(tuple(sorted(record.parties)), {})
            told.setdefault((each.carrier.day, each.carrier.id, str(record.value)), each)
    levels: list[Level] = []
    for pair, told in sorted(by_pair.items()):
        rows: list[list[Found]] = []
        for _, each in sorted(told.items()):
            if rows and _value(rows[-1][0]) == _value(each):
                rows[-1].append(each)
            else:
                rows.append([each])
        values = [None, *(_value(row[0]) for row in rows)]
        for was, row in zip(values, rows, strict=False):
            now = _value(row[0])
            levels.append(
                Level(
                    parties=pair,
                    value=now,
                    first=_cited(row[0]),
                    last=_cited(row[-1]),
                    texts=len({each.carrier.id for each in row}),
                    change=degrees.compare(was, now, pair) if was else None,
                )
            )
    return tuple(levels)


def _value(found: Found) -> str:
    assert isinstance(found.record, Milestone)
    return str(found.record.value)


def _cited(found: Found) -> Cited:
    span = found.record.evidence[0]
    carrier = found.carrier
    return Cited(document=carrier.id, source=carrier.source, day=carrier.day or "", start=span.start, end=span.end)
