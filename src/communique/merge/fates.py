"""What became of promises: open, fulfilled, overdue or withdrawn on a given day, with the sentences that say so.

A promise is fulfilled or withdrawn by a sentence of a later text of its parties that tells of such a deed
(fulfilling.py); it is overdue when its day has passed without one. What is not heard of stays open: to say falsely
that a promise was kept costs more than to miss it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from communique.ledger.views import Deed, Found, Merged
from communique.merge.fulfilling import Deeds, Fulfilling, Sentence
from communique.shared.edtf import bounds
from communique.shared.records import Commitment

Fate = Literal["open", "fulfilled", "overdue", "withdrawn"]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step in the life of a promise. kind: made, repeated, changed (another day), fulfilled, withdrawn; record: the
    id of the record that tells it, None for a deed; start, end: where in the document it stands."""

    kind: str
    day: str | None
    document: str
    source: str
    start: int
    end: int
    record: str | None = None


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """A promise with its fate on a day, and its steps in the order of their days."""

    merged: Merged
    status: Fate
    steps: tuple[Step, ...]

    @property
    def commitment(self) -> Commitment:
        """The promise itself."""
        assert isinstance(self.merged.record, Commitment)
        return self.merged.record


class Fates:
    """Looks for what became of promises; the sentences on deeds are prepared once for all of them."""

    def __init__(self, deeds: Iterable[Deed], fulfilling: Fulfilling, as_of: date) -> None:
        """deeds: sentences of texts in which the promises' parties take part; texts after `as_of` do not count."""
        self._deeds = Deeds(deeds, fulfilling)
        self._fulfilling, self._as_of = fulfilling, as_of

    def of(self, merged: Merged) -> Promise:
        """The promise as it stands on the day."""
        told = [each for each in merged.found if not each.carrier.day or each.carrier.day <= self._as_of.isoformat()]
        steps = _told_steps(told)
        first = min((step.day for step in steps if step.day), default="")
        sentence = self._end(merged, steps, first)
        if sentence is not None:
            deed = sentence.deed
            step = Step(
                kind=deed.outcome,
                day=deed.day,
                document=deed.document,
                source=deed.source,
                start=deed.start,
                end=deed.end,
            )
            steps = sorted([*steps, step], key=lambda each: each.day or "")
        return Promise(merged=merged, status=_status(merged, steps, self._as_of), steps=tuple(steps))

    def _end(self, merged: Merged, steps: Sequence[Step], first: str) -> Sentence | None:
        """The first sentence of a later text that tells that the promise was kept or given up."""
        record = merged.record
        assert isinstance(record, Commitment)
        parties = frozenset((*record.by, *record.to))
        promised = self._fulfilling.object_of(record.what, parties)
        if promised is None or not first:
            return None
        named = self._fulfilling.named(record.what)
        told = {(step.document, step.start) for step in steps}
        for sentence in self._deeds.sharing(promised):
            deed = sentence.deed
            if not deed.day or not first < deed.day <= self._as_of.isoformat():
                continue
            there = deed.parties | sentence.named
            about = len(parties & there) >= min(2, len(parties)) and named <= there
            about = about and sentence.named <= parties | named
            itself = any(deed.document == document and deed.start <= start < deed.end for document, start in told)
            looks_back = sentence.latest_year is not None and sentence.latest_year < int(first[:4])
            if about and not itself and not looks_back and self._fulfilling.tells(sentence, promised):
                return sentence
        return None


def _told_steps(told: Sequence[Found]) -> list[Step]:
    steps: list[Step] = []
    due: str | None = None
    for each in sorted(told, key=lambda found: (found.carrier.day or "", found.record.id)):
        assert isinstance(each.record, Commitment)
        changed = bool(steps and due and each.record.due and bounds(due) != bounds(each.record.due))
        span = each.record.evidence[0]
        kind = "changed" if changed else "repeated" if steps else "made"
        steps.append(
            Step(
                kind=kind,
                day=each.carrier.day,
                document=each.carrier.id,
                source=each.carrier.source,
                start=span.start,
                end=span.end,
                record=each.record.id,
            )
        )
        due = each.record.due or due
    return steps


def _status(merged: Merged, steps: Sequence[Step], as_of: date) -> Fate:
    ended = next((step.kind for step in steps if step.kind in ("fulfilled", "withdrawn")), None)
    if ended:
        return "fulfilled" if ended == "fulfilled" else "withdrawn"
    dues = [due for each in merged.found if isinstance(each.record, Commitment) and (due := each.record.due)]
    span = bounds(dues[-1]) if dues else None
    told = min((step.day for step in steps if step.day), default="")
    # A day before the promise was made is a day that its words name, but not one on which it falls due.
    return "overdue" if span and told <= span[1].isoformat() and span[1] < as_of else "open"
