"""Section on what lies ahead: plans that stand, anniversaries, days on which promises fall due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from communique.ledger.views import Merged
from communique.publish.brief.encounters import say_meeting, say_visit
from communique.publish.brief.model import Line
from communique.publish.brief.promises import due_of, rank, say_promise
from communique.publish.brief.relations import say_anniversary
from communique.publish.brief.sight import Sight, last_day, milestone
from communique.publish.saying import NOT_STATED, ordinal, say_date
from communique.publish.telling import told_date
from communique.shared.edtf import is_valid, overlap, year_of

DUE_SHOWN = 8

STALE_DAYS = 180
"""A plan without a date is shown for so long after the text that tells of it."""


def next_dates(sight: Sight) -> Iterator[Line]:
    """What lies ahead, the next first; without a date last."""
    ahead = [
        *_plans(sight, "meetings", say_meeting),
        *_plans(sight, "visits", say_visit),
        *_anniversaries(sight),
        *_due(sight),
    ]
    yield from (line for _, line in sorted(ahead, key=lambda item: item[0]))


def _due(sight: Sight) -> Iterator[tuple[date, Line]]:
    """The promises that fall due; of the many that texts of many parties hold, the first."""
    due = [(each, day) for each in sight.promises() if each.status == "open" and (day := due_of(each))]
    for promise, day in sorted(due, key=lambda item: rank(item[0], sight))[:DUE_SHOWN]:
        text = f"{say_date(day)} · due: {say_promise(promise, sight)}"
        yield last_day(day), sight.citing.line(text, promise.merged)


def _plans(sight: Sight, name: str, say: Callable[[Merged, Sight], str]) -> Iterator[tuple[date, Line]]:
    held = sight.things(name, "held", whole=True)
    for status in ("planned", "proposed", "postponed", "cancelled"):
        for told in sight.things(name, status, whole=True):
            planned = getattr(told.record, "date", None)
            since = max((each.carrier.day for each in told.found if each.carrier.day), default=None)
            if planned:
                stands = last_day(planned) >= sight.as_of and not any(_carries_out(each, told) for each in held)
            else:
                oldest = (sight.as_of - timedelta(days=STALE_DAYS)).isoformat()
                stands = since is not None and since >= oldest
            if stands:
                yield (last_day(planned) if planned else date.max), sight.citing.line(say(told, sight), told)


def _carries_out(held: Merged, plan: Merged) -> bool:
    """True if what was held is what was planned, as far as day, level and manner tell."""
    alike = all(
        getattr(held.record, field, None) in (None, value)
        for field in ("level", "mode", "host")
        if (value := getattr(plan.record, field, None)) is not None
    )
    return alike and overlap(told_date(held), getattr(plan.record, "date", None))


def _anniversaries(sight: Sight) -> Iterator[tuple[date, Line]]:
    """Stated anniversaries ahead; and of diplomatic relations the next one and the next round one, by counting."""
    stated = [told for told in sight.milestones("anniversary") if last_day(milestone(told).date) >= sight.as_of]
    for told in stated:
        record = milestone(told)
        text = f"{say_date(record.date)} · {say_anniversary(record.value, record.of)}"
        yield last_day(record.date), sight.citing.line(text, told)
    starts = [(start, told) for told in sight.milestones("diplomatic_relations") if (start := _start(told))]
    if not starts:
        return
    start, told = max(starts, key=lambda item: len(item[0]))
    for years in _next_years(start, sight.as_of):
        day = _years_after(start, years)
        if not any(_counts(each, years, int(start[:4])) for each in stated):
            when = day if len(start) > 4 else f"{day}, day {NOT_STATED}"
            text = f"{when} · {ordinal(years)} anniversary of diplomatic relations"
            because = f"{int(start[:4])} and {years} years"
            yield last_day(day), sight.citing.inferred(text, told.found, because)


def _start(told: Merged) -> str | None:
    """The year, month or day since when, as "1992", "1992-04" or "1992-04-02"; None if not even the year is sure."""
    value = milestone(told).date or ""
    year = year_of(value)
    if year is None:
        return None
    return value if len(value) in (7, 10) and value[5:7] <= "12" else str(year)


def _years_after(start: str, years: int) -> str:
    """The same day so many years later; the 28th of February stands for a 29th that is not there."""
    day = f"{int(start[:4]) + years}{start[4:]}"
    return day if is_valid(day) else day[:8] + "28"


def _next_years(start: str, as_of: date) -> list[int]:
    """How many years the next anniversary counts, and the next that five divides."""
    first = max(1, as_of.year - int(start[:4]))
    if last_day(_years_after(start, first)) < as_of:
        first += 1
    return sorted({first, -(-first // 5) * 5})


def _counts(told: Merged, years: int, since: int) -> bool:
    """True if a stated anniversary is that of so many years since that year."""
    record = milestone(told)
    return str(record.value) == str(years) and year_of(record.date) == since + years
