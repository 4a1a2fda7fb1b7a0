"""Who travels: the actors that a clause about a journey names, and those who lead a delegation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from communique.extract.actors import Actor, ActorReader, Focus, known_actor
from communique.extract.grammar import Grammar
from communique.extract.inflection import split_particle, third_person, verb_forms
from communique.shared.annotated import AnnotatedDocument

_RELATIVE = frozenset({"which", "that", "who"})


@dataclass(slots=True)
class Scene:
    """One sentence being read; `used` are the nouns that a verb has told already."""

    document: AnnotatedDocument
    grammar: Grammar
    focus: Focus
    used: set[int] = field(default_factory=set)


class Travellers:
    """Finds travellers; `entries` are those of knowledge/wording/visits.yaml by name."""

    def __init__(self, entries: Mapping[str, Any], actors: ActorReader) -> None:
        self.actors = actors
        words = entries["visit-noun"]
        self._tours = frozenset(words["of_places"]) | frozenset(third_person(n) for n in words["of_places"])
        self._adjuncts = frozenset(words["adjuncts"])
        self._delegations = frozenset(entries["delegation"]["nouns"])
        verbs = (split_particle(verb)[0] for verb in entries["lead-delegation"]["verbs"])
        self._leading = frozenset(form for verb in verbs for form in verb_forms(verb))

    def visitors(self, scene: Scene, nodes: Sequence[int]) -> list[Actor]:
        """The actors of nodes; of a delegation the one who leads it."""
        grammar = scene.grammar
        found: list[Actor] = []
        for node in nodes:
            led = [a for n in grammar.listed(node) for a in self._leaders(grammar, n)]
            side = self.actors.single(scene.document, grammar, node, scene.focus) if led else []
            inner = [c for c in grammar.children(node, "compound") if _is_person(grammar, c)]
            own = [node] if grammar.node(node).mention is not None or not inner else inner
            for i in led or own:
                met = self.actors.actors(scene.document, grammar, i, scene.focus)
                found += [replace(a, party=a.party or side[0].party) for a in met] if side else met
        unique = list({a.key: a for a in found}.values())
        named = {a.party for a in unique if a.known is not None}
        return [a for a in unique if a.known is not None or a.party not in named]

    def abroad(self, scene: Scene, owners: list[int], visitors: list[Actor], hosts: set[str]) -> list[Actor]:
        """his visit to Japan is not that of the Japanese minister named last, but of somebody else named before."""
        grammar = scene.grammar
        if [grammar.node(n).low for n in owners] not in (["his"], ["her"]) or {a.party for a in visitors} != hosts:
            return visitors
        before = [n.mention for n in grammar.nodes[: owners[0]] if n.mention is not None]
        known = dict.fromkeys(k for m in before if not m.plural for k in m.known)
        gender = {"his": "f", "her": "m"}[grammar.node(owners[0]).low]
        people = scene.document.people
        others = [k for k in known if people[k].party not in {None, *hosts} and people[k].gender != gender]
        return [known_actor(scene.document, others[0])] if len(others) == 1 else visitors

    def sent_by(self, scene: Scene, verb: int, visitors: list[Actor], hosts: set[str]) -> list[Actor]:
        """Peru has called off Foreign Minister A's visit to Ecuador: A is Peru's, unless Peru is the host."""
        if scene.grammar.is_passive(verb) or [a.party for a in visitors] != [None]:
            return visitors
        subjects = scene.grammar.subjects(verb)
        senders = [a.party for n in subjects for a in self.actors.actors(scene.document, scene.grammar, n, scene.focus)]
        known = visitors[0].known
        if len(senders) != 1 or senders[0] in {None, *hosts} or known is None:
            return visitors
        person = scene.document.people[known]
        person.party, person.because = senders[0], f"The visit was called off by {senders[0]}, which is not the host."
        return [known_actor(scene.document, known)]

    @staticmethod
    def subjects(grammar: Grammar, verb: int) -> list[int]:
        """Who does what a verb of travelling says; of `her decision to travel` the one who decided."""
        node = grammar.node(verb)
        plan = node.dep == "acl" and node.tag == "VB"
        owners = grammar.children(node.head, "poss") + grammar.prepositions(node.head, "of", "by") if plan else []
        if owners and not grammar.children(verb, "nsubj"):
            return owners
        return grammar.agents(verb) if grammar.is_passive(verb) else grammar.subjects(verb)

    def _leaders(self, grammar: Grammar, node: int) -> list[int]:
        """Who heads it: a delegation led by A."""
        if grammar.node(node).low not in self._delegations and not is_side(grammar, node):
            return []
        led = [v for v in grammar.children(node, "acl", "relcl") if grammar.node(v).low in self._leading]
        return [a for v in led for a in grammar.agents(v)]

    def owners(self, scene: Scene, noun: int, verb: int | None, relative: list[int]) -> list[int]:
        """The nodes that say who travels."""
        grammar = scene.grammar
        owners = grammar.children(noun, "poss")
        if grammar.node(noun).low not in self._tours:
            owners = grammar.prepositions(noun, "of", "by") + owners
        for clause in relative:
            own = [s for s in grammar.children(clause, "nsubj") if grammar.node(s).low not in _RELATIVE]
            owners += [] if grammar.is_passive(clause) else own
            owners += grammar.agents(clause)
        if owners:
            return owners
        if verb is not None:
            return grammar.agents(verb) if grammar.is_passive(verb) else grammar.subjects(verb)
        above = grammar.governing_verb(noun)
        if above < 0:
            return []
        node = grammar.node(noun)
        late = [o for o in grammar.prepositions(above, "of") if o > noun]  # after the visit to Riga, in May, of A
        if late:
            return late
        return grammar.subjects(above) if node.dep == "pobj" and grammar.node(node.head).low in self._adjuncts else []


def _is_person(grammar: Grammar, n: int) -> bool:
    mention = grammar.node(n).mention
    return mention is not None and bool(mention.known)


def is_side(grammar: Grammar, n: int) -> bool:
    """Is node n the side of a party: its delegation, its officials?"""
    mention = grammar.node(n).mention
    return mention is not None and mention.kind == "side"
