"""The brief of a pair of parties: what the ledger knows of their relations, each line with the words it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Protocol

import msgspec

from communique.ledger.views import Found, Held, Merged
from communique.publish.quoting import sentence_around, words_of
from communique.shared.parties import PartyNames

FORMAT = "communique-brief/1"

MOST_SOURCES = 6
"""At most so many sources stand at one line; the line says how many more there are."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line. sources: numbers in the source list; more: further sources that are not listed; under: the heading
    it stands under inside its section; because: how it was inferred, where `stated` is false; records: record ids."""

    text: str
    sources: tuple[int, ...] = ()
    more: int = 0
    under: str | None = None
    stated: bool = True
    because: str | None = None
    records: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A section; without lines nothing is stated."""

    name: str
    title: str
    lines: tuple[Line, ...]


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the source list: the document, and the exact words with the sentence around them.

    words is text[start:end] of the document for each span of the evidence, on one line.
    """

    number: int
    document: str
    sources: tuple[str, ...]
    title: str | None
    publisher: str | None
    date: str | None
    side: str | None
    start: int
    end: int
    words: str
    sentence: str
    rule: str
    confidence: float


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A brief. parties: codes; names: how they are shown; as_of: ISO day that "next" counts from; left_out: how
    many records were left out because their confidence is below `threshold`."""

    format: str = FORMAT
    parties: tuple[str, str]
    names: tuple[str, str]
    as_of: str
    sections: tuple[Section, ...]
    sources: tuple[Citation, ...]
    threshold: float = 0.0
    left_out: int = 0


class Citing:
    """Gives numbers to the words that lines rest on: the same words of a document have one number."""

    def __init__(self) -> None:
        self._cited: dict[tuple[str, int, int], Found] = {}

    def cite(self, found: Iterable[Found]) -> tuple[tuple[int, ...], int]:
        """The numbers for the evidence of the records, and how many documents are left out beyond MOST_SOURCES."""
        one_each = list({each.carrier.id: each for each in reversed(list(found))}.values())[::-1]
        numbers = []
        for each in one_each[:MOST_SOURCES]:
            span = each.record.evidence[0]
            key = (each.carrier.id, span.start, span.end)
            self._cited.setdefault(key, each)
            numbers.append(list(self._cited).index(key) + 1)
        return tuple(numbers), max(0, len(one_each) - MOST_SOURCES)

    def line(self, text: str, told: Merged, under: str | None = None) -> Line:
        """A line on what the records of one thing tell."""
        line = self.line_of(text, told.found, under)
        return msgspec.structs.replace(line, stated=told.record.stated, because=told.record.because)

    def line_of(self, text: str, found: Sequence[Found], under: str | None = None) -> Line:
        """A line on what some records tell."""
        sources, more = self.cite(found)
        return Line(text=text, sources=sources, more=more, under=under, records=tuple(each.record.id for each in found))

    def citations(self, known: Known) -> tuple[Citation, ...]:
        """The source list."""
        held = known.documents({found.carrier.id for found in self._cited.values()})
        return tuple(
            _citation(number, found, held[found.carrier.id])
            for number, found in enumerate(self._cited.values(), start=1)
        )


def _citation(number: int, found: Found, held: Held) -> Citation:
    document, record = held.document, found.record
    start, end = record.evidence[0].start, record.evidence[-1].end
    return Citation(
        number=number,
        document=document.id,
        sources=tuple(origin.source for origin in held.sources),
        title=document.title,
        publisher=document.publisher or (document.sourcing[-1].name if document.sourcing else None),
        date=document.date,
        side=document.side,
        start=start,
        end=end,
        words=words_of(document.text, record.evidence),
        sentence=sentence_around(document.text, start, record.evidence[0].end),
        rule=record.rule,
        confidence=record.confidence,
    )


class Known(Protocol):
    """What is known of a pair, newest first: whoever merges records provides it."""

    def things(self, list_name: str) -> list[Merged]:
        """Merged things of a list."""

    def statements(self) -> list[Found]:
        """Statements as found."""

    def documents(self, ids: Collection[str]) -> dict[str, Held]:
        """Documents with their texts, by id."""


def build_brief(known: Known, names: PartyNames, pair: tuple[str, str], as_of: date) -> Brief:
    """The brief of two parties (codes) out of what is known of them; "next" counts from `as_of`."""
    from communique.publish.sections import SECTIONS, Sight

    sight = Sight(known, names, pair, as_of)
    sections: Sequence[Section] = [
        Section(name=name, title=title, lines=tuple(make(sight))) for name, title, make in SECTIONS
    ]
    return Brief(
        parties=pair,
        names=(names.name(pair[0]), names.name(pair[1])),
        as_of=as_of.isoformat(),
        sections=tuple(sections),
        sources=sight.citing.citations(known),
    )
