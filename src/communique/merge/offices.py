"""Offices compared: which can be one office, and how far apart in time two persons held one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from communique.merge.sightings import Sighting
from communique.shared.knowledge import Knowledge

OFFICES = "actors/offices.csv"
CONTRADICTING = "wording/contradicting.yaml"

Periods = dict[str, tuple[int, int]]
"""For an office the first and the last day (ordinals)."""


class Offices:
    """Reads its knowledge once. single: offices of which a state has one holder at a time."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.mapping(CONTRADICTING)
        self.single = frozenset(words["single_offices"])
        self._general = frozenset(words["general_offices"])
        rows = knowledge.table(OFFICES, ["form", "party"], ["office", "level"])
        levels = {row["office"]: row["level"] for row in rows}
        self._covers = {
            general: frozenset(office for office, level in levels.items() if level == levels.get(general))
            for general in self._general
        }

    def names(self, asked: str, office: str) -> bool:
        """True if an office is the one asked for, or one that the word asked for stands for."""
        return asked == office or office in self._covers.get(asked, ())

    def meet(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """True if two persons can have one office; an office not told can be any."""
        ones, others = set(one), set(other)
        return not ones or not others or any(self._same(a, b) for a in ones for b in others)

    def _same(self, one: str, other: str) -> bool:
        return self.names(one, other) or self.names(other, one)

    def gaps(self, one: Periods, other: Periods) -> list[int]:
        """For each office that two persons share the days between their times in it; 0 if the times overlap."""
        return [
            max(0, a[0] - b[1], b[0] - a[1])
            for office, a in sorted(one.items())
            for another, b in sorted(other.items())
            if self._same(office, another)
        ]

    def away(self, periods: Mapping[str, tuple[int, int]], sighting: Sighting) -> int | None:
        """The days between a sighting in an office and the times that a person held it; None if never."""
        theirs = [span for office, span in periods.items() if self._fits(office, sighting.offices)]
        if not theirs:
            return None
        if sighting.span is None:
            return 0
        day = sighting.span[0]
        return min(max(0, low - day, day - high) for low, high in theirs)

    def _fits(self, office: str, others: Collection[str]) -> bool:
        return any(self._same(office, other) for other in others)
