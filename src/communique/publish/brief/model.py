"""A brief as a structure: sections of lines, and the words that they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import msgspec

from communique.publish.quoting import one_line
from communique.publish.saying import NOT_STATED, say_date
from communique.shared.edtf import interval
from communique.shared.records import Span

FORMAT = "communique-brief/1"


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

    def groups(self) -> Iterator[tuple[str | None, list[Line]]]:
        """The lines under each heading inside the section."""
        for under, lines in groupby(self.lines, key=lambda line: line.under):
            yield under, list(lines)


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the source list: the document, and the exact words with the sentence around them.

    words is text[start:end] of the document for each of the spans, on one line; start, end: from the first to the last.
    rule, confidence: of the record that the words gave; None for a sentence on what became of a promise.
    """

    number: int
    document: str
    sources: tuple[str, ...]
    url: str | None
    title: str | None
    publisher: str | None
    date: str | None
    side: str | None
    start: int
    end: int
    spans: tuple[Span, ...]
    words: str
    sentence: str
    rule: str | None
    confidence: float | None


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A brief. parties: codes, two of a pair or the one of a country; names: how they are shown; as_of: ISO day on
    which it is given; since, until: the period (EDTF) that it is about, if not all; left_out: how many records were
    left out because their confidence is below `threshold`."""

    format: str = FORMAT
    parties: tuple[str, ...]
    names: tuple[str, ...]
    as_of: str
    since: str | None = None
    until: str | None = None
    sections: tuple[Section, ...]
    sources: tuple[Citation, ...]
    threshold: float = 0.0
    left_out: int = 0

    @property
    def title(self) -> str:
        """The names of the parties."""
        return " – ".join(self.names)

    @property
    def subtitle(self) -> str:
        """The day and the period, and how many records were not sure enough."""
        parts = [f"as of {self.as_of}"]
        if self.since or self.until:
            parts.append(say_date(interval(self.since, self.until)))
        if self.left_out:
            records = "record" if self.left_out == 1 else "records"
            parts.append(f"{self.left_out:,} {records} with a confidence below {self.threshold:g} left out")
        return ", ".join(parts)

    def told(self) -> tuple[Section, ...]:
        """The sections that have lines."""
        return tuple(section for section in self.sections if section.lines)


def said_line(line: Line) -> str:
    """A line with the reason of what is only inferred."""
    return line.text if line.stated else f"{line.text} (inferred: {line.because or NOT_STATED})"


def numbers(line: Line, escaping: str = "") -> str:
    """ " [1] [2] and 3 more": the numbers of a line's sources."""
    marks = "".join(f" {escaping}[{number}{escaping}]" for number in line.sources)
    return marks + (f" and {line.more} more" if line.more else "")


def said_by(citation: Citation) -> str:
    """Sources, publisher and date of a citation."""
    parts = [" = ".join(citation.sources), citation.publisher or f"publisher {NOT_STATED}"]
    parts.append(say_date(citation.date) if citation.date else f"date {NOT_STATED}")
    return " · ".join(parts)


def marked(citation: Citation) -> tuple[str, str, str]:
    """The sentence before the words, the words, the sentence after them; on one line, as it may be shown."""
    sentence, words = one_line(citation.sentence), one_line(citation.words)
    before, found, after = sentence.partition(words)
    if not found:  # the evidence lies in several places
        return "", words, f" — in: {sentence}"
    return before, words, after
