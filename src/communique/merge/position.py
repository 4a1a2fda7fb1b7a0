"""What a speaker says about something over time, and where kind or strength differ from the statement before.

Method: the statement before is the latest of an earlier day that says nearly the same (merge/aligning.py); without
one, the latest earlier one on the same topic and of a kind that can be put in order with it
(knowledge/wording/positions.yaml and comparing.yaml). Kinds with a soft border between them (aligning.yaml) are one.
Two are compared by kind, by the words of emphasis in them, and by the strength of what they promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from communique.ledger.views import Found
from communique.merge.aligning import Aligner, overlap
from communique.merge.names import any_of
from communique.merge.strength import Ladders
from communique.shared.knowledge import Knowledge
from communique.shared.position import Against, Direction, Stand
from communique.shared.records import Statement
from communique.shared.stock import Cited

POSITIONS = "wording/positions.yaml"

LIKE = 0.5
"""Least share of words (merge/aligning.py, overlap) by which a statement takes up an earlier one."""


class Positions:
    """Puts statements in a line; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.mapping(POSITIONS)
        self._ladders = (Ladders(knowledge, POSITIONS), Ladders(knowledge))
        self._emphasis, self._softening = (any_of(words[key]) for key in ("emphasis", "softening"))
        self._aligner = Aligner(knowledge)

    def degree(self, text: str) -> int:
        """Words of emphasis in a text, less those that soften it."""
        return len(self._emphasis.findall(text)) - len(self._softening.findall(text))

    def of(self, found: Iterable[Found], strengths: Mapping[str, str]) -> tuple[Stand, ...]:
        """Statements in the order of days, each against the one before; strengths: of promises, by id of statement.
        One sentence of one day is listed once."""
        ordered = sorted(
            (each for each in found if each.carrier.day),
            key=lambda each: (each.carrier.day or "", each.carrier.id, each.record.evidence[0]),
        )
        stands: list[tuple[Stand, Statement]] = []
        seen: set[tuple[str, str, str]] = set()
        for each in ordered:
            record = each.record
            assert isinstance(record, Statement)
            same = (each.carrier.day or "", record.kind, " ".join(record.text.split()))
            if same not in seen:
                seen.add(same)
                stand = self._stand(each, record, strengths.get(record.id))
                change = self._against(stand, record, stands)
                stands.append((msgspec.structs.replace(stand, change=change), record))
        return tuple(stand for stand, _ in stands)

    def _stand(self, found: Found, record: Statement, strength: str | None) -> Stand:
        carrier, spans = found.carrier, record.evidence
        return Stand(
            kind=record.kind,
            negated=record.negated,
            degree=self.degree(record.text),
            strength=strength,
            time=record.time,
            topics=record.topics,
            to=record.addressees,
            cited=Cited(
                document=carrier.id,
                source=carrier.source,
                day=carrier.day or "",
                start=spans[0].start,
                end=spans[-1].end,
            ),
        )

    def _against(self, now: Stand, record: Statement, stands: Sequence[tuple[Stand, Statement]]) -> Against | None:
        before = self._before(now, record, stands)
        if before is None:
            return None
        direction = self.direction(before, now)
        if direction is None:
            return None
        return Against(was=said(before), now=said(now), direction=direction, before=before.cited)

    def _before(self, now: Stand, record: Statement, stands: Sequence[tuple[Stand, Statement]]) -> Stand | None:
        """The statement that is compared."""
        words = self._aligner.words(record.text)
        earlier = [each for each in reversed(stands) if each[0].cited.day < now.cited.day]
        for stand, other in earlier:
            if overlap(words, self._aligner.words(other.text)) >= LIKE:
                return stand
        on_it = (stand for stand, _ in earlier if set(stand.topics) & set(now.topics))
        return next((stand for stand in on_it if stand.kind == now.kind or self._ordered(stand, now)), None)

    def _ordered(self, one: Stand, other: Stand) -> bool:
        return any(ladders.of_acts(one.kind, other.kind) for ladders in self._ladders)

    def direction(self, before: Stand, now: Stand) -> Direction | None:
        """How a later statement stands to an earlier one; None if they go equally far."""
        if before.negated != now.negated:
            return "other"
        if before.kind != now.kind:
            for ladders in self._ladders:
                if further := ladders.of_acts(before.kind, now.kind):
                    return "stronger" if further == "b" else "weaker"
            if not self._aligner.of_one_kind(before.kind, now.kind):
                return "other"
        promised = None
        if before.strength and now.strength:
            promised = self._ladders[1].of_acts(before.strength, now.strength)
        if promised:
            return "stronger" if promised == "b" else "weaker"
        if (before.degree > 0) == (now.degree > 0) and (before.degree < 0) == (now.degree < 0):
            return None
        return "stronger" if now.degree > before.degree else "weaker"


def said(stand: Stand) -> str:
    """The kind of a statement with a sign for its degree, and the strength of its promise."""
    sign = "+" if stand.degree > 0 else "-" if stand.degree < 0 else ""
    promise = f" ({stand.strength})" if stand.strength else ""
    return f"{'not ' if stand.negated else ''}{stand.kind}{sign}{promise}"
