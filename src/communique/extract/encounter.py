"""One encounter as a clause tells it, and the sentence it is read in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from communique.extract.actors import Actor, Focus, known_actor
from communique.extract.circumstances import Circumstances, between
from communique.extract.grammar import Grammar
from communique.extract.status import Verdict
from communique.shared.annotated import AnnotatedDocument, Tree

Told = tuple[list[Actor], str | None, Verdict, Circumstances, str | None]
"""Who, mode, status, when and where, host."""


@dataclass(slots=True)
class Encounter:
    """A meeting as one clause tells it; `words` is the range of document words that say so."""

    actors: list[Actor]
    mode: str | None
    verdict: Verdict
    around: Circumstances
    words: tuple[int, int]
    sentence: int
    rule: str
    weak: bool = False
    host: str | None = None
    definite: bool = False
    nominal: bool = False
    is_open: bool = False
    soft_mode: bool = False
    roster: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """One sentence being read; `used` are the nouns, `told` the verbs that told an encounter already."""

    document: AnnotatedDocument
    grammar: Grammar
    tree: Tree
    focus: Focus
    used: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)


def tell(
    scene: Scene,
    heads: tuple[int | None, int | None],
    told: Told,
    entry: dict[str, Any],
    arguments: list[int],
) -> Encounter:
    """The Encounter of one clause.

    heads: verb and noun that tell it; told: who, mode, status, when and where, host; arguments: the nodes of those
    who take part, which belong to the words that say so.
    """
    actors, mode, verdict, around, host = told
    grammar = scene.grammar
    nodes_told = [n for n in heads if n is not None]
    arguments = [n for a in arguments for n in grammar.listed(a)]
    nodes = {*nodes_told, *arguments, *around.nodes}
    nodes |= {p for a in arguments for p in _path(grammar, a, nodes_told)}
    words = grammar.words_of(nodes)
    return Encounter(
        actors, mode, verdict, around, words, scene.tree.sentence, entry["name"], bool(entry.get("joint")), host
    )


def further(scene: Scene, verb: int, told: Encounter) -> Iterator[Encounter]:
    """met A in Riga on Friday and B in Oslo on Sunday: the parser lists B with Riga or Friday, but he is met too."""
    grammar = scene.grammar
    subjects = [n for s in grammar.subjects(verb) for n in grammar.listed(s)]
    first = [a for a in told.actors if any(a.known in _known(grammar, n) for n in subjects)]
    nodes = [n for n in grammar.clause_nodes(verb) if n > verb]
    later = [n for n in nodes if _known(grammar, n) and _hangs_on_place_or_date(grammar, n)]
    for position, node in enumerate(later):
        persons = [known_actor(scene.document, k) for k in _known(grammar, node)]
        partners = {a.party for a in persons} - {a.party for a in told.actors}
        if not first or None in partners or not partners:
            continue
        end = later[position + 1] if position + 1 < len(later) else len(grammar.nodes)
        around = between(grammar, [n for n in nodes if node < n < end])
        words = grammar.words_of({verb, *subjects, node, *around.nodes})
        yield replace(told, actors=[*first, *persons], around=around, words=words, roster=[], host=None)


def _known(grammar: Grammar, n: int) -> tuple[int, ...]:
    mention = grammar.node(n).mention
    return mention.known if mention is not None and mention.kind in ("person", "counterpart") else ()


def _hangs_on_place_or_date(grammar: Grammar, n: int) -> bool:
    """Is the person listed with a place or day, itself or by the preposition before it?"""
    node = grammar.node(n)
    if node.dep == "pobj" and grammar.node(node.head).low == "with":
        node = grammar.node(node.head)
    heads = [node.head, *grammar.children(node.head, "pobj")]
    mentions = [m for h in heads if (m := grammar.node(h).mention) is not None]
    return node.dep == "conj" and any(m.kind in ("place", "date") for m in mentions)


def _path(grammar: Grammar, node: int, heads: list[int]) -> list[int]:
    """The nodes between an argument and its head, prepositions mostly."""
    path: list[int] = []
    while node not in heads and grammar.node(node).head != node:
        node = grammar.node(node).head
        path.append(node)
    return path if node in heads else []


def is_date(grammar: Grammar, n: int) -> bool:
    """Is node n a date?"""
    mention = grammar.node(n).mention
    return mention is not None and mention.kind == "date"
