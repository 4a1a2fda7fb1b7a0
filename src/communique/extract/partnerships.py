"""Partnerships with a degree: established, or there already. By knowledge/milestones/ladders.yaml and events.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.extract.grammar import Grammar
from communique.extract.inflection import third_person
from communique.extract.sides import Parties, Phrase, SideReader, phrase
from communique.extract.status import StatusRules
from communique.extract.steps import Scene, Step, Verbs, nouns_above, when

_FAR = 15
"""Parties that stand further away, in tokens, are not part of the evidence."""
_SURE, _ELSEWHERE, _LOOSE = 0.9, 0.8, 0.6


class PartnershipReader:
    """Reads partnerships of one sentence."""

    def __init__(self, ladders: dict[str, Any], events: dict[str, Any], status: StatusRules, sides: SideReader) -> None:
        self.status, self.sides = status, sides
        self._words = ladders["partnership-words"]
        self._loose = ladders["strategic-relations"]
        self._partner_nouns = frozenset(ladders["partner-words"]["nouns"])
        self._partner_verbs = Verbs(ladders["partner-words"]["verbs"])
        self._formulas = [tuple(f.replace(",", " ,").split()) for f in ladders["formulas"]["formulas"]]
        made, there = events["partnership-made"], events["partnership-there"]
        self._made, self._decided = Verbs(made["verbs"]), Verbs(made["decided_by"])
        self._made_nouns = frozenset(made["nouns"])
        self._openers, self._having = frozenset(there["openers"]), Verbs(there["having"])
        self._growing, self._not_yet = frozenset(there["growing"]), frozenset(there["not_yet"])
        self._growing |= {third_person(word) for word in there["growing"]}

    def read(self, scene: Scene) -> Iterator[Step]:
        """The partnerships that a sentence tells."""
        for node in scene.grammar.nodes:
            if node.mention is not None:
                continue
            step = None
            if node.low in self._words["nouns"]:
                step = self._partnership(scene, node.index)
            elif node.low in self._partner_nouns:
                step = self._partners(scene, node.index)
            elif node.low in self._loose["nouns"]:
                step = self._relations(scene, node.index)
            if step is not None:
                yield step
        yield from self._formula(scene)

    def _degree(self, before: Phrase) -> str | None:
        """The words of the degree before `partnership`; None if there is none, or if it is one in a single field."""
        kept: list[str] = []
        words = [w for w in before.modifiers if w not in ("and", "'s", "’s")]
        for word in words:
            if word in self._words["levels"]:
                kept.append(word)
            elif word not in self._words["compliments"] and word not in ("-", "–") and kept:
                return None  # a strategic energy partnership
        if not any(w in self._words["marking"] and w not in self._words["only_beside_others"] for w in kept):
            return None
        joined = " ".join(kept).replace("all weather", "all-weather").replace("all round", "all-round")
        return joined.removeprefix("bilateral ").removeprefix("mutual ")

    def _partnership(self, scene: Scene, noun: int) -> Step | None:
        grammar = scene.grammar
        before = phrase(grammar, noun)
        degree = self._degree(before)
        if degree is None or before.opener in ("no", "any"):
            return None
        top = noun
        node = grammar.node(noun)
        if node.dep in ("compound", "nmod") and node.head > noun:
            top = node.head
            if grammar.node(top).low not in self._words["carriers"]:
                return None  # a partnership agreement, a partnership dialogue
        following = grammar.nodes[noun + 1] if noun + 1 < len(grammar.nodes) else None
        if following is not None and following.tag.startswith("NNP") and following.mention is None:
            return None  # the Strategic Partnership Dialogue
        value = f"{degree} partnership"
        established = self._established(scene, top)
        if established is not None:
            told, date, nodes = established
            return self._step(scene, (noun, top), before, value, (told, date, nodes)) if told else None
        if not self._is_there(scene, top, before):
            return None
        date, nodes = (
            when(scene, grammar.children(top, "acl", "relcl")) if self._made_below(grammar, top) else (None, ())
        )
        return self._step(scene, (noun, top), before, value, ("there", date, nodes))

    def _made_below(self, grammar: Grammar, noun: int) -> bool:
        """The partnership established in 2025."""
        return any(self._made.match(grammar, v) for v in grammar.children(noun, "acl", "relcl"))

    def _established(self, scene: Scene, top: int) -> tuple[str | None, str | None, tuple[int, ...]] | None:
        """(how, date, nodes) where the words tell that it is made; how is None where it is only planned or wished."""
        grammar = scene.grammar
        above = list(nouns_above(grammar, top))
        if any(grammar.node(n).low in self._not_yet for n in above):
            return (None, None, ())
        for n in above:
            if grammar.node(n).low in self._made_nouns and grammar.node(n).mention is None:
                verb = grammar.governing_verb(n)
                if self.status.of_noun(grammar, n, None).status != "held":
                    return (None, None, ())
                date, nodes = when(scene, [n, top])
                if date is None and verb >= 0 and grammar.node(verb).low in ("signed", "announced", "declared"):
                    date, nodes = when(scene, [verb])
                return ("made", date, (n, *nodes))
        verb = grammar.governing_verb(top)
        if verb < 0 or not self._made.match(grammar, verb) or not self._is_target(grammar, top, verb):
            return None
        verdict = self.status.of_verb(grammar, verb)
        governor = grammar.governing_verb(verb)
        decided = verdict.status == "planned" and governor >= 0 and self._decided.match(grammar, governor)
        if decided and self.status.of_verb(grammar, governor).status == "held":
            return ("made", None, (verb, governor))
        if verdict.status != "held":
            return (None, None, ())
        date, nodes = when(scene, [verb, top])
        return ("made", date, (verb, *nodes))

    @staticmethod
    def _is_target(grammar: Grammar, noun: int, verb: int) -> bool:
        """Object or result of the verb: established a partnership, raised ties to the level of a partnership."""
        if noun in grammar.objects(verb) or grammar.node(noun).dep == "nsubjpass":
            return True
        i = noun
        while i != verb and grammar.node(i).head != i:
            if grammar.node(i).dep == "prep" and grammar.node(i).low in ("to", "into", "as"):
                return True
            i = grammar.node(i).head
        return False

    def _is_there(self, scene: Scene, top: int, before: Phrase) -> bool:
        """Is the partnership spoken of as one that exists?"""
        grammar = scene.grammar
        verb = grammar.governing_verb(top)
        direct = grammar.node(top).head == verb
        if before.opener in ("a", "an"):
            return verb >= 0 and direct and self._having.match(grammar, verb) and self._told(grammar, verb)
        if before.opener in self._openers:
            return True
        if any(grammar.node(i).mention is not None for i in range(before.start, top)):
            return True
        hooks = [grammar.node(n).low for n in nouns_above(grammar, top)] + (
            [grammar.node(verb).low] if verb >= 0 else []
        )
        return any(low in self._growing for low in hooks) or self._beside_growing(grammar, top)

    def _told(self, grammar: Grammar, verb: int) -> bool:
        return self.status.of_verb(grammar, verb).status == "held"

    def _beside_growing(self, grammar: Grammar, top: int) -> bool:
        """In a list with friendship: the development of friendship and strategic partnership."""
        node = grammar.node(top)
        return node.dep == "conj" and grammar.node(node.head).low in self._growing

    def _step(
        self, scene: Scene, heads: tuple[int, int], before: Phrase, value: str,
        told: tuple[str | None, str | None, tuple[int, ...]],
    ) -> Step | None:  # fmt: skip
        noun, top = heads
        grammar = scene.grammar
        parties = self._parties(scene, noun, top)
        if len(parties.codes) < 2 or (len(parties.codes) > 2 and not parties.named):
            return None
        near = (n for n in parties.nodes if abs(n - noun) < _FAR)
        nodes = {*range(before.start, noun + 1), *near, *told[2]}
        confidence = _SURE if parties.named else _ELSEWHERE
        rule = "milestones/partnership-made" if told[0] == "made" else "milestones/partnership-there"
        return Step(
            "partnership", parties.codes, value, None, told[1], grammar.words_of(nodes), rule, confidence
        )  # fmt: skip

    def _parties(self, scene: Scene, noun: int, top: int) -> Parties:
        """Those named at the partnership or at what it hangs on; then who does the verb; then the sides of the text."""
        grammar, document = scene.grammar, scene.document
        named = self.sides.of_noun(document, grammar, noun, scene.focus)
        for n in dict.fromkeys((top, *nouns_above(grammar, top))):
            if len(named.codes) > 1:
                return named
            named = _both(named, self.sides.of_noun(document, grammar, n, scene.focus))
        if len(named.codes) > 1 or named.blocked:
            return named
        for verb in grammar.verb_chain(top):
            doers = self.sides.of_verb(document, grammar, verb, scene.focus)
            union = _both(named, doers)
            if len(union.codes) == 2 and not doers.blocked:
                return union
            if len(doers.codes) == 1 and not named.codes:
                named = union
            if len(named.codes) > 1:
                break
        return self.sides.complete(document, named, scene.focus)

    def _partners(self, scene: Scene, noun: int) -> Step | None:
        """A and B became comprehensive partners in 2010."""
        grammar = scene.grammar
        before = phrase(grammar, noun)
        degree = self._degree(before)
        first = noun
        while grammar.node(first).dep == "conj":  # allies and strategic partners
            first = grammar.node(first).head
        verb = grammar.node(first).head
        if degree is None or before.opener == "no" or not self._partner_verbs.match(grammar, verb):
            return None
        if grammar.node(first).dep not in ("attr", "dobj", "acomp") or not self._told(grammar, verb):
            return None
        doers = self.sides.of_verb(scene.document, grammar, verb, scene.focus)
        parties = _both(doers, self.sides.of_noun(scene.document, grammar, noun, scene.focus))
        if len(parties.codes) < 2:
            parties = self.sides.complete(scene.document, parties, scene.focus)
        if len(parties.codes) != 2:
            return None
        date, dated = when(scene, [verb, noun])
        nodes = {*range(before.start, noun + 1), verb, *parties.nodes, *dated}
        confidence = _SURE if date else _ELSEWHERE
        words = grammar.words_of(nodes)
        return Step(
            "partnership",
            parties.codes,
            f"{degree} partnership",
            None,
            date,
            words,
            "milestones/partner-words",
            confidence,
        )

    def _relations(self, scene: Scene, noun: int) -> Step | None:
        """Their bilateral strategic relations."""
        grammar = scene.grammar
        before = phrase(grammar, noun)
        if before.opener not in self._loose["openers"] or before.modifiers[-1:] != ("strategic",):
            return None
        parties = self._parties(scene, noun, noun)
        if len(parties.codes) != 2:
            return None
        words = grammar.words_of({*range(before.start, noun + 1), *parties.nodes})
        return Step(
            "partnership",
            parties.codes,
            "strategic relations",
            None,
            None,
            words,
            "milestones/strategic-relations",
            _LOOSE,
        )

    def _formula(self, scene: Scene) -> Iterator[Step]:
        """Set phrases that are a degree by themselves."""
        grammar = scene.grammar
        row = [n.low if n.mention is None else "" for n in grammar.nodes]
        for formula in self._formulas:
            for start in range(len(row) - len(formula) + 1):
                if tuple(row[start : start + len(formula)]) != formula:
                    continue
                found = Parties(())
                for i in range(start, start + len(formula)):
                    if grammar.node(i).tag.startswith("N"):
                        found = _both(found, self.sides.of_noun(scene.document, grammar, i, scene.focus))
                if len(found.codes) == 2:
                    nodes = {*range(start, start + len(formula)), *found.nodes}
                    value = " ".join(formula).replace(" ,", ",")
                    yield Step(
                        "partnership", found.codes, value, None, None, grammar.words_of(nodes), "milestones/formulas"
                    )


def _both(a: Parties, b: Parties) -> Parties:
    codes = tuple(dict.fromkeys((*a.codes, *b.codes)))
    return Parties(codes, (*a.nodes, *b.nodes), a.named and b.named, a.blocked or b.blocked)
