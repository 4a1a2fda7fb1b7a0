"""`communique add LEDGER PATH` with a reader that needs no model: every text tells of one meeting."""

from __future__ import annotations

import sys

from communique.run.reading_in import add_to_ledger
from communique.shared.documents import Document
from communique.shared.records import DocumentRecord, Meeting, Person, Reading, Span


def read(document: Document) -> Reading:
    """A reading with one meeting."""
    meeting = Meeting(
        id=f"{document.id}-m0", evidence=(Span(0, 16),), confidence=0.9, rule="light", recalled=False, mode=None,
        status="held", date=None, reported=document.published, place=None, occasion=None, level=None,
        participants=(Person(party="AZE"), Person(party="CHN")), bilateral=True,
    )  # fmt: skip
    record = DocumentRecord(
        id=document.id, source=document.source, kind="readout", title=None, text=document.text, language="en",
        publisher=None, published=document.published, date=document.published, date_basis="metadata",
    )  # fmt: skip
    return Reading(document=record, meetings=(meeting,))


if __name__ == "__main__":
    sys.exit(add_to_ledger(sys.argv[1], sys.argv[2:], read))
