"""One encounter as a clause tells it, and the sentence it is read in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from communique.extract.actors import Actor, Focus
from communique.extract.circumstances import Circumstances
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
