"""Anniversaries of relations, treaties and partnerships, and the opening of relations that follows from them.

By knowledge/milestones/anniversaries.yaml. An anniversary is dated by its year; the Nth in year Y of relations gives
that they were established in Y - N, marked as inferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.extract.grammar import Grammar
from communique.extract.inflection import third_person
from communique.extract.sides import Parties, SideReader, phrase
from communique.extract.steps import Numbers, Scene, Step, Verbs, nouns_above, when
from communique.shared.edtf import year_of

_RULE = "milestones/anniversary"
_LONGEST_CHAIN = 4
_OLDEST = 900
_NEAR = 12
"""A date further away, in tokens, is not part of the evidence."""


class AnniversaryReader:
    """Reads anniversaries of one sentence."""

    def __init__(self, entry: dict[str, Any], numbers: Numbers, sides: SideReader) -> None:
        self.numbers, self.sides = numbers, sides
        self._nouns, self._years = frozenset(entry["nouns"]), frozenset(entry["years"])
        self._since, self._vague = frozenset(entry["since"]), frozenset(entry["vague"])
        self._celebrating = Verbs(entry["celebrating"])
        self._counts = {
            form: kind for kind, words in entry["counts"].items() for w in words for form in (w, third_person(w))
        }
        self._relations = frozenset(entry["relations_words"])
        self._dated_by = frozenset(entry["dated_by"])

    def read(self, scene: Scene) -> Iterator[Step]:
        """The anniversaries of a sentence, each with what follows from it."""
        for node in scene.grammar.nodes:
            if node.mention is not None:
                continue
            number = None
            if node.low in self._nouns:
                number = self.numbers.ordinal(phrase(scene.grammar, node.index).modifiers)
                number = number or self._years_before(scene.grammar, node.index)
            elif node.low in self._years:
                number = self._years_celebrated(scene.grammar, node.index)
            if number is not None and 0 < number < _OLDEST:
                yield from self._anniversary(scene, node.index, number)

    def _years_before(self, grammar: Grammar, noun: int) -> int | None:
        """The 30-year anniversary."""
        words = phrase(grammar, noun).modifiers
        return self.numbers.cardinal(words) if any(w.startswith("year") for w in words) else None

    def _years_celebrated(self, grammar: Grammar, noun: int) -> int | None:
        words = phrase(grammar, noun).modifiers
        around = {*words, *(grammar.node(c).low for c in grammar.subtree(noun) if c < noun)}
        verb = grammar.governing_verb(noun)
        if around & self._vague or verb < 0 or not self._celebrating.match(grammar, verb):
            return None
        if grammar.node(noun).dep not in ("dobj", "nsubjpass", "pobj", "npadvmod"):
            return None
        following = grammar.node(noun + 1).low if noun + 1 < len(grammar.nodes) else ""
        if following not in self._since:
            return None
        return self.numbers.cardinal(words)

    def _anniversary(self, scene: Scene, noun: int, number: int) -> Iterator[Step]:
        grammar = scene.grammar
        counted = self._counted(grammar, noun)
        kind, what, thing = counted if counted is not None else self._told_before(scene, noun)
        if kind is None:
            return
        parties = self._parties(scene, noun, thing)
        if len(parties.codes) != 2 and not (len(parties.codes) > 2 and parties.named and kind == "treaty"):
            return
        year, dated = self._year(scene, noun, thing)
        start = phrase(grammar, noun).start
        nodes = {*range(start, noun + 1), *parties.nodes, *(n for n in dated if abs(n - noun) < _NEAR)}
        nodes |= {thing} if thing is not None else set()
        words = grammar.words_of(nodes)
        confidence = 0.9 if parties.named else 0.8
        date = str(year) if year is not None else None
        yield Step("anniversary", parties.codes, number, what, date, words, _RULE, confidence)
        if kind == "relations" and year is not None and counted is not None:
            because = f"The anniversary number {number} falls in {year}, so relations began in {year - number}."
            since = str(year - number)
            yield Step(
                "diplomatic_relations", parties.codes, None, None, since, words, _RULE, confidence - 0.05, because
            )  # fmt: skip

    def _counted(self, grammar: Grammar, noun: int) -> tuple[str, str, int] | None:
        """(kind, words, node) of what is counted, by the words behind `of` and `since`, or before the noun."""
        below = [c for i in grammar.children(noun, "prep", "acl", "advcl", "relcl") for c in grammar.subtree(i)]
        if grammar.node(noun).low in self._years and noun + 1 < len(grammar.nodes):
            below = grammar.subtree(noun + 1)  # since the establishment, whatever it hangs on
        nodes = [i for i in below if i > noun]
        if not nodes:
            nodes = list(range(phrase(grammar, noun).start, noun))
        for i in nodes:
            node = grammar.node(i)
            named = node.mention is not None and node.mention.kind == "project"
            last = node.low if node.mention is None else ""
            kind = "treaty" if named else self._counts.get(last)
            if kind is None or (
                grammar.node(i).dep in ("compound", "nmod") and self._counts.get(self._head(grammar, i))
            ):
                continue
            if kind == "relations":
                words = phrase(grammar, i).modifiers
                if not self._relations & set(words):
                    return None
                return kind, "diplomatic relations", i
            return kind, self._name(grammar, i, kind), i
        return None

    @staticmethod
    def _head(grammar: Grammar, i: int) -> str:
        return grammar.node(grammar.node(i).head).low

    @staticmethod
    def _name(grammar: Grammar, i: int, kind: str) -> str:
        """The words of the thing: Treaty on Friendship, strategic partnership."""
        start = phrase(grammar, i).start
        end = i + 1
        while end + 1 < len(grammar.nodes) and grammar.node(end).low in ("of", "on", "for", "and"):
            if not grammar.node(end + 1).form[:1].isupper() or grammar.node(end + 1).mention is not None:
                break
            end += 2
            while (
                end < len(grammar.nodes) and grammar.node(end).tag.startswith("NNP") and not grammar.node(end).mention
            ):
                end += 1
        words = [n.form for n in grammar.nodes[start:end] if n.mention is None and n.form not in ("-", "–", "'s", "’s")]
        return " ".join(words) or kind

    def _told_before(self, scene: Scene, noun: int) -> tuple[str | None, str, int | None]:
        """A bare anniversary counts what the sentence before it, or its own beginning, says of relations."""
        grammar = scene.grammar
        if any(grammar.node(c).low in ("of", "since") for c in grammar.children(noun, "prep", "advcl", "acl")):
            return None, "", None
        for i in range(noun - 1, -1, -1):
            node = grammar.node(i)
            told = node.mention is None and self._counts.get(node.low) == "relations"
            if told and self._relations & set(phrase(grammar, i).modifiers):
                return "relations", "diplomatic relations", i
        return None, "", None

    def _parties(self, scene: Scene, noun: int, thing: int | None) -> Parties:
        grammar, document = scene.grammar, scene.document
        found = Parties(())
        for head in dict.fromkeys((noun, *(() if thing is None else (thing, *nouns_above(grammar, thing))))):
            if len(found.codes) < 2:
                more = self.sides.of_noun(document, grammar, head, scene.focus)
                found = Parties(
                    tuple(dict.fromkeys((*found.codes, *more.codes))), (*found.nodes, *more.nodes),
                    blocked=found.blocked or more.blocked,
                )  # fmt: skip
        if len(found.codes) > 1 or found.blocked:
            return found
        heads = [v for start in ([noun] if thing is None else [noun, thing]) for v in grammar.verb_chain(start)]
        for verb in dict.fromkeys(heads):
            doers = self.sides.of_verb(document, grammar, verb, scene.focus)
            codes = tuple(dict.fromkeys((*found.codes, *doers.codes)))
            if len(codes) == 2 and not doers.blocked:
                return Parties(codes, (*found.nodes, *doers.nodes))
        return self.sides.complete(document, found, scene.focus)

    def _year(self, scene: Scene, noun: int, thing: int | None) -> tuple[int | None, tuple[int, ...]]:
        """The year of the anniversary: said with it, with its verb, or with what it is the occasion of."""
        grammar = scene.grammar
        added = [c for c in grammar.children(noun, "amod", "acl", "relcl", "appos", "advcl") if c > noun]  # due in 2027
        heads = [noun, *added, *nouns_above(grammar, noun)]
        for verb in [v for _, v in zip(range(_LONGEST_CHAIN), grammar.verb_chain(noun), strict=False)]:
            heads.append(verb)
            if grammar.node(verb).dep == "relcl":
                heads.append(grammar.node(verb).head)
        for head in heads:
            if head != noun and head not in added and not self._may_date(grammar, head, noun):
                continue
            date, nodes = when(scene, [head])
            if date is None and grammar.node(head).tag.startswith("V"):
                for subject in grammar.subjects(head):  # this year brings the anniversary
                    mention = grammar.node(subject).mention
                    if mention is not None and mention.kind == "date" and mention.date is not None:
                        date, nodes = mention.date.value, (subject,)
            year = year_of(date)
            if year is not None:
                return year, nodes
        return self._year_behind(grammar, max(noun, thing or 0))

    def _year_behind(self, grammar: Grammar, last: int) -> tuple[int | None, tuple[int, ...]]:
        """The date that follows with only such words between as `, due in` or `, which falls on`."""
        i = last + 1
        while i < len(grammar.nodes) and grammar.node(i).low in self._dated_by:
            i += 1
        mention = grammar.node(i).mention if i < len(grammar.nodes) else None
        if mention is None or mention.kind != "date" or mention.date is None:
            return None, ()
        year = year_of(mention.date.value)
        return year, (i,) if year is not None else ()

    def _may_date(self, grammar: Grammar, head: int, noun: int) -> bool:
        """A verb of saying far above does not date the anniversary: noted on Monday that it will be celebrated."""
        i = noun
        while i != head and grammar.node(i).head != i:
            if grammar.node(i).dep in ("ccomp", "parataxis"):
                return False
            i = grammar.node(i).head
        return i == head
