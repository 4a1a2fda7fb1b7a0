"""Which meetings took place during a visit: of the visitor with the hosts, in their country, on its days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.ledger.views import Merged
from communique.merge.moments import Moment, moment_of
from communique.merge.names import Spelling, alike
from communique.shared.records import Meeting, Visit

NEAR_DAYS = 1
"""Days by which meeting and visit may miss each other: plans name the first day, and reports come a day later."""

LONGEST = 14
"""The most days that visit and meeting can have been in, for one to be told to belong to the other."""


def by_pair(meetings: Iterable[Merged]) -> dict[frozenset[str], list[Merged]]:
    """Meetings in a room, by each two of their parties."""
    found: dict[frozenset[str], list[Merged]] = {}
    for meeting in meetings:
        record = meeting.record
        assert isinstance(record, Meeting)
        parties = sorted({person.party for person in record.participants if person.party})
        if record.mode in (None, "in_person"):
            for place, one in enumerate(parties):
                for other in parties[:place]:
                    found.setdefault(frozenset((one, other)), []).append(meeting)
    return found


def during(visit: Merged, meetings: Mapping[frozenset[str], Sequence[Merged]], spelling: Spelling) -> list[Merged]:
    """The meetings that took place during a visit; none where the days are not known well enough."""
    record = visit.record
    assert isinstance(record, Visit)
    if not record.visitor.party:
        return []
    near = meetings.get(frozenset((record.visitor.party, record.host)), ())
    return [meeting for meeting in near if _of_visit(meeting, visit, record, spelling)]


def _of_visit(meeting: Merged, visit: Merged, record: Visit, spelling: Spelling) -> bool:
    met = meeting.record
    assert isinstance(met, Meeting)
    if met.place and met.place.party and met.place.party != record.host:
        return False
    names = [spelling.words(p.name) for p in met.participants if p.party == record.visitor.party and p.name]
    visitor = spelling.words(record.visitor.name)
    if not names or not visitor or not any(alike(name, visitor) for name in names):
        return False
    return any(
        one.days <= LONGEST and other.days <= LONGEST and one.gap(other) <= NEAR_DAYS
        for one in _moments(visit)
        for other in _moments(meeting)
    )


def _moments(thing: Merged) -> list[Moment]:
    return [moment for found in thing.found if (moment := moment_of(found))]
