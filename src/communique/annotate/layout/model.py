"""What the outer shape of a document is told in: all spans are code points of the document's text."""

from __future__ import annotations

from typing import Literal

import msgspec

from communique.shared.records import Dateline, Kind, Source, Span

FurnitureKind = Literal["title", "date_line", "byline", "credit", "caption", "label", "dateline"]


class PrintedDate(msgspec.Struct, frozen=True, kw_only=True):
    """A day as a dateline, a line of its own or the title prints it; weekday 0 is Monday; None is "not printed".

    start and end are 0 for a title out of the metadata, which is no part of the text.
    """

    start: int
    end: int
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    place: Literal["dateline", "date_line", "title"] = "dateline"


class Furniture(msgspec.Struct, frozen=True):
    """A stretch that belongs to the text but tells no event: a title line, a byline, a credit, a caption."""

    kind: FurnitureKind
    start: int
    end: int


class FoundDateline(msgspec.Struct, frozen=True, kw_only=True):
    """A dateline with what it prints. `dateline` is None where only an agency is printed ("(Kyodo) --")."""

    start: int
    end: int
    dateline: Dateline | None
    printed: PrintedDate | None
    agency: str | None
    rule: str


class Publisher(msgspec.Struct, frozen=True):
    """Who brought the text out.

    party: the state whose body or agency it is; issuer: True if it speaks for a party; agency: whose report it hands
    on; body: what it is called as a source ("Ministry of Foreign Affairs"), where that differs from the name.
    """

    name: str
    party: str | None
    kind: str | None
    issuer: bool
    agency: str | None = None
    body: str | None = None


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The outer shape of a document.

    prose: where the first sentence begins; furniture: spans to be left out when events are read; kind_because and
    side_because say in a few words what decided.
    """

    dateline: Dateline | None
    dateline_span: Span | None
    printed: PrintedDate | None
    agency: str | None
    publisher: Publisher | None
    prose: int
    furniture: tuple[Furniture, ...]
    sourcing: tuple[Source, ...]
    kind: Kind
    kind_because: str
    side: str | None
    side_because: str | None
