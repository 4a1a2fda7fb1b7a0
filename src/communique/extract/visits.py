"""Visits: who travelled, travels or will travel to which party, as records.

By the frames of knowledge/wording/visits.yaml. The host is the party of the destination; a journey at home is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.extract.actors import Actor, ActorReader, Focus
from communique.extract.circumstances import circumstances
from communique.extract.encounters import split_particle
from communique.extract.grammar import Grammar
from communique.extract.inflection import third_person, verb_forms
from communique.extract.status import StatusRules, Verdict
from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.edtf import bounds, overlap
from communique.shared.knowledge import Knowledge
from communique.shared.records import Person, Place, Span, Visit, VisitKind

_KINDS: dict[str, VisitKind] = {k: k for k in ("state", "official", "working", "private", "transit")}
_BACKGROUND_DAYS = 40


@dataclass(slots=True)
class _Trip:
    """A journey as one clause tells it."""

    visitor: Actor
    host: str
    place: Place | None
    kind: str | None
    verdict: Verdict
    date: str | None
    words: list[tuple[int, int]]
    rule: str


class VisitReader:
    """Reads visits by the frames."""

    def __init__(self, knowledge: Knowledge, status: StatusRules, actors: ActorReader) -> None:
        self.status, self.actors = status, actors
        entries = {entry["name"]: entry for entry in knowledge.entries("wording/visits.yaml")}
        self._verbs: dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]] = {}
        for entry in entries.values():
            for verb in entry.get("verbs", ()):
                base, particle = split_particle(verb)
                for form in verb_forms(base):
                    self._verbs.setdefault(form, []).append((particle, entry))
        nouns = entries["visit-noun"]["nouns"]
        self._nouns = frozenset(nouns) | frozenset(third_person(n) for n in nouns)
        self._kinds = {w: kind for kind, words in entries["visit-noun"]["kinds"].items() for w in words}

    def read(self, document: AnnotatedDocument) -> tuple[Visit, ...]:
        """The visit records of a document, in the order of the text."""
        trips: list[_Trip] = []
        focus = Focus()
        for number in sorted(document.trees):
            grammar = Grammar(document.trees[number])
            used: set[int] = set()
            for node in grammar.nodes:
                if node.mention is None and (node.tag.startswith("V") or node.low in ("due",)):
                    trips += self._verb(document, grammar, node.index, focus, used)
            for node in grammar.nodes:
                if (
                    node.low in self._nouns
                    and node.tag.startswith("N")
                    and node.index not in used
                    and node.mention is None
                ):
                    trips += self._noun(document, grammar, node.index, None, focus)
            self._note_subject(document, grammar, focus)
        return _records(document, trips)

    def _note_subject(self, document: AnnotatedDocument, grammar: Grammar, focus: Focus) -> None:
        for node in grammar.nodes:
            if node.dep == "ROOT":
                for subject in grammar.subjects(node.index)[:1]:
                    found = self.actors.actors(document, grammar, subject, focus)
                    if len(found) == 1:
                        focus.subject = found[0]

    def _verb(
        self, document: AnnotatedDocument, grammar: Grammar, verb: int, focus: Focus, used: set[int]
    ) -> list[_Trip]:
        for particle, entry in self._verbs.get(grammar.node(verb).low, ()):
            following = tuple(n.low for n in grammar.nodes[verb + 1 : verb + 1 + len(particle)])
            if (
                particle
                and following != particle
                and not (
                    len(particle) == 1
                    and any(grammar.node(c).low == particle[0] for c in grammar.children(verb, "prt", "prep"))
                )
            ):
                continue
            if entry.get("noun"):
                noun = self._held_noun(grammar, verb)
                made = self._noun(document, grammar, noun, verb, focus) if noun is not None else []
                if noun is not None and made:
                    used.add(noun)
            else:
                made = self._journey(document, grammar, verb, entry, focus)
            if made:
                used.update(n for n in grammar.prepositions(verb, "for", "on") if grammar.node(n).low in self._nouns)
                return made
        return []

    def _held_noun(self, grammar: Grammar, verb: int) -> int | None:
        candidates = grammar.objects(verb) + grammar.prepositions(verb, "on", "for")
        if grammar.is_passive(verb):
            candidates = grammar.subjects(verb) + candidates
        return next((n for c in candidates for n in grammar.listed(c) if grammar.node(n).low in self._nouns), None)

    def _journey(
        self, document: AnnotatedDocument, grammar: Grammar, verb: int, entry: dict[str, Any], focus: Focus
    ) -> list[_Trip]:
        """A verb of travelling: subject to destination."""
        if entry.get("with_object") and not any(
            grammar.node(o).low in entry["with_object"] for o in grammar.objects(verb)
        ):
            return []
        targets = grammar.objects(verb) if "object" in entry["to"] else []
        targets += grammar.prepositions(verb, *[w for w in entry["to"] if w != "object"])
        for o in grammar.objects(verb):
            targets += grammar.prepositions(o, "to") if entry.get("with_object") else []
        places = self._destinations(grammar, targets)
        subjects = (
            grammar.agents(verb) + grammar.objects(verb)[:0] if grammar.is_passive(verb) else grammar.subjects(verb)
        )
        visitors = [a for s in subjects for a in self.actors.actors(document, grammar, s, focus)]
        if entry.get("persons_only"):
            visitors = [a for a in visitors if a.known is not None]
        verdict = self.status.of_verb(grammar, verb)
        kind = self._kind_nearby(grammar, verb)
        return self._trips(
            document, grammar, (verb, None), (visitors, places, kind, verdict), subjects + targets, entry["name"]
        )

    def _kind_nearby(self, grammar: Grammar, verb: int) -> str | None:
        """arrived for a state visit; came on an official visit."""
        for noun in grammar.clause_nodes(verb):
            if grammar.node(noun).low in self._nouns and self._kind(grammar, noun):
                return self._kind(grammar, noun)
        return None

    def _kind(self, grammar: Grammar, noun: int) -> str | None:
        for child in grammar.children(noun, "amod", "compound", "nmod"):
            kind = self._kinds.get(grammar.node(child).low)
            if kind:
                return str(kind)
        return None

    def _noun(
        self, document: AnnotatedDocument, grammar: Grammar, noun: int, verb: int | None, focus: Focus
    ) -> list[_Trip]:
        """A noun of travelling: the visit of A to B, A's trip to B; with a verb, A paid a visit to B."""
        targets = grammar.prepositions(noun, "to", "in")
        if verb is not None:
            targets += grammar.prepositions(verb, "to", "in")
        owners = grammar.prepositions(noun, "of", "by") + grammar.children(noun, "poss")
        relative = [v for v in grammar.children(noun, "relcl", "acl") if grammar.node(v).tag.startswith("V")]
        for clause in relative:  # the visit that A made to B
            if not grammar.is_passive(clause) or grammar.agents(clause):
                owners += [
                    s for s in grammar.children(clause, "nsubj") if grammar.node(s).low not in ("which", "that", "who")
                ]
                owners += grammar.agents(clause)
            targets += grammar.prepositions(clause, "to")
        for owner in grammar.prepositions(noun, "of", "by"):  # the parser may hang "to B" on A in "the visit of A to B"
            targets += grammar.prepositions(owner, "to")
        if not owners and verb is not None and not grammar.is_passive(verb):
            owners = grammar.subjects(verb)
        places = self._destinations(grammar, targets)
        visitors = [a for o in owners for a in self.actors.actors(document, grammar, o, focus)]
        verdict = self.status.of_noun(grammar, noun, verb)
        told = visitors, places, self._kind(grammar, noun), verdict
        return self._trips(document, grammar, (verb, noun), told, owners + targets, "visit-noun", relative)

    @staticmethod
    def _destinations(grammar: Grammar, targets: list[int]) -> list[tuple[int, str, Place | None]]:
        """(node, party, place) of each destination in a list of nodes."""
        found = []
        for target in targets:
            for n in grammar.listed(target):
                place = _destination(grammar.node(n).mention)
                if place is not None:
                    found.append((n, *place))
        return found

    def _trips(
        self,
        document: AnnotatedDocument,
        grammar: Grammar,
        heads: tuple[int | None, int | None],
        told: tuple[list[Actor], list[tuple[int, str, Place | None]], str | None, Verdict],
        nodes: list[int],
        rule: str,
        clauses: list[int] | None = None,
    ) -> list[_Trip]:
        visitors, places, kind, verdict = told
        if verdict.status is None:
            return []
        events = [h for h in heads if h is not None]
        known = {n for n, _, _ in places}
        nodes = [n for n in nodes if n in known or _destination(grammar.node(n).mention) is None]
        nodes = [n for n in nodes if not _is_date(grammar, n)]
        around = circumstances(document, grammar, events + (clauses or []), frozenset(nodes), frozenset())
        trips: list[_Trip] = []
        words = grammar.words_of({*events, *nodes, *around.nodes})
        for _, host, place in places:
            visitor = next((v for v in visitors if v.party and v.party != host), None)
            if visitor is None:
                continue
            if all(t.host != host or t.visitor.key != visitor.key for t in trips):
                trips.append(_Trip(visitor, host, place, kind, verdict, around.date, [words], rule))
        return trips


