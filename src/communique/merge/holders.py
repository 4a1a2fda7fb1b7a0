"""Two holders of one single office at one time: in two texts, or in a text and in knowledge/actors/officials.csv."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

import msgspec

from communique.merge.claims import Claim, Contradiction, cite_sighting, claim
from communique.merge.names import Spelling, alike
from communique.merge.offices import Offices
from communique.merge.people import MAIN, OFFICIALS, Individual
from communique.merge.sightings import Sighting
from communique.shared.edtf import bounds
from communique.shared.knowledge import Knowledge
from communique.shared.parties import fold

GIVEN_NAMES = "actors/given_names.csv"
STATES = "actors/states.csv"

BETWEEN = 60
"""The most days between two sightings of a holder from which he is taken to have been so all the time between."""

ELECTED = 100
"""Days before a term in which its holder may be called by the office already."""

CHANGE = 31
"""Days around the end or beginning of a known term, and before the last day of which the knowledge files tell, in
which a text may know better."""

LAST = date.max.toordinal()


class _Term(msgspec.Struct, frozen=True):
    """A known term: the holder, first and last day (ordinals)."""

    name: str
    low: int
    high: int


_Held = tuple[Individual, list[Sighting]]


class Holders:
    """Finds them; reads its knowledge once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._offices = Offices(knowledge)
        self._states = frozenset(row["code"] for row in knowledge.table(STATES, ["code"]))
        self._given = frozenset(row["name"].casefold() for row in knowledge.table(GIVEN_NAMES, ["name"]))
        self._spelling = Spelling(knowledge)
        self._elsewhere: dict[str, str] = {}
        self._told_until = 0
        self._terms: dict[tuple[str, str], list[_Term]] = {}
        for row in knowledge.table(OFFICIALS, ["name", "office", "party", "first"], ["last", "terms"]):
            values = row.many("terms") or (f"{row['first']}/{row['last'] or '..'}",)
            for span in filter(None, map(bounds, values)):
                term = _Term(row["name"], span[0].toordinal(), span[1].toordinal())
                self._told_until = max(self._told_until, *(day for day in (term.low, term.high) if day < LAST))
                self._terms.setdefault((row["party"], row["office"]), []).append(term)
            for name in (row["name"], *row.many("names")):
                self._elsewhere.setdefault(fold(name), row["party"])

    def of(self, party: str, people: Sequence[Individual]) -> Iterator[Contradiction]:
        """The contradictions about the single offices of a state."""
        if party not in self._states:
            return
        for office in sorted(self._offices.single):
            held = [(person, seen) for person in people if (seen := self._seen(person, office))]
            for one, other in combinations(held, 2):
                yield from self._between(party, office, one, other)
            for person, seen in held:
                yield from self._against_knowledge(party, office, person, seen)

    def _seen(self, person: Individual, office: str) -> list[Sighting]:
        """When a person whose name is surely one of the party's is seen for sure in an office, by day."""
        words = {word.casefold() for name, _ in person.spellings for word in name.split()}
        several = len({each.document for each in person.sightings}) > 1
        sure = person.known or (" " in person.name and (several or words & self._given))
        if not sure or self._elsewhere.get(fold(person.name), person.party) != person.party:
            return []
        held = [each for each in person.sightings if office in each.offices and each.day]
        others = [each for each in person.sightings if each.offices and office not in each.offices and each.day]
        return [each for each in held if each.firm and _is_usual(each, held, others)]

    def _between(self, party: str, office: str, one: _Held, other: _Held) -> Iterator[Contradiction]:
        """Two persons of whom one is seen in the office on a day on which, or around which, the other is.

        One who is known to have held it before may be called so by courtesy.
        """
        crossing = [
            *((a, b) for a in one[1] for b in _around(a, other[1])),
            *((a, b) for b in other[1] for a in _around(b, one[1])),
        ]
        former = [self._before(party, office, person) for person, _ in (one, other)]
        pairs = [
            (a, b)
            for a, b in crossing
            if a.document != b.document and (a.day or "") <= former[0] and (b.day or "") <= former[1]
        ]
        if pairs:
            claims = (
                claim(one[0].name, [cite_sighting(a) for a, _ in pairs]),
                claim(other[0].name, [cite_sighting(b) for _, b in pairs]),
            )
            yield _contradiction(party, office, claims, "one person holds this office at a time")

    def _before(self, party: str, office: str, person: Individual) -> str:
        """The last day on which a person is known to have held the office; else a day far ahead."""
        ends = [term.high for term in self._terms.get((party, office), []) if term.name in person.known]
        return date.fromordinal(min(max(ends, default=LAST), LAST)).isoformat()

    def _surely(self, term: _Term, day: date) -> bool:
        """True if the day lies well within a known term, and not after all days of which the knowledge files tell."""
        return term.low + CHANGE < day.toordinal() < min(term.high, self._told_until) - CHANGE

    def _against_knowledge(
        self, party: str, office: str, person: Individual, seen: Iterable[Sighting]
    ) -> Iterator[Contradiction]:
        wrong: dict[_Term, list[Sighting]] = {}
        terms = self._terms.get((party, office), [])
        names = [self._spelling.words(name) for name, _ in person.spellings] + [
            self._spelling.words(name) for name in person.known
        ]
        theirs = [term for term in terms if any(alike(self._spelling.words(term.name), name) for name in names)]
        for each in seen:
            day = date.fromisoformat(each.day or "")
            if any(term.low - ELECTED <= day.toordinal() for term in theirs):
                continue  # in office, or called so by courtesy ever after
            other = next((term for term in terms if term not in theirs and self._surely(term, day)), None)
            if other is not None:
                wrong.setdefault(other, []).append(each)
        for term, sightings in wrong.items():
            known = Claim(value=term.name, known=f"{OFFICIALS}: {term.name}, {office}, {_said(term)}")
            claims = (claim(person.name, map(cite_sighting, sightings)), known)
            yield _contradiction(party, office, claims, "the knowledge files name another holder for that day")


def _is_usual(seen: Sighting, held: Sequence[Sighting], others: Sequence[Sighting]) -> bool:
    """False if around that day the person is nearly always seen in other offices: the text, or its reading, slips."""
    here, elsewhere = (sum(_days(seen, each) <= BETWEEN for each in some) for some in (held, others))
    return here >= MAIN * (here + elsewhere)


def _days(one: Sighting, other: Sighting) -> int:
    return abs((date.fromisoformat(one.day or "") - date.fromisoformat(other.day or "")).days)


def _contradiction(party: str, office: str, claims: tuple[Claim, Claim], reason: str) -> Contradiction:
    return Contradiction(kind="holder of an office", parties=(party,), about=office, claims=claims, reason=reason)


def _around(seen: Sighting, others: Sequence[Sighting]) -> list[Sighting]:
    """Of the sightings of another person those of the same day; else the nearest before and after, if close enough."""
    same = [each for each in others if each.day == seen.day]
    if same:
        return same
    before = [each for each in others if (each.day or "") < (seen.day or "")][-1:]
    after = [each for each in others if (each.day or "") > (seen.day or "")][:1]
    if not before or not after:
        return []
    return [*before, *after] if _days(before[0], after[0]) <= BETWEEN else []


def _said(term: _Term) -> str:
    first = date.fromordinal(max(1, term.low)).isoformat()
    return f"from {first}" if term.high >= LAST else f"{first} to {date.fromordinal(term.high).isoformat()}"
