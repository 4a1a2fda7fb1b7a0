"""The way of one document through the stages."""

from __future__ import annotations

from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import DocumentRecord, Reading


class Reader:
    """Reads documents. One Reader loads knowledge and the syntax model once, at its first document."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.knowledge = knowledge or Knowledge()

    def read(self, document: Document) -> Reading:
        """All records of one document; the same document gives the same records in every process."""
        record = DocumentRecord(
            id=document.id,
            source=document.source,
            kind="other",
            title=document.title,
            text=document.text,
            language=document.language,
            publisher=document.publisher,
            published=document.published,
            date=document.published,
            date_basis="metadata" if document.published else None,
            url=document.url,
        )
        return Reading(document=record)
