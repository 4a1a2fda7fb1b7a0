"""Sections on meetings and visits: the last of each kind, the balance of visits, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from communique.ledger.views import Found, Merged
from communique.publish.brief.model import Line
from communique.publish.brief.sight import SHOWN, Sight, last_day, told_day
from communique.publish.saying import NOT_STATED, say_ago, say_date, say_person, say_persons, say_place, say_word
from communique.publish.telling import is_recalled, reported_on, told_date
from communique.shared.edtf import bounds, overlap
from communique.shared.parties import fold
from communique.shared.records import Meeting, Statement, Visit

LEVELS = ("head_of_state", "head_of_government", "minister", "senior_official", "other")

BALANCE = "balance"

RETURNED = ("state", "official")
"""Kinds of visits that custom has returned, each by its like."""


def meetings(sight: Sight) -> Iterator[Line]:
    """The last meetings at each level, newest first; those only recalled fill what room is left."""
    groups = sight.held("meetings")
    for level in LEVELS:
        here = [told for told in groups if (_meeting(told).level or "other") == level]
        reported = [told for told in here if not is_recalled(told)][:SHOWN]
        recalled = [told for told in here if is_recalled(told)][: SHOWN - len(reported)]
        for told in sorted(reported + recalled, key=told_day, reverse=True):
            yield sight.citing.line(say_meeting(told, sight), told, under=say_word(level))


def _meeting(told: Merged) -> Meeting:
    assert isinstance(told.record, Meeting)
    return told.record


def _visit(told: Merged) -> Visit:
    assert isinstance(told.record, Visit)
    return told.record


def say_when(told: Merged, sight: Sight | None = None) -> str:
    """The date of what is told, and (with a sight) how long ago that was; where no text gives a date, the day of the
    report, said to be that."""
    date_told = getattr(told.record, "date", None)
    reported = None if is_recalled(told) else reported_on(told)
    if not date_told and not reported:
        return f"date {NOT_STATED}"
    when = say_date(date_told) if date_told else f"reported {say_date(reported)}"
    ago = say_ago(last_day(date_told or reported), sight.as_of) if sight else None
    return f"{when} · {ago}" if ago else when


def say_meeting(told: Merged, sight: Sight) -> str:
    """A meeting in one line: when, how, who, where."""
    record, names = _meeting(told), sight.names
    held = record.status == "held"
    parts = [say_when(told, sight if held else None), say_word(record.mode) if record.mode else f"manner {NOT_STATED}"]
    if not held:
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
    """The balance and whose turn it is; then the last visits in each direction, newest first."""
    yield from balance(sight)
    for way in (sight.pair, sight.pair[::-1]):
        made = sorted(visits_made(sight, way), key=lambda item: item[0], reverse=True)
        yield from (line for _, line in made[:SHOWN])


def visits_made(sight: Sight, way: tuple[str, str]) -> list[tuple[date, Line]]:
    """The visits from the first party to the second, told or inferred, each with its last day."""
    under, host = f"{sight.names.name(way[0])} to {sight.names.name(way[1])}", way[1]
    told = _to(sight.held("visits"), host)
    made = [(told_day(each), sight.citing.line(say_visit(each, sight), each, under)) for each in told[:SHOWN]]
    return made + [_inferred_visit(plan, met, sight, under) for plan, met in _made_as_planned(sight, host)]


def _to(groups: list[Merged], host: str) -> list[Merged]:
    return [told for told in groups if _visit(told).host == host]


def say_visit(told: Merged, sight: Sight) -> str:
    """A visit in one line: when, of what kind, who, whereto."""
    record = _visit(told)
    held = record.status == "held"
    status = "" if held else f"{record.status} "
    return " · ".join([say_when(told, sight if held else None), *_visit_parts(record, sight, status)])


def _visit_parts(record: Visit, sight: Sight, status: str = "") -> list[str]:
    parts = [f"{status}{record.kind} visit" if record.kind else f"{status}visit, kind {NOT_STATED}"]
    parts += [say_person(record.visitor, sight.names), f"to {sight.names.name(record.host)}"]
    return parts + ([record.place.name] if record.place and record.place.name else [])


def _made_as_planned(sight: Sight, host: str) -> Iterator[tuple[Merged, Merged]]:
    """Visits of which only the plan is told, each with a meeting of the visitor with the hosts, there and then."""
    for plan in _to(sight.things("visits", "planned"), host):
        meeting = met_there(sight, plan)
        if meeting:
            yield plan, meeting


def _inferred_visit(plan: Merged, meeting: Merged, sight: Sight, under: str) -> tuple[date, Line]:
    record = _visit(plan)
    ago = say_ago(told_day(meeting), sight.as_of)
    parts = [say_date(record.date), *([ago] if ago else []), *_visit_parts(record, sight)]
    because = f"it was planned, and a meeting there on {say_date(told_date(meeting))} is told"
    line = sight.citing.inferred(" · ".join(parts), (*plan.found, *meeting.found), because, under)
    return told_day(meeting), line


def met_there(sight: Sight, plan: Merged) -> Merged | None:
    """The meeting in the host's country, on the days of a planned visit, in which the visitor took part."""
    record = _visit(plan)
    visitor = record.visitor
    met = sight.met_abroad.get((record.host, visitor.party, fold(visitor.name or "")), ())
    return next((told for told in met if overlap(record.date, told_date(told))), None)


