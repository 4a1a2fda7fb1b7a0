"""The examples of knowledge/layouts: lines, datelines, kinds, days, sources and publishers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.annotate.dates.recognise import DateReader
from communique.annotate.document_date import DateRules, infer_date
from communique.annotate.layout import Layout, PrintedDate, read_layout
from communique.run.checking.placing import file_with
from communique.run.checking.tools import Tools
from communique.shared.documents import Document
from communique.shared.errors import KnowledgeError

_PROSE = "The two sides are content with the result of the talks that were held in the afternoon."
"""What stands below an example line or title: a sentence long enough to be prose."""


def _layout(tools: Tools, text: str, title: str | None = None) -> Layout:
    return read_layout(Document(source="example", text=text, title=title), tools.layout)


def credits(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example line is one of its entry's kind, no counterexample is a line of any."""
    for entry in tools.knowledge.entries(name):
        for line in entry["examples"]:
            kinds = _lines(tools, line).get(line)
            if kinds != entry["name"]:
                yield KnowledgeError(entry["path"], None, f"{entry['name']}: {line!r} is read as {kinds or 'prose'}")
        for example in entry["counterexamples"]:
            if found := _lines(tools, example["text"]):
                reason = f"{entry['name']}: {example['text']!r} is read as {' and '.join(found.values())}, not as prose"
                yield KnowledgeError(entry["path"], None, reason)


def _lines(tools: Tools, line: str) -> dict[str, str]:
    """The lines above and below the prose, by text."""
    text = f"{line}\n\n{_PROSE}\n"
    return {text[item.start : item.end]: item.kind for item in _layout(tools, text).furniture}


def datelines(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example is a dateline by its entry, with its place and day; no counterexample is one."""
    for entry in tools.knowledge.entries(name):
        for example in entry.get("examples", ()):
            found = tools.layout.datelines.find(example["text"])
            place = found.dateline.place if found and found.dateline else None
            seen = (found.rule, place, _day(found.printed)) if found else (None, None, None)
            if seen != (entry["name"], example["place"], example["date"]):
                reason = f"{entry['name']}: {example['text']!r} gives {seen}, not {(example['place'], example['date'])}"
                yield KnowledgeError(entry["path"], None, reason)
        for example in entry.get("counterexamples", ()):
            if found := tools.layout.datelines.find(example["text"]):
                reason = f"{entry['name']}: {example['text']!r} is read as a dateline by {found.rule}"
                yield KnowledgeError(entry["path"], None, reason)


def _day(printed: PrintedDate | None) -> str | None:
    return f"{printed.year or '-'}-{printed.month:02d}-{printed.day:02d}" if printed else None


def kinds(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example title gives its kind; the examples of announcements are ones, their counterexamples not."""
    words = tools.knowledge.mapping(name)
    for entry in words["by_words"]:
        for title in entry["examples"]:
            kind = _layout(tools, _PROSE, title).kind
            if kind != entry["name"]:
                reason = f"{entry['name']}: {title!r} is read as {kind}"
                yield KnowledgeError(file_with(tools.knowledge, name, title), None, reason)
    announced = [(text, True) for text in words["announcement"]["examples"]]
    announced += [(example["text"], False) for example in words["announcement"]["counterexamples"]]
    for text, wanted in announced:
        kind = _layout(tools, text).kind
        if (kind == "announcement") is not wanted:
            yield KnowledgeError(file_with(tools.knowledge, name, text), None, f"{text!r} is read as {kind}")
    undertaking, gathering = words["undertaking"], words["gathering"]
    told = [(text, None, True) for text in undertaking["examples"]]
    told += [(text, None, False) for text in undertaking["counterexamples"]]
    told += [(_PROSE, title, True) for title in gathering["examples"]]
    told += [(_PROSE, title, False) for title in gathering["counterexamples"]]
    for prose, heading, wanted in told:
        text, kind = heading or prose, tools.annotated(prose, title=heading).record.kind
        if (kind != "not_diplomatic") is not wanted:
            yield KnowledgeError(file_with(tools.knowledge, name, text), None, f"{text!r} is read as {kind}")


def document_date(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example gives its day, inferred and with at least two steps; no counterexample gives a day."""
    words = tools.knowledge.mapping(name)
    rules, reader = DateRules(tools.knowledge), tools.dates
    for example in (*words["examples"], *words["counterexamples"]):
        text, wanted = example["text"], example.get("finds")
        value, steps = _inferred(tools, text, rules, reader)
        if value != wanted or (wanted and steps < 2):
            reason = f"{text!r} gives the day {value} in {steps} steps, not {wanted}"
            yield KnowledgeError(file_with(tools.knowledge, name, text), None, reason)


def _inferred(tools: Tools, text: str, rules: DateRules, reader: DateReader) -> tuple[str | None, int]:
    document = Document(source="example", text=text)
    found = infer_date(document, read_layout(document, tools.layout), reader.recognise(text), rules)
    return found.value, len(found.because)


def sourcing(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example names its sources, innermost first; no counterexample names one."""
    words = tools.knowledge.mapping(name)
    for example in (*words["examples"], *words["counterexamples"]):
        text = example["text"]
        wanted = [tuple(each) for each in example.get("finds", ())]
        seen = [(source.name, source.party) for source in _layout(tools, text).sourcing]
        if seen != wanted:
            reason = f"{text!r} gives the sources {seen}, not {wanted}"
            yield KnowledgeError(file_with(tools.knowledge, name, text), None, reason)


def issuers(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example is a publisher that speaks for its party; the counterexample is none that does."""
    for entry in tools.knowledge.entries(name):
        example: dict[str, Any] = entry["example"]
        found = tools.layout.publishers.resolve(example["text"])
        if found is None or not found.issuer or found.party != example["party"]:
            reason = f"{entry['name']}: {example['text']!r} is not read as speaking for {example['party']}"
            yield KnowledgeError(entry["path"], None, reason)
        other = tools.layout.publishers.resolve(entry["counterexample"]["text"])
        if other is not None and other.issuer:
            reason = f"{entry['name']}: {entry['counterexample']['text']!r} is read as a body of a state"
            yield KnowledgeError(entry["path"], None, reason)


def closings(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example prints its day at its end; no counterexample prints one."""
    words = tools.knowledge.mapping(name)
    for example in (*words["examples"], *words["counterexamples"]):
        text, wanted = example["text"], example.get("date")
        day = _day(_layout(tools, text).printed)
        if day != wanted:
            reason = f"{text!r} gives the day {day}, not {wanted}"
            yield KnowledgeError(file_with(tools.knowledge, name, text), None, reason)
