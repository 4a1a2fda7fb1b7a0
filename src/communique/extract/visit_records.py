"""Journeys as clauses tell them, joined to one record for each journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from communique.extract.actors import Actor
from communique.extract.status import Verdict
from communique.extract.visit_days import finer, lies_ahead
from communique.shared.annotated import AnnotatedDocument
from communique.shared.edtf import bounds, overlap
from communique.shared.records import Meeting, Person, Place, Span, Visit, VisitKind

_KINDS: dict[str, VisitKind] = {k: k for k in ("state", "official", "working", "private", "transit")}
_BACKGROUND_DAYS = 40
_ONE_JOURNEY_DAYS = 14
_ONE_WEEK = 7
_OFF = frozenset({"cancelled", "postponed"})
NAMED_ONLY = "visits/visit-noun"
"""The rule of a journey that no verb tells: her visit to Riga."""


@dataclass(slots=True)
class Trip:
    """A journey as one clause tells it.

    invited: only an invitation, or what had been planned once, so far. nominal: told by a noun (her visit to Riga).
    because: where the clause does not say itself that somebody travelled.
    """

    visitor: Actor
    host: str
    place: Place | None
    kind: str | None
    verdict: Verdict
    date: str | None
    words: list[tuple[int, int]]
    rule: str
    invited: bool = False
    nominal: bool = False
    because: str | None = None


@dataclass(slots=True)
class Remark:
    """`The visit` of which it is said when it is, or that it will not be; accepted: that an invitation is."""

    verdict: Verdict
    date: str | None
    kind: str | None
    words: tuple[int, int]
    accepted: bool = False


def visit_records(document: AnnotatedDocument, told: Sequence[Trip | Remark], before: int = 0) -> tuple[Visit, ...]:
    """The visit records of a document from what its clauses tell, in the order of the text.

    before: how many visits of the document there are already; the numbers go on behind them.
    """
    joined: list[Trip] = []
    for item in told:
        if isinstance(item, Remark):
            _apply(document, joined, item)
            continue
        if item.verdict.status == "held" and lies_ahead(item.date, document.record.date):
            item.verdict = Verdict("planned", rule="date ahead")
        twin = next((t for t in joined if _same(t, item)), None)
        if twin is None:
            joined.append(item)
        else:
            _join(twin, item)
    told_at_all = [t for t in joined if not t.invited and t.verdict.status]
    return tuple(_record(document, trip, number) for number, trip in enumerate(told_at_all, before + 1))


def _apply(document: AnnotatedDocument, joined: list[Trip], remark: Remark) -> None:
    """What a sentence about `the visit` says is said of the journey told last."""
    status = remark.verdict.status
    if remark.accepted:
        invited = next((t for t in reversed(joined) if t.invited), None)
        if invited is not None:
            invited.invited, invited.verdict = False, remark.verdict
            invited.words.append(remark.words)
        return
    last = next((t for t in reversed(joined) if not t.verdict.recalled), None)
    if status is None or last is None:
        return
    if status in _OFF:
        if last.verdict.status == "planned" or last.invited:
            last.verdict, last.invited = remark.verdict, False
            last.words.append(remark.words)
        return
    ahead = status == "planned" or lies_ahead(remark.date, document.record.date)
    if last.invited:
        if not (remark.date or ahead):
            return
        last.invited, last.verdict = False, Verdict("planned" if ahead else status, rule=remark.verdict.rule)
    elif (
        last.verdict.status in _OFF
        or (last.date and not remark.date)
        or (last.date and remark.date and not overlap(last.date, remark.date))
    ):
        return
    if remark.date:
        last.date = finer(last.date, remark.date)
        last.words.append(remark.words)
        if last.verdict.status == "held" and lies_ahead(last.date, document.record.date):
            last.verdict = Verdict("planned", rule="date ahead")
    last.kind = last.kind or remark.kind


def _same(a: Trip, b: Trip) -> bool:
    """Can two clauses tell of one journey?"""
    if a.host != b.host or a.visitor.party != b.visitor.party:
        return False
    if a.visitor.known is not None and b.visitor.known is not None and a.visitor.known != b.visitor.known:
        return False
    apart = bool(a.date and b.date) and not overlap(a.date or "", b.date or "")
    one, two = a.verdict.status, b.verdict.status
    if a.invited or b.invited:
        return not apart and (a.invited or not a.verdict.recalled)
    if one == two == "planned" and apart and abs(_days_between(a.date, b.date)) <= _ONE_WEEK:
        return True  # this week; on Friday
    if one == two:
        return not apart and (a.verdict.recalled == b.verdict.recalled or not (a.date or b.date))
    if one == "planned" and two in _OFF:
        return not apart
    if one == "held" and two == "planned" and b.nominal and not b.date and b.verdict.rule != "upcoming":
        return True  # during her visit she will sign
    if one == "held" and two == "planned":  # on to another town of the host
        further = b.place is not None and b.place.name is not None and b.place != a.place
        return further and (not (a.date and b.date) or _days_between(a.date, b.date) <= _ONE_JOURNEY_DAYS)
    if one == "planned" and two == "held":
        return b.nominal and not b.date
    return False


def _days_between(a: str | None, b: str | None) -> int:
    one, two = bounds(a), bounds(b)
    return (two[0] - one[1]).days if one and two else 0


def _join(twin: Trip, more: Trip) -> None:
    """Add to a journey what another clause says of it."""
    if twin.invited and not more.invited:
        twin.invited, twin.verdict = False, more.verdict
    if more.verdict.status in _OFF:
        twin.verdict = more.verdict
    if twin.verdict.recalled and not more.verdict.recalled and more.verdict.status == twin.verdict.status:
        twin.verdict = more.verdict
    if not (twin.verdict.status == "held" and more.verdict.status == "planned"):
        twin.date = finer(twin.date, more.date)
        twin.words += more.words
    if twin.place is None or twin.place.name is None:
        twin.place = more.place or twin.place
    twin.kind = twin.kind or more.kind
    if twin.because and not more.because:
        twin.because, twin.rule = None, more.rule
    if twin.visitor.known is None:
        twin.visitor = more.visitor


def _record(document: AnnotatedDocument, trip: Trip, number: int) -> Visit:
    then, now = bounds(trip.date), bounds(document.record.date)
    past = bool(trip.verdict.status == "held" and then and now and (now[0] - then[1]).days > _BACKGROUND_DAYS)
    known = trip.visitor.known
    visitor = document.people[known].person() if known is not None else Person()
    visitor = msgspec.structs.replace(visitor, party=visitor.party or trip.visitor.party)
    reasons = [r for r in (trip.because, trip.visitor.because) if r]
    return Visit(
        id=f"{document.record.id}-v{number}",
        evidence=tuple(Span(*document.span(*w)) for w in dict.fromkeys(trip.words)),
        stated=trip.because is None,
        because=" ".join(reasons) or None,
        confidence=0.8,
        rule=f"visits/{trip.rule}",
        recalled=trip.verdict.recalled or past,
        kind=_KINDS.get(trip.kind or ""),
        visitor=visitor,
        host=trip.host,
        status=trip.verdict.status or "held",  # type: ignore[arg-type]
        date=trip.date,
        place=trip.place or Place(None, trip.host),
    )


def dated_by_meetings(visits: tuple[Visit, ...], meetings: tuple[Meeting, ...]) -> tuple[Visit, ...]:
    """Visits without a date take that of the talks that the visitor had with the host, if the text dates them once.

    Only where both are held, or both ahead, and told as news; the talks were face to face and not elsewhere.
    """
    dated = []
    for visit in visits:
        days = {
            m.date
            for m in meetings
            if m.date and m.mode == "in_person" and m.status == visit.status and not m.recalled and _is_at(m, visit)
        }
        if visit.date is None and not visit.recalled and len(days) == 1:
            because = " ".join(r for r in (visit.because, "The day is that of the talks.") if r)
            dated.append(msgspec.structs.replace(visit, date=days.pop(), because=because))
        else:
            dated.append(visit)
    return tuple(dated)


def recalled_beside(visits: tuple[Visit, ...], meetings: tuple[Meeting, ...]) -> tuple[Visit, ...]:
    """A journey that a text only names, without a day, is background where the text reports a meeting of others."""
    news = [m for m in meetings if m.status == "held" and not m.recalled]
    present = {person.name for meeting in news for person in meeting.participants}
    return tuple(
        msgspec.structs.replace(visit, recalled=True)
        if news and visit.rule == NAMED_ONLY and _is_undated_past(visit) and visit.visitor.name not in present
        else visit
        for visit in visits
    )


def _is_undated_past(visit: Visit) -> bool:
    return visit.status == "held" and visit.date is None and visit.visitor.name is not None


def _is_at(meeting: Meeting, visit: Visit) -> bool:
    """Was the meeting one of the visitor with the host?"""
    if meeting.place is not None and meeting.place.party not in (None, visit.host):
        return False
    names = {p.name for p in meeting.participants if p.party == visit.visitor.party}
    both = {p.party for p in meeting.participants} == {visit.visitor.party, visit.host}
    return both and (visit.visitor.name is None or visit.visitor.name in names)
