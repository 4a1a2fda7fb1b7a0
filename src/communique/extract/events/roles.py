"""Who does an event, and to whom: by voice, frame and prepositions of its verb or noun."""

from __future__ import annotations

from communique.extract.events.lexicon import Family
from communique.extract.events.parties import Countries
from communique.extract.grammar import Grammar

_TO_WHOM = ("to", "against", "with", "on", "upon", "at", "for", "over", "into", "from", "of", "in", "by", "between")
_NOUN_OF = ("against", "on", "to", "into", "of", "with", "for", "from", "between", "in", "over", "among")
_BLAMED = ("against", "over", "about", "of", "at", "for", "on", "with", "to", "in")
_OWN_FORCES = ("087", "15", "074", "166")  # withdrawn, deployed, shipped out: by their own side, if none is named

Pair = tuple[tuple[str, ...], tuple[str, ...]]
"""Codes of sources and of targets."""


class Roles:
    """Sources and targets in one tree."""

    def __init__(self, grammar: Grammar, countries: Countries) -> None:
        self._grammar, self._countries = grammar, countries

    def of_verb(self, i: int, sayer: tuple[int, ...], swapped: bool = False) -> Pair:
        """(source, target) of the event of verb i."""
        grammar, countries = self._grammar, self._countries
        if grammar.is_passive(i):
            source = countries.of(grammar.agents(i), sayer)
            target = countries.of(grammar.subjects(i), sayer) or self.after(i, _TO_WHOM)
            return source, target
        source = countries.of(grammar.subjects(i), sayer)
        target = next((c for o in grammar.objects(i) if (c := countries.of([o], sayer))), ())
        target = target or self.after(i, _TO_WHOM)
        return (target, source) if swapped else (source, target)

    def of_family(self, i: int, family: Family, sayer: tuple[int, ...]) -> Pair:
        """The roles as they are for the code of a family."""
        assert family.code is not None
        source, target = self.of_verb(i, sayer, family.swapped)
        passive = self._grammar.is_passive(i)
        if passive and not self._grammar.agents(i) and family.code.startswith(_OWN_FORCES):
            return target, self.after(i, _TO_WHOM)
        if not passive and family.code.startswith(("111", "114")):
            blamed = [o for o in self._grammar.objects(i) if self._countries.of([o], sayer)]
            return source, target if blamed else self.after(i, _BLAMED)
        return source, target

    def after(self, i: int, words: tuple[str, ...]) -> tuple[str, ...]:
        """The countries behind the first of the prepositions at node i that has any; of the object, too."""
        for word in words:
            for n in (i, *self._grammar.children(i, "dobj", "dative")):
                found = self._countries.of(
                    t
                    for c in self._grammar.children(n, "prep", "dative", "agent")
                    if self._grammar.node(c).low == word
                    for t in self._grammar.children(c, "pobj")
                )
                if found:
                    return found
        return ()

    def of_noun(self, n: int) -> Pair:
        """Who does what a noun carries, and to whom: possessor, adjective, `by`; `on`, `against`, `with`, `between`."""
        grammar = self._grammar
        between = self.after(n, ("between", "among"))
        if between:  # of one side the country may not be named
            return between, ()
        source = self.after(n, ("by",))
        for child in grammar.children(n, "poss", "amod", "compound", "nmod"):
            source = source or self._countries.single(child, 2)
        target = self.after(n, _NOUN_OF)
        if not source:
            of = self.after(n, ("of", "from"))
            rest = self.after(n, tuple(p for p in _NOUN_OF if p not in ("of", "from")))
            return (of, rest) if of else ((), target)
        return source, target
