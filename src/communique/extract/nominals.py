"""Encounters that no verb of meeting tells: by a noun (the meeting of A with B) or by means (told him by phone)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from communique.extract.actors import first_sides
from communique.extract.circumstances import Circumstances, between, circumstances
from communique.extract.days import day_of, past_day_of
from communique.extract.encounter import Encounter, Scene, Told, tell
from communique.extract.frame_table import FrameTable
from communique.extract.grammar import Grammar
from communique.extract.partners import Partners
from communique.extract.status import StatusRules, Verdict
from communique.shared.edtf import bounds


class NominalReader:
    """Reads encounters from nouns and from words for the means."""

    def __init__(self, table: FrameTable, partners: Partners, status: StatusRules) -> None:
        self.table, self.partners, self.status = table, partners, status

    def noun(self, scene: Scene, noun: int) -> Iterator[Encounter]:
        """The meeting of A with B, their talks in Riga: an encounter that no light verb holds."""
        grammar = scene.grammar
        found = self.table.noun_mode(grammar, noun)
        if found is None or self.table.at_the_edge(grammar, noun):
            return
        arguments = self.partners.noun_arguments(grammar, noun) or self._those_at(grammar, noun)
        above = grammar.governing_verb(noun)
        if arguments and above >= 0 and self.status.changes(grammar, above) and not grammar.is_passive(above):
            arguments = [*grammar.subjects(above), *arguments]  # X has called off a meeting with Y
        actors = [a for a in self.partners.resolve(scene, arguments, False) if a.party]
        if not arguments and scene.grammar.children(noun, "det"):
            yield from self._off(scene, noun)
        if len({a.party for a in actors}) < 2:  # at their meeting: of those who speak there
            arguments = self._those_at(grammar, noun)
            actors = [a for a in self.partners.resolve(scene, arguments, False) if a.party]
        if len({a.party for a in actors}) < 2:
            return
        set_for = [v for v in grammar.subtree(noun) if grammar.node(v).dep == "relcl" and grammar.node(v).tag == "VBN"]
        around = circumstances(scene.document, grammar, [noun, *set_for], frozenset(arguments), self.table.edge)
        if around.date is None or around.place is None:  # in his audience with the Pope today, he thanked ...
            around = self._around_verb(scene, noun, around)
        around = self._dated_by_place(scene, self._pointed_at(scene, noun, around))
        entry = {"name": "encounters", "mode": found[0]}
        verdict = self.status.of_noun(grammar, noun, None)
        if self.status.points_ahead(grammar, noun) and _is_to_come(scene, around.date):
            verdict = Verdict("planned", rule="points-ahead")
        mode = self.table.mode(grammar, noun, noun, entry, around)
        made = tell(scene, (None, noun), (actors, mode, verdict, around, None), entry, arguments)
        made.definite = made.nominal = True
        made.weak = all(a.known is None for a in actors)
        yield made
        for later in self._later(scene, made):
            yield replace(made, around=later, words=(made.words[0], scene.grammar.words_of(later.nodes)[1]))

    @staticmethod
    def _dated_by_place(scene: Scene, around: Circumstances) -> Circumstances:
        """her talks in Riga in May: the parser may hang the day that stands behind the place on something else."""
        nodes, n = scene.grammar.nodes, max(around.nodes, default=len(scene.grammar.nodes)) + 1
        if around.date is not None or around.place is None or n + 1 >= len(nodes) or nodes[n].low not in ("in", "on"):
            return around
        behind = between(scene.grammar, [n + 1])
        return replace(around, date=behind.date, nodes=(*around.nodes, *behind.nodes))

    @staticmethod
    def _later(scene: Scene, told: Encounter) -> list[Circumstances]:
        """their meetings in Riga in May and in Oslo in June: the parser may hang the second anywhere."""
        nodes = scene.grammar.nodes
        found: list[Circumstances] = []
        n = max((n for n in told.around.nodes), default=len(nodes)) + 1
        while told.around.place is not None and n + 4 < len(nodes) and nodes[n].low == "and":
            around = between(scene.grammar, [n + 2, n + 4])
            if nodes[n + 1].low != "in" or around.place is None or around.date is None:
                break
            found.append(around)
            n += 5
        return found

    def _pointed_at(self, scene: Scene, noun: int, around: Circumstances) -> Circumstances:
        """The day in the past or to come, where words point back at the encounter or ahead to it.

        building on their call on 8 April: the parser may hang the day on the verb.
        """
        grammar = scene.grammar
        back = self.status.points_back(grammar, noun)
        if not back and not self.status.points_ahead(grammar, noun):
            return around
        verb = grammar.governing_verb(noun)
        loose = grammar.prepositions(verb, "on", "in") + grammar.children(verb, "npadvmod") if verb >= 0 else []
        for i in [*around.nodes, *(n for n in loose if n > noun)]:
            mention = grammar.node(i).mention
            if mention is not None and mention.kind == "date":
                day = past_day_of(scene.document, mention) if back else day_of(scene.document, mention, True)
                return replace(around, date=day, nodes=tuple(dict.fromkeys((*around.nodes, i))))
        return around

    def _off(self, scene: Scene, noun: int) -> Iterator[Encounter]:
        """but the meeting was cancelled: of whom is told before; an encounter of nobody, with that status."""
        verdict = self.status.of_noun(scene.grammar, noun, None)
        if verdict.status in ("cancelled", "postponed"):
            none = Circumstances(None, None, None, ())
            told: Told = ([], None, verdict, none, None)
            yield tell(scene, (scene.grammar.governing_verb(noun), noun), told, {"name": "encounters"}, [])

    def fragment(self, scene: Scene) -> Iterator[Encounter]:
        """Good talks today in Nairobi! A headline-like noun; who took part is told by the rest of the text."""
        grammar = scene.grammar
        for node in scene.tree.nodes:
            if node.dep != "ROOT" or not node.tag.startswith("N") or self.table.noun_mode(grammar, node.index) is None:
                continue
            around = circumstances(scene.document, grammar, [node.index], frozenset(), self.table.edge)
            sides = first_sides(scene.document)
            if (
                (around.date or around.place)
                and len(sides) > 1
                and not self.partners.noun_arguments(grammar, node.index)
            ):
                scene.used.add(node.index)
                mode = "in_person" if around.place else None
                told = sides, mode, Verdict("held"), around, None
                yield tell(scene, (None, node.index), told, {"name": "encounters"}, [])

    def by_means(self, scene: Scene, verb: int) -> Encounter | None:
        """told his colleague by phone; by telephone, the ministers agreed: who spoke so had a call."""
        grammar = scene.grammar
        means = [
            self.table.means.get(grammar.node(n).low)
            for n in grammar.prepositions(verb, "by", "over", "via", "through", "on")
            if grammar.node(n).mention is None
        ]
        mode = next((m for m in means if m in ("call", "video")), None)
        if mode is None:
            return None
        entry: dict[str, Any] = {"name": "by-means", "who": ["subject", "object", "with", "to"]}
        arguments = self.partners.arguments(scene, verb, None, entry)
        actors = [a for a in self.partners.resolve(scene, arguments, True, True) if a.party]
        if len({a.party for a in actors}) < 2:
            return None
        around = circumstances(scene.document, grammar, [verb], frozenset(arguments), self.table.edge)
        told = actors, mode, self.status.of_verb(grammar, verb), around, None
        return tell(scene, (verb, None), told, entry, arguments)

    def _those_at(self, grammar: Grammar, noun: int) -> list[int]:
        """After lunch in Oslo the ministers recalled: the subject of the verb, where the noun is when it spoke.

        Also of what they are to work for: agreed to coordinate toward an early meeting.
        """
        node = grammar.node(noun)
        if self.status.is_aimed_at(grammar, noun):
            return grammar.subjects(grammar.node(node.head).head)
        behind = node.dep == "pobj" and grammar.node(node.head).low in (
            "at",
            "after",
            "during",
            "in",
            "following",
            "over",
        )
        verb = grammar.node(node.head).head if behind else -1
        if verb < 0 or not grammar.node(verb).tag.startswith("V"):
            return []
        return grammar.subjects(verb)

    def _around_verb(self, scene: Scene, noun: int, around: Circumstances) -> Circumstances:
        """Day and place beside the verb at which the encounter is mentioned: after lunch in Oslo; at talks today."""
        grammar = scene.grammar
        node = grammar.node(noun)
        if node.dep == "pobj" and grammar.node(node.head).low == "of":  # at the end of the meeting
            node = grammar.node(grammar.node(node.head).head)
        verb = grammar.governing_verb(noun) if node.dep == "pobj" else -1
        if verb < 0 or grammar.node(node.head).low not in ("in", "at", "during", "after"):
            return around
        outer = circumstances(scene.document, grammar, [verb], frozenset(), self.table.edge)
        date = around.date or outer.date
        return Circumstances(date, around.place or outer.place, around.occasion, around.nodes)


def _is_to_come(scene: Scene, day: str | None) -> bool:
    """Does a day or month end after the day of the text, or is that not known?"""
    then, now = bounds(day), bounds(scene.document.record.date)
    return bool(then and (now is None or then[1] > now[1]))
