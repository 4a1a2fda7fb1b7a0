"""What is known of a document before its sentences are read: its layout, its date, the dates that it prints."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from communique.annotate.dates.recognise import DateReader
from communique.annotate.dates.resolve import resolve_all
from communique.annotate.document_date import DateRules, infer_date
from communique.annotate.layout.model import Layout
from communique.annotate.layout.reader import Tools, read_layout
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import DateExpression, DocumentRecord, Reading


@dataclass(frozen=True, slots=True)
class Facts:
    """record: the document as far as it is known; expressions: all of time, in order; dates: those that are dates."""

    record: DocumentRecord
    layout: Layout
    expressions: tuple[DateExpression, ...]
    dates: tuple[DateExpression, ...]


class FactReader:
    """Reads the facts of documents."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._layout_tools = Tools(knowledge)
        self._dates = DateReader(knowledge)
        self._date_rules = DateRules(knowledge)

    def read(self, document: Document) -> Facts:
        """The facts of one document."""
        layout = read_layout(document, self._layout_tools)
        printed = self._dates.recognise(document.text)
        dated = infer_date(document, layout, printed, self._date_rules)
        resolved = resolve_all(printed, dated.value)
        record = _record(document, layout, dated.value, dated.basis, dated.because)
        dates = tuple(d for d, m in zip(resolved, printed, strict=True) if m.is_date)
        return Facts(record, layout, resolved, dates)

    def expressions(self, text: str, date: str | None) -> tuple[DateExpression, ...]:
        """The expressions of time in a text of that date, in order."""
        return resolve_all(self._dates.recognise(text), date)

    def passed_over(self, document: Document, notice: str) -> Reading:
        """The reading of a document whose sentences are not read: its facts, no records, and why as notice."""
        facts = self.read(document)
        record = msgspec.structs.replace(facts.record, kind="not_diplomatic", notice=notice)
        return Reading(document=record, dates=facts.dates)


def _record(
    document: Document, layout: Layout, date: str | None, basis: str | None, because: tuple[str, ...]
) -> DocumentRecord:
    return DocumentRecord(
        id=document.id,
        source=document.source,
        kind=layout.kind,
        title=document.title,
        text=document.text,
        language=document.language,
        publisher=document.publisher,
        published=document.published,
        date=date,
        date_basis=basis,  # type: ignore[arg-type]
        date_because=because,
        dateline=layout.dateline,
        sourcing=layout.sourcing,
        side=layout.side,
        url=document.url,
        notice=layout.kind_because if layout.kind == "not_diplomatic" else None,
    )
