"""Commitments: what a side will do, by the statements that promise it.

Comes in: told acts and their records. Goes out: records with strength (signed, agreed, committed, intends, hopes) and
the day by which, if the clause says one.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.extract.grammar import Grammar
from communique.extract.statements.reading import Told
from communique.shared.annotated import AnnotatedDocument, Mention
from communique.shared.records import Commitment, Span, Statement

_DUE = frozenset({"by", "before", "within", "until", "till", "in", "on", "from", "during", "to", "not later than"})
_STRENGTHS = {s: s for s in ("signed", "agreed", "committed", "intends", "hopes")}


def commitments(
    document: AnnotatedDocument, told: Sequence[Told], statements: Sequence[Statement]
) -> tuple[Commitment, ...]:
    """The commitments of a document in the order of the text."""
    found: list[Commitment] = []
    for act, statement in zip(told, statements, strict=True):
        if act.promise is None or act.negated or act.time == "hypothetical" or not _names_deed(document, act):
            continue
        number = len(found) + 1
        found.append(
            Commitment(
                id=f"{document.record.id}-c{number}",
                evidence=statement.evidence,
                confidence=min(statement.confidence, 0.8),
                rule=statement.rule.replace("statements/", "commitments/"),
                by=act.by or act.voice.parties,
                to=_receivers(act),
                what=statement.text,
                due=_due(document, act),
                strength=_STRENGTHS[act.promise],  # type: ignore[arg-type]
                statement=statement.id,
            )
        )
    return tuple(found)


def _receivers(act: Told) -> tuple[str, ...]:
    by = act.by or act.voice.parties
    return tuple(p for p in act.addressees if p not in by)


def _names_deed(document: AnnotatedDocument, act: Told) -> bool:
    """Is there a verb of doing behind the promise? Agreement on a principle promises nothing."""
    if act.rule in ("saying", "announced-future", "reaffirm", "note"):
        return True
    grammar = Grammar(document.trees[act.sentence])
    head = act.noun if act.noun is not None else act.verb
    if act.noun is not None and grammar.node(head).low in ("agreement", "consensus", "understanding"):
        return True
    for i in [head, act.verb]:
        for child in grammar.children(i, "xcomp", "ccomp", "acl", "advcl", "pcomp"):
            if child > head:
                return True
        for preposition in grammar.children(i, "prep"):
            if preposition > i and grammar.children(preposition, "pcomp"):
                return True
    return False


def _due(document: AnnotatedDocument, act: Told) -> str | None:
    """The last day or period that the clause names."""
    found: str | None = None
    words = document.words.words
    for mention in document.mentions[act.sentence]:
        if mention.kind != "date" or mention.date is None or mention.date.value is None:
            continue
        if mention.first < act.words[0] or mention.last > act.words[1]:
            continue
        if _says_when(words[mention.first - 1].low if mention.first else "", mention):
            found = mention.date.value
    return found


def _says_when(before: str, mention: Mention) -> bool:
    return before in _DUE or before in ("the", "this", "end", "of", "early", "late", "next") or True


def spans_of(statement: Statement) -> tuple[Span, ...]:
    """The evidence of a statement."""
    return statement.evidence
