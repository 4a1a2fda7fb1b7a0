"""Instruments as a sentence names them: kind, name, how many. Whether they are signed is told by agreements.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.extract.grammar import Grammar
from communique.extract.sides import Phrase, phrase
from communique.extract.steps import Numbers, Scene
from communique.shared.knowledge import Knowledge

_JOINING = frozenset({"of", "on", "for", "in", "and", "the", "to", "against"})
_ABOUT = frozenset({"on", "for", "of", "concerning", "regarding", "about"})


@dataclass(frozen=True, slots=True)
class Instrument:
    """top: the node whose verb counts (`a number of agreements`: number); words: nodes that name it."""

    noun: int
    top: int
    kind: str
    name: str | None
    count: int | str | None
    before: Phrase
    words: tuple[int, ...]
    plural: bool
    parties: tuple[str, ...] = ()


class InstrumentFinder:
    """Finds the instruments of a sentence."""

    def __init__(self, knowledge: Knowledge, entry: dict[str, Any], numbers: Numbers) -> None:
        self.numbers = numbers
        self._kinds = {w: kind for kind, words in entry["kinds"].items() for w in words}
        self._needs_joint, self._joint = frozenset(entry["needs_joint"]), frozenset(entry["joint"])
        self._domestic = frozenset(entry["domestic"])
        self._generic = frozenset(entry["generic"])
        self._quantities = frozenset(entry["quantities"])
        self._quantity_nouns = frozenset(entry["quantity_nouns"])
        self._treaties = {
            row["id"]: (row["kind"], row["name"], row.many("parties"))
            for row in knowledge.table("projects/treaties.csv", ["id"])
        }

    def at(self, scene: Scene, i: int) -> Instrument | None:
        """The instrument that node i names, or None."""
        grammar = scene.grammar
        node = grammar.node(i)
        if node.mention is not None:
            return self._known(grammar, i) if node.mention.kind == "project" else None
        kind = self._kinds.get(node.low)
        if kind is None or not node.tag.startswith("N") or (node.dep in ("compound", "nmod") and node.head > i):
            return None
        before = phrase(grammar, i)
        if before.opener == "no" or self._domestic & set(before.modifiers):
            return None
        if node.low in self._needs_joint and not self._joint & set(before.modifiers):
            return None
        top, count = self._counted(grammar, i, before)
        name, last = self._name(scene, i, before)
        first = before.start - 1 if before.opener else before.start
        words = tuple(sorted({top, *range(first, last + 1), *self._subject_matter(grammar, i)}))
        return Instrument(i, top, kind, name, count, before, words, node.tag.endswith("S") or node.low == "memoranda")

    def _known(self, grammar: Grammar, i: int) -> Instrument | None:
        """A treaty of knowledge/projects/treaties.csv that is one of certain parties."""
        mention = grammar.node(i).mention
        row = self._treaties.get(mention.note or "") if mention is not None else None
        node = grammar.node(i)
        if row is None or (node.dep in ("compound", "nmod", "poss") and node.head > i):
            return None
        kind, name, parties = row
        if kind not in self._kinds.values() or kind == "other":
            return None  # a resolution, an act: no agreement of parties
        return Instrument(i, i, kind, name, None, Phrase(i, i, None, ()), (i,), False, parties)

    def _counted(self, grammar: Grammar, i: int, before: Phrase) -> tuple[int, int | str | None]:
        node = grammar.node(i)
        if node.dep == "pobj" and grammar.node(node.head).low == "of":
            above = grammar.node(node.head).head
            if grammar.node(above).low in self._quantity_nouns:
                return above, "numerous"
        number = self.numbers.cardinal(before.modifiers)
        if number is not None and number > 1:
            return i, number
        return i, "numerous" if self._quantities & set(before.modifiers) else None

    def _name(self, scene: Scene, i: int, before: Phrase) -> tuple[str | None, int]:
        """(the name as printed, its last node): capitals before and behind a capital noun; None if it is no name."""
        grammar = scene.grammar
        nodes = grammar.nodes
        last = i
        if not nodes[i].form[:1].isupper():
            return None, i
        k = i + 1
        while k < len(nodes):
            step = k
            while step < len(nodes) and nodes[step].low in _JOINING and nodes[step].mention is None and step - k < 2:
                step += 1
            if step >= len(nodes) or nodes[step].mention is not None or not nodes[step].form[:1].isupper():
                break
            if step == k and not nodes[step].tag.startswith("NNP"):
                break
            last, k = step, step + 1
        start = i
        while start > before.start and (
            nodes[start - 1].mention is not None
            or nodes[start - 1].form[:1].isupper()
            or not nodes[start - 1].form[:1].isalpha()
            or nodes[start - 1].low == "and"
        ):
            start -= 1
        while start < i and nodes[start].mention is None and not nodes[start].form[:1].isupper():
            start += 1
        printed = scene.document.printed(nodes[start].first, nodes[last].last)
        if start == last or " ".join(printed.lower().split()) in self._generic:
            return None, last
        return " ".join(printed.split()), last

    def is_noun(self, low: str) -> bool:
        """Is it a word for an instrument?"""
        return low in self._kinds

    @staticmethod
    def _subject_matter(grammar: Grammar, i: int) -> list[int]:
        """The nodes of `on the training of nurses`."""
        found: list[int] = []
        for prep in grammar.children(i, "prep"):
            below = _without_clauses(grammar, prep)
            clause = any(grammar.node(n).tag.startswith(("VBD", "VBZ", "VBP", "MD")) for n in below)
            if grammar.node(prep).low in _ABOUT and not clause:
                found += below
        return found


def _without_clauses(grammar: Grammar, top: int) -> list[int]:
    """Node `top` and what is below it up to the first participle or relative clause in reading order."""
    below = grammar.subtree(top)
    ends = [n for n in below if grammar.node(n).dep in ("acl", "relcl") and grammar.node(n).tag.startswith("V")]
    return [n for n in below if not ends or n < min(min(grammar.subtree(e)) for e in ends)]
