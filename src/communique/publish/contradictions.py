"""Contradictions as they are shown: what cannot be right together, each side with its sentence and its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from communique.publish.saying import NOT_STATED, say_parties
from communique.shared.parties import PartyNames


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """A text that says it: id, source, publisher and EDTF date of the document, the exact words, their sentence."""

    document: str
    source: str
    publisher: str | None
    date: str | None
    record: str
    words: str
    sentence: str


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of two values: the texts that say it, the earliest first; known: file and entry of the knowledge."""

    value: str
    witnesses: tuple[Witness, ...] = ()
    known: str | None = None


class Opposition(msgspec.Struct, frozen=True, kw_only=True):
    """Two values of which at most one is right. kind: of what; about: of which thing; reason: why not both."""

    kind: str
    parties: tuple[str, ...]
    about: str
    sides: tuple[Side, Side]
    reason: str


def opposition_lines(found: Sequence[Opposition], names: PartyNames) -> Iterator[str]:
    """The contradictions for people, numbered; each side with the sentence of its first text, and where it stands."""
    if not found:
        yield "no contradictions found"
    for number, shown in enumerate(found, start=1):
        one, other = shown.sides
        yield f"{number}. {shown.kind} ({say_parties(shown.parties, names)}): {one.value} or {other.value}"
        yield f"   {shown.about}: {shown.reason}"
        for side in shown.sides:
            yield f"   {side.value}"
            yield from _side(side)
        yield ""


def _side(side: Side) -> Iterator[str]:
    if side.known:
        yield f"      knowledge, {side.known}"
    for first in side.witnesses[:1]:
        yield f"      “{first.sentence}”"
        more = len(side.witnesses) - 1
        others = f", and {more} more" if more else ""
        yield f"      {first.publisher or NOT_STATED}, {first.date or NOT_STATED}, {first.source}{others}"
