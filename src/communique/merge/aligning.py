"""Which statements of two accounts say the same, though in other words.

Method: words that matter are cut to stems and words of one meaning made equal (knowledge/wording/aligning.yaml); two
statements are as like as the share of words that both have (of the shorter, damped by the longer; a word that stands
in many such texts weighs less), more so with the same kind of act, topics or named things. Pairs are made from the
likest down; a statement may stand in one pair only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from communique.shared.knowledge import Knowledge
from communique.shared.parties import fold
from communique.shared.records import Statement
from communique.shared.stems import stem

ALIGNING = "wording/aligning.yaml"

SAME = 0.5
"""Least likeness of two statements that are taken to say the same."""

SLIGHT, COMMON, LIGHT = 0.05, 0.3, 0.6
"""What a word weighs that tells nearly nothing, that stands in texts of any matter, and that is frequent; else 1."""


class Pair(msgspec.Struct, frozen=True):
    """Two statements (places in the two lists) that say the same, and how like they are."""

    one: int
    other: int
    likeness: float


class Aligner:
    """Compares statements; reads its words once."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.mapping(ALIGNING)
        self._joints = frozenset(fold(words["little_words"]).split())
        self._little = self._joints | frozenset(fold(words["frames"]).split())
        self._same = {stem(word): stem(line.split()[0]) for line in words["same"] for word in fold(line).split()}
        self._kinds = {kind: line.split()[0] for line in words["kinds"] for kind in line.split()}
        self._weights = {self._equal(word): LIGHT for word in fold(words["light"]).split()}
        self._weights |= {self._equal(word): COMMON for word in fold(words["common"]).split()}
        phrases = [[fold(each) for each in line.split(" | ")] for line in words["phrases"]]
        self._phrases = {f" {each} ": f" {line[0].replace(' ', '')} " for line in phrases for each in line}
        self._tokens = frozenset(self._equal(token.strip()) for token in self._phrases.values())
        self._phrase = re.compile("|".join(sorted(self._phrases, key=len, reverse=True)))
        self._weights |= {self._equal(word): SLIGHT for word in fold(words["slight"]).split()}
        self._joined = re.compile(rf"\b({'|'.join(words['joined'])})-", re.IGNORECASE)
        self._breaks = re.compile("(" + "|".join(re.escape(each) for each in words["list_breaks"]) + ")")
        self._seen: dict[str, frozenset[str]] = {}

    def _equal(self, word: str) -> str:
        """The stem that stands for a word and all of its meaning."""
        root = stem(word)
        return self._same.get(root, root)

    def words(self, text: str) -> frozenset[str]:
        """The words of a text that matter, as they are compared."""
        if text not in self._seen:
            folded = fold(self._joined.sub(r"\1", text))
            joined = self._phrase.sub(lambda found: self._phrases[found.group()], f" {folded} ")
            words = (word for word in joined.split() if word not in self._little and len(word) > 1)
            self._seen[text] = frozenset(map(self._equal, words))
        return self._seen[text]

    def is_little(self, word: str) -> bool:
        """True for a word, in small letters, that says nothing of the matter."""
        return word in self._little

    def plain(self, text: str) -> str:
        """A text as names are looked for in it: folded, without the little words."""
        return f" {' '.join(word for word in fold(text).split() if word not in self._joints)} "

    def prints(self, names: Iterable[str], texts: Iterable[str]) -> bool:
        """True if one of some names stands in one of some texts."""
        plain = [self.plain(text) for text in texts]
        return any(name.strip() and name in text for name in map(self.plain, names) for text in plain)

    def weight(self, words: Iterable[str]) -> float:
        """How much some words, as they are compared, tell together."""
        return sum(self._weights.get(word, 1.0) for word in sorted(words))

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """The share of what two sets of words tell that both have: halfway between the shares in each."""
        if not one or not other:
            return 0.0
        both, first, second = self.weight(one & other), self.weight(one), self.weight(other)
        return 0.5 * both / min(first, second) + 0.5 * both / max(first, second)

    def are_phrases(self, words: Iterable[str]) -> bool:
        """True if each of some words, as they are compared, stands for a phrase of several."""
        return all(word in self._tokens for word in words)

    def tells(self, words: Iterable[str]) -> float:
        """The same without the words that stand in every text: many of these do not make up for a telling one."""
        return sum(weight for word in sorted(words) if (weight := self._weights.get(word, 1.0)) > COMMON)

    def parts(self, text: str) -> list[str]:
        """The things of a list, or the parts of a sentence, that stand in a text; a name ("Belt and Road") is whole."""
        pieces = self._breaks.split(text)
        parts = [pieces[0]]
        for between, piece in zip(pieces[1::2], pieces[2::2], strict=True):
            last = parts[-1].rpartition(" ")[2]
            if between.strip().isalpha() and last[:1].isupper() and piece[:1].isupper():
                parts[-1] += between + piece
            else:
                parts.append(piece)
        return [part.strip() for part in parts if self.words(part)]

    def kind(self, statement: Statement) -> str:
        """The kind of a statement; of kinds with a soft border between them the first."""
        return str(self._kinds.get(statement.kind, statement.kind))

    def of_one_kind(self, one: str, other: str) -> bool:
        """True for two kinds of statement that are equal or have a soft border between them."""
        return bool(self._kinds.get(one, one) == self._kinds.get(other, other))

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


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that both have: halfway between that of the shorter and that of the longer text."""
    if not one or not other:
        return 0.0
    both = len(one & other)
    return 0.5 * both / min(len(one), len(other)) + 0.5 * both / max(len(one), len(other))
