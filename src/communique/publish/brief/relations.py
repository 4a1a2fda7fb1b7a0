"""Sections on the state of relations: since when there are any, and the level of the partnership."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from communique.ledger.views import Merged
from communique.publish.brief.model import Line
from communique.publish.brief.sight import Sight, first_told, milestone
from communique.publish.saying import NOT_STATED, ordinal, say_date, say_word


def relations(sight: Sight) -> Iterator[Line]:
    """Since when there are relations, and what else marks them: embassies, recognition, breaks, anniversaries."""
    for told in sight.milestones("diplomatic_relations"):
        yield _since(told, sight)
    for told in sight.milestones("recognition", "embassy", "severance", "accession"):
        record = milestone(told)
        value = f": {record.value}" if record.value else ""
        yield sight.citing.line(f"{say_date(record.date)} · {say_word(record.kind)}{value}", told)
    for told in sight.milestones("anniversary"):
        record = milestone(told)
        yield sight.citing.line(f"{say_date(record.date)} · {say_anniversary(record.value, record.of)}", told)


def _since(told: Merged, sight: Sight) -> Line:
    """Since when; inferred where no text says the date itself, though one may say that there are relations."""
    line = sight.citing.line(f"diplomatic relations since {say_date(milestone(told).date)}", told)
    dated = [each.record for each in told.found if getattr(each.record, "date", None)]
    if not dated or any(record.stated for record in dated):
        return line
    because = (dated[0].because or "").rstrip(".")
    return msgspec.structs.replace(line, stated=False, because=because[:1].lower() + because[1:])


def say_anniversary(value: str | int | None, of: str | None) -> str:
    """ "35th anniversary of diplomatic relations"."""
    number = ordinal(int(value)) + " " if value is not None and str(value).isdecimal() else ""
    return f"{number}anniversary of {say_word(of) if of else 'what is ' + NOT_STATED}"


def partnership(sight: Sight) -> Iterator[Line]:
    """The level of the partnership: the latest, then the steps before it."""
    for place, told in enumerate(sight.milestones("partnership")):
        yield sight.citing.line(say_level(told), told, under="latest" if place == 0 else "before")


def say_level(told: Merged) -> str:
    """The level and since when; without a date the day of the first text that tells of it."""
    record = milestone(told)
    level = str(record.value) if record.value else f"partnership, level {NOT_STATED}"
    if record.date:
        return f"{level}, since {say_date(record.date)}"
    told_on = first_told(told)
    return f"{level}, date {NOT_STATED}" + (f"; first told on {say_date(told_on)}" if told_on else "")
