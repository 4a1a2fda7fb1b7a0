"""The reading of one document for people: what it is, and per list what was found, each with its words and its rule."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from communique.publish.quoting import one_line, shorten, words_of
from communique.publish.saying import (
    NOT_STATED,
    say_date,
    say_parties,
    say_person,
    say_persons,
    say_place,
    say_word,
)
from communique.publish.terminal import put
from communique.shared.parties import PartyNames
from communique.shared.records import (
    LISTS,
    Agreement,
    Commitment,
    DocumentRecord,
    Gathering,
    Meeting,
    Milestone,
    Reading,
    Record,
    Statement,
    Visit,
)

if TYPE_CHECKING:
    from rich.console import Console

LONGEST_QUOTE = 300
_LABEL = 12


class Shown(msgspec.Struct, frozen=True):
    """A line as shown: its text, how far it is set in, what it is, and how much further it is set in where it wraps.

    role: head, list, label, record, words, rule or plain.
    """

    text: str
    indent: int = 0
    role: str = "plain"
    hang: int = 0


def print_reading(reading: Reading, names: PartyNames, console: Console) -> None:
    """Prints a reading; colours only where the console is a terminal."""
    from rich.text import Text

    styles = {"head": "bold", "list": "bold cyan", "words": "italic", "rule": "dim"}
    for line in reading_lines(reading, names):
        if line.text:
            put(console, Text(line.text, style=styles.get(line.role, "")), line.indent, line.hang)
        else:
            console.print()


def reading_lines(reading: Reading, names: PartyNames) -> Iterator[Shown]:
    """The lines of a reading; texts of the document are on one line each and free of control characters."""
    document = reading.document
    yield Shown(one_line(document.title or document.source), role="head")
    for label, value in _about(document, names):
        yield Shown(f"{label:<{_LABEL}}{one_line(value)}", 2, "label", _LABEL + (0 if label else 2))
    if document.kind == "not_diplomatic":
        yield Shown("not about dealings between states: nothing is read from it", 2)
        return
    for name in LISTS:
        records: tuple[Record, ...] = getattr(reading, name)
        if records:
            yield Shown("")
            yield Shown(f"{name} ({len(records)})", 0, "list")
        for record in records:
            yield from _record(record, document.text, names)
    yield Shown("")
    empty = [name for name in LISTS if not getattr(reading, name)]
    if empty:
        yield Shown(f"nothing found: {', '.join(empty)}", 0, "rule")
    yield from _dates(reading)


def _about(document: DocumentRecord, names: PartyNames) -> Iterator[tuple[str, str]]:
    """Label and value of what is known of the document itself; a label is empty where the value goes on."""
    yield "source", document.source
    yield "kind", f"{say_word(document.kind)} · language {document.language or NOT_STATED}"
    yield "publisher", document.publisher or NOT_STATED
    basis = f" ({say_word(document.date_basis)})" if document.date_basis else ""
    yield "date", say_date(document.date) + basis
    for step in document.date_because:
        yield "", f"- {step}"
    dateline = document.dateline
    if dateline:
        place = ", ".join(part for part in (dateline.place, dateline.party and names.name(dateline.party)) if part)
        yield "dateline", f"{place or NOT_STATED} “{dateline.text}”"
    else:
        yield "dateline", NOT_STATED
    chain = [each.name + (f" ({names.name(each.party)})" if each.party else "") for each in document.sourcing]
    yield "told by", " → ".join(chain) or NOT_STATED
    yield "side", names.name(document.side) if document.side else NOT_STATED
    if document.notice:
        yield "notice", document.notice


def _record(record: Record, text: str, names: PartyNames) -> Iterator[Shown]:
    head, *details = describe(record, names)
    yield Shown(one_line(f"• {head}"), 2, "record", 2)
    for detail in details:
        yield Shown(one_line(detail), 4)
    if not record.stated:
        yield Shown(f"inferred: {one_line(record.because or NOT_STATED)}", 4)
    yield Shown(f"“{shorten(words_of(text, record.evidence), LONGEST_QUOTE)}”", 4, "words")
    yield Shown(f"rule {record.rule} · confidence {record.confidence:.2f} · id {record.id}", 4, "rule")


def describe(record: Record, names: PartyNames) -> list[str]:
    """A record in plain lines: the first says what it is, the others give the rest; null is `not stated`."""
    match record:
        case Meeting():
            return _meeting(record, names)
        case Visit():
            return _visit(record, names)
        case Statement():
            return _statement(record, names)
        case Commitment():
            return [
                f"{say_parties(record.by, names)}: {record.what}",
                f"{say_word(record.strength)} · to {say_parties(record.to, names)} · due {say_date(record.due)}",
            ]
        case Agreement():
            return _agreement(record, names)
        case Milestone():
            value = f": {record.value}" if record.value is not None else ""
            of = f" of {say_word(record.of)}" if record.of else ""
            return [f"{say_word(record.kind)}{value}{of} · {say_date(record.date)}", say_parties(record.parties, names)]
        case Gathering():
            return _gathering(record, names)
        case _:
            return [record.id]


def _recalled(recalled: bool) -> str:
    return " · recalled" if recalled else ""


def _meeting(record: Meeting, names: PartyNames) -> list[str]:
    lines = [
        f"{record.status} · {say_word(record.mode)} · date {say_date(record.date)}{_recalled(record.recalled)}",
        say_persons(record.participants, names),
        f"level {say_word(record.level)} · place {say_place(record.place, names)}",
    ]
    return [*lines, f"on the margins of {record.occasion}"] if record.occasion else lines


def _visit(record: Visit, names: PartyNames) -> list[str]:
    kind = f"{record.kind} visit" if record.kind else f"visit, kind {NOT_STATED}"
    return [
        f"{record.status} · {kind} · date {say_date(record.date)}{_recalled(record.recalled)}",
        f"{say_person(record.visitor, names)} to {names.name(record.host)}, place {say_place(record.place, names)}",
    ]


def _statement(record: Statement, names: PartyNames) -> list[str]:
    negated = "not " if record.negated else ""
    addressed = f" to {say_parties(record.addressees, names)}" if record.addressees else ""
    time = f" · {record.time}" if record.time != "current" else ""
    lines = [f"{negated}{say_word(record.kind)} · {say_parties(record.speakers, names)}{addressed}{time}"]
    if record.topics:
        lines.append(f"topics: {', '.join(map(say_word, record.topics))}")
    if record.about:
        lines.append(f"about: {', '.join(each.name for each in record.about)}")
    return lines


def _agreement(record: Agreement, names: PartyNames) -> list[str]:
    many = f" ({record.count})" if record.count is not None else ""
    return [
        f"{say_word(record.status)} · {say_word(record.kind)}{many} · date {say_date(record.date)}"
        f"{_recalled(record.recalled)}",
        f"{record.name or 'name ' + NOT_STATED} · {say_parties(record.parties, names)}",
    ]


def _gathering(record: Gathering, names: PartyNames) -> list[str]:
    edition = f" · edition {record.edition}" if record.edition else ""
    when = f"date {say_date(record.date)}{_recalled(record.recalled)}"
    return [
        f"{say_word(record.status)} · {say_word(record.mode)} · {when}",
        f"{record.name} ({record.key}){edition} · {say_parties(record.parties, names)}",
        f"host {names.name(record.host) if record.host else NOT_STATED} · place {say_place(record.place, names)}",
    ]


def _dates(reading: Reading) -> Iterator[Shown]:
    if not reading.dates:
        return
    told = [f"{one_line(each.text)} = {say_date(each.value)}" for each in reading.dates]
    yield Shown(f"dates in the text: {'; '.join(told)}", 0, "rule")
