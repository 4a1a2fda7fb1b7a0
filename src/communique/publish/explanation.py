"""What is behind a record, as typed values and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from communique.ledger.views import JudgedPair
from communique.publish.quoting import one_line, shorten
from communique.publish.reading import Shown, describe
from communique.publish.saying import NOT_STATED, say_date
from communique.shared.parties import PartyNames
from communique.shared.records import Record

if TYPE_CHECKING:
    from rich.console import Console

FORMAT = "communique-explanation/1"
LONGEST = 160
"""Characters of a cell of a knowledge entry that are shown to people."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the evidence and the sentence around it, each on one line."""

    start: int
    end: int
    text: str
    context: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a knowledge file: path, line (None if not found by its name), and all its cells."""

    file: str
    line: int | None
    row: dict[str, Any]


class Stood(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the sentence and who, where or when they stood for; because: how that was inferred."""

    words: str
    start: int
    end: int
    meant: str
    because: tuple[str, ...]


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """What a feature adds to the log odds; records: how many judged ones had it; file and line of the row."""

    feature: str
    value: str
    weight: float
    records: int
    file: str | None
    line: int | None


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A record that tells of a thing with others."""

    id: str
    source: str
    day: str | None
    rule: str
    confidence: float


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """A merged thing: its best values, the records that tell of it (best first), and why they are one."""

    id: str
    record: dict[str, Any]
    members: tuple[Member, ...]
    judgements: tuple[JudgedPair, ...]


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """All that is behind a record.

    meaning: what the rule does where it is code; estimate: the confidence by the code of the reader (None if this
    version reads the text differently); fitted: what the weights make of it now; confidence: the record's.
    """

    format: str = FORMAT
    id: str
    list_name: str
    record: dict[str, Any]
    words: tuple[Words, ...]
    document: str
    sources: tuple[str, ...]
    title: str | None
    publisher: str | None
    side: str | None
    date: str | None
    date_because: tuple[str, ...]
    sourcing: tuple[str, ...]
    rule: str
    meaning: str | None
    entries: tuple[Entry, ...]
    stood: tuple[Stood, ...]
    because: str | None
    estimate: float | None
    weights: tuple[Weight, ...]
    fitted: float | None
    confidence: float
    thing: Thing | None


def print_explanation(told: Explanation, record: Record, names: PartyNames, console: Console) -> None:
    """Prints an explanation; record: the same as its fields. Colours only where the console is a terminal."""
    from rich.text import Text

    from communique.publish.terminal import put

    styles = {"head": "bold", "list": "bold cyan", "words": "italic", "rule": "dim"}
    for line in explanation_lines(told, record, names):
        put(console, Text(one_line(line.text), style=styles.get(line.role, "")), line.indent, line.hang)


def explanation_lines(told: Explanation, record: Record, names: PartyNames) -> Iterator[Shown]:
    """The lines of an explanation."""
    yield Shown(f"{told.list_name} {told.id}", role="head")
    for line in describe(record, names):
        yield Shown(line, 2, hang=2)
    yield Shown("words", role="list")
    for words in told.words:
        yield Shown(f"{words.start}–{words.end} “{words.text}”", 2, "words", 2)
        if words.context != words.text:
            yield Shown(f"in: {words.context}", 4)
    yield Shown("document", role="list")
    yield Shown(f"{told.document} · {' = '.join(told.sources)}", 2, hang=2)
    yield Shown(f"publisher {told.publisher or NOT_STATED} · date {say_date(told.date)}", 2)
    yield Shown(f"side {names.name(told.side) if told.side else NOT_STATED}", 2)
    if told.sourcing:
        yield Shown(f"told by {' → '.join(told.sourcing)}", 2, hang=2)
    for step in told.date_because:
        yield Shown(f"- {step}", 2, hang=2)
    yield from _rule(told)
    yield from _steps(told)
    yield from _confidence(told)
    if told.thing is not None:
        yield from _thing(told.thing)


def _rule(told: Explanation) -> Iterator[Shown]:
    yield Shown(f"rule {told.rule}", role="list")
    if told.meaning:
        yield Shown(told.meaning, 2)
    for entry in told.entries:
        yield Shown(f"{entry.file}, line {entry.line}", 2)
        for name, value in entry.row.items():
            yield Shown(f"{name}: {shorten(one_line(_cell(value)), LONGEST)}", 4, "rule", 2)


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_cell(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_cell(each) for each in value)
    return str(value)


def _steps(told: Explanation) -> Iterator[Shown]:
    yield Shown("steps", role="list")
    for each in told.stood:
        why = f" — {' '.join(each.because)}" if each.because else ""
        yield Shown(f"“{each.words}” ({each.start}–{each.end}): {each.meant}{why}", 2, hang=2)
    yield Shown(f"inferred: {told.because}" if told.because else "stated in these words", 2, hang=2)


def _confidence(told: Explanation) -> Iterator[Shown]:
    yield Shown(f"confidence {told.confidence:.3f}", role="list")
    if told.estimate is None:
        yield Shown("this version of the program reads the text differently; how it came about is not known", 2)
        return
    for each in told.weights:
        seen = f"{each.records} judged records" if each.records else "never judged: adds nothing"
        yield Shown(f"{each.weight:+.3f} {each.feature} {each.value} ({seen})", 2)
    yield Shown(f"sum {sum(each.weight for each in told.weights):+.3f}, as a probability {told.fitted:.3f}", 2)
    if told.fitted != told.confidence:
        yield Shown("the record was made with other weights; add the text to a new ledger to have these", 2)


def _thing(thing: Thing) -> Iterator[Shown]:
    yield Shown(f"merged with others as {thing.id}", role="list")
    for member in thing.members:
        yield Shown(f"{member.id} · {member.source} · {say_date(member.day)} · {member.confidence:.3f}", 2, hang=2)
    for each in thing.judgements:
        yield Shown(
            f"{each.one} and {each.other}: {each.relation}, {each.score:.2f}, {each.reason} ({each.by})", 2, hang=2
        )
    if not thing.judgements:
        yield Shown("all tell the same in the same way", 2)