def balance(sight: Sight) -> Iterator[Line]:
    """How many visits are told in each direction, and whose turn it is, where that is clear."""
    held = [told for told in sight.held("visits") if {_visit(told).host, _visit(told).visitor.party} == set(sight.pair)]
    if not held:
        return
    counts = [_count(sight, _to(held, host), (guest, host)) for guest, host in (sight.pair, sight.pair[::-1])]
    found = [each for told in held for each in told.found[:1]]
    yield sight.citing.line_of(f"visits told: {'; '.join(counts)}", found, under=BALANCE)
    turn = _turn(sight)
    if turn:
        yield turn


def _count(sight: Sight, told: list[Merged], way: tuple[str, str]) -> str:
    """How many visits one way; those without a date may be told twice, and those inferred are told apart."""
    undated = sum(1 for each in told if not _visit(each).date)
    inferred = len(list(_made_as_planned(sight, way[1])))
    more = f" ({undated} without a date)" if undated else ""
    more += f" and {inferred} inferred" if inferred else ""
    return f"{sight.names.name(way[0])} to {sight.names.name(way[1])} {len(told)}{more}"


def _turn(sight: Sight) -> Line | None:
    """Whose turn it is: a visit that custom has returned went one way, and none of its kind the other way since.

    Only visits whose days are known count, so that it is sure which was the last. Source of the custom: return visits
    between equals in Satow's Diplomatic Practice.
    """
    names = sight.names
    for kind in RETURNED:
        here = [told for told in sight.held("visits", whole=True) if _visit(told).kind == kind]
        last = max((told for told in here if _visit(told).date), key=told_day, default=None)
        if last is None:
            continue
        guest, host = _visit(last).visitor.party or "", _visit(last).host
        if guest not in sight.pair or any(_near(last, other) for other in _to(here, guest)):
            return None
        text = f"turn of {names.name(host)}: {kind} visit to {names.name(guest)}"
        because = (
            f"the last {kind} visit, {say_date(told_date(last))}, went from {names.name(guest)} to "
            f"{names.name(host)}, and none the other way since is told"
        )
        invited = _invitation(sight, last)
        if invited:
            because += f"; {names.name(guest)} has invited"
        return sight.citing.inferred(text, (*last.found[:2], *invited), because, BALANCE)
    return None


def _near(last: Merged, other: Merged) -> bool:
    """True if a visit the other way may have been after the last one."""
    span = bounds(told_date(other))
    begun = bounds(told_date(last))
    return span is None or begun is None or span[1] >= begun[0]


def _invitation(sight: Sight, last: Merged) -> list[Found]:
    """The latest invitation by the guest of a visit, given during it or later."""
    record = _visit(last)
    since = last_day(told_date(last)).isoformat()
    return [
        each
        for each in sight.statements()
        if isinstance(each.record, Statement)
        and each.record.kind == "invite"
        and each.record.speakers == (record.visitor.party,)
        and not each.record.negated
        and each.day >= since
    ][:1]
