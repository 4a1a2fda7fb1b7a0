"""A text of many pages (a volume of documents, a year of a gazette) read part by part.

Read as one, a text of millions of words needs memory for each of them, and time that grows faster than it. A part is
read as a document of its own, so references do not reach from one part into another; parts are as long as a report
of many pages, and end where a paragraph does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from communique.shared.documents import Document
from communique.shared.records import LISTS, Commitment, DateExpression, Reading, Record, Span, Statement

LONG = 200_000
"""Code points; longer texts are read in parts."""

_PART = 100_000
_ENDS = ("\n\n", "\n", " ")
_NO_RECORDS = "not_diplomatic"


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each part: the last end of a paragraph, else of a line, else of a word, that it can hold."""
    start = 0
    while len(text) - start > _PART:
        ends = (text.rfind(end, start + _PART // 2, start + _PART) + len(end) for end in _ENDS)
        end = next((at for at in ends if at > start + _PART // 2), start + _PART)
        yield start, end
        start = end
    yield start, len(text)


def read_in_parts(document: Document, read: Callable[[Document], Reading]) -> Reading:
    """The records of all parts as those of one document.

    What is known of the document itself is read from its first part; the others are dated by it, and the document is
    of the first kind that its parts tell. Records are numbered and placed as in the whole text.
    """
    parts = cut(document.text)
    first = read(_part(document, next(parts)))
    readings = [(0, first)]
    later = msgspec.structs.replace(document, title=None, published=first.document.date)
    readings += [(part[0], read(_part(later, part))) for part in parts]
    kinds = (reading.document.kind for _, reading in readings)
    kind = next((kind for kind in kinds if kind != _NO_RECORDS), first.document.kind)
    record = msgspec.structs.replace(first.document, id=document.id, text=document.text, kind=kind)
    whole = _Whole(document.id)
    for start, reading in readings:
        whole.take(reading, start)
    found = {name: tuple(records) for name, records in whole.lists.items()}
    return msgspec.structs.replace(first, document=record, dates=tuple(whole.dates), **found)


def _part(document: Document, place: tuple[int, int]) -> Document:
    return msgspec.structs.replace(document, text=document.text[slice(*place)])


class _Whole:
    """The records of the parts so far."""

    def __init__(self, document: str) -> None:
        self.lists: dict[str, list[Record]] = {name: [] for name in LISTS}
        self.dates: list[DateExpression] = []
        self._document = document

    def take(self, reading: Reading, start: int) -> None:
        """Adds the records of a part that begins at `start`."""
        named: dict[str | None, str | None] = {None: None}
        for name in LISTS:
            for record in getattr(reading, name):
                letter = record.id.rpartition("-")[2][0]
                named[record.id] = f"{self._document}-{letter}{len(self.lists[name]) + 1}"
                self.lists[name].append(_moved(record, start, named))
        for date in reading.dates:
            self.dates.append(msgspec.structs.replace(date, start=date.start + start, end=date.end + start))


def _moved(record: Record, start: int, named: dict[str | None, str | None]) -> Record:
    """A record of a part as one of the whole. named: the new ids of what stands before it, itself included."""
    evidence = tuple(Span(span.start + start, span.end + start) for span in record.evidence)
    moved: Record = msgspec.structs.replace(record, id=named[record.id], evidence=evidence)
    if isinstance(moved, Statement):
        return msgspec.structs.replace(moved, meeting=named[moved.meeting])
    if isinstance(moved, Commitment):
        return msgspec.structs.replace(moved, statement=named[moved.statement])
    return moved
