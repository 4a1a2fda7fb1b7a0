"""The sections of a brief: each is a function from what the ledger knows of a pair to lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

import msgspec

from communique.ledger.views import Found, Merged
from communique.publish.brief import Citing, Known, Line
from communique.publish.saying import NOT_STATED, ordinal, say_date, say_person, say_persons, say_place, say_word
from communique.publish.telling import is_recalled, reported_on, told_date
from communique.shared.edtf import bounds, is_valid, overlap, year_of
from communique.shared.parties import PartyNames
from communique.shared.records import Agreement, Meeting, Milestone, Statement, Visit

SHOWN = 5
"""Meetings at a level, or visits in a direction, that a brief shows."""

STALE_DAYS = 180
"""A plan without a date is shown for so long after the text that tells of it."""

FIELDS_SHOWN = 12

_LEVELS = ("head_of_state", "head_of_government", "minister", "senior_official", "other")


class Sight:
    """What the sections look at: what is known of a pair, and the numbers of sources so far."""

    def __init__(self, known: Known, names: PartyNames, pair: tuple[str, str], as_of: date) -> None:
        self._known, self.names, self.pair, self.as_of = known, names, pair, as_of
        self.citing = Citing()
        self._seen: dict[str, list[Merged]] = {}

    def things(self, list_name: str, status: str | None = None) -> list[Merged]:
        """The things of the pair, the newest first, all or those of a status; asked for once."""
        if list_name not in self._seen:
            self._seen[list_name] = self._known.things(list_name)
        things = self._seen[list_name]
        return things if status is None else [each for each in things if getattr(each.record, "status", None) == status]

    def statements(self) -> Iterable[Found]:
        """The newest statements of the pair."""
        return self._known.statements()

    def milestones(self, *kinds: str) -> list[Merged]:
        """Milestones of these kinds, the latest first, undated ones last."""
        things = [each for each in self.things("milestones") if _milestone(each).kind in kinds]
        return sorted(things, key=lambda thing: _last_day(_milestone(thing).date), reverse=True)


def _milestone(thing: Merged) -> Milestone:
    assert isinstance(thing.record, Milestone)
    return thing.record


def _last_day(value: str | None) -> date:
    span = bounds(value)
    return span[1] if span else date.min


def relations(sight: Sight) -> Iterator[Line]:
    """Since when there are relations, and what else marks them: embassies, recognition, breaks, anniversaries."""
    for told in sight.milestones("diplomatic_relations"):
        yield sight.citing.line(f"diplomatic relations since {say_date(_milestone(told).date)}", told)
    for told in sight.milestones("recognition", "embassy", "severance", "accession"):
        record = _milestone(told)
        value = f": {record.value}" if record.value else ""
        yield sight.citing.line(f"{say_date(record.date)} · {say_word(record.kind)}{value}", told)
    for told in sight.milestones("anniversary"):
        record = _milestone(told)
        yield sight.citing.line(f"{say_date(record.date)} · {_anniversary(record.value, record.of)}", told)


def _anniversary(value: str | int | None, of: str | None) -> str:
    number = ordinal(int(value)) + " " if value is not None and str(value).isdecimal() else ""
    return f"{number}anniversary of {say_word(of) if of else 'what is ' + NOT_STATED}"


def partnership(sight: Sight) -> Iterator[Line]:
    """The level of the partnership: the latest, then the steps before it."""
    for place, told in enumerate(sight.milestones("partnership")):
        record = _milestone(told)
        level = str(record.value) if record.value else f"partnership, level {NOT_STATED}"
        since = f"since {say_date(record.date)}" if record.date else f"date {NOT_STATED}"
        yield sight.citing.line(f"{level}, {since}", told, under="latest" if place == 0 else "before")


def meetings(sight: Sight) -> Iterator[Line]:
    """The last meetings at each level, newest first; those only recalled fill what room is left."""
    groups = sorted(sight.things("meetings", "held"), key=_told_day, reverse=True)
    for level in _LEVELS:
        here = [told for told in groups if _level(told) == level]
        reported = [told for told in here if not is_recalled(told)][:SHOWN]
        recalled = [told for told in here if is_recalled(told)][: SHOWN - len(reported)]
        for told in sorted(reported + recalled, key=_told_day, reverse=True):
            yield sight.citing.line(_say_meeting(told, sight), told, under=say_word(level))


def _level(told: Merged) -> str:
    return str(getattr(told.record, "level", None) or "other")


def _told_day(told: Merged) -> date:
    return _last_day(told_date(told))


def _when(told: Merged) -> str:
    """The date of what is told; where no text gives one, the day of the report, said to be that."""
    date_told = getattr(told.record, "date", None)
    if date_told:
        return say_date(date_told)
    reported = reported_on(told)
    return f"date {NOT_STATED}" if is_recalled(told) or not reported else f"reported {say_date(reported)}"


def _say_meeting(told: Merged, sight: Sight) -> str:
    record = told.record
    assert isinstance(record, Meeting)
    names = sight.names
    parts = [_when(told), say_word(record.mode) if record.mode else f"manner {NOT_STATED}"]
    if record.status != "held":
        parts.insert(1, f"{record.status} meeting")
    there = [person for party in sight.pair for person in record.participants if person.party == party]
    others = len({person.party for person in record.participants} - set(sight.pair))
    more = f" and {others} other {'party' if others == 1 else 'parties'}" if others else ""
    parts.append(say_persons(there, names) + more)
    if record.mode in (None, "in_person"):
        parts.append(say_place(record.place, names) if record.place else f"place {NOT_STATED}")
    if record.occasion:
        parts.append(f"on the margins of {record.occasion}")
    if is_recalled(told):
        parts.append("recalled")
    return " · ".join(parts)


def visits(sight: Sight) -> Iterator[Line]:
    """The last visits in each direction, newest first; those recalled without a date fill what room is left."""
    groups = sorted(sight.things("visits", "held"), key=_told_day, reverse=True)
    for guest, host in (sight.pair, sight.pair[::-1]):
        under = f"{sight.names.name(guest)} to {sight.names.name(host)}"
        there = [told for told in groups if isinstance(told.record, Visit) and told.record.host == host]
        for told in there[:SHOWN]:
            yield sight.citing.line(_say_visit(told, sight), told, under=under)


def _say_visit(told: Merged, sight: Sight) -> str:
    record = told.record
    assert isinstance(record, Visit)
    planned = "" if record.status == "held" else f"{record.status} "
    parts = [_when(told), f"{planned}{record.kind} visit" if record.kind else f"{planned}visit, kind {NOT_STATED}"]
    parts += [say_person(record.visitor, sight.names), f"to {sight.names.name(record.host)}"]
    if record.place and record.place.name:
        parts.append(record.place.name)
    return " · ".join(parts)


def agreements(sight: Sight) -> Iterator[Line]:
    """Instruments, the newest first."""
    for told in sorted(sight.things("agreements"), key=_told_day, reverse=True)[: 2 * SHOWN]:
        record = told.record
        assert isinstance(record, Agreement)
        kind = say_word(record.kind) if record.kind != "other" else "instrument"
        many = f" ({record.count})" if record.count is not None else ""
        name = f"{kind}{many}" + (f" · {record.name}" if record.name else "" if many else f" · name {NOT_STATED}")
        yield sight.citing.line(f"{_when(told)} · {say_word(record.status)} · {name}", told)


def next_dates(sight: Sight) -> Iterator[Line]:
    """What lies ahead: plans that still stand, and anniversaries, the next first; without a date last."""
    ahead = [*_plans(sight, "meetings", _say_meeting), *_plans(sight, "visits", _say_visit), *_anniversaries(sight)]
    yield from (line for _, line in sorted(ahead, key=lambda item: item[0]))


def _plans(sight: Sight, name: str, say: Callable[[Merged, Sight], str]) -> Iterator[tuple[date, Line]]:
    held = sight.things(name, "held")
    for status in ("planned", "proposed", "postponed", "cancelled"):
        for told in sight.things(name, status):
            planned = getattr(told.record, "date", None)
            since = max((each.carrier.day for each in told.found if each.carrier.day), default=None)
            if planned:
                stands = _last_day(planned) >= sight.as_of and not any(_carries_out(each, told) for each in held)
            else:
                oldest = (sight.as_of - timedelta(days=STALE_DAYS)).isoformat()
                stands = since is not None and since >= oldest
            if stands:
                yield (_last_day(planned) if planned else date.max), sight.citing.line(say(told, sight), told)


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
    stated = [told for told in sight.milestones("anniversary") if _last_day(_milestone(told).date) >= sight.as_of]
    for told in stated:
        record = _milestone(told)
        text = f"{say_date(record.date)} · {_anniversary(record.value, record.of)}"
        yield _last_day(record.date), sight.citing.line(text, told)
    starts = [(start, told) for told in sight.milestones("diplomatic_relations") if (start := _start(told))]
    if not starts:
        return
    start, told = max(starts, key=lambda item: len(item[0]))
    for years in _next_years(start, sight.as_of):
        day = _years_after(start, years)
        if not any(_counts(each, years, int(start[:4])) for each in stated):
            line = sight.citing.line(f"{day} · {ordinal(years)} anniversary of diplomatic relations", told)
            because = f"counted: {int(start[:4])} and {years} years"
            yield _last_day(day), msgspec.structs.replace(line, stated=False, because=because)


def _start(told: Merged) -> str | None:
    """The year, month or day since when, as "1992", "1992-04" or "1992-04-02"; None if not even the year is sure."""
    value = _milestone(told).date or ""
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
    if _last_day(_years_after(start, first)) < as_of:
        first += 1
    return sorted({first, -(-first // 5) * 5})


def _counts(told: Merged, years: int, since: int) -> bool:
    """True if a stated anniversary is that of so many years since that year."""
    record = _milestone(told)
    return str(record.value) == str(years) and year_of(record.date) == since + years


def fields(sight: Sight) -> Iterator[Line]:
    """Topics of statements and agreements, the most frequent first."""
    carriers: dict[str, list[Found]] = {}
    counted: Counter[str] = Counter()
    for each in (*sight.statements(), *(thing.best for thing in sight.things("agreements"))):
        assert isinstance(each.record, Statement | Agreement)
        for topic in each.record.topics:
            counted[topic] += 1
            carriers.setdefault(topic, []).append(each)
    for topic, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:FIELDS_SHOWN]:
        times = "once" if count == 1 else f"{count} times"
        yield sight.citing.line_of(f"{say_word(topic)} · {times}", carriers[topic][:3])


SECTIONS: tuple[tuple[str, str, Callable[[Sight], Iterator[Line]]], ...] = (
    ("relations", "Relations since", relations),
    ("partnership", "Partnership level", partnership),
    ("meetings", "Last meetings", meetings),
    ("visits", "Visits", visits),
    ("agreements", "Agreements", agreements),
    ("next", "Next dates", next_dates),
    ("fields", "Fields of cooperation", fields),
)
"""The sections of a brief in their order: name, title, what makes the lines."""
