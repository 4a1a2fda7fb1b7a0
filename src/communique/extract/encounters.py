"""Encounters as single clauses tell them; meetings.py makes records of them.

Comes in: an annotated document. Goes out: one Encounter for each clause that tells a meeting, call or talks, in
order, by the frames of knowledge/wording/meetings.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from communique.extract.actors import ActorReader, Focus, known_actor
from communique.extract.circumstances import Circumstances, circumstances
from communique.extract.declared import declared
from communique.extract.encounter import Encounter, Scene, further, tell
from communique.extract.frame_table import FrameTable
from communique.extract.grammar import Grammar
from communique.extract.inflection import verb_forms
from communique.extract.nominals import NominalReader
from communique.extract.partners import Partners
from communique.extract.status import StatusRules
from communique.shared.annotated import AnnotatedDocument
from communique.shared.knowledge import Knowledge


class EncounterReader:
    """Reads encounters by the frames."""

    def __init__(self, knowledge: Knowledge, status: StatusRules, actors: ActorReader) -> None:
        self.status, self.actors = status, actors
        self.table = FrameTable(knowledge)
        self.partners = Partners(actors, self.table)
        self._nominals = NominalReader(self.table, self.partners, status)

    def read(self, document: AnnotatedDocument) -> list[Encounter]:
        """All encounters of a document, in order."""
        found: list[Encounter] = []
        focus = Focus()
        for number in sorted(document.trees):
            tree = document.trees[number]
            scene = Scene(document, Grammar(tree), tree, focus)
            for encounter in self._sentence(scene):
                found.append(encounter)
                told = encounter.verdict.status == "held" and not encounter.weak and not encounter.verdict.recalled
                several = len({a.party for a in encounter.actors}) > 1
                if told and several and not (encounter.nominal and focus.pair):
                    focus.pair = encounter.actors
            self._call_the_roll(scene, found)
            self._note_subject(scene)
        return [e for e in found if not e.is_open]

    def _call_the_roll(self, scene: Scene, found: list[Encounter]) -> None:
        """Participants in the call included A, B and C: those who took part in an encounter that named nobody."""
        waiting = next((e for e in reversed(found) if e.is_open or e.rule == "roster"), None)
        if waiting is None:
            return
        people = [n.index for n in scene.grammar.nodes if n.mention is not None and n.mention.known]
        words = {n.low for n in scene.tree.nodes}
        alone = len(people) == 1 and all(n.mention is not None or not n.form.isalnum() for n in scene.tree.nodes)
        if not people or not (alone or words & self.table.roster):
            return
        actors = [known_actor(scene.document, k) for p in people for k in scene.tree.nodes[p].mention.known]  # type: ignore[union-attr]
        waiting.actors += [a for a in actors if all(a.key != b.key for b in waiting.actors)]
        waiting.is_open, waiting.rule = False, "roster"
        waiting.roster.append(scene.grammar.words_of(people))

    def _note_subject(self, scene: Scene) -> None:
        for node in scene.tree.nodes:
            if node.dep == "ROOT":
                for subject in scene.grammar.subjects(node.index)[:1]:
                    actors = self.actors.actors(scene.document, scene.grammar, subject, scene.focus)
                    if len(actors) == 1:
                        scene.focus.subject = actors[0]

    def _sentence(self, scene: Scene) -> Iterator[Encounter]:
        opening = declared(scene, self.table)
        if opening is not None:
            yield opening[0]
        for node in scene.tree.nodes:
            told = opening is not None and node.index == opening[1]
            if node.tag.startswith("V") and node.mention is None and not told:
                yield from self._verb(scene, node.index)
        yield from self._nominals.fragment(scene)
        for node in scene.tree.nodes:
            is_noun = node.tag.startswith("N") or node.low == "meeting"
            if is_noun and node.mention is None and node.index not in scene.used:
                yield from self._nominals.noun(scene, node.index)

    def _verb(self, scene: Scene, verb: int) -> Iterator[Encounter]:
        node = scene.grammar.node(verb)
        above = scene.grammar.governing_verb(verb)
        if above in scene.told and node.tag == "VBN" and scene.grammar.tense(verb) == "participle":
            return  # took part in a summit hosted by X: of the encounter just told
        for entry in self.table.frames(scene.grammar, verb):
            made = self._by_frame(scene, verb, entry)
            if made is not None:
                scene.told.add(verb)
                several = any(self._are_several(scene.grammar, n) for n in scene.grammar.objects(verb))
                yield from _apart(scene, verb, made, several)
                yield from further(scene, verb, made)
                return
        by_means = self._nominals.by_means(scene, verb)
        if by_means is not None:
            yield by_means

    def _noun_of(self, grammar: Grammar, verb: int, entry: dict[str, Any]) -> tuple[int | None, bool]:
        """(the noun that the frame wants, or None; does the frame fit so far?)."""
        if entry.get("noun_object"):
            noun = self.table.held_noun(grammar, verb)
        elif entry.get("noun_subject"):
            noun = next((s for s in grammar.subjects(verb) if self.table.noun_mode(grammar, s) is not None), None)
        elif entry.get("body"):
            noun = self.table.body(grammar, verb, bool(entry.get("direct")))
        else:
            return None, True
        return noun, noun is not None

    def _forbidden(self, scene: Scene, verb: int, entry: dict[str, Any]) -> bool:
        """Does something beside the verb say that it tells no encounter?"""
        grammar = scene.grammar
        if entry.get("known_or_no_game") and self._is_game(scene):
            return True  # Peru met Ghana in the final
        if entry.get("only_kinds") and scene.document.record.kind not in entry["only_kinds"]:
            return True
        judged = [c for c in grammar.children(verb, "oprd", "ccomp") if grammar.node(c).mention is None]
        if entry.get("no_judgement") and judged:
            return True  # called him a friend
        if grammar.nodes[verb + 1 : verb + 2] and grammar.node(verb + 1).low in entry.get("not_before", ()):
            return True
        if entry.get("no_clause") and grammar.children(verb, "xcomp", "ccomp"):
            return True
        needed = entry.get("object_needed") or (entry.get("no_thing") and _has_thing(grammar, verb))  # met the deadline
        if needed and not self.partners.has_partner(scene, verb, entry):
            return True
        return bool(entry.get("persons_only")) and self.partners.speaks_to_others(scene, verb, entry)

    def _are_several(self, grammar: Grammar, noun: int) -> bool:
        """Are these meetings of two each (bilateral meetings with A and B)?"""
        bilateral = any(grammar.node(c).low in self.table.of_two for c in grammar.children(noun, "amod", "compound"))
        return bilateral and grammar.node(noun).tag == "NNS" and self.table.noun_mode(grammar, noun) is not None

    def _is_game(self, scene: Scene) -> bool:
        """Are states alone named beside words of sport?"""
        mentions = [n.mention for n in scene.grammar.nodes if n.mention is not None]
        words = [n.low for n in scene.grammar.nodes]
        pairs = {" ".join(words[k : k + 2]) for k in range(len(words))}
        return bool(self.table.games & (pairs | set(words))) and not any(m.known for m in mentions)

    def _by_frame(self, scene: Scene, verb: int, entry: dict[str, Any]) -> Encounter | None:
        grammar = scene.grammar
        noun, fits = self._noun_of(grammar, verb, entry)
        if not fits or self._forbidden(scene, verb, entry):
            return None
        arguments = self.partners.arguments(scene, verb, noun, entry)
        if any(grammar.is_negated(n) for n in arguments):
            return None  # met neither A nor B
        persons, known = bool(entry.get("persons_only")), bool(entry.get("known_only"))
        actors = self.partners.resolve(scene, arguments, persons, known)
        around = self._circumstances(scene, verb, noun, entry, arguments)
        if len({a.party for a in actors}) < 2:
            more = self.partners.loose_partners(grammar, verb)
            arguments += [n for n in more if n not in arguments]
            actors = self.partners.resolve(scene, arguments, persons)
        actors = self.partners.stateless(scene, actors)
        actors, host = self.partners.host(scene, entry, verb, actors, around)
        actors = self.partners.once_more(scene, verb, actors)
        parties = {a.party for a in actors}
        is_open = len(parties) == 1 and self.partners.vague_partner(grammar, verb, noun)
        is_weak = _is_weak(grammar, verb, noun, entry)
        if (len(parties) < 2 and not is_open) or (is_weak and not (around.place or around.date)):
            return None
        verdict = self.status.of_noun(grammar, noun, verb) if noun is not None else self.status.of_verb(grammar, verb)
        if noun is not None:
            scene.used.update((noun, *grammar.listed(noun)))
        mode = self.table.mode(grammar, verb, noun, entry, around)
        made = tell(scene, (verb, noun), (actors, mode, verdict, around, host), entry, arguments)
        made.is_open = is_open
        by = grammar.prepositions(verb, "with", "to", "by", "over", "via")
        made.soft_mode = bool(entry.get("mode_with_place")) and not by
        made.definite = noun is None and all(self.partners.refers(grammar, n) for n in arguments)
        if made.definite:  # the two talked: of what was told before, and how is not said
            made.mode = None if entry.get("mode_with_place") and made.soft_mode else made.mode
        return made

    def _circumstances(
        self, scene: Scene, verb: int, noun: int | None, entry: dict[str, Any], arguments: list[int]
    ) -> Circumstances:
        heads = [verb] if noun is None else [verb, noun]
        to = verb if entry.get("host") else None
        around = circumstances(scene.document, scene.grammar, heads, frozenset(arguments), self.table.edge, to)
        if entry.get("joint"):  # discussed the situation in the Sahel: where the topic is; but In Tokyo, they discussed
            fronted = tuple(n for n in around.nodes if n < verb)
            return Circumstances(around.date, around.place if fronted else None, around.occasion, fronted)
        return around


def _is_weak(grammar: Grammar, verb: int, noun: int | None, entry: dict[str, Any]) -> bool:
    """May it be told of no encounter: consulted with X, will start negotiations? With a day or a place it is one."""
    process = entry.get("process")
    weak = entry.get("weak", ())
    if process and noun is not None and grammar.node(noun).low in process["nouns"]:
        weak = process["verbs"]
    return grammar.node(verb).low in {form for word in weak for form in verb_forms(word.split()[0])}


def _has_thing(grammar: Grammar, verb: int) -> bool:
    """Is there an object right behind the verb, and nobody with whom: met the deadline?"""
    behind = [n for n in grammar.children(verb, "dobj") if all(grammar.node(k).low != "," for k in range(verb, n))]
    return bool(behind) and not grammar.prepositions(verb, "with")


def _apart(scene: Scene, verb: int, told: Encounter, several: bool) -> Iterator[Encounter]:
    """One encounter, or one for each partner; several: it tells bilateral meetings with A and B."""
    grammar = scene.grammar
    words = {grammar.node(n).low for n in grammar.clause_nodes(verb)}
    doers = [n for s in grammar.subjects(verb) for n in (s, *grammar.children(s, "appos"))]
    if any(
        grammar.node(n).low == "each" for n in (*doers, *grammar.children(verb, "advmod", "dep"))
    ):  # each saw the mediator
        last = told.actors[-1].party
        for party in dict.fromkeys(a.party for a in told.actors if a.party != last):
            yield replace(told, actors=[a for a in told.actors if a.party in (party, last)])
        return
    first = told.actors[0].party if told.actors else None
    others = list(dict.fromkeys(a.party for a in told.actors if a.party != first))
    if not (words & {"separately", "respectively", "individually"} or several) or len(others) < 2:
        yield told
        return
    for party in others:
        yield replace(told, actors=[a for a in told.actors if a.party in (first, party)])
