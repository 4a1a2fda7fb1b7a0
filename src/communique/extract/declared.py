"""Encounters that open a joint statement: we, the leaders of A, B and C, met today in Riga.

The list of those who speak stands between the pronoun and the verb, and is often longer than the syntax can follow;
so it is read by its mentions. By knowledge/wording/meetings.yaml (declare-together).
"""

from __future__ import annotations

from communique.extract.actors import Actor, known_actor
from communique.extract.circumstances import between
from communique.extract.encounter import Encounter, Scene
from communique.extract.frame_table import FrameTable
from communique.extract.status import Verdict
from communique.shared.annotated import Mention, Node
from communique.shared.records import Person

_LATEST = 2  # Today, we: the farthest that the pronoun stands from the beginning
_SIGNS = frozenset({",", "-", "–", "—"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_AUXILIARY = frozenset({"have", "are", "were"})
_NOT_WHEN = frozenset({"since", "until", "till", "by", "before", "after", "for", "to", "of"})
_WHO = frozenset({"person", "people", "counterpart", "side", "party"})


def declared(scene: Scene, table: FrameTable) -> tuple[Encounter, int] | None:
    """The encounter that the sentence opens with, and the node of its verb; None if it opens otherwise."""
    nodes = scene.grammar.nodes
    we = next((n.index for n in nodes[: _LATEST + 1] if n.low in table.declarers), len(nodes))
    if we + 1 >= len(nodes) or nodes[we + 1].low not in _SIGNS:
        return None
    verb = next((n.index for n in nodes[we + 2 :] if n.mention is None and n.low in table.declaring), len(nodes))
    if verb == len(nodes) or any(_is_finite(n) for n in nodes[we:verb]):
        return None
    behind = _of_the_clause(nodes, verb)
    beside = [nodes[n] for n in behind if nodes[n - 1].low == "with"]
    actors = [a for n in (*nodes[we:verb], *beside) if n.mention is not None for a in _actors(scene, n.mention)]
    actors = list({a.key: a for a in actors}.values())
    if len({a.party for a in actors if a.party}) < 2:
        return None
    around = between(scene.grammar, [*range(we), *(n for n in behind if nodes[n - 1].low not in _NOT_WHEN)])
    mode = next((table.means[nodes[n].low] for n in behind if nodes[n].low in table.means), "in_person")
    words = scene.grammar.words_of({we, verb, *around.nodes})
    return Encounter(actors, mode, Verdict("held"), around, words, scene.tree.sentence, "declare-together"), verb


def _is_finite(node: Node) -> bool:
    """Is it a verb that says something else of them first?"""
    return node.mention is None and node.tag in _FINITE and node.low not in _AUXILIARY


def _of_the_clause(nodes: list[Node], verb: int) -> list[int]:
    """The nodes behind the verb up to what they did there."""
    found: list[int] = []
    for node in nodes[verb + 1 :]:
        acts = node.mention is None and node.tag == "VB" and node.low != "be"  # but: the first to be held in Riga
        if node.form == ";" or acts or _is_finite(node):
            break
        found.append(node.index)
    return found


def _actors(scene: Scene, mention: Mention) -> list[Actor]:
    if mention.kind not in _WHO:
        return []
    if mention.known:
        return [known_actor(scene.document, k) for k in mention.known]
    return [Actor(code, person=Person(party=code)) for code in mention.parties]
