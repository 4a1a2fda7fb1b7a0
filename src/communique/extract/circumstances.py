"""When and where an event was, by what stands beside its verb or noun: on Tuesday, in Riga, on the margins of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.extract.days import day_of, is_to_come, next_day_of
from communique.extract.grammar import Grammar
from communique.shared.annotated import AnnotatedDocument, Node
from communique.shared.records import Place

_AT = frozenset({"in", "at", "outside", "near", "inside"})
_WHEN = frozenset({"npadvmod", "advmod", "tmod", "nmod", "dep", "nummod", "appos", "dobj", "amod", "compound", "poss"})
_LOOSE = frozenset({"prep", "agent", "prt", "dative"})
_LEADING = frozenset(
    {
        "from",
        "in",
        "at",
        "outside",
        "near",
        "inside",
        "on",
        "during",
        "with",
        "this",
        "by",
        "over",
        "via",
        "between",
        "of",
    }
)
_NOT_WHEN = frozenset({"since", "until", "till", "from", "by", "before", "after", "to", "of"})
_STOP = frozenset({"relcl", "ccomp", "advcl", "acl", "parataxis"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """date: EDTF or None; place; occasion; nodes: those that say so."""

    date: str | None
    place: Place | None
    occasion: str | None
    nodes: tuple[int, ...]


def near(
    grammar: Grammar, start: int, actors: frozenset[int], edge: frozenset[str], to: int | None = None
) -> Iterator[int]:
    """The nodes that may say when and where event `start` was.

    Its adverbs and prepositions, and those that hang on their objects (in Munich on Friday; talks in Riga in May),
    but nothing inside other clauses, behind prepositions of the subject (regarding, for, on trade), or inside persons.
    """
    waiting = [start]
    while waiting:
        i = waiting.pop(0)
        for child in grammar.children(i):
            node = grammar.node(child)
            if node.dep in _STOP or (node.dep == "conj" and node.tag.startswith("V")) or child in actors:
                if child in actors:
                    waiting.append(child)  # Paris hangs on the person in "met Smith in Paris"
                continue
            if node.dep == "prep" and node.low == "for" and grammar.node(i).tag.startswith("V"):
                for span in grammar.children(child, "pobj"):  # for four hours in Caracas
                    if grammar.children(span, "nummod"):
                        waiting.append(span)
                yield from (c for c in grammar.children(child, "pobj") if _is_date(grammar.node(c)))
                continue
            if node.dep == "prep" and node.low not in _LEADING and not (node.low == "to" and i == to):
                continue
            if (
                node.dep == "pobj"
                and node.low not in edge
                and node.mention is None
                and grammar.node(node.head).low == "on"
            ):
                continue  # spoke on trade in the region
            if node.dep in _LOOSE or node.dep in _WHEN or node.dep in ("pobj", "pcomp", "attr", "conj"):
                yield child
                waiting.append(child)


def circumstances(
    document: AnnotatedDocument,
    grammar: Grammar,
    heads: list[int],
    actors: frozenset[int],
    edge: frozenset[str],
    to: int | None = None,
) -> Circumstances:
    """What the nodes around the heads (verb first, then noun) say.

    edge: words for the margins of a larger event. to: a verb whose `to` says where (welcomed to the White House).
    """
    date: str | None = None
    place: Place | None = None
    occasion: str | None = None
    used: list[int] = []
    tag = grammar.node(heads[0]).tag if heads and grammar.tense(heads[0]) == "present" else ""
    ahead, finite = tag == "VBG", tag in ("VBZ", "VBP")
    for head in heads:
        for i in near(grammar, head, actors, edge, to):
            node = grammar.node(i)
            if date is None and node.mention is not None and node.mention.kind == "date" and _is_when(grammar, node):
                to_come = finite and is_to_come(node.mention)
                date = next_day_of(document, node.mention) if to_come else day_of(document, node.mention, ahead)
                used += [i] if date else []
            if occasion is None and node.low in edge:
                found = _occasion(document, grammar, i)
                if found is not None:
                    occasion, nodes = found
                    used += nodes
            if place is None:
                place = _place(document, grammar, node, to)
                used += [i] if place else []
    for clause in _clauses_about(grammar, [*heads[1:], *used]):
        for i in near(grammar, clause, actors, edge) if date is None else ():
            mention = grammar.node(i).mention
            if date is None and mention is not None and mention.kind == "date":
                date = mention.date.value if mention.date else None
            place = place or _place(document, grammar, grammar.node(i), None)
    date, place = _where_they_met(document, grammar, heads, date, place)
    if place is None and heads and grammar.node(heads[0]).dep == "conj":  # flew to Riga and met X
        for target in grammar.prepositions(grammar.node(heads[0]).head, "to", "in"):
            place = place or _place(document, grammar, grammar.node(target), grammar.node(heads[0]).head)
    if place is None:  # ..., in La Paz. (behind a comma, at the end: of the main clause)
        for i in _at_the_end(grammar, heads):
            place = _place(document, grammar, grammar.node(i), None)
            used += [i] if place else []
    return Circumstances(date, place, occasion, tuple(used))


def _clauses_about(grammar: Grammar, nodes: list[int]) -> list[int]:
    """The verbs of what is said of an event behind its noun: the forum, which will take place in Bern on 5 May."""
    found = []
    for noun in nodes:
        for verb in grammar.children(noun, "relcl", "acl"):
            subjects = [grammar.node(s).low for s in grammar.children(verb, "nsubj", "nsubjpass")]
            if grammar.node(noun).mention is None and (subjects in (["which"], ["that"]) or not subjects):
                found.append(verb)
    return found


def between(grammar: Grammar, nodes: list[int]) -> Circumstances:
    """Day and place that nodes in a row name behind a preposition."""
    date: str | None = None
    place: Place | None = None
    used: list[int] = []
    for n in nodes:
        mention = grammar.node(n).mention
        if mention is None:
            continue
        if mention.kind == "date" and date is None and mention.date is not None:
            date, used = mention.date.value, [*used, n]
        if mention.kind == "place" and place is None and grammar.node(grammar.node(n).head).low in _AT:
            place, used = mention.place, [*used, n]
    return Circumstances(date, place, None, tuple(used))


def _where_they_met(
    document: AnnotatedDocument, grammar: Grammar, heads: list[int], date: str | None, place: Place | None
) -> tuple[str | None, Place | None]:
    """the summit in Katowice, in December 2018, where they met: day and place stand before the clause."""
    for head in heads:
        if grammar.node(head).dep == "relcl" and any(
            grammar.node(c).low in ("where", "when") for c in grammar.children(head)
        ):
            for node in reversed(grammar.nodes[:head]):
                mention = node.mention
                if mention is not None and mention.kind == "date" and date is None:
                    date = mention.date.value if mention.date else None
                if place is None:
                    place = _place(document, grammar, node, None)
    return date, place


def _at_the_end(grammar: Grammar, heads: list[int]) -> list[int]:
    """The object of a preposition behind a comma that closes the sentence, if a head is the main verb."""
    nodes = grammar.nodes
    end = len(nodes) - 1
    while end > 0 and nodes[end].low in (".", '"'):
        end -= 1
    closing = end >= 2 and nodes[end].mention is not None and nodes[end - 1].low in _AT and nodes[end - 2].low == ","
    return [end] if closing and any(nodes[h].dep == "ROOT" for h in heads) else []


def _is_when(grammar: Grammar, node: Node) -> bool:
    """A date that says when: an adverb, or behind on, in, at, during ...; not `since May` or `until Friday`."""
    head = grammar.node(node.head)
    if head.dep == "prep" and head.low == "for":  # was set for 12 October
        return grammar.node(head.head).tag.startswith("V")
    if head.low == "from" and node.mention is not None and node.mention.date is not None:
        return "/" in (node.mention.date.value or "")  # from 3 to 5 December
    return not (head.dep == "prep" and head.low in _NOT_WHEN)


def _is_date(node: Node) -> bool:
    return node.mention is not None and node.mention.kind == "date"


def _place(document: AnnotatedDocument, grammar: Grammar, node: Node, to: int | None) -> Place | None:
    if node.low == "here" and node.mention is None and document.record.dateline is not None:
        return Place(document.record.dateline.place, document.record.dateline.party)
    head = grammar.node(node.head)
    if node.form == "there" and node.mention is not None:
        return node.mention.place
    if node.dep != "pobj" or head.low not in (_AT if to is None else _AT | {"to"}):
        return None
    mention = node.mention
    if mention is None:  # at the base outside Riga, at his residence in Dublin
        return None
    if mention.kind == "place" and mention.place is not None:
        return mention.place if mention.place.party or mention.note == "place" else None
    if mention.kind == "party" and mention.place is not None:  # a palace
        return mention.place
    if mention.kind == "party" and mention.note == "state" and len(mention.parties) == 1:
        return Place(None, mention.parties[0])
    return None


def _occasion(document: AnnotatedDocument, grammar: Grammar, i: int) -> tuple[str, list[int]] | None:
    """The words of the larger event behind `on the margins of`."""
    for child in grammar.children(i, "prep"):
        if grammar.node(child).low in ("of", "to"):
            for target in grammar.children(child, "pobj"):
                nodes = [n for n in grammar.subtree(target) if not _in_clause(grammar, n, target)]
                first, last = grammar.words_of(nodes)
                words = document.words.words
                if words[first].low in ("the", "a", "an"):
                    first += 1
                while last > first + 1 and not words[last - 1].is_word:
                    last -= 1
                return document.printed(first, last), nodes
    return None


def _in_clause(grammar: Grammar, n: int, top: int) -> bool:
    """Does node n hang in a clause below `top`, or on a place or day of it?"""
    while n != top:
        if grammar.node(n).dep in _STOP or (
            grammar.node(n).dep == "prep" and grammar.node(n).low in ("in", "on", "at")
        ):
            return True
        n = grammar.node(n).head
    return False