def _is_date(grammar: Grammar, n: int) -> bool:
    mention = grammar.node(n).mention
    return mention is not None and mention.kind == "date"


def _destination(mention: Mention | None) -> tuple[str, Place | None] | None:
    if mention is None or len(mention.parties) != 1 or len(mention.parties[0]) != 3:
        return None
    if mention.kind == "place" and mention.place is not None:
        return mention.parties[0], mention.place
    if mention.kind == "party" and mention.note in ("state", "subdivision"):
        return mention.parties[0], None
    if mention.kind == "party" and mention.place is not None:
        return mention.parties[0], mention.place
    return None


def _records(document: AnnotatedDocument, trips: list[_Trip]) -> tuple[Visit, ...]:
    """Trips of one text that are the same journey are joined."""
    joined: list[_Trip] = []
    for trip in trips:
        twin = next((t for t in joined if _same(t, trip)), None)
        if twin is None:
            joined.append(trip)
            continue
        twin.words += trip.words
        twin.date, twin.place, twin.kind = twin.date or trip.date, twin.place or trip.place, twin.kind or trip.kind
        if twin.visitor.known is None:
            twin.visitor = trip.visitor
    return tuple(_record(document, trip, number) for number, trip in enumerate(joined, 1))


def _same(a: _Trip, b: _Trip) -> bool:
    if a.host != b.host or a.visitor.party != b.visitor.party or a.verdict.status != b.verdict.status:
        return False
    if a.visitor.known is not None and b.visitor.known is not None and a.visitor.known != b.visitor.known:
        return False
    return not (a.date and b.date) or overlap(a.date, b.date)


def _record(document: AnnotatedDocument, trip: _Trip, number: int) -> Visit:
    then, now = bounds(trip.date), bounds(document.record.date)
    past = bool(trip.verdict.status == "held" and then and now and (now[0] - then[1]).days > _BACKGROUND_DAYS)
    visitor = (
        document.people[trip.visitor.known].person()
        if trip.visitor.known is not None
        else Person(party=trip.visitor.party)
    )
    return Visit(
        id=f"{document.record.id}-v{number}",
        evidence=tuple(Span(*document.span(*w)) for w in dict.fromkeys(trip.words)),
        because=trip.visitor.because,
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
