"""Whose a partnership, an anniversary or an agreement is: the parties that its words name, or that the text is about.

Named parties count first: before the noun (the China-France agreement, Kenya's partnership), behind it (between A and
B, with C), then those who do the verb. Only where nothing is named do the two sides of the text stand in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.extract.actors import Actor, ActorReader, Focus
from communique.extract.encounter import Encounter
from communique.extract.grammar import Grammar
from communique.shared.annotated import AnnotatedDocument

_MODIFIERS = ("JJ", "NN", "VBN", "CD", "HYPH", "POS", "RB")
_MARKS = frozenset({"-", "–", "—", "'s", "’s", "'", "’", "/"})
_BETWEEN = frozenset({"between", "among", "with", "amongst"})
_OPENERS = frozenset({"the", "a", "an", "this", "these", "that", "no", "any", "both"})
_OWNED = frozenset({"their", "our", "its", "his", "her"})
_CENTRAL = 3
"""So many of the parties that a text names most can be the two that it is about."""
_POINTERS = frozenset({"them", "which", "whom", "these", "those", "others"})
_NAMED = ("party", "adjective", "side", "people", "counterpart")
_CLAUSE = ("relcl", "acl", "advcl", "ccomp")


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a noun with what stands before it: nodes `start` to `noun`; `opener`: its article or pronoun."""

    start: int
    noun: int
    opener: str | None
    modifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parties:
    """codes: whose it is; nodes: where that is said; named: nothing had to be concluded; blocked: a partner is
    named that is no state or organisation, so nobody else may stand in."""

    codes: tuple[str, ...]
    nodes: tuple[int, ...] = ()
    named: bool = True
    blocked: bool = False


def phrase(grammar: Grammar, noun: int) -> Phrase:
    """The noun phrase that ends at a noun, by the order of the words."""
    start, opener = noun, None
    while start > 0:
        node = grammar.node(start - 1)
        if node.mention is None and (node.low in _OPENERS or node.low in _OWNED):
            opener = node.low if node.tag != "IN" else None  # noted that partnership ...
            break
        if not _belongs(grammar, start - 1):
            break
        start -= 1
    words = tuple(n.low for n in grammar.nodes[start:noun] if n.mention is None)
    return Phrase(start, noun, opener, words)


def _belongs(grammar: Grammar, i: int) -> bool:
    """Is node i, before a noun or its modifiers, part of the noun's phrase?"""
    node = grammar.node(i)
    if node.mention is not None:
        if node.mention.kind in ("person", "project", "place") and node.mention.note != "capital":
            return grammar.node(i + 1).low in _MARKS
        return node.mention.kind != "date"
    if node.low in ("and", "or"):
        return _joins_modifiers(grammar, i)
    hyphened = grammar.node(i + 1).low == "-" and i + 2 < len(grammar.nodes)  # all-weather
    return node.low in _MARKS or hyphened or _is_modifier(grammar, i)


def _is_modifier(grammar: Grammar, i: int) -> bool:
    """An adjective, noun or participle before a noun, or an adverb of one."""
    node = grammar.node(i)
    if node.tag == "VBG":
        return node.dep == "amod" and node.head > i
    return node.tag.startswith(_MODIFIERS) and (node.head >= i or _is_listed_modifier(grammar, i))


def _is_listed_modifier(grammar: Grammar, i: int) -> bool:
    """`lasting` in `true and lasting partnership` hangs on the modifier before it."""
    node = grammar.node(i)
    return node.dep == "conj" and grammar.node(node.head).tag.startswith(("JJ", "NN"))


def _joins_modifiers(grammar: Grammar, i: int) -> bool:
    """`long and special partnership`: what stands before and behind are modifiers of one noun."""
    if i == 0:
        return False
    before, behind = grammar.node(i - 1), grammar.node(i + 1)
    named = all(n.mention is None and n.form[:1].isupper() for n in (before, behind))  # Cooperation and Trade Agreement
    return named or (before.tag.startswith("JJ") and behind.tag.startswith("JJ"))


