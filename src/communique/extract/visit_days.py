"""When a journey is: the dates that stand with its verb or its noun, and the day they mean.

Comes in: the syntax of one sentence and the nodes that tell the journey. Goes out: nodes of dates, and EDTF values.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from communique.extract.circumstances import near
from communique.extract.grammar import Grammar
from communique.shared.edtf import as_day, bounds

_NOT_WHEN = frozenset({"since", "until", "till", "by", "before", "after", "of"})
_LEADING = frozenset({"on", "in", "from", "during", "at", "this", ",", "for"})
_CLAUSES = frozenset({"relcl", "ccomp", "advcl", "acl", "parataxis", "xcomp", "csubj"})


def date_nodes(grammar: Grammar, heads: Sequence[int], nodes: Sequence[int], apart: bool = False) -> list[int]:
    """The dates of a journey told by `heads` (verb, noun) and `nodes` (who, where), in the order of the text.

    Those below the heads; those between noun and destination; one that follows the destination directly. apart: the
    verb tells something else on its own day (postponed on Friday the visit), only what hangs on the heads counts.
    """
    known = frozenset(n for n in nodes if not is_date(grammar, n))
    found = {n for head in heads for n in near(grammar, head, known, frozenset()) if is_date(grammar, n)}
    where = [n for n in (*heads, *known) if n >= 0]
    if where and not apart:
        first, last = min(where), max(where)
        found |= {n for n in range(first, last) if is_date(grammar, n) and not _elsewhere(grammar, n, heads)}
        for n in range(last + 1, min(last + 3, len(grammar.nodes))):
            if is_date(grammar, n):
                found.add(n)
            elif grammar.node(n).low not in _LEADING:
                break
    return sorted(n for n in found if _says_when(grammar, n))


def purpose_dates(grammar: Grammar, verb: int, stop: int) -> list[int]:
    """The day of what the journey to `stop` is for: travels to Riga for the fair on 5 May, to attend it in May."""
    for n in (n for n in grammar.subtree(verb) if n > stop and is_date(grammar, n) and _says_when(grammar, n)):
        path, i = [], n
        while i != verb:
            path.append(grammar.node(i))
            i = grammar.node(i).head
        clauses = [node for node in path if node.dep in _CLAUSES or (node.dep == "conj" and node.tag[0] == "V")]
        if all(node.dep in ("advcl", "xcomp") and "to" in grammar.auxiliaries(node.index) for node in clauses):
            return [n]
    return _closing_date(grammar, verb)


def deed_dates(grammar: Grammar, noun: int) -> list[int]:
    """signed on 5 May during the visit: the day of what was done on the journey `noun` is one of its days."""
    preposition = grammar.node(grammar.node(noun).head)
    if grammar.node(noun).dep != "pobj" or preposition.low != "during":
        return []
    deed = preposition.head
    if is_date(grammar, deed):  # the parser may hang "during" on the day
        deed = grammar.governing_verb(deed)
    is_deed = deed >= 0 and grammar.is_verb(deed)
    if is_deed and any(n < preposition.index for n in grammar.prepositions(deed, "for")):
        return []  # thanked him on 5 May for the welcome during the visit
    return date_nodes(grammar, [deed], [], apart=True)[:1] if is_deed else []


def _closing_date(grammar: Grammar, verb: int) -> list[int]:
    """will host her for a visit, which will include a dinner, on 5 May: a day at the end is that of the main clause."""
    words = [n for n in grammar.nodes if n.mention is not None or n.form[:1].isalnum() or n.form == ","]
    closing = [n.low for n in words[-3:-1]] == [",", "on"] and is_date(grammar, words[-1].index)
    return [words[-1].index] if closing and grammar.node(verb).dep == "ROOT" else []


def _elsewhere(grammar: Grammar, n: int, heads: Sequence[int]) -> bool:
    """Does the date hang in another clause than the heads?"""
    above = grammar.governing_verb(n)
    return above >= 0 and above not in heads and all(grammar.governing_verb(h) != above for h in heads)


def is_date(grammar: Grammar, n: int) -> bool:
    """Is node n a date?"""
    mention = grammar.node(n).mention
    return mention is not None and mention.kind == "date"


def _says_when(grammar: Grammar, n: int) -> bool:
    head = grammar.node(grammar.node(n).head)
    return not (head.dep == "prep" and head.low in _NOT_WHEN)


def per_stop(stops: Sequence[int], dates: Sequence[int]) -> list[int | None]:
    """For each stop its date: the first that follows it; a date in front of all stops, or the only one, is of all."""
    if len(dates) < 2 or len(stops) < 2:
        return [dates[0] if dates else None] * len(stops)
    return [next((d for d in dates if d > stop), dates[-1]) for stop in stops]


def lies_ahead(value: str | None, now: str | None) -> bool:
    """Does the date begin after the day of the text?"""
    then, today = bounds(value), as_day(now)
    return bool(then and today and then[0] > today and then[0] != date.min)


def finer(a: str | None, b: str | None) -> str | None:
    """Of two dates of one journey the one that says more: a day before a month, first and last day before one day."""
    one, two = bounds(a), bounds(b)
    if one is None or two is None:
        return a if one is not None else b
    if "/" in (b or "") and "/" not in (a or "") and as_day(a) and two[0] <= one[0] and one[1] <= two[1]:
        return b
    narrow = one[0] <= two[0] and two[1] <= one[1] and "/" not in (a or "")
    return b if narrow else a
