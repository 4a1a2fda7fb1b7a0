"""Visits: who travelled, travels or will travel to which party, as records.

By the frames of knowledge/wording/visits.yaml. The host is the party of the destination; a journey at home is none.
visit_days.py finds when it is, visit_records.py joins what several clauses say of one journey.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from communique.extract.actors import Actor, ActorReader, Focus
from communique.extract.days import day_of
from communique.extract.grammar import Grammar
from communique.extract.inflection import split_particle, third_person, verb_forms
from communique.extract.status import StatusRules, Verdict
from communique.extract.visit_days import date_nodes, deed_dates, is_date, per_stop, purpose_dates
from communique.extract.visit_people import Scene, Travellers, is_side
from communique.extract.visit_places import Stop, Stops
from communique.extract.visit_records import Remark, Trip, visit_records
from communique.shared.annotated import AnnotatedDocument
from communique.shared.edtf import is_day
from communique.shared.knowledge import Knowledge
from communique.shared.records import Visit

_DEFINITE = frozenset({"the", "that", "this", "his", "her", "their", "its"})
_OFF = frozenset({"cancelled", "postponed"})


@dataclass(slots=True)
class _Told:
    """What a clause says of a journey: its verb and noun, who, where to, the nodes that say so, and the verdict."""

    verb: int | None
    noun: int | None
    visitors: list[Actor]
    stops: list[Stop]
    nodes: list[int]
    verdict: Verdict
    rule: str
    apart: bool = False
    invited: bool = False
    dated_by: list[int] = field(default_factory=list)
    dated_only: bool = False
    today: bool = False

    @property
    def heads(self) -> list[int]:
        """Verb and noun, as far as there are."""
        return [h for h in (self.verb, self.noun) if h is not None]


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
        words = entries["visit-noun"]
        self._nouns = frozenset(words["nouns"]) | frozenset(third_person(n) for n in words["nouns"])
        self._tours = frozenset(words["of_places"]) | frozenset(third_person(n) for n in words["of_places"])
        self._kinds = {w: kind for kind, given in words["kinds"].items() for w in given}
        self._of_persons = frozenset(words["of_persons"])
        self._adjuncts = frozenset(words["adjuncts"])
        self._people = Travellers(entries, actors)
        self._lasting = frozenset(form for verb in words["lasting"] for form in verb_forms(verb))
        self._invitations = frozenset(entries["accept-invitation"]["nouns"])
        self._stops = Stops(entries)

    def read(self, document: AnnotatedDocument) -> tuple[Visit, ...]:
        """The visit records of a document, in the order of the text."""
        told: list[Trip | Remark] = []
        focus = Focus()
        for number in sorted(document.trees):
            grammar = Grammar(document.trees[number])
            if grammar.nodes[-1].low != "?":
                told += self._sentence(Scene(document, grammar, focus))
            self._note_subject(document, grammar, focus)
        return visit_records(document, told)

    def _sentence(self, scene: Scene) -> list[Trip | Remark]:
        found: list[tuple[int, Trip | Remark]] = []
        for node in scene.grammar.nodes:
            if node.mention is None and (node.tag.startswith("V") or node.low == "due"):
                found += [(node.index, made) for made in self._verb(scene, node.index)]
        for node in scene.grammar.nodes:
            if node.index not in scene.used and self._is_noun(scene.grammar, node.index):
                made = self._noun(scene, node.index, None, {})
                remark = None if made else self._remark(scene, node.index)
                found += [(node.index, trip) for trip in made] + ([(node.index, remark)] if remark else [])
        return [made for _, made in sorted(found, key=lambda f: f[0])]

    def _is_noun(self, grammar: Grammar, n: int) -> bool:
        node = grammar.node(n)
        return node.mention is None and node.low in self._nouns and node.tag.startswith("N")

    def _note_subject(self, document: AnnotatedDocument, grammar: Grammar, focus: Focus) -> None:
        for node in grammar.nodes:
            if node.dep == "ROOT":
                for subject in grammar.subjects(node.index)[:1]:
                    found = self.actors.actors(document, grammar, subject, focus)
                    if len(found) == 1:
                        focus.subject = found[0]

    # -- verbs ---------------------------------------------------------------------------------------------------

    def _verb(self, scene: Scene, verb: int) -> list[Trip] | list[Remark]:
        grammar = scene.grammar
        for particle, entry in self._verbs.get(grammar.node(verb).low, ()):
            if not _has_particle(grammar, verb, particle):
                continue
            if entry.get("accepts"):
                remark = self._accepted(scene, verb)
                if remark is not None:
                    return [remark]
                continue
            made: list[Trip] = []
            if entry.get("noun"):
                noun = self._held_noun(grammar, verb)
                if noun is not None:
                    made = self._noun(scene, noun, verb, entry)
                    scene.used.update([noun] if made else [])
            elif entry.get("guest"):
                made = self._guest(scene, verb, entry)
            else:
                made = self._journey(scene, verb, entry)
            if made:  # with a noun behind that tells the same journey: arrived in Riga for a visit
                scene.used.update(n for n in grammar.clause_nodes(verb) if self._is_noun(grammar, n) and n > verb)
                return made
        return []

    def _held_noun(self, grammar: Grammar, verb: int) -> int | None:
        candidates = grammar.objects(verb) + grammar.prepositions(verb, "on", "for", "with")
        if grammar.is_passive(verb):
            candidates = grammar.subjects(verb) + candidates
        return next((n for c in candidates for n in grammar.listed(c) if self._is_noun(grammar, n)), None)

    def _journey(self, scene: Scene, verb: int, entry: dict[str, Any]) -> list[Trip]:
        """A verb of travelling: subject to destination."""
        grammar = scene.grammar
        wanted = entry.get("with_object")
        objects = grammar.objects(verb)
        if wanted and not any(grammar.node(o).low in wanted or is_side(grammar, o) for o in objects):
            return []
        targets = objects if "object" in entry["to"] else []
        targets = targets + grammar.prepositions(verb, *[w for w in entry["to"] if w != "object"])
        targets += [t for o in objects for t in grammar.prepositions(o, "to")] if wanted else []
        targets += [c for c in grammar.children(verb, "advmod") if grammar.node(c).low == "here"]
        if entry.get("passive") and not grammar.is_passive(verb):
            return []
        subjects = grammar.subjects(verb) if entry.get("passive") else self._people.subjects(grammar, verb)
        visitors = self._people.visitors(scene, subjects)
        if entry.get("persons_only"):
            visitors = [a for a in visitors if a.known is not None]
        if entry.get("homeward"):  # the staff of an organisation has its desk anywhere
            visitors = [a for a in visitors if a.party is None or len(a.party) == 3]
        stops = self._stops.at(scene.document, grammar, targets, visitors)
        noun = next((n for n in grammar.clause_nodes(verb) if self._is_noun(grammar, n)), None)
        verdict = self._verdict_of_journey(grammar, verb)
        if entry.get("passive") and verdict.status == "held":
            verdict = Verdict("planned", rule="planned-by")
        told = _Told(verb, noun, visitors, stops, subjects + targets, verdict, entry["name"])
        told.invited = verdict.status is None and (verdict.rule == "invitation" or self._was_planned(grammar, verb))
        told.today = bool(entry.get("today")) and verdict.status == "held" and grammar.tense(verb) == "present"
        return self._trips(scene, told)

    def _was_planned(self, grammar: Grammar, verb: int) -> bool:
        """Had been expected to fly to Riga: nothing yet, until it is said what came of it."""
        above = grammar.governing_verb(verb)
        planned = above >= 0 and self.status.governs("planned-by", grammar, above)
        return planned and not grammar.is_negated(above) and grammar.tense(above) == "pluperfect"

    def _verdict_of_journey(self, grammar: Grammar, verb: int) -> Verdict:
        node = grammar.node(verb)
        over = grammar.governing_verb(verb)
        above = [node.head] if node.dep in ("acl", "relcl") else []
        above += grammar.objects(over) if node.dep in ("advcl", "xcomp", "ccomp") and over >= 0 else []
        if node.tag == "VB" and any(grammar.node(n).low in self._invitations for n in above):
            accepts = (
                any(e.get("accepts") for _, e in self._verbs.get(grammar.node(over).low, ())) if over >= 0 else False
            )
            taken = accepts and self.status.of_verb(grammar, over).status is not None
            return Verdict("planned" if taken else None, rule="invitation")
        return self.status.of_verb(grammar, verb)

    def _guest(self, scene: Scene, verb: int, entry: dict[str, Any]) -> list[Trip]:
        """A verb of the host: it welcomes, hosts or invites the one who travels."""
        grammar = scene.grammar
        passive = grammar.is_passive(verb)
        guests = grammar.subjects(verb) if passive else grammar.objects(verb)
        hosts = grammar.agents(verb) if passive else grammar.subjects(verb)
        targets = grammar.prepositions(verb, "to", "in")
        noun = next((n for n in grammar.prepositions(verb, "for", "on", "during") if self._is_noun(grammar, n)), None)
        if noun is not None:
            targets = targets + grammar.prepositions(noun, "to", "in")
        if entry.get("invites"):
            inner = [x for x in grammar.children(verb, "xcomp", "ccomp", "advcl") if self._is_journey(grammar, x)]
            targets += [o for x in inner for o in grammar.objects(x) + grammar.prepositions(x, "to")]
        elif noun is None and not targets and self._foreseen(grammar, verb, entry):
            targets = grammar.prepositions(verb, "at")
        elif noun is None and not grammar.prepositions(verb, "to"):
            return []
        visitors = [a for a in self._people.visitors(scene, guests) if a.known is not None]
        stops = self._stops.at(scene.document, grammar, targets, visitors)
        if not stops and noun is not None:
            parties = {a.party for a in self._people.visitors(scene, hosts) if a.party and len(a.party) == 3}
            stops = [Stop(noun, parties.pop(), None)] if len(parties) == 1 else []
        verdict = self.status.of_verb(grammar, verb)
        told = _Told(verb, noun, visitors, stops, guests + targets, verdict, entry["name"])
        told.invited = bool(entry.get("invites"))
        above = grammar.governing_verb(verb) if grammar.tense(verb) == "infinitive" else -1  # is honoured to welcome
        told.today = bool(entry.get("today")) and above >= 0 and grammar.tense(above) == "present"
        if verdict.status is None and self._foreseen(grammar, verb, entry):
            told.verdict, told.dated_only = Verdict("planned", rule="foreseen"), True
        return self._trips(scene, told)

    def _foreseen(self, grammar: Grammar, verb: int, entry: dict[str, Any]) -> bool:
        """Looks forward to welcoming her on 5 May: with a day it is planned."""
        above = grammar.governing_verb(verb)
        forms = {form for given in entry.get("foreseen", ()) for form in verb_forms(given)}
        return above >= 0 and grammar.node(above).low in forms and not grammar.is_negated(above)

    def _is_journey(self, grammar: Grammar, verb: int) -> bool:
        return any("to" in entry for _, entry in self._verbs.get(grammar.node(verb).low, ()))

    def _accepted(self, scene: Scene, verb: int) -> Remark | None:
        """She accepted the invitation; he accepted."""
        grammar = scene.grammar
        objects = grammar.objects(verb)
        if any(grammar.node(o).low not in self._invitations for o in objects):
            return None
        if any(grammar.children(o, "acl", "relcl") for o in objects):
            return None  # accepted an invitation to visit: the clause says itself where to
        verdict = self.status.of_verb(grammar, verb)
        if verdict.status != "held" or grammar.is_negated(verb):
            return None
        return Remark(Verdict("planned", rule="accepted"), None, None, grammar.words_of([verb, *objects]), True)

    # -- nouns ---------------------------------------------------------------------------------------------------

    def _noun(self, scene: Scene, noun: int, verb: int | None, entry: dict[str, Any]) -> list[Trip]:
        """A noun of travelling: the visit of A to B, A's trip to B; with a verb, A paid a visit to B."""
        grammar = scene.grammar
        relative = [v for v in grammar.children(noun, "relcl", "acl") if grammar.node(v).tag.startswith("V")]
        targets = grammar.prepositions(noun, "to", "in")
        if grammar.node(noun).low in self._tours:
            targets += grammar.prepositions(noun, "of")
        if verb is not None:
            targets += grammar.prepositions(verb, "to", "in")
        for clause in relative:  # the visit that A made to B
            targets += grammar.prepositions(clause, "to")
        for owner in grammar.prepositions(noun, "of", "by"):  # the parser may hang "to B" on A in "the visit of A to B"
            targets += grammar.prepositions(owner, "to")
        node = grammar.node(noun)
        if verb is None and node.dep == "dobj":  # discussed the visit of A to B: the parser hangs "to B" on the verb
            targets += [t for t in grammar.prepositions(node.head, "to") if t > noun]
        happening = self._happening(grammar, noun) if verb is None else None
        owners = self._people.owners(scene, noun, verb, relative)
        visitors = self._people.visitors(scene, owners)
        stops = self._stops.at(scene.document, grammar, targets, visitors)
        hosts = {s.party for s in stops}
        visitors = self._people.abroad(scene, owners, visitors, hosts)
        visitors = [a for a in visitors if a.known is not None or node.low not in self._of_persons]
        if entry.get("apart") and verb is not None:
            visitors = self._people.sent_by(scene, verb, visitors, hosts)
        verdict = self._verdict_of_noun(grammar, noun, verb if verb is not None else happening)
        told = _Told(verb, noun, visitors, stops, owners + targets, verdict, entry.get("name", "visit-noun"))
        told.apart = bool(entry.get("apart")) or verdict.status in _OFF
        if told.apart:
            told.dated_by = self._planned_for(grammar, noun, verb if verb is not None else happening, verdict)
        elif happening is not None:
            told.verb = happening
        return self._trips(scene, told)

    def _happening(self, grammar: Grammar, noun: int) -> int | None:
        """The verb of `the visit took place, begins, is set for May`, below the verbs that plan it."""
        node = grammar.node(noun)
        if node.dep not in ("nsubj", "nsubjpass"):
            return None
        verb = node.head
        inner = grammar.children(verb, "xcomp")
        while inner and grammar.node(inner[0]).tag == "VB":
            verb, inner = inner[0], grammar.children(inner[0], "xcomp")
        return verb if grammar.node(verb).tag.startswith("V") else None

    def _verdict_of_noun(self, grammar: Grammar, noun: int, carrier: int | None) -> Verdict:
        verdict = self.status.of_noun(grammar, noun, carrier)
        node = grammar.node(noun)
        preposition = grammar.node(node.head).low if node.dep == "pobj" else ""
        if verdict.status != "held" or preposition not in self._adjuncts or carrier is not None:
            return verdict
        above = grammar.governing_verb(noun)  # during her visit she will sign: it lies ahead
        outer = self.status.of_verb(grammar, above) if above >= 0 else verdict
        return Verdict("planned", rule=outer.rule) if outer.status == "planned" else verdict

    def _planned_for(self, grammar: Grammar, noun: int, verb: int | None, verdict: Verdict) -> list[int]:
        """The verbs whose date is that of a visit put off: planned for May; the new one of `rescheduled to June`."""
        clauses = grammar.children(noun, "acl", "relcl")
        clauses += grammar.children(verb, "advcl", "acl") if verb is not None else []
        planned = [v for v in clauses if grammar.node(v).tag == "VBN" and self.status.governs("planned-by", grammar, v)]
        moved = verb is not None and verdict.status == "postponed" and not planned
        return [verb] if moved and verb is not None and self._moves(grammar, verb) else planned

    @staticmethod
    def _moves(grammar: Grammar, verb: int) -> bool:
        return any(is_date(grammar, d) for d in grammar.prepositions(verb, "to", "until"))

    def _looks_ahead(self, grammar: Grammar, verb: int) -> bool:
        """Leaves on Friday: the present tense of a movement, with a day, is about the next such day."""
        return grammar.tense(verb) == "present" and grammar.node(verb).low not in self._lasting

    def _remark(self, scene: Scene, noun: int) -> Remark | None:
        """`The visit` is only referred to: what is said of it adds to the journey told before."""
        grammar = scene.grammar
        words = {grammar.node(c).low for c in grammar.children(noun, "det", "poss")}
        if not words & _DEFINITE:
            return None
        above = grammar.governing_verb(noun)
        if above < 0:
            return None
        happening = self._happening(grammar, noun)
        verdict = self._verdict_of_noun(grammar, noun, happening)
        if happening is None and verdict.status not in _OFF:
            return None
        off = verdict.status in _OFF
        heads = [noun] if off or happening is None else [happening, noun]
        dates = date_nodes(grammar, heads, [], off)
        mention = grammar.node(dates[0]).mention if dates else None
        ahead = happening is not None and self._looks_ahead(grammar, happening)
        date = day_of(scene.document, mention, ahead) if mention is not None else None
        return Remark(verdict, date, self._kind(grammar, noun), grammar.words_of({noun, above, *dates}))

    # -- who and when --------------------------------------------------------------------------------------------

    def _kind(self, grammar: Grammar, noun: int) -> str | None:
        for child in grammar.children(noun, "amod", "compound", "nmod"):
            kind = self._kinds.get(grammar.node(child).low)
            if kind:
                return str(kind)
        return None

    def _trips(self, scene: Scene, told: _Told) -> list[Trip]:
        """One journey for each traveller and each stop that is not his own state."""
        if told.verdict.status is None and not told.invited:
            return []
        grammar, document = scene.grammar, scene.document
        places = {s.node for s in told.stops}
        nodes = [n for n in told.nodes if n in places or self._stops.party_at(grammar, n) is None]
        heads = [*([told.noun] if told.noun is not None else []), *told.dated_by] if told.apart else told.heads
        dates = date_nodes(grammar, heads, [*nodes, *places], told.apart)
        moved = [d for v in told.dated_by for d in grammar.prepositions(v, "to", "until") if is_date(grammar, d)]
        dates = moved or dates
        if not dates and told.verb is not None and not told.apart and told.stops:
            dates = purpose_dates(grammar, told.verb, told.stops[-1].node)
        if not dates and told.noun is not None and not told.apart:
            dates = deed_dates(grammar, told.noun)
        if told.dated_only and not dates:
            return []
        kind = next((k for n in self._nouns_of(grammar, told) if (k := self._kind(grammar, n))), None)
        ahead = told.verb is not None and self._looks_ahead(grammar, told.verb)
        trips: list[Trip] = []
        days = per_stop([s.node for s in told.stops], dates)
        for stop, day in zip(told.stops, days, strict=True):
            mention = grammar.node(day).mention if day is not None else None
            date = day_of(document, mention, ahead) if mention is not None else self._today(scene, told)
            words = grammar.words_of({*told.heads, *nodes, stop.node, *([day] if day is not None else [])})
            for visitor in told.visitors:
                if not visitor.party or visitor.party == stop.party or self._stops.is_seat(visitor.party, stop.place):
                    continue
                if any(t.host == stop.party and t.visitor.key == visitor.key and t.date == date for t in trips):
                    continue
                trip = Trip(visitor, stop.party, stop.place, kind, told.verdict, date, [words], told.rule)
                trip.invited, trip.nominal = told.invited, told.verb is None
                trips.append(trip)
        return trips

    @staticmethod
    def _today(scene: Scene, told: _Told) -> str | None:
        """She is in Riga, he is honoured to welcome her: on the day of the text, unless the sentence names another."""
        day = scene.document.record.date
        other = any(is_date(scene.grammar, n.index) for n in scene.grammar.nodes)
        return day if told.today and told.verdict.status == "held" and is_day(day) and not other else None

    def _nouns_of(self, grammar: Grammar, told: _Told) -> list[int]:
        if told.noun is not None:
            return [told.noun]
        return [n for n in grammar.clause_nodes(told.verb or 0) if self._is_noun(grammar, n)]


def _has_particle(grammar: Grammar, verb: int, particle: tuple[str, ...]) -> bool:
    if not particle or tuple(n.low for n in grammar.nodes[verb + 1 : verb + 1 + len(particle)]) == particle:
        return True
    return len(particle) == 1 and any(grammar.node(c).low == particle[0] for c in grammar.children(verb, "prt", "prep"))
