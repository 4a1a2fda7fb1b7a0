"""Delegations that are named, sent or led to a place, and officials who travel for the side of the text, as visits.

By knowledge/wording/delegations.yaml. The destination may stand far behind the noun (a delegation to attend the
inauguration of X on 5 May in Y), where the syntax no longer helps: it is the state named behind `to` or `in`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communique.extract.actors import Actor, ActorReader, Focus, known_actor
from communique.extract.days import day_of
from communique.extract.grammar import Grammar
from communique.extract.inflection import verb_forms
from communique.extract.status import StatusRules, Verdict
from communique.extract.visit_records import Trip, visit_records
from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.edtf import bounds, overlap
from communique.shared.knowledge import Knowledge
from communique.shared.records import Person, Place, Visit

_STATE = 3  # letters of the code of a state
_OWN = "Officials without a state are those of the side whose text it is."


@dataclass(slots=True)
class _Journey:
    """Where a sentence says that a delegation goes: state, town and the words; the day."""

    host: str
    place: Place | None
    last: int
    date: str | None


class DelegationReader:
    """Reads journeys of delegations."""

    def __init__(self, knowledge: Knowledge, status: StatusRules, actors: ActorReader) -> None:
        self._status, self._actors = status, actors
        entries: dict[str, Any] = {e["name"]: e for e in knowledge.entries("wording/delegations.yaml")}
        sent, travel = entries["delegation-sent"], entries["officials-travel"]
        self._nouns, self._to = frozenset(sent["nouns"]), frozenset(sent["to"])
        self._definite = frozenset(sent["definite"])
        self._verbs = frozenset(f for v in sent["verbs"] for f in verb_forms(v))
        self._leading = frozenset(f for v in sent["arriving"] for f in verb_forms(v))
        self._travel = frozenset(f for v in travel["verbs"] for f in verb_forms(v))
        self._officials = frozenset(travel["nouns"])

    def read(self, document: AnnotatedDocument, told: Sequence[Visit]) -> tuple[Visit, ...]:
        """The journeys of delegations that `told` has not; numbered behind these."""
        trips: list[Trip] = []
        for number in sorted(document.trees):
            grammar = Grammar(document.trees[number])
            for node in grammar.nodes:
                if node.mention is None and node.low in self._nouns:
                    trips += self._sent(document, grammar, node.index, number)
                elif node.tag.startswith("V") and node.low in self._travel:
                    trips += self._officials_travel(document, grammar, node.index)
            self._led_by(document, grammar, trips)
        fresh = [t for t in trips if not any(_same(t, visit) for visit in told)]
        return visit_records(document, fresh, len(told))

    def _sent(self, document: AnnotatedDocument, grammar: Grammar, noun: int, number: int) -> list[Trip]:
        verb = grammar.governing_verb(noun)
        if verb < 0 or grammar.node(verb).low not in self._verbs:
            return []
        journey = self._journey(document, grammar, noun, number)
        senders = self._actors.actors(document, grammar, s, Focus()) if (s := _subject(grammar, verb)) >= 0 else []
        owners = [Actor(m.parties[0], person=Person(party=m.parties[0])) for m in _owners(grammar, noun)]
        leads = grammar.node(verb).low in self._leading
        visitors = senders if leads and senders else owners or senders
        if journey is None or not visitors or not visitors[0].party or visitors[0].party == journey.host:
            return []
        verdict = self._status.of_verb(grammar, verb)
        if verdict.status is None:
            return []
        status = verdict.status if leads else "planned"
        visitor = visitors[0] if leads else Actor(visitors[0].party, person=Person(party=visitors[0].party))
        words = (min(grammar.node(verb).first, grammar.node(noun).first), journey.last)
        return [_trip(document, visitor, journey, status, words, "delegation-sent")]

    def _officials_travel(self, document: AnnotatedDocument, grammar: Grammar, verb: int) -> list[Trip]:
        """Senior officials travelled to A and B: of the side whose text it is, if none is named."""
        subject, side = _subject(grammar, verb), document.record.side
        verdict = self._status.of_verb(grammar, verb)
        if subject < 0 or side is None or len(side) != _STATE or verdict.status not in ("held", "planned"):
            return []
        nodes = grammar.subtree(subject)
        named = [n for n in nodes if (m := grammar.node(n).mention) is not None and set(m.parties) - {side}]
        if named or grammar.node(subject).low not in self._officials:
            return []
        trips = []
        targets = grammar.prepositions(verb, "to") + grammar.objects(verb)
        for target in [t for each in targets for t in grammar.listed(each)]:
            mention = grammar.node(target).mention
            state = _state(mention) if mention is not None else None
            if state and state != side and mention is not None:
                day = next((n.mention for n in grammar.nodes if n.mention and n.mention.kind == "date"), None)
                journey = _Journey(state, mention.place, mention.last, day_of(document, day, False) if day else None)
                words = (grammar.node(subject).first, mention.last)
                trip = _trip(document, Actor(side, person=Person(party=side)), journey, verdict.status, words,
                             "officials-travel")  # fmt: skip
                trip.because = _OWN
                trips.append(trip)
        return trips

    def _led_by(self, document: AnnotatedDocument, grammar: Grammar, trips: list[Trip]) -> None:
        """X will lead the delegation: the one told last, if nobody leads it yet."""
        waiting = next((t for t in reversed(trips) if t.visitor.known is None and t.rule == "delegation-sent"), None)
        for node in grammar.nodes:
            if waiting is None or node.low not in self._leading or not node.tag.startswith("V"):
                continue
            objects = [grammar.node(o) for o in grammar.objects(node.index)]
            if any(o.low in self._nouns for o in objects) and (subject := _subject(grammar, node.index)) >= 0:
                mention = grammar.node(subject).mention
                if mention is not None and mention.known:
                    leader = known_actor(document, mention.known[0])
                    if leader.party in (None, waiting.visitor.party):
                        waiting.visitor = Actor(waiting.visitor.party, leader.known, leader.person, leader.level)
                        waiting.words.append((mention.first, objects[0].last))

    def _journey(self, document: AnnotatedDocument, grammar: Grammar, noun: int, number: int) -> _Journey | None:
        """The state behind `to` or `in` that stands behind the noun, the town in it, and the day."""
        behind = [m for m in document.mentions[number] if m.first > grammar.node(noun).first]
        targets = [m for m in behind if _state(m) and self._is_target(document, m)]
        if not targets:
            return None
        host = _state(targets[0]) or ""
        towns = [m for m in targets if _state(m) == host and m.kind == "place" and m.place is not None]
        last = (towns or targets)[-1].last
        days = [m for m in behind if m.kind == "date"] or [m for m in document.mentions[number] if m.kind == "date"]
        date = day_of(document, days[0], False) if days else None
        return _Journey(host, towns[-1].place if towns else None, max(last, *(d.last for d in days), last), date)

    def _is_target(self, document: AnnotatedDocument, mention: Mention) -> bool:
        row, i = document.words.words, mention.first - 1
        while i > 0 and row[i].low in self._definite:
            i -= 1
        return row[i].low in self._to


def _subject(grammar: Grammar, verb: int) -> int:
    found = grammar.agents(verb) if grammar.is_passive(verb) else grammar.subjects(verb)
    return found[0] if found else -1


def _owners(grammar: Grammar, noun: int) -> list[Mention]:
    """The state before the noun: a Kenyan delegation."""
    below = (grammar.node(c).mention for c in grammar.children(noun, "amod", "compound", "poss", "nmod"))
    return [m for m in below if m is not None and len(m.parties) == 1]


def _state(mention: Mention) -> str | None:
    """The state that a mention names as a place, or None."""
    named = mention.kind == "place" or (mention.kind == "party" and mention.note in ("state", "subdivision"))
    return mention.parties[0] if named and len(mention.parties) == 1 and len(mention.parties[0]) == _STATE else None


def _trip(
    document: AnnotatedDocument, visitor: Actor, journey: _Journey, status: str, words: tuple[int, int], rule: str
) -> Trip:
    then, now = bounds(journey.date), bounds(document.record.date)
    if then and now and status in ("held", "planned"):
        status = "planned" if then[0] > now[1] else "held" if then[1] < now[0] else status
    return Trip(visitor, journey.host, journey.place, None, Verdict(status), journey.date, [words], rule)


def _same(trip: Trip, visit: Visit) -> bool:
    one = trip.host == visit.host and trip.visitor.party == visit.visitor.party
    return one and (not (trip.date and visit.date) or overlap(trip.date, visit.date))
