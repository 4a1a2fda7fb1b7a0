"""Texts that a meeting, visit or gathering brought about, though no sentence of theirs says that it took place.

Comes in: merged things, and the titled texts of their days. Goes out: which texts belong to which thing, and why.
Method: the title is that of an outcome (a joint statement, a fact sheet, remarks by two: layouts/outcomes.yaml) and
names everybody who took part, by state or by family name, no other state, and nobody else of one of the sides; the
text is of the day, or of the day after. A side may go unnamed in its own text. No record is made: the tie is shown
with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from communique.ledger.views import Carrier, Merged
from communique.merge.moments import moment_of
from communique.merge.names import Spelling
from communique.merge.offices import OFFICES
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames, fold
from communique.shared.records import Gathering, Meeting, Person, Visit

OUTCOMES = "layouts/outcomes.yaml"

LONGEST = 7
"""The most days that a thing can have been in, for a text to be of its days."""

LATE = 1
"""Days by which a text may come later."""

AHEAD = 45
"""Days by which a text may come before a gathering that its title names."""

_LEVELS = ("head_of_state", "head_of_government", "minister", "senior_official", "other", None)


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """A text that belongs to a thing, and why."""

    carrier: Carrier
    because: str


class _Day(msgspec.Struct, frozen=True, kw_only=True):
    """A thing as texts are held against it: first and last day, who took part, the texts that tell of it.

    key, words: of a gathering, its key, and if that names no body the words of it, which a title must have.
    """

    thing: Merged
    low: int
    high: int
    parties: frozenset[str]
    people: tuple[Person, ...]
    key: str = ""
    words: frozenset[str] = frozenset()


class Outcomes:
    """Ties texts to things; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge, names: PartyNames, spelling: Spelling) -> None:
        words = knowledge.mapping(OUTCOMES)
        offices = "|".join(sorted({re.escape(row["form"]) for row in knowledge.table(OFFICES, ["form", "party"])}))
        self._titles = re.compile("|".join(words["titles"]).replace("{office}", f"(?:{offices})"), re.IGNORECASE)
        self._not = re.compile("|".join(words["not_titles"]), re.IGNORECASE)
        self._names, self._spelling = names, spelling

    def is_outcome(self, title: str) -> bool:
        """True if a title is that of a text which a meeting brings about."""
        return bool(self._titles.search(title)) and not self._not.search(title)

    def ties(self, things: Iterable[Merged], carriers: Iterable[Carrier]) -> dict[str, list[Tie]]:
        """The texts that belong to things, by the id of the thing."""
        days = [day for thing in things if (day := _day_of(thing))]
        families = self._families(days)
        on: dict[int, list[_Day]] = {}
        for day in days:
            for ordinal in range(day.low, day.high + LATE + 1):
                on.setdefault(ordinal, []).append(day)
        found: dict[str, list[Tie]] = {}
        named = [day for day in days if day.words]
        for carrier in carriers:
            if not carrier.day or not carrier.title:
                continue
            ordinal = date.fromisoformat(carrier.day).toordinal()
            for day in _by_name(carrier, ordinal, named):
                reason = f"Its title names the gathering: {carrier.title}"
                found.setdefault(day.thing.id, []).append(Tie(carrier=carrier, because=reason))
            near = on.get(ordinal, []) if self.is_outcome(carrier.title) else []
            for day in self._of_text(carrier, near, families):
                reason = f"Its title is that of a text of such a meeting, and names who met that day: {carrier.title}"
                found.setdefault(day.thing.id, []).append(Tie(carrier=carrier, because=reason))
        return found

    def _families(self, days: Sequence[_Day]) -> dict[str, set[str]]:
        """Family names of all who took part in something, by party."""
        families: dict[str, set[str]] = {}
        for day in days:
            for person in day.people:
                if person.party and (words := self._spelling.words(person.name)):
                    families.setdefault(person.party, set()).add(words[-1])
        return families

    def _of_text(self, carrier: Carrier, near: Sequence[_Day], families: Mapping[str, set[str]]) -> Iterator[_Day]:
        """The things that a text belongs to: of several of the same parties the one whose people it names."""
        words = frozenset(self._spelling.words(carrier.title))
        named = self._names.named_in(carrier.title or "") | ({carrier.side} if carrier.side else set())
        by_parties: dict[tuple[str, frozenset[str]], list[tuple[int, int, str, _Day]]] = {}
        for day in (each for each in near if each.parties):
            people = self._named(day, words, families)
            if people is None or not day.parties <= named | set(people):
                continue
            if day.thing.list_name != "gatherings" and any(map(self._names.is_state, named - day.parties)):
                continue  # a statement of four at a table of two
            if any(each.carrier.id == carrier.id for each in day.thing.found):
                continue
            rank = (-len(people), _level(day.thing), day.thing.id, day)
            by_parties.setdefault((day.thing.list_name, day.parties), []).append(rank)
        for ranked in by_parties.values():
            yield min(ranked, key=lambda rank: rank[:3])[3]

    def _named(self, day: _Day, words: frozenset[str], families: Mapping[str, set[str]]) -> tuple[str, ...] | None:
        """The parties whose people the title names; None if it names others of a party instead."""
        found = []
        for party in sorted(day.parties):
            theirs = {w[-1] for p in day.people if p.party == party and (w := self._spelling.words(p.name))}
            if theirs & words:
                found.append(party)
            elif theirs and families.get(party, set()) & words:
                return None
        return tuple(found)


