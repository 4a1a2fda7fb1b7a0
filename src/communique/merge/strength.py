"""Which of two statements on one thing goes further (knowledge/wording/comparing.yaml)."""

from __future__ import annotations

from communique.merge.telling import Said
from communique.shared.comparison import Letter
from communique.shared.knowledge import Knowledge

COMPARING = "wording/comparing.yaml"


class Ladders:
    """The ladders of kinds of statement; reads them once."""

    def __init__(self, knowledge: Knowledge, name: str = COMPARING) -> None:
        ladders = knowledge.mapping(name)["ladders"].values()
        self._rungs = [{kind: place for place, rung in enumerate(each) for kind in rung.split()} for each in ladders]

    def further(self, one: Said, other: Said) -> Letter | None:
        """The statement ("a": the first) that goes further; None if none does or they cannot be compared."""
        if one.negated != other.negated:
            return None
        promised = self.of_acts(one.strength, other.strength) if one.strength and other.strength else None
        return promised or self.of_acts(one.act, other.act)

    def of_acts(self, one: str, other: str) -> Letter | None:
        """The same for two kinds of statement, or two strengths of promises."""
        for rungs in self._rungs:
            if one in rungs and other in rungs and rungs[one] != rungs[other]:
                return "a" if rungs[one] < rungs[other] else "b"
        return None
