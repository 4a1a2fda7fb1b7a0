"""What the readers of milestones and agreements share: the sentence being read, and when something was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from communique.extract.actors import Focus
from communique.extract.circumstances import circumstances
from communique.extract.grammar import Grammar
from communique.extract.inflection import split_particle, verb_forms
from communique.shared.annotated import AnnotatedDocument
from communique.shared.knowledge import Knowledge

_DATED = ("poss", "compound", "nmod", "amod", "nummod", "appos")


@dataclass(slots=True)
class Scene:
    """One sentence: its document, syntax, and who was told of before."""

    document: AnnotatedDocument
    grammar: Grammar
    sentence: int
    focus: Focus


@dataclass(slots=True)
class Step:
    """A milestone as one clause tells it; words: the range of document words that say so."""

    kind: str
    parties: tuple[str, ...]
    value: str | int | None
    of: str | None
    date: str | None
    words: tuple[int, int]
    rule: str
    confidence: float = 0.9
    because: str | None = None


class Verbs:
    """Verbs of an entry as forms with their particles."""

    def __init__(self, verbs: Iterable[str]) -> None:
        self._forms: dict[str, list[tuple[str, ...]]] = {}
        for verb in verbs:
            base, particle = split_particle(verb)
            for form in verb_forms(base):
                self._forms.setdefault(form, []).append(particle)

    def match(self, grammar: Grammar, i: int) -> bool:
        """Is node i one of the verbs, with its particle beside or below it?"""
        node = grammar.node(i)
        if node.mention is not None or not node.tag.startswith("V"):
            return False
        for particle in self._forms.get(node.low, ()):
            following = tuple(n.low for n in grammar.nodes[i + 1 : i + 1 + len(particle)])
            below = {grammar.node(c).low for c in grammar.children(i, "prt", "prep")}
            if following == particle or (len(particle) == 1 and particle[0] in below):
                return True
        return False


def when(scene: Scene, heads: Iterable[int], actors: Iterable[int] = ()) -> tuple[str | None, tuple[int, ...]]:
    """The date that stands with the first of the heads that has one, and its nodes."""
    grammar = scene.grammar
    taken = frozenset(actors)
    for head in heads:
        node = grammar.node(head)
        if node.dep == "relcl":  # in May, when the treaty is to be signed
            above = grammar.node(node.head)
            if above.mention is not None and above.mention.date is not None:
                return above.mention.date.value, (node.head,)
        for child in [*grammar.children(head, *_DATED), *grammar.prepositions(head, "of", "from", "since")]:
            mention = grammar.node(child).mention
            if mention is not None and mention.kind == "date" and mention.date is not None and mention.date.value:
                return mention.date.value, (child,)
        around = circumstances(scene.document, grammar, [head], taken, frozenset())
        if around.date is not None:
            return around.date, tuple(n for n in around.nodes if _is_date(grammar, n))
    return None, ()


def _is_date(grammar: Grammar, i: int) -> bool:
    mention = grammar.node(i).mention
    return mention is not None and mention.kind == "date"


def nouns_above(grammar: Grammar, noun: int) -> Iterator[int]:
    """The nouns that a noun hangs on by prepositions: partnership, establishment, contribution."""
    i, seen = noun, {noun}
    while True:
        head = grammar.node(i).head
        if head in seen:
            return
        seen.add(head)
        node = grammar.node(head)
        if node.tag.startswith("V") and node.dep not in ("pcomp", "pobj", "compound"):
            return
        if node.dep != "prep":
            yield head
        i = head


class Numbers:
    """Counting words and ordinals of knowledge/dates/words.csv: `thirty-fifth` is 35, `35th` too."""

    def __init__(self, knowledge: Knowledge, named: Mapping[str, int]) -> None:
        self._ordinals = dict(named)
        self._cardinals: dict[str, int] = {}
        for row in knowledge.table("dates/words.csv", ["word", "class"]):
            classes = row["class"].split("|")
            value = row.get("value", "")
            if value.isdigit() and "ordinal" in classes:
                self._ordinals[row["word"]] = int(value)
            elif value.isdigit() and "number_word" in classes:
                self._cardinals[row["word"]] = int(value)
                if row["word"].endswith("y"):  # forty, fortieth
                    self._ordinals[row["word"][:-1] + "ieth"] = int(value)

    def ordinal(self, words: tuple[str, ...]) -> int | None:
        """The ordinal among the words before a noun, or None."""
        for k, word in enumerate(words):
            value = self._digits(word) or self._ordinals.get(word)
            if value is None and "-" in word:
                tens, _, rest = word.partition("-")
                if tens in self._cardinals and rest in self._ordinals:
                    value = self._cardinals[tens] + self._ordinals[rest]
            if value is not None:
                before = [w for w in words[:k] if w not in ("-", "–")]
                tens = before[-1] if before else ""
                return value + self._cardinals[tens] if value < 10 and tens in self._cardinals else value
        return None

    def cardinal(self, words: tuple[str, ...]) -> int | None:
        """The number among the words before a noun, or None."""
        total, found = 0, False
        for word in words:
            for part in word.split("-"):
                value = int(part) if part.isdigit() and len(part) < 4 else self._cardinals.get(part)
                if value is not None:
                    total, found = total + value, True
        return total if found else None

    @staticmethod
    def _digits(word: str) -> int | None:
        digits = word[:-2]
        return int(digits) if word[-2:] in ("st", "nd", "rd", "th") and digits.isdigit() and len(digits) < 4 else None
