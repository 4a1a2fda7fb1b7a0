"""Readings made by hand, with invented persons, and ledgers that hold them merged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from communique.ledger.store import Ledger
from communique.merge.history import History
from communique.run.merging import Merging
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import (
    Commitment,
    DocumentRecord,
    Gathering,
    Meeting,
    Person,
    Place,
    Reading,
    Source,
    Span,
    Statement,
    Visit,
)

LIEN = Person("Olav Lien", "foreign minister", "NOR")
SAARI = Person("Aino Saari", "foreign minister", "FIN")


def noon() -> datetime:
    """The clock of the tests."""
    return datetime(2026, 11, 25, 12, tzinfo=UTC)


class Maker:
    """Makes readings; `text` keeps documents apart."""

    def document(self, text: str, date: str | None = "2026-03-02", **fields: Any) -> DocumentRecord:
        """A document; its id follows from its text."""
        source = fields.pop("source", text[:20])
        sourcing = tuple(Source(name, party) for name, party in fields.pop("sourcing", ()))
        plain: dict[str, Any] = {"title": None, "language": "en", "publisher": None, "published": date, "side": None}
        plain |= {"kind": "news_report", "date_basis": "metadata"} | fields
        ident = Document(source=source, text=text).id
        return DocumentRecord(id=ident, source=source, text=text, date=date, sourcing=sourcing, **plain)

    def meeting(self, document: DocumentRecord, **fields: Any) -> Reading:
        """A reading of one meeting of Lien and Saari, held and in a room unless told otherwise."""
        plain: dict[str, Any] = {
            "recalled": False, "mode": "in_person", "status": "held", "date": None, "reported": document.date,
            "place": None, "occasion": None, "level": "minister", "participants": (LIEN, SAARI), "bilateral": True,
        }  # fmt: skip
        record = Meeting(**self._common(document, "m"), **(plain | fields))
        return Reading(document=document, meetings=(record,))

    def visit(self, document: DocumentRecord, **fields: Any) -> Reading:
        """A reading of one visit of Lien to Finland."""
        plain: dict[str, Any] = {"recalled": False, "kind": None, "visitor": LIEN, "host": "FIN", "status": "held"}
        record = Visit(**self._common(document, "v"), **(plain | {"date": None, "place": None} | fields))
        return Reading(document=document, visits=(record,))

    def gathering(self, document: DocumentRecord, key: str = "harbour summit", **fields: Any) -> Reading:
        """A reading of one gathering, that the text only names unless told otherwise."""
        plain: dict[str, Any] = {
            "recalled": False, "name": key.title(), "key": key, "edition": None, "mode": None, "status": None,
            "date": None, "place": None, "host": None, "parties": (),
        }  # fmt: skip
        record = Gathering(**(self._common(document, "g") | plain | fields))
        return Reading(document=document, gatherings=(record,))

    def promise(self, document: DocumentRecord, what: str, **fields: Any) -> Reading:
        """A reading of one promise of Norway to Finland."""
        plain: dict[str, Any] = {
            "by": ("NOR",),
            "to": ("FIN",),
            "due": None,
            "strength": "committed",
            "statement": None,
        }
        record = Commitment(**self._common(document, "c"), what=what, **(plain | fields))
        return Reading(document=document, commitments=(record,))

    def said(self, document: DocumentRecord, meeting: str, *texts: str) -> tuple[Statement, ...]:
        """Statements of both sides made at a meeting, whose words stand in the document."""
        return tuple(
            Statement(
                **(self._common(document, f"s{place}") | {"evidence": (_span(document.text, text),)}),
                meeting=meeting, speakers=("NOR", "FIN"), persons=(), addressees=(), account="joint", kind="agree",
                negated=False, time="current", topics=(), about=(), text=text,
            )
            for place, text in enumerate(texts)
        )  # fmt: skip

    def _common(self, document: DocumentRecord, kind: str) -> dict[str, Any]:
        span = Span(0, len(document.text))
        return {"id": f"{document.id}-{kind}", "evidence": (span,), "confidence": 0.9, "rule": "test"}


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture(scope="session")
def make() -> Maker:
    """Makes readings."""
    return Maker()


@pytest.fixture(scope="session")
def merging(all_knowledge: Knowledge) -> Merging:
    """The steps of the merging."""
    return Merging(all_knowledge)


Merge = Callable[[Iterable[Reading]], History]


@pytest.fixture
def merged(tmp_path: Path, merging: Merging, all_knowledge: Knowledge) -> Iterator[Merge]:
    """Adds readings to a ledger of its own, one after the other, and gives its history."""
    opened: list[Ledger] = []

    def add(readings: Iterable[Reading]) -> History:
        ledger = Ledger.open(str(tmp_path / f"{len(opened)}.db"), clock=noon)
        opened.append(ledger)
        for reading in readings:
            ledger.add([reading])
            merging.update(ledger)
        return History(ledger, all_knowledge)

    yield add
    for ledger in opened:
        ledger.close()


@pytest.fixture(scope="session")
def riga() -> Place:
    """A place."""
    return Place("Riga", "LVA")
