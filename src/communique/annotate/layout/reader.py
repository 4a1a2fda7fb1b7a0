"""Puts the outer shape of a document together."""

from __future__ import annotations

from communique.annotate.layout.datelines import Datelines
from communique.annotate.layout.furniture import Frame, FurnitureReader
from communique.annotate.layout.institutions import Institutions
from communique.annotate.layout.kinds import Kinds, side_of
from communique.annotate.layout.model import Layout, Publisher
from communique.annotate.layout.printed import PrintedDays
from communique.annotate.layout.publishers import Publishers
from communique.annotate.layout.sourcing import SourcingReader, chain, end_of_sentences
from communique.annotate.layout.states import StateForms
from communique.annotate.places import Places
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import Span

_TITLE = 400
"""More of a title is not looked at."""
_OPENING = 3
"""A report that passes on the account of one side says so in so many first sentences."""
_OPENING_READ = 3000


class Tools:
    """Everything that reading a layout needs, built once out of the knowledge files."""

    def __init__(self, knowledge: Knowledge, places: Places | None = None) -> None:
        self.places = places or Places(knowledge)
        self.states = StateForms(knowledge)
        self.days = PrintedDays(knowledge)
        self.institutions = Institutions(knowledge, self.states)
        self.publishers = Publishers(knowledge, self.states, self.institutions)
        self.datelines = Datelines(knowledge, self.places, self.days, self.publishers.agencies)
        self.furniture = FurnitureReader(knowledge, self.datelines, self.days)
        self.sourcing = SourcingReader(knowledge, self.states, self.institutions, self.publishers)
        self.kinds = Kinds(knowledge, self.publishers.agencies)


def read_layout(document: Document, tools: Tools) -> Layout:
    """The outer shape of a document; nothing is changed in its text, and all spans refer to it."""
    text = document.text
    title = document.title[:_TITLE] if document.title else None
    frame = tools.furniture.read(text, title)
    publisher = tools.publishers.resolve(document.publisher, document.url)
    headings = tuple(h for h in (title, *frame.headings) if h)
    agency = _agency(frame, tools)
    dateline = frame.dateline.dateline if frame.dateline else None
    home = publisher.party if publisher and publisher.issuer else dateline.party if dateline else None
    if home is None and publisher:
        home = publisher.party
    told = tools.sourcing.read(text, frame.prose, home, publisher)
    if title and publisher and publisher.issuer:
        told = [*tools.sourcing.voices(title, publisher.party), *told]
    kind, kind_because = tools.kinds.kind(text, frame.prose, headings, publisher)
    opening = end_of_sentences(text, frame.prose, min(len(text), frame.prose + _OPENING_READ), _OPENING)
    side, side_because = side_of(kind, told, publisher, opening)
    return Layout(
        dateline=dateline,
        dateline_span=Span(frame.dateline.start, frame.dateline.end) if frame.dateline else None,
        printed=frame.printed,
        agency=agency,
        publisher=publisher,
        prose=frame.prose,
        furniture=frame.furniture,
        sourcing=chain(told, agency, _relaying(publisher, agency), tuple(_credited(frame, tools))),
        kind=kind,
        kind_because=kind_because,
        side=side,
        side_because=side_because,
    )


def _agency(frame: Frame, tools: Tools) -> str | None:
    """The agency of the dateline by its usual name."""
    printed = frame.dateline.agency if frame.dateline else None
    return tools.publishers.agency(printed) if printed else None


def _relaying(publisher: Publisher | None, agency: str | None) -> Publisher | None:
    """The publisher, unless its agency is the dateline's already."""
    return None if publisher and not publisher.issuer and agency else publisher


def _credited(frame: Frame, tools: Tools) -> list[str]:
    """The names in credit lines ("Source: Trend")."""
    names = []
    for line in frame.credits:
        name = line.partition(":")[2].strip(" ()[].")
        if 1 < len(name) <= 60:
            names.append(tools.publishers.agency(name))
    return names
