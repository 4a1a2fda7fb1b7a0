"""What the sections of a brief look at, asked for once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Self

import msgspec

from communique.ledger.views import Found, Merged
from communique.publish.brief.citing import Citing
from communique.publish.brief.known import Known, Promise, Told
from communique.publish.quoting import shorten, words_of
from communique.publish.telling import told_date
from communique.shared.edtf import bounds
from communique.shared.parties import PartyNames, fold
from communique.shared.records import Meeting, Milestone, Span

SHOWN = 5
"""Meetings at a level, visits in a direction, positions of a side that a brief shows."""

LONGEST_QUOTE = 160

CARRIED_OUT = ("signed", "in_force")
"""Statuses of an instrument that was made."""

DOCUMENTS_READ = 400
"""The newest texts on a pair whose statements are looked at."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a brief is asked for: its parties (codes), the day on which it is given, and the period, if not all."""

    parties: tuple[str, ...]
    as_of: date
    since: str | None = None
    until: str | None = None


class Sight:
    """What is known of a pair in the period, and of the whole time; and the numbers of sources so far."""

    def __init__(self, known: Known, whole: Known, names: PartyNames, asked: Asked) -> None:
        self._known, self._whole, self.names = known, whole, names
        self.pair, self.as_of = (asked.parties[0], asked.parties[1]), asked.as_of
        self.citing = Citing()
        self._given: Sequence[Promise] | None = None
        self._seen: dict[tuple[str, bool], list[Merged]] = {}
        self._held: dict[tuple[str, bool], list[Merged]] = {}
        self._texts: dict[str, str] = {}
        self._promises: Sequence[Promise] | None = None
        self._statements: list[Found] | None = None

    @classmethod
    def beside(cls, other: Citing, known: Known, names: PartyNames, asked: Asked, promises: Sequence[Promise]) -> Self:
        """A sight of another pair that shares a source list; promises: those of the pair, which are known already."""
        sight = cls(known, known, names, asked)
        sight.citing, sight._given = other, promises
        return sight

    def things(self, list_name: str, status: str | None = None, whole: bool = False) -> list[Merged]:
        """The things of the pair in the period (whole: of all time), the newest first, all or those of a status."""
        key = (list_name, whole and self._whole is not self._known)
        if key not in self._seen:
            self._seen[key] = (self._whole if whole else self._known).things(list_name)
        things = self._seen[key]
        return things if status is None else [each for each in things if getattr(each.record, "status", None) == status]

    def held(self, list_name: str, whole: bool = False) -> list[Merged]:
        """Meetings or visits that took place, the newest first."""
        key = (list_name, whole and self._whole is not self._known)
        if key not in self._held:
            self._held[key] = sorted(self.things(list_name, "held", whole), key=told_day, reverse=True)
        return list(self._held[key])

    @cached_property
    def met_abroad(self) -> dict[tuple[str, str | None, str], list[Merged]]:
        """The meetings that took place, the newest first, by the state they were in and each who took part by name."""
        found: dict[tuple[str, str | None, str], list[Merged]] = {}
        for told in self.held("meetings"):
            meeting = told.record
            if isinstance(meeting, Meeting) and meeting.place and meeting.place.party:
                there = {(person.party, fold(person.name)) for person in meeting.participants if person.name}
                for party, name in there:
                    found.setdefault((meeting.place.party, party, name), []).append(told)
        return found

    def milestones(self, *kinds: str) -> list[Merged]:
        """Milestones of these kinds, the latest first; one without a date stands where it was first told."""
        things = [each for each in self.things("milestones", whole=True) if milestone(each).kind in kinds]
        return sorted(things, key=lambda thing: last_day(milestone(thing).date or first_told(thing)), reverse=True)

    def promises(self) -> Sequence[Promise]:
        """The commitments between the two as they stand, without those that their own words carried out: where a
        sentence is the evidence of an instrument that was signed, or of a step in the partnership, it tells of a deed.
        """
        if self._promises is None:
            self._promises = self._given if self._given is not None else self._whole.promises(self.as_of)
            things = [*self.things("agreements", whole=True), *self.things("milestones", whole=True)]
            deeds = [each for each in things if getattr(each.record, "status", "signed") in CARRIED_OUT]
            done: dict[str, list[Span]] = {}
            for ident, span in (place for deed in deeds for place in _places(deed)):
                done.setdefault(ident, []).append(span)
            self._promises = [each for each in self._promises if not _among(_places(each.merged), done)]
        return self._promises

    def told(self, meetings: Iterable[Merged]) -> Iterable[Told]:
        """What the accounts of meetings say."""
        return self._known.told(meetings)

    def statements(self) -> list[Found]:
        """What one of the two or both said to or of the other in the newest texts on the two, the newest first."""
        if self._statements is None:
            lists = ("meetings", "visits", "commitments", "agreements", "milestones")
            found = [each for name in lists for thing in self.things(name) for each in thing.found]
            carriers = [*(each.carrier for each in found), *self._known.carriers("statements")]
            days = {carrier.id: carrier.day or "" for carrier in carriers}
            newest = sorted(days, key=lambda ident: (days[ident], ident), reverse=True)[:DOCUMENTS_READ]
            meetings = {each.record.id for each in found if getattr(each.record, "bilateral", False)}
            said = [each for each in self._known.statements_in(newest) if self._between(each, meetings)]
            self._statements = sorted(said, key=lambda each: each.day, reverse=True)
        return self._statements

    def _between(self, found: Found, meetings: Collection[str]) -> bool:
        """True for what is said at a meeting of the two alone, in common, or to or of the other."""
        record = found.record
        speakers = set(getattr(record, "speakers", ()))
        if not speakers or not speakers <= set(self.pair):
            return False
        if getattr(record, "meeting", None) in meetings or getattr(record, "account", None) == "joint":
            return True
        others = set(self.pair) - speakers
        named = {each.id for each in getattr(record, "about", ())} | set(getattr(record, "addressees", ()))
        return not others or bool(others & named)

    def words(self, found: Found) -> str:
        """The words that a record rests on, shortened."""
        ident = found.carrier.id
        if ident not in self._texts:
            self._texts |= {key: held.document.text for key, held in self._known.documents({ident}).items()}
        return shorten(words_of(self._texts[ident], found.record.evidence[:1]), LONGEST_QUOTE)


def _places(thing: Merged) -> list[tuple[str, Span]]:
    """Where the words of a thing stand: document and place."""
    return [(each.carrier.id, span) for each in thing.found for span in each.record.evidence]


def _among(places: Iterable[tuple[str, Span]], others: Mapping[str, Sequence[Span]]) -> bool:
    """True if one of some places has a character in common with one of others, which are given by document."""
    return any(
        span.start < other.end and other.start < span.end for ident, span in places for other in others.get(ident, ())
    )


def milestone(thing: Merged) -> Milestone:
    """The milestone that a thing is."""
    assert isinstance(thing.record, Milestone)
    return thing.record


def last_day(value: str | None) -> date:
    """The last day of an EDTF value; the first of all days where there is none."""
    span = bounds(value)
    return span[1] if span else date.min


def told_day(told: Merged) -> date:
    """The last day on which a thing can have been, as far as its texts tell."""
    return last_day(told_date(told))


def first_told(thing: Merged) -> str | None:
    """The date of the first text that tells of a thing."""
    return min((each.carrier.date for each in thing.found if each.carrier.date), default=None)
