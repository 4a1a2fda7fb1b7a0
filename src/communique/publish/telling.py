"""When something was, as far as the texts that tell of it say."""

from __future__ import annotations

from communique.ledger.views import Merged
from communique.shared.records import Meeting, Visit


def is_recalled(thing: Merged) -> bool:
    """True if every text only looks back on it."""
    return all(getattr(each.record, "recalled", False) for each in thing.found)


def reported_on(thing: Merged) -> str | None:
    """The date of the first text that reports it as it stands now, EDTF; texts that look back do not count."""
    status = getattr(thing.record, "status", None)
    told = [
        each
        for each in thing.found
        if not getattr(each.record, "recalled", False) and getattr(each.record, "status", None) == status
    ]
    return min((each.carrier.date for each in told if each.carrier.date), default=None)


def told_date(thing: Merged) -> str | None:
    """When it was, in EDTF: its own date; else, for what a text itself reports as held, the date of the text."""
    date: str | None = getattr(thing.record, "date", None)
    if date is None and isinstance(thing.record, Meeting | Visit) and not is_recalled(thing):
        return reported_on(thing) if thing.record.status == "held" else None
    return date