def _by_name(carrier: Carrier, ordinal: int, days: Sequence[_Day]) -> Iterator[_Day]:
    """The gatherings that a title names by all their words: of each name the nearest, announced or just over."""
    words = _words(carrier.title or "")
    nearest: dict[str, tuple[int, str, _Day]] = {}
    for day in days:
        if day.words <= words and day.low - AHEAD <= ordinal <= day.high + LATE:
            rank = (max(0, day.low - ordinal), day.thing.id, day)
            nearest[day.key] = min(nearest.get(day.key, rank), rank, key=lambda each: each[:2])
    for _, _, day in nearest.values():
        if all(each.carrier.id != carrier.id for each in day.thing.found):
            yield day


def _words(name: str) -> frozenset[str]:
    """The words of a name in one form for one and many."""
    return frozenset(word.removesuffix("s") for word in fold(name).split())


def _level(thing: Merged) -> int:
    return _LEVELS.index(getattr(thing.record, "level", None))


def _day_of(thing: Merged) -> _Day | None:
    """The thing with its days; None if they are not known well enough, or if it did not take place among several."""
    record = thing.record
    if getattr(record, "status", None) in ("cancelled", "postponed", "proposed"):
        return None
    if isinstance(record, Meeting) and record.mode in ("call", "message"):
        return None
    moments = [moment for each in thing.found if (moment := moment_of(each))]
    best = min(moments, key=lambda moment: (not moment.dated, moment.days), default=None)
    parties, key, words = _parties(thing), *_name_of(thing)
    if best is None or not (parties or words) or (best.dated and best.days > LONGEST):
        return None
    if not best.dated and getattr(record, "status", None) != "held":
        return None
    low = best.low if best.dated else best.high  # of what is reported without a day, the day of the report
    words = words if best.dated else frozenset()
    return _Day(thing=thing, low=low, high=best.high, parties=parties, people=_people(thing), key=key, words=words)


def _name_of(thing: Merged) -> tuple[str, frozenset[str]]:
    """The key of a gathering that is named by words of its own, and the words; nothing for others."""
    best = thing.best.record
    if not isinstance(best, Gathering) or _parties(thing):
        return "", frozenset()
    words = _words(best.key)
    return (best.key, words) if len(words) > 1 else ("", frozenset())


def _parties(thing: Merged) -> frozenset[str]:
    """The parties that a title must name: all who met, of a gathering the bodies it is named after; none if unknown."""
    best = thing.best.record
    if isinstance(best, Gathering):
        return frozenset(best.key.split()[0].split("+")) & frozenset(best.parties)
    parties = frozenset(person.party for person in _people(thing) if person.party)
    return parties if len(parties) > 1 else frozenset()


def _people(thing: Merged) -> tuple[Person, ...]:
    record = thing.record
    if isinstance(record, Visit):
        return (record.visitor, Person(party=record.host))
    return record.participants if isinstance(record, Meeting) else ()
