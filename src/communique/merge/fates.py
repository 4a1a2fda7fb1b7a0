"""What became of promises: open, fulfilled, overdue or withdrawn on a given day, with the sentences that say so.

A promise is fulfilled or withdrawn by a sentence of a later text that tells of a deed and has most of the words that
matter in the promise; it is overdue when its day has passed without one. What is not heard of stays open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from communique.ledger.views import Deed, Found, Merged
from communique.shared.edtf import bounds
from communique.shared.parties import fold
from communique.shared.records import Commitment

Fate = Literal["open", "fulfilled", "overdue", "withdrawn"]

WORDS_SHARED = 0.6
"""Least share of the words of a promise that a sentence on its fate has, and at least two of them."""

STEM = 5
"""Letters by which two forms of a word are taken for one."""


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


def fate_of(merged: Merged, deeds: Iterable[Deed], names: Collection[str], as_of: date) -> Promise:
    """The promise as it stands on `as_of`; texts of later days do not count.

    deeds: sentences of texts in which its parties take part; names: names of its parties, whose words do not matter.
    """
    told = [each for each in merged.found if not each.carrier.day or each.carrier.day <= as_of.isoformat()]
    steps = _told_steps(told)
    first = min((step.day for step in steps if step.day), default="")
    words = words_that_matter(merged.record, names)
    for deed in sorted(deeds, key=lambda each: (each.day or "", each.document, each.start)):
        later = bool(deed.day) and first < (deed.day or "") <= as_of.isoformat()
        if later and has_most(words, deed.words):
            steps.append(
                Step(
                    kind=deed.outcome,
                    day=deed.day,
                    document=deed.document,
                    source=deed.source,
                    start=deed.start,
                    end=deed.end,
                )
            )
            break
    return Promise(merged=merged, status=_status(merged, steps, as_of), steps=tuple(steps))


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
    return "overdue" if span and span[1] < as_of else "open"


def words_that_matter(record: object, names: Collection[str]) -> frozenset[str]:
    """The stems of the words of a promise, without its parties, dates and little words."""
    assert isinstance(record, Commitment)
    parties = {word for name in names for word in fold(name).split()}
    words = [word for word in fold(record.what).split() if len(word) > 3 and not word.isdigit()]
    months = {fold(date(2000, month, 1).strftime("%B")) for month in range(1, 13)}
    return frozenset(word[:STEM] for word in words if word not in parties and word not in months)


def has_most(words: frozenset[str], sentence: str) -> bool:
    """True if a sentence has most of the words."""
    there = words & {word[:STEM] for word in fold(sentence).split()}
    return len(there) >= 2 and len(there) >= WORDS_SHARED * len(words)
