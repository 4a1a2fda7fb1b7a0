"""Which statements of two accounts say the same, though in other words.

Method: words that matter are cut to stems and words of one meaning made equal (knowledge/wording/aligning.yaml); two
statements are as like as the share of words that both have (of the shorter, damped by the longer; a word that stands
in many such texts weighs less), more so with the same kind of act, topics or named things. Pairs are made from the likest down; a statement may stand in one pair only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from communique.shared.knowledge import Knowledge
from communique.shared.parties import fold
from communique.shared.records import Statement

ALIGNING = "wording/aligning.yaml"

SAME = 0.5
"""Least likeness of two statements that are taken to say the same."""

_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ed", "es", "ly", "s", "e", "y")
_STEM = 3

COMMON, LIGHT = 0.3, 0.6
"""What a word weighs that stands in many texts whatever they are about, and one that is frequent; a rare one weighs 1."""


class Pair(msgspec.Struct, frozen=True):
    """Two statements (places in the two lists) that say the same, and how like they are."""

    one: int
    other: int
    likeness: float


class Aligner:
    """Compares statements; reads its words once."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.mapping(ALIGNING)
        self._little = frozenset(fold(words["little_words"]).split()) | frozenset(fold(words["frames"]).split())
        self._same = {stem(word): stem(line.split()[0]) for line in words["same"] for word in fold(line).split()}
        self._kinds = {kind: line.split()[0] for line in words["kinds"] for kind in line.split()}
        self._weights = {self._equal(word): LIGHT for word in fold(words["light"]).split()}
        self._weights |= {self._equal(word): COMMON for word in fold(words["common"]).split()}
        self._breaks = re.compile("|".join(re.escape(each) for each in words["list_breaks"]))
        self._seen: dict[str, frozenset[str]] = {}

    def _equal(self, word: str) -> str:
        """The stem that stands for a word and all of its meaning."""
        root = stem(word)
        return self._same.get(root, root)

    def words(self, text: str) -> frozenset[str]:
        """The words of a text that matter, as they are compared."""
        if text not in self._seen:
            words = (word for word in fold(text).split() if word not in self._little and len(word) > 1)
            self._seen[text] = frozenset(map(self._equal, words))
        return self._seen[text]

    def weight(self, words: Iterable[str]) -> float:
        """How much some words, as they are compared, tell together."""
        return sum(self._weights.get(word, 1.0) for word in sorted(words))

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share of what two sets of words tell that both have: halfway between the shares in each."""
        if not one or not other:
            return 0.0
        both, first, second = self.weight(one & other), self.weight(one), self.weight(other)
        return 0.5 * both / min(first, second) + 0.5 * both / max(first, second)

    def parts(self, text: str) -> list[str]:
        """The things of a list, or the parts of a sentence, that stand in a text."""
        return [part.strip() for part in self._breaks.split(text) if self.words(part)]

    def kind(self, statement: Statement) -> str:
        """The kind of a statement; of kinds with a soft border between them the first."""
        return str(self._kinds.get(statement.kind, statement.kind))

    def likeness(self, one: Statement, other: Statement) -> float:
        """0 to 1."""
        if one.negated != other.negated:
            return 0.0
        base = self.alike(self.words(one.text), self.words(other.text))
        named = {thing.id or fold(thing.name) for thing in one.about} & {
            thing.id or fold(thing.name) for thing in other.about
        }
        topics = set(one.topics) & set(other.topics)
        kinds = self.kind(one) == self.kind(other)
        extra = 0.15 * bool(named) + 0.05 * bool(topics) + 0.05 * kinds
        return min(1.0, base + extra) if base > 0.15 else 0.0

    def pairs(self, ones: Sequence[Statement], others: Sequence[Statement]) -> list[Pair]:
        """The pairs of statements that say the same, the likest first."""
        ranked = sorted(
            (-likeness, i, j)
            for i, one in enumerate(ones)
            for j, other in enumerate(others)
            if (likeness := self.likeness(one, other)) >= SAME
        )
        pairs: list[Pair] = []
        mine: set[int] = set()
        theirs: set[int] = set()
        for distance, i, j in ranked:
            if i not in mine and j not in theirs:
                mine.add(i)
                theirs.add(j)
                pairs.append(Pair(i, j, -distance))
        return pairs


def stem(word: str) -> str:
    """A word without its ending, so that its forms are equal."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have: halfway between that of the shorter and that of the longer text."""
    if not one or not other:
        return 0.0
    both = len(one & other)
    return 0.5 * both / min(len(one), len(other)) + 0.5 * both / max(len(one), len(other))
