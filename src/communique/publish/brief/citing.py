"""The numbers of sources, and the source list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from communique.ledger.views import Found, Held, Merged
from communique.publish.brief.known import Known, Step
from communique.publish.brief.model import Citation, Line, Section
from communique.publish.quoting import sentence_around, words_of
from communique.shared.records import Span

MOST_SOURCES = 6
"""At most so many sources stand at one line; the line says how many more there are."""


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """Words of a document that something rests on."""

    document: str
    spans: tuple[Span, ...]
    rule: str | None = None
    confidence: float | None = None


def cited_of(found: Found) -> Cited:
    """The evidence of a record."""
    record = found.record
    return Cited(document=found.carrier.id, spans=record.evidence, rule=record.rule, confidence=record.confidence)


class Citing:
    """Gives numbers to the words that lines rest on: the same words of a document have one number."""

    def __init__(self) -> None:
        self._cited: dict[tuple[str, tuple[Span, ...]], Cited] = {}
        self._numbers: dict[tuple[str, tuple[Span, ...]], int] = {}

    def cite(self, cited: Iterable[Cited]) -> tuple[tuple[int, ...], int]:
        """The numbers for the words, one place of each document, and how many are left out beyond MOST_SOURCES."""
        one_each: dict[str, Cited] = {}
        for each in cited:
            one_each.setdefault(each.document, each)
        found = []
        for each in list(one_each.values())[:MOST_SOURCES]:
            key = (each.document, each.spans)
            self._cited.setdefault(key, each)
            found.append(self._numbers.setdefault(key, len(self._numbers) + 1))
        return tuple(found), max(0, len(one_each) - MOST_SOURCES)

    def line(self, text: str, told: Merged, under: str | None = None) -> Line:
        """A line on what the records of one thing tell; those that tell of it in another status, such as the plan of
        what was held, are no witnesses to it."""
        status = getattr(told.record, "status", None)
        witnesses = [each for each in told.found if getattr(each.record, "status", None) == status]
        line = self.line_of(text, witnesses or told.found, under)
        return msgspec.structs.replace(line, stated=told.record.stated, because=told.record.because)

    def line_of(self, text: str, found: Sequence[Found], under: str | None = None) -> Line:
        """A line on what some records tell."""
        sources, more = self.cite(cited_of(each) for each in found)
        return Line(text=text, sources=sources, more=more, under=under, records=tuple(each.record.id for each in found))

    def inferred(self, text: str, found: Sequence[Found], because: str, under: str | None = None) -> Line:
        """A line that follows from what some records tell."""
        return msgspec.structs.replace(self.line_of(text, found, under), stated=False, because=because)

    def line_of_steps(self, text: str, told: Merged, steps: Sequence[Step], under: str) -> Line:
        """A line on a promise, which rests on the words of its steps."""
        rules = {(each.carrier.id, each.record.evidence[0].start): each for each in told.found}
        places = []
        for step in steps:
            each = rules.get((step.document, step.start))
            places.append(
                cited_of(each) if each else Cited(document=step.document, spans=(Span(step.start, step.end),))
            )
        sources, more = self.cite(places)
        records = tuple(each.record.id for each in told.found)
        return Line(text=text, sources=sources, more=more, under=under, records=records)

    def finished(self, sections: Iterable[Section], known: Known) -> tuple[tuple[Section, ...], tuple[Citation, ...]]:
        """The sections with their sources numbered in the order of reading, and the list of those sources."""
        read = list(sections)
        wanted = dict.fromkeys(number for section in read for line in section.lines for number in line.sources)
        new = {number: place for place, number in enumerate(wanted, start=1)}
        cited = list(self._cited.values())
        held = known.documents({cited[number - 1].document for number in new})
        sources = [_citation(new[number], cited[number - 1], held[cited[number - 1].document]) for number in new]
        return tuple(_renumbered(section, new) for section in read), tuple(sources)


def _renumbered(section: Section, new: Mapping[int, int]) -> Section:
    lines = [
        msgspec.structs.replace(line, sources=tuple(sorted(new[number] for number in line.sources)))
        for line in section.lines
    ]
    return msgspec.structs.replace(section, lines=tuple(lines))


def _citation(number: int, cited: Cited, held: Held) -> Citation:
    document, spans = held.document, cited.spans
    return Citation(
        number=number,
        document=document.id,
        sources=tuple(origin.source for origin in held.sources),
        url=next((origin.url for origin in held.sources if origin.url), None),
        title=document.title,
        publisher=document.publisher or (document.sourcing[-1].name if document.sourcing else None),
        date=document.date,
        side=document.side,
        start=spans[0].start,
        end=spans[-1].end,
        spans=spans,
        words=words_of(document.text, spans),
        sentence=sentence_around(document.text, spans[0].start, spans[0].end),
        rule=cited.rule,
        confidence=cited.confidence,
    )
