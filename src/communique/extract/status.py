"""Was it, will it be, was it only wished: the status of an event by its own verb and the verbs that govern it.

The lists are those of knowledge/wording/status.yaml.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.extract.days import is_to_come
from communique.extract.grammar import Grammar
from communique.extract.inflection import verb_forms
from communique.shared.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Verdict:
    """status: None where there is no event. recalled: told as background. rule: which list decided."""

    status: str | None
    recalled: bool = False
    rule: str = "tense"


_NOTHING = Verdict(None, rule="only-wished")


class StatusRules:
    """The lists of status.yaml as sets of forms."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries = {entry["name"]: entry for entry in knowledge.entries("wording/status.yaml")}
        self._verbs: dict[str, dict[str, tuple[str, ...]]] = {}
        for name, entry in entries.items():
            self._verbs[name] = _forms(entry.get("verbs", ()))
        self._hearsay = frozenset(entries["hearsay"]["nouns"])
        self._would = frozenset(entries["hearsay"]["words"])
        self._plans = frozenset(entries["planned-by"]["nouns"])
        self._adjectives = frozenset(entries["planned-by"]["adjectives"])
        self._earlier = frozenset(entries["earlier"]["words"])
        self._since = frozenset(entries["earlier"]["prepositions"])
        self._off = {noun: status for status in ("cancelled", "postponed") for noun in entries[f"{status}-by"]["nouns"]}
        self._upcoming = frozenset(entries["upcoming"]["words"])
        self._back, self._ahead = entries["points-back"], entries["points-ahead"]
        self._aims = frozenset(entries["aimed-at"]["prepositions"])

    def governs(self, rule: str, grammar: Grammar, verb: int) -> bool:
        """Is the verb one of the list `rule`, with its particle?"""
        particles = self._verbs[rule].get(grammar.node(verb).low)
        if particles is None:
            return False
        if "" in particles:
            return True
        below = grammar.children(verb)
        near = {grammar.node(c).low for c in below}
        near |= {f"{grammar.node(c).low} {grammar.node(d).low}" for c in below for d in grammar.children(c)}  # on hold
        return any(particle in near for particle in particles)

    def changes(self, grammar: Grammar, verb: int) -> bool:
        """Is the verb one that cancels, postpones, proposes or plans?"""
        rules = ("cancelled-by", "postponed-by", "proposed-by")
        return any(self.governs(rule, grammar, verb) for rule in rules)

    def of_verb(self, grammar: Grammar, verb: int) -> Verdict:
        """The verdict on an event that a verb tells."""
        if grammar.is_negated(verb) or self._conditional(grammar, verb) or self._only_said(grammar, verb):
            return _NOTHING
        if grammar.node(verb).low in self._adjectives and grammar.node(verb).tag.startswith("J"):
            return Verdict("planned", rule="planned-by")
        tense = grammar.tense(verb)
        above = grammar.governing_verb(verb)
        dep = grammar.node(verb).dep
        if (
            dep == "conj"
            and above >= 0
            and tense in ("infinitive", "participle", "gerund")
            and not grammar.children(verb, "aux", "auxpass")
        ):
            return self.of_verb(grammar, above)
        if dep == "pcomp" and grammar.node(grammar.node(verb).head).low in ("on", "for", "of", "about", "in"):
            return _NOTHING  # congratulated him on hosting the summit: content
        recalled = self._told_as_earlier(grammar, verb)
        outer = self._by_governor(grammar, verb, above, dep)
        if outer is not None:
            return outer
        if tense == "future":
            return Verdict("planned", rule="future tense")
        if tense == "modal":
            would = "would" in grammar.auxiliaries(verb) and above >= 0 and self.governs("saying", grammar, above)
            return Verdict("planned", rule="future in the past") if would else _NOTHING
        if tense == "infinitive":
            return self._infinitive(grammar, verb, above, dep)
        if tense == "present" and self._has_future_day(grammar, verb):
            return Verdict("planned", rule="present for the future")
        return Verdict("held", recalled or tense == "pluperfect")

    def _by_governor(self, grammar: Grammar, verb: int, above: int, dep: str) -> Verdict | None:
        """What the governing verb says, where it decides for the event; None where the event's own tense counts."""
        if above < 0:
            return None
        if dep in ("ccomp", "xcomp", "advcl", "pcomp", "acl", "dobj", "pobj", "csubj", "relcl", "conj"):
            aimed = dep == "advcl" and "to" in grammar.auxiliaries(verb) and grammar.node(verb).tag == "VBG"
            bound = (
                aimed
                or dep in ("xcomp", "pcomp")
                or (dep == "ccomp" and grammar.tense(verb) in ("infinitive", "gerund"))
            )
            if dep == "ccomp" and self.governs("contested", grammar, above):
                return _NOTHING
            if bound and grammar.is_negated(above):
                return _NOTHING
            if bound and self.governs("only-wished", grammar, above):
                return _NOTHING
            if bound and self.governs("proposed-by", grammar, above):
                return Verdict("proposed", rule="proposed-by")
            if bound and self.governs("cancelled-by", grammar, above):
                return Verdict("cancelled", rule="cancelled-by")
            if bound and self.governs("postponed-by", grammar, above):
                return Verdict("postponed", rule="postponed-by")
        return None

    def _infinitive(self, grammar: Grammar, verb: int, above: int, dep: str) -> Verdict:
        if above < 0:  # a headline: President A to Meet Minister B
            headline = dep in ("relcl", "acl") and grammar.node(grammar.node(verb).head).mention is not None
            return Verdict("planned", rule="headline") if headline else _NOTHING
        governor = grammar.node(above)
        if self.governs("planned-by", grammar, above) or governor.low in ("is", "are", "was", "were"):
            if grammar.is_negated(above) or grammar.tense(above) == "pluperfect":
                return _NOTHING  # had been scheduled to meet
            outer = self.of_verb(grammar, above)
            return Verdict("planned", rule="planned-by") if outer.status else _NOTHING
        noun = grammar.node(grammar.node(verb).head)
        if dep in ("acl", "relcl") and noun.low in self._plans:  # their commitment to meet at the summit
            return Verdict("planned", rule="planned-by")
        adjective = grammar.node(grammar.node(verb).head)
        if adjective.low in self._adjectives:
            was = grammar.tense(above) == "pluperfect"  # had been due to attend
            return _NOTHING if was else Verdict("planned", rule="planned-by")
        own = [c for c in grammar.children(verb, "nsubj", "mark") if grammar.node(c).low != "to"]
        if dep in ("advcl", "xcomp") and not own:  # came to meet: as the coming; but: an invitation for X to meet him
            return self.of_verb(grammar, above)
        return _NOTHING

    def _only_said(self, grammar: Grammar, verb: int) -> bool:
        """Is it asked, or what a report or rumour says, or what somebody would be willing to do?"""
        if grammar.nodes[-1].low == "?":
            return True
        node = grammar.node(verb)
        head = grammar.node(node.head)
        told = head.low in self._hearsay and head.tag.startswith("N") and head.index != verb
        if node.dep in ("acl", "ccomp", "relcl", "appos") and told:
            return True
        return node.dep in ("xcomp", "ccomp") and head.low in self._would

    @staticmethod
    def _conditional(grammar: Grammar, verb: int) -> bool:
        if any(grammar.node(c).low in ("if", "unless", "whether") for c in grammar.children(verb, "mark")):
            return True
        would = "would" in grammar.auxiliaries(verb)
        clauses = grammar.children(verb, "advcl") if would else []
        marks = {grammar.node(m).low for c in clauses for m in grammar.children(c, "mark", "advmod")}
        return bool(marks & {"if", "when", "once", "unless"})  # would come when conditions allow

    @staticmethod
    def _has_future_day(grammar: Grammar, verb: int) -> bool:
        """tomorrow; with a finite verb also a month alone, or this year: with the present tense it is to come."""
        finite = grammar.node(verb).tag in ("VBZ", "VBP")
        clause = (grammar.node(n) for n in grammar.clause_nodes(verb))
        dated = [(n.low, n.mention) for n in clause if n.mention is not None]
        return any(low == "tomorrow" or (finite and is_to_come(mention)) for low, mention in dated)

    def _told_as_earlier(self, grammar: Grammar, verb: int) -> bool:
        if grammar.node(verb).dep == "advcl" and any(
            grammar.node(c).low == "since" for c in grammar.children(verb, "mark")
        ):
            return True
        words = {grammar.node(c).low for c in grammar.children(verb, "advmod", "amod", "npadvmod")}
        return bool(words & {"last", "previously", "earlier", "recently"}) and (
            grammar.node(verb).dep != "ROOT" or "last" in words
        )

    def of_noun(self, grammar: Grammar, noun: int, carrier: int | None) -> Verdict:
        """The verdict on an event that a noun tells; carrier: the verb that holds it (held talks), if there is one."""
        words = {grammar.node(c).low for c in grammar.children(noun, "amod", "compound", "det", "advmod", "nmod")}
        if "no" in words:
            return _NOTHING
        over = grammar.node(grammar.node(grammar.node(noun).head).head)
        if (
            over.low in self._off
            and grammar.node(noun).dep == "pobj"
            and grammar.node(grammar.node(noun).head).low == "of"
        ):
            return Verdict(self._off[over.low], rule="called-off")
        upcoming, earlier = bool(words & self._upcoming), bool(words & self._earlier)
        if carrier is not None and grammar.node(carrier).head == noun and grammar.node(carrier).dep in ("acl", "relcl"):
            earlier = earlier or grammar.tense(carrier) == "pluperfect"  # of the meeting that she had hosted
            carrier = None  # a meeting scheduled for May was cancelled: the verb over the noun decides
        if carrier is not None:
            verdict = self.of_verb(grammar, carrier)
            if verdict.status == "held" and self.governs("planned-by", grammar, carrier):
                return Verdict("planned", verdict.recalled, rule="planned-by")
            for rule, status in (("cancelled-by", "cancelled"), ("postponed-by", "postponed")):
                if verdict.status and self.governs(rule, grammar, carrier):
                    return Verdict(status, rule=rule)
            if (
                upcoming
                and verdict.status == "held"
                and grammar.tense(carrier) not in ("past", "perfect", "pluperfect")
            ):
                return Verdict("planned", rule="upcoming")
            return verdict
        above = grammar.governing_verb(noun)
        if above >= 0 and self._only_said(grammar, above):
            return _NOTHING
        if self.is_aimed_at(grammar, noun):
            return Verdict("planned", rule="aimed-at")
        if self.points_back(grammar, noun):
            return Verdict("held", True, rule="points-back")
        if above >= 0:
            for rule, status in (("cancelled-by", "cancelled"), ("postponed-by", "postponed")):
                if self.governs(rule, grammar, above) and self._is_argument(grammar, noun, above):
                    return Verdict(status, rule=rule) if not grammar.is_negated(above) else _NOTHING
            if self._is_argument(grammar, noun, above):
                if self.governs("proposed-by", grammar, above):
                    return Verdict("proposed", rule="proposed-by")
                if self.governs("only-wished", grammar, above):
                    return Verdict("planned", rule="upcoming") if upcoming else _NOTHING
        if upcoming:
            return Verdict("planned", rule="upcoming")
        preposition = grammar.node(grammar.node(noun).head).low if grammar.node(noun).dep in ("pobj", "conj") else ""
        recalled = earlier or preposition == "since"
        recalled = recalled or (
            above >= 0 and self.governs("earlier", grammar, above) and self._is_argument(grammar, noun, above)
        )
        if above >= 0 and self._is_argument(grammar, noun, above) and grammar.tense(above) == "future":
            return Verdict("planned", rule="future tense")
        return Verdict("held", recalled)

    def is_aimed_at(self, grammar: Grammar, noun: int) -> bool:
        """agreed to work toward a meeting: is it what somebody is to work for?"""
        node = grammar.node(noun)
        preposition = grammar.node(node.head)
        if node.dep != "pobj" or preposition.low not in self._aims:
            return False
        return grammar.is_verb(preposition.head) and self.governs("aimed-at", grammar, preposition.head)

    def points_back(self, grammar: Grammar, noun: int) -> bool:
        """a follow-up to their call, building on their call, will meet ... following their call: of something past."""
        node = grammar.node(noun)
        head = grammar.node(node.head)
        if node.dep == "dobj":
            return self.governs("points-back", grammar, head.index)
        if node.dep != "pobj":
            return False
        before = "".join(n.low for n in grammar.nodes[max(0, head.index - 3) : head.index])
        if any(before.endswith(word) for word in self._back["nouns"]):
            return True
        verb = grammar.governing_verb(noun)
        if head.low in self._back["prepositions"]:
            verb = grammar.governing_verb(head.index)
            return verb >= 0 and grammar.tense(verb) in ("future", "infinitive")
        return head.head == verb and self.governs("points-back", grammar, verb)

    def points_ahead(self, grammar: Grammar, noun: int) -> bool:
        """ahead of the meeting of A and B in June, in advance of A and B meeting: of something still to come."""
        head = grammar.node(noun).head
        before = [n.low for n in grammar.nodes[max(0, head - 2) : head + 1]]
        given = (phrase.split() for phrase in self._ahead["prepositions"])
        return any(before[-len(words) :] == words for words in given)

    @staticmethod
    def _is_argument(grammar: Grammar, noun: int, verb: int) -> bool:
        """Is the noun subject or object of the verb itself, not of something below it?"""
        node = grammar.node(noun)
        return node.head == verb and node.dep in ("nsubj", "nsubjpass", "dobj", "attr", "conj", "ccomp")


def _forms(verbs: Any) -> dict[str, tuple[str, ...]]:
    """{form: particles}: "call off" gives call, calls ... with the particle "off"."""
    table: dict[str, tuple[str, ...]] = {}
    for entry in verbs:
        verb, _, particle = entry.partition(" ")
        for form in verb_forms(verb):
            table[form] = (*table.get(form, ()), particle)
    return table