class SideReader:
    """Finds the parties of nouns."""

    def __init__(self, actors: ActorReader) -> None:
        self._actors = actors

    def codes(self, document: AnnotatedDocument, grammar: Grammar, i: int, focus: Focus) -> list[str]:
        """The parties that node i and what is listed with it mean, without repetition."""
        found = [a.party for a in self._actors.actors(document, grammar, i, focus) if a.party]
        for node in grammar.listed(i):  # the governments of A and B, the presidents of A and B
            if grammar.node(node).mention is None and not found:
                for of in grammar.prepositions(node, "of"):
                    found += [a.party for a in self._actors.actors(document, grammar, of, focus) if a.party]
        return list(dict.fromkeys(found))

    def of_noun(self, document: AnnotatedDocument, grammar: Grammar, noun: int, focus: Focus) -> Parties:
        """The parties named before and behind a noun."""
        codes: list[str] = []
        nodes: list[int] = []
        for i in range(phrase(grammar, noun).start, noun):
            mention = grammar.node(i).mention
            if mention is not None and mention.kind in _NAMED and mention.parties and mention.note != "role":
                codes += mention.parties
                nodes.append(i)
        blocked = False
        for i in self._behind(grammar, noun):
            for target in grammar.children(i, "pobj"):
                if grammar.node(target).low in _POINTERS:  # among them
                    continue
                found = self.codes(document, grammar, target, focus)
                codes += found
                nodes += [i, *grammar.listed(target)] if found else []
                blocked = blocked or not found
        return Parties(tuple(dict.fromkeys(codes)), tuple(nodes), blocked=blocked)

    def _behind(self, grammar: Grammar, noun: int) -> list[int]:
        """The prepositions that say whose the noun is: between and with anywhere below it, of only at itself."""
        found, waiting = [], [noun]
        while waiting:
            i = waiting.pop(0)
            for child in grammar.children(i):
                node = grammar.node(child)
                if node.dep in _CLAUSE or (node.dep == "conj" and i == noun):
                    continue
                if node.dep == "prep" and child > noun:
                    named = [c for c in grammar.children(child, "pobj") if grammar.node(c).mention is not None]
                    if node.low in _BETWEEN or (node.low == "of" and i == noun and named):
                        found.append(child)
                        continue
                waiting.append(child)
        return found

    def of_verb(self, document: AnnotatedDocument, grammar: Grammar, verb: int, focus: Focus) -> Parties:
        """Those who do a verb (subjects; agents in the passive), and whom they do it with."""
        doers = grammar.agents(verb) if grammar.is_passive(verb) else grammar.subjects(verb)
        partners = grammar.prepositions(verb, "with", "between")
        codes: list[str] = []
        nodes: list[int] = []
        blocked = False
        for i in [*doers, *partners]:
            found = self.codes(document, grammar, i, focus)
            codes += found
            nodes += grammar.listed(i) if found else []
            blocked = blocked or (not found and i in partners)
        return Parties(tuple(dict.fromkeys(codes)), tuple(nodes), blocked=blocked)

    def complete(self, document: AnnotatedDocument, named: Parties, focus: Focus) -> Parties:
        """One or no party named: the two sides of the text stand in, if they are known and not contradicted."""
        if len(named.codes) > 1 or named.blocked:
            return named
        stage = sides(document, focus)
        if len(stage) == 2 and set(named.codes) <= set(stage):
            return Parties(stage, named.nodes, named=False)
        return named


def sides(document: AnnotatedDocument, focus: Focus) -> tuple[str, ...]:
    """The two parties that a text is about: of the encounter told last, of its officials, or of the states it names."""
    told = tuple(dict.fromkeys(a.party for a in focus.pair if a.party))
    if len(told) == 2:
        return told
    officials = tuple(dict.fromkeys(k.party for k in document.people if k.party and k.office))
    if len(officials) >= 2:
        central = set(officials) <= set(document.favoured[:_CENTRAL])
        return officials if len(officials) == 2 and central else ()
    states = tuple(dict.fromkeys((*officials, *document.favoured)))
    return states if len(states) == 2 else ()


def focus_at(encounters: Sequence[Encounter], sentence: int) -> Focus:
    """Who was told of last when a sentence begins; before the first encounter, those of the first."""
    known = [e for e in encounters if len({a.party for a in e.actors if a.party}) == 2 and not e.verdict.recalled]
    persons = [e for e in known if all(a.known is not None for a in e.actors)]
    known = persons or known
    before = [e for e in known if e.sentence <= sentence]
    chosen = before[-1:] or known[:1]
    return Focus(pair=_each_once(chosen[0].actors) if chosen else [])


def _each_once(actors: Sequence[Actor]) -> list[Actor]:
    return list({actor.key: actor for actor in actors}.values())
