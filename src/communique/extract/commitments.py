"""Commitments: what a side will do, by the statements that promise it.

Comes in: told acts and their records. Goes out: records with strength (signed, agreed, committed, intends, hopes) and
the day by which, if the clause says one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from communique.extract.grammar import SUBJECT, Grammar
from communique.extract.inflection import verb_forms
from communique.extract.statements.reading import Told
from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.knowledge import Knowledge
from communique.shared.records import Commitment, Span, Statement

_STRENGTHS = {s: s for s in ("signed", "agreed", "committed", "intends", "hopes")}
_CLAUSE_RULES = frozenset({"saying", "announced-future"})
_TO_DO = frozenset({"will", "would", "shall", "should", "must", "'ll"})
_GETS = frozenset({"receive", "receives", "received", "get", "gets", "got", "await", "awaits", "obtain"})
_OWN = frozenset({"their", "our", "his", "her", "its", "shared", "mutual", "joint"})
_AGAINST = frozenset({"oppose", "deny", "condemn", "express_concern"})
_TO_WHOM = frozenset({"to", "for"})
_MATTER = frozenset({"in", "with"})
_NOT_BY = frozenset({"since", "after"})
_SIDES = ("party", "side", "person", "counterpart")


class CommitmentReader:
    """Makes commitments of told acts, by the nouns of reporting.yaml that promise nothing."""

    def __init__(self, knowledge: Knowledge) -> None:
        entries = {e["name"]: e for e in knowledge.entries("wording/reporting.yaml")}
        self._empty = frozenset(entries["no-deeds"]["nouns"])
        self._undoing = frozenset(f for v in entries["denying"]["verbs"] for f in verb_forms(v.split()[0]))
        self._general = frozenset(entries["general-deeds"]["nouns"])
        self._pledges = frozenset(entries["pledges-by-nouns"]["nouns"])

    def read(
        self, document: AnnotatedDocument, told: Sequence[Told], statements: Sequence[Statement]
    ) -> tuple[Commitment, ...]:
        """The commitments of a document in the order of the text."""
        records = iter(statements)
        found: list[Commitment] = []
        for act in told:
            statement = None if act.silent else next(records)
            if act.negated or act.time == "hypothetical":
                continue
            if act.promise is not None and self._names_deed(document, act):
                found.append(self._record(document, act, statement, len(found) + 1))
            elif act.kind not in _AGAINST:
                found += self._by_nouns(document, act, statement, len(found) + 1)
        return tuple(found)

    def _by_nouns(
        self, document: AnnotatedDocument, act: Told, statement: Statement | None, number: int
    ) -> list[Commitment]:
        """discussed their commitment to rebuilding it, welcomed Norway's pledge to send ships: the owner's promise."""
        grammar = Grammar(document.trees[act.sentence])
        for node in grammar.nodes:
            if node.mention is not None or node.low not in self._pledges:
                continue
            verb = grammar.governing_verb(node.index)
            undone = verb >= 0 and (grammar.node(verb).low in self._undoing or grammar.is_negated(verb))
            if node.first < act.words[0] or node.last > act.words[1] or undone:
                continue
            deed = self._promised(grammar, node.index) or any(
                grammar.children(p, "pcomp")
                for p in grammar.children(node.index, "prep")
                if grammar.node(p).low == "to"
            )
            by = self._owner(grammar, node.index, act) if deed else ()
            if by:
                inside = [n for n in grammar.subtree(node.index) if grammar.node(n).last <= act.words[1]]
                first, last = grammar.words_of(inside)
                small = replace(act, words=(first, last), evidence=(first, last), by=by, promise="committed")
                return [self._record(document, small, statement, number)]
        return []

    @staticmethod
    def _owner(grammar: Grammar, noun: int, act: Told) -> tuple[str, ...]:
        """Whose promise it is: theirs, or that of the party named with it."""
        for child in grammar.children(noun, "poss", "amod", "compound"):
            row = grammar.node(child)
            if row.mention is not None and len(row.mention.parties) == 1:
                return row.mention.parties
            if row.low in _OWN:
                return act.voice.parties
        return ()

    @staticmethod
    def _record(document: AnnotatedDocument, act: Told, statement: Statement | None, number: int) -> Commitment:
        by = act.by or act.voice.parties
        start, end = document.span(*act.words)
        return Commitment(
            id=f"{document.record.id}-c{number}",
            evidence=(Span(*document.span(*act.evidence)),),
            confidence=min(act.sure, 0.8),
            rule=f"commitments/{act.rule}",
            by=by,
            to=_receivers(document, act, by),
            what=document.words.text[start:end],
            due=_due(document, act),
            strength=_STRENGTHS[act.promise or ""],  # type: ignore[arg-type]
            statement=statement.id if statement is not None else None,
        )

    def _names_deed(self, document: AnnotatedDocument, act: Told) -> bool:
        """Is there something to do behind the promise? Agreement on a principle promises nothing."""
        if act.rule in _CLAUSE_RULES or act.rule in ("reaffirm", "note", "inform", "emphasize"):
            return True
        if act.kind == "express_readiness" or act.promise == "hopes":
            grammar = Grammar(document.trees[act.sentence])
            if self._is_general(grammar, act) or _is_for_others(grammar, act):
                return False
        if act.time == "future":  # will launch, will support
            return True
        grammar = Grammar(document.trees[act.sentence])
        head = act.noun if act.noun is not None else act.verb
        if act.kind == "sign":
            return any(self._promised(grammar, o) for o in grammar.objects(act.verb) or grammar.subjects(act.verb))
        if any(grammar.node(n).low in self._empty for n in grammar.prepositions(act.verb, "on", "upon", "about")):
            return False
        for i in dict.fromkeys([head, act.verb]):
            for child in grammar.children(i, "xcomp", "acl", "advcl", "pcomp", "relcl"):
                if child > head and ("to" in grammar.auxiliaries(child) or grammar.node(child).tag == "VBG"):
                    return True
            for clause in grammar.children(i, "ccomp"):
                if clause > head and set(grammar.auxiliaries(clause)) & (_TO_DO | {"to"}):
                    return True
            for preposition in grammar.children(i, "prep"):
                if preposition > i and self._is_deed(grammar, preposition):
                    return True
        return act.kind == "commit" and self._promised_thing(grammar, act)

    def _is_general(self, grammar: Grammar, act: Told) -> bool:
        """ready to deepen ties, hopes for progress in the partnership: good will and no named thing."""
        head = act.verb if act.noun is None else max(act.verb, act.noun)
        things = {
            n.low
            for n in grammar.nodes
            if n.index > head
            and n.last <= act.words[1]
            and n.mention is None
            and (n.tag.startswith("N") or n.dep in ("pobj", "pcomp"))
        }
        return bool(things) and things <= self._general

    @staticmethod
    def _promised(grammar: Grammar, thing: int) -> bool:
        """an agreement to build a road"""
        return any("to" in grammar.auxiliaries(c) for c in grammar.children(thing, "acl", "relcl"))

    def _is_deed(self, grammar: Grammar, preposition: int) -> bool:
        """committed to building, agreed on joint patrols; not: agreed on the importance of dams."""
        if grammar.children(preposition, "pcomp"):
            return True
        word = grammar.node(preposition).low
        things = grammar.children(preposition, "pobj")
        return word == "on" and any(
            grammar.node(t).mention is None and grammar.node(t).low not in self._empty and len(grammar.node(t).low) > 3
            for t in things
        )

    @staticmethod
    def _promised_thing(grammar: Grammar, act: Told) -> bool:
        """promised monthly accounts, pledged support for the people."""
        if act.noun is not None:
            return grammar.node(act.verb).low.startswith(("pledg", "promis"))
        return any(
            grammar.node(o).mention is None and grammar.node(o).tag.startswith("N") for o in grammar.objects(act.verb)
        )


def _is_for_others(grammar: Grammar, act: Told) -> bool:
    """hopes that Chad will sign: what somebody else is to do, no promise of the speaker."""
    heads = [act.verb] if act.noun is None else [act.noun, act.verb]
    by = set(act.by or act.voice.parties)
    for clause in (c for h in heads for c in grammar.children(h, "ccomp", "xcomp", "acl", "advcl") if c > h):
        own = grammar.children(clause, *SUBJECT)
        if not own and grammar.node(clause).dep == "xcomp":  # wants Chad | to open
            own = [o for o in grammar.children(grammar.node(clause).head, "dobj") if o < clause]
        for subject in (grammar.node(i) for i in own):
            parties = set(subject.mention.parties) if subject.mention is not None else set()
            if not subject.tag.startswith("PRP") and not parties & by:
                return True
    return False


def _receivers(document: AnnotatedDocument, act: Told, by: tuple[str, ...]) -> tuple[str, ...]:
    """To whom: who is addressed, stands behind `to` or `for`, or is said to receive."""
    named = tuple(p for p in act.addressees if p not in by)
    if named:
        return named
    words = document.words.words
    grammar = Grammar(document.trees[act.sentence])
    for mention in document.mentions[act.sentence]:
        inside = act.words[0] <= mention.first and mention.last <= act.words[1]
        if inside and mention.kind in _SIDES and len(mention.parties) == 1 and mention.parties[0] not in by:
            place = mention.first - (2 if words[mention.first - 1].low == "the" else 1)
            matter = words[place - 2].low in _MATTER  # in regard to, with respect to: what it is about
            if words[place].low in _TO_WHOM and not matter:
                return mention.parties
    if act.rule in _CLAUSE_RULES:
        for node in grammar.nodes:
            if node.low in _GETS and node.index < act.verb:
                for subject in grammar.children(node.index, *SUBJECT) or grammar.subjects(node.index):
                    mention_of = grammar.node(subject).mention
                    if mention_of is not None and len(mention_of.parties) == 1 and mention_of.parties[0] not in by:
                        return mention_of.parties
    return ()


def _due(document: AnnotatedDocument, act: Told) -> str | None:
    """The last day or period that the clause names, but for those that only say when something began."""
    found: str | None = None
    words = document.words.words
    for mention in document.mentions[act.sentence]:
        if mention.first < act.words[0] or mention.last > act.words[1]:
            continue
        if _is_day(mention) and words[max(mention.first - 1, 0)].low not in _NOT_BY:
            found = mention.date.value if mention.date else None
    return found


def _is_day(mention: Mention) -> bool:
    """A date that can be a term: a day, month or year; not a century."""
    return mention.kind == "date" and mention.date is not None and "X" not in (mention.date.value or "X")
