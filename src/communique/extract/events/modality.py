"""What negation, tense and modal verbs make of an event.

Will attack is a threat, must go a demand, did not meet a refusal.
"""

from __future__ import annotations

from dataclasses import replace

from communique.extract.events.found import Found
from communique.extract.events.lexicon import EventLexicon
from communique.extract.events.parties import Countries
from communique.extract.grammar import Grammar

_MUST = frozenset({"must", "should"})
_MAY = frozenset({"may", "might", "could"})


class Modality:
    """The modality of the clauses of one tree."""

    def __init__(self, lexicon: EventLexicon, grammar: Grammar, countries: Countries) -> None:
        self._lexicon, self._grammar, self._countries = lexicon, grammar, countries

    def applied(self, i: int, event: Found, depth: int, sayer: tuple[int, ...]) -> Found | None:
        aux = set(self._grammar.auxiliaries(i))
        negated = self.negated(i)
        tense = self._grammar.tense(i)
        future = tense == "future" or ("would" in aux and (bool(sayer) or depth > 0)) or self._is_to(i)
        perhaps = bool(aux & _MAY)
        if aux & _MUST and depth > 0 and not negated:
            return self._demanded(i, event, sayer)
        if negated:
            code = self._lexicon.compose("shall not" if future or perhaps else "not", event.code)
            if code is None:
                return replace(event, score=min(event.score, 0.5), time="negated") if depth == 0 else None
            return replace(event, code=code, time="negated")
        if future or perhaps:
            own = event.code.startswith("09")  # an inquiry to come is an inquiry
            code = event.code if own else self._lexicon.compose("intend", event.code)
            time = "hypothetical" if perhaps else "future"
            return replace(event, code=code or event.code, time=time)
        if tense == "pluperfect" and depth == 0:
            return replace(event, time="historical")
        return event

    def _is_to(self, i: int) -> bool:
        """is to lend: the future of an arrangement."""
        return self._grammar.node(i).low in ("is", "are", "was", "were") and any(
            "to" in {self._grammar.node(c).low for c in self._grammar.children(x, "aux")}
            for x in self._grammar.children(i, "xcomp")
        )

    def _demanded(self, i: int, event: Found, sayer: tuple[int, ...]) -> Found:
        """A said that B must do it: A asks B."""
        asked = self._countries.of(self._grammar.subjects(i), sayer)
        asking = self._countries.of(sayer)
        code = self._lexicon.compose("must", event.code)
        if code is None or not asking:
            return replace(event, time="hypothetical")
        return replace(event, code=code, source=asking, target=asked or event.target, score=3.0)

    def alone(self, i: int, sayer: tuple[int, ...]) -> Found | None:
        """`must` with a verb that is in no list is a demand none the less."""
        aux = set(self._grammar.auxiliaries(i))
        if "must" in aux and sayer and not self.negated(i):
            source, target = self._countries.of(sayer), self._countries.of(self._grammar.subjects(i), sayer)
            if source and target:
                return Found("100", 2.0, (i,), source, target)
        return None

    def negated(self, i: int) -> bool:
        if self._grammar.is_negated(i):
            return True
        for child in self._grammar.children(i, "advmod", "dobj", "nsubj", "nsubjpass"):
            node = self._grammar.node(child)
            below = {self._grammar.node(c).low for c in self._grammar.children(child, "neg", "det", "advmod")}
            if (node.low in ("longer", "nor") or node.dep != "advmod") and "no" in below:
                return True
        return False
