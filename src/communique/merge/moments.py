"""When something can have been: the days from first to last, as far as the record and its text tell."""

from __future__ import annotations

from datetime import date

import msgspec

from communique.ledger.views import Found
from communique.shared.edtf import bounds
from communique.shared.records import Agreement, Gathering, Meeting, Milestone, Visit

REPORTED_WITHIN = 3
"""Days within which a text reports what it tells without a date."""

PLANNED_WITHIN = 75
"""Days within which a plan without a date is thought to be carried out."""

RECALLED_WITHIN = 400
"""Days back from which something is recalled without a date."""

MOVED_WITHIN = 60
"""Days around a text that tells of a visit put off or called off, without naming its day."""

SERIES_WITHIN = 240
"""Days within which the next, or the last, of a series of gatherings is meant."""

NUMBERED_WITHIN = 500
"""Days within which a gathering is meant whose number in its series is told."""

MENTIONED_BEFORE = 30
"""Days before a gathering on which a text may name it and not say that it is still to come."""

ALWAYS = (date.min.toordinal(), date.max.toordinal())


class Moment(msgspec.Struct, frozen=True):
    """First and last possible day (ordinals); dated: the record itself gives them, else they follow from the report."""

    low: int
    high: int
    dated: bool

    @property
    def days(self) -> int:
        """How many days it can have been."""
        return self.high - self.low + 1

    def meets(self, other: Moment) -> bool:
        """True if both can have been on one day."""
        return self.low <= other.high and other.low <= self.high

    def gap(self, other: Moment) -> int:
        """Days between the two; 0 if they share one."""
        return max(0, self.low - other.high, other.low - self.high)


def months() -> list[str]:
    """The English names of the months, January first."""
    return [f"{date(2000, month, 1):%B}" for month in range(1, 13)]


def moment_of(found: Found) -> Moment | None:
    """When the thing told can have been; None if nothing tells."""
    record = found.record
    own = bounds(record.date) if isinstance(record, Meeting | Visit | Agreement | Milestone | Gathering) else None
    day = date.fromisoformat(found.carrier.day).toordinal() if found.carrier.day else None
    if own:
        return _as_told(own[0].toordinal(), own[1].toordinal(), day, getattr(record, "status", None))
    if isinstance(record, Milestone):
        return Moment(*ALWAYS, False)
    if day is None:
        return None
    before, after = _reach(record)
    return Moment(max(1, day - before), min(ALWAYS[1], day + after), False)


def _as_told(low: int, high: int, day: int | None, status: str | None) -> Moment:
    """The days of a record: what a text of that time plans is yet to come, and what it reports is over."""
    if day is not None and low <= day <= high:
        low = day if status == "planned" else low
        high = day if status == "held" else high
    return Moment(low, high, True)


def _reach(record: object) -> tuple[int, int]:
    """Days before and after the report."""
    if isinstance(record, Gathering):
        return _of_series(record)
    status = getattr(record, "status", None)
    if status in ("planned", "proposed"):
        return 0, PLANNED_WITHIN
    if status in ("postponed", "cancelled"):
        return MOVED_WITHIN, PLANNED_WITHIN
    if getattr(record, "recalled", False):
        return RECALLED_WITHIN, 0
    return REPORTED_WITHIN, 0


def _of_series(record: Gathering) -> tuple[int, int]:
    """Gatherings are announced long before and remembered long after, longer where they are numbered."""
    numbered = bool(record.edition and record.edition > 1)
    within = NUMBERED_WITHIN if numbered else SERIES_WITHIN
    if record.status in ("planned", "proposed", "postponed", "cancelled"):
        return 0, within
    if record.status == "held" and not record.recalled:
        return REPORTED_WITHIN, 0
    return within, 0 if record.recalled else (within if numbered else MENTIONED_BEFORE)
