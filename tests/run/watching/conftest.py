"""Readings of invented texts of Norway and Iceland, and a ledger on each store that is merged as they come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import (
    Commitment,
    DocumentRecord,
    Meeting,
    Milestone,
    Person,
    Reading,
    Span,
    Statement,
)

Record = Meeting | Statement | Commitment | Milestone


def span_of(text: str, words: str) -> tuple[Span, ...]:
    start = text.index(words)
    return (Span(start, start + len(words)),)


def text_of(source: str, text: str, day: str, *records: Callable[[str, str], Record], **fields: Any) -> Reading:
    """A text with records, each made of the text and a beginning for its id."""
    plain: dict[str, Any] = {"kind": "readout", "side": "NOR", "title": None, "publisher": "Fjord Office"} | fields
    document = DocumentRecord(
        id=Document(source=source, text=text).id, source=source, text=text, language="en", published=day, date=day,
        date_basis="metadata", **plain,
    )  # fmt: skip
    made = [make(text, f"{document.id}-{place}") for place, make in enumerate(records)]
    return Reading(
        document=document,
        meetings=tuple(each for each in made if isinstance(each, Meeting)),
        statements=tuple(each for each in made if isinstance(each, Statement)),
        commitments=tuple(each for each in made if isinstance(each, Commitment)),
        milestones=tuple(each for each in made if isinstance(each, Milestone)),
    )


def meeting(words: str, day: str | None, status: Any = "held") -> Callable[[str, str], Meeting]:
    """A meeting of the two ministers of fisheries."""
    return lambda text, ident: Meeting(
        id=ident, evidence=span_of(text, words), confidence=0.9, rule="test", recalled=False, mode="in_person",
        status=status, date=day, reported=None, place=None, occasion=None, level="minister",
        participants=(Person("Kari Moe", "fisheries minister", "NOR"), Person("Jon Hall", "fisheries minister", "ISL")),
        bilateral=True,
    )  # fmt: skip


def statement(words: str, kind: str = "support", topic: str = "maritime") -> Callable[[str, str], Statement]:
    """A statement of Norway to Iceland."""
    return lambda text, ident: Statement(
        id=ident, evidence=span_of(text, words), confidence=0.9, rule="test", meeting=None, speakers=("NOR",),
        persons=(), addressees=("ISL",), account="own", kind=kind, negated=False, time="current", topics=(topic,),
        about=(), text=words,
    )  # fmt: skip


def promise(words: str, due: str | None) -> Callable[[str, str], Commitment]:
    """A promise of Norway to Iceland."""
    return lambda text, ident: Commitment(
        id=ident, evidence=span_of(text, words), confidence=0.9, rule="test", by=("NOR",), to=("ISL",),
        what=words, due=due, strength="agreed", statement=None,
    )  # fmt: skip


def relations(words: str, day: str) -> Callable[[str, str], Milestone]:
    """That relations were established on a day."""
    return lambda text, ident: Milestone(
        id=ident, evidence=span_of(text, words), confidence=0.9, rule="test", kind="diplomatic_relations",
        parties=("ISL", "NOR"), value=None, of=None, date=day,
    )  # fmt: skip


Add = Callable[..., None]


@pytest.fixture
def add(address: str, all_knowledge: Knowledge) -> Add:
    """Adds readings at noon of a day of May 2026, and merges them."""

    def added(day: int, *readings: Reading) -> None:
        with Ledger.open(address, clock=lambda: datetime(2026, 5, day, 12, tzinfo=UTC)) as ledger:
            ledger.add(readings)
            Merging(all_knowledge).update(ledger)

    return added
