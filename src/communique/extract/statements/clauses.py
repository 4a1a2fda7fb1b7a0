"""The clause of an act: from its verb (in a passive from its subject) to the end of its content, in whole words.

Left out: other acts coordinated with it, participles that are acts of their own, and who reports it.
"""

from __future__ import annotations

from communique.extract.grammar import SUBJECT, Grammar
from communique.extract.statements.acts import Found
from communique.shared.annotated import AnnotatedDocument

_BESIDE = frozenset({"parataxis", "appos", "ROOT", "ccomp", "conj", "dep", "advcl"})
_LONGEST_REPORTER = 16
_LONGEST_SUBJECT = 12
_MARKS = frozenset({",", ".", ";", ":", "-", "–", "—", "“", "”", '"', "(", ")", "!", "?", "'", "’", "‘"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LINKS = frozenset({"and", "but", "or", "while", "as", "whereas", "where", "that", "by", "with", "also", "then"})


def clause_words(
    document: AnnotatedDocument, grammar: Grammar, found: Found, others: frozenset[int], saying: frozenset[str]
) -> tuple[int, int]:
    """The document words of the clause of an act; `others`: the verbs of the other acts of the sentence."""
    nodes = _clause_nodes(grammar, found.verb, others - {found.verb}, None)
    start = found.verb
    if found.passive or found.subject_is_content:
        subjects = grammar.children(found.verb, *SUBJECT)
        if not subjects and grammar.node(found.verb).dep == "conj":
            subjects = []
        if subjects:
            start = min(n for s in subjects for n in grammar.subtree(s))
    else:
        start = _first_auxiliary(grammar, found.verb)
    if found.noun is not None and found.noun < start and not found.passive:
        start = min(start, found.noun)
    kept = _without_reporter(grammar, [n for n in nodes if n >= start], found.verb, saying)
    return trimmed(document, grammar, _contiguous(grammar, kept, start))


def with_subject(grammar: Grammar, verb: int, words: tuple[int, int]) -> tuple[int, int]:
    """The words of a clause with its subject, where that stands right before the verb."""
    for subject in grammar.children(verb, "nsubj", "nsubjpass"):
        nodes = grammar.subtree(subject)
        if len(nodes) > _LONGEST_SUBJECT or nodes[-1] >= verb or nodes[-1] - nodes[0] + 1 != len(nodes):
            continue
        if all(grammar.node(k).head == verb for k in range(nodes[-1] + 1, verb)):
            first, _ = grammar.words_of(nodes)
            return min(first, words[0]), words[1]
    return words


def _without_reporter(grammar: Grammar, nodes: list[int], verb: int, saying: frozenset[str]) -> list[int]:
    """The nodes up to the comma before `..., the statement says` at the end of a sentence."""
    for n in nodes:
        row = grammar.node(n)
        if n > verb + 1 and row.low in saying and row.tag in ("VBZ", "VBD", "NNS") and row.dep in _BESIDE:
            commas = [k for k in nodes if verb < k < n and grammar.node(k).low == ","]
            if commas and not grammar.children(n, "ccomp", "dobj") and n - commas[-1] < _LONGEST_REPORTER:
                return _without_reporter(grammar, [k for k in nodes if k < commas[-1]], verb, saying)
    return nodes


def content_words(
    document: AnnotatedDocument, grammar: Grammar, verb: int, others: frozenset[int], reporter: int | None
) -> tuple[int, int]:
    """The words of a reported clause with its subject."""
    nodes = _clause_nodes(grammar, verb, others - {verb}, reporter)
    subjects = grammar.children(verb, *SUBJECT)
    if reporter is None and subjects:
        start = min(n for s in subjects for n in grammar.subtree(s))
        nodes = [n for n in nodes if n >= start]
    if reporter is not None:  # The corridor, he said, can open a route
        gap = grammar.subtree(reporter)
        if nodes[0] < reporter < nodes[-1] and grammar.node(reporter).head == verb:
            nodes = sorted({*nodes, *gap})
    return trimmed(document, grammar, _contiguous(grammar, nodes, nodes[0]))


def _clause_nodes(grammar: Grammar, verb: int, others: frozenset[int], reporter: int | None) -> list[int]:
    """The nodes below the verb without those below other acts, and without the reporter."""
    above = set()
    node = verb
    while grammar.node(node).head != node:
        node = grammar.node(node).head
        above.add(node)
    found, waiting = [], [verb]
    while waiting:
        i = waiting.pop()
        found.append(i)
        for child in grammar.node(i).children:
            if child in others or child == reporter or child in above:
                continue
            row = grammar.node(child)
            if i == verb and row.dep == "conj" and child > verb and row.tag in _FINITE:
                continue
            waiting.append(child)
    return sorted(found)


def _first_auxiliary(grammar: Grammar, verb: int) -> int:
    """The verb, or the first of the auxiliaries and adverbs that stand right before it."""
    start = verb
    for k in range(verb - 1, max(-1, verb - 6), -1):
        node = grammar.node(k)
        if node.head == verb and node.dep in ("aux", "auxpass", "neg") and node.low != "to":
            start = k
        elif not (node.head == verb and node.dep in ("advmod", "neg")):
            break
    return start


def _contiguous(grammar: Grammar, nodes: list[int], start: int) -> list[int]:
    """The nodes up to the first gap of more than marks and links."""
    kept: list[int] = []
    inside = set(nodes)
    for n in range(start, (nodes[-1] if nodes else start) + 1):
        if n in inside:
            kept.append(n)
        elif kept and grammar.node(n).low not in _MARKS and grammar.node(n).low not in _LINKS:
            break
    return kept or [start]


def trimmed(document: AnnotatedDocument, grammar: Grammar, nodes: list[int]) -> tuple[int, int]:
    """The word range of nodes without marks and links at its edges."""
    first, last = grammar.words_of(nodes)
    words = document.words.words
    while last - 1 > first and (not words[last - 1].is_word or words[last - 1].low in _LINKS):
        last -= 1
    while first < last - 1 and (not words[first].is_word or words[first].low in _LINKS):
        first += 1
    return first, last
