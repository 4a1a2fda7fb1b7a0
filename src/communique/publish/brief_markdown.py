"""A brief as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.publish.brief import Brief, Citation, Line
from communique.publish.quoting import one_line
from communique.publish.saying import NOT_STATED, say_date

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape(text: str) -> str:
    """`text` as Markdown shows it literally, on one line."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def brief_markdown(brief: Brief) -> str:
    """The brief as a Markdown page, with a final newline."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escape(brief.names[0])} – {escape(brief.names[1])}"
    yield ""
    yield f"As of {brief.as_of}. Numbers in brackets lead to the sources below."
    if brief.left_out:
        yield from ("", f"{say_left_out(brief)}.")
    for section in brief.sections:
        yield from ("", f"## {section.title}", "")
        under = None
        for place, line in enumerate(section.lines):
            if line.under != under:
                under = line.under
                yield from (f"**{escape(under or '')}**", "") if place == 0 else ("", f"**{escape(under or '')}**", "")
            yield f"- {_say(line)}"
        if not section.lines:
            yield NOT_STATED
    yield from ("", "## Sources", "")
    for citation in brief.sources:
        yield from _source(citation)
    if not brief.sources:
        yield NOT_STATED


def say_left_out(brief: Brief) -> str:
    """How many records are not in the brief because they are not sure enough."""
    records = "record" if brief.left_out == 1 else "records"
    return f"{brief.left_out:,} {records} with a confidence below {brief.threshold:g} left out"


def _say(line: Line) -> str:
    inferred = f" *({escape(line.because or 'inferred')})*" if not line.stated else ""
    return f"{escape(line.text)}{inferred}{numbers(line, chr(92))}"


def numbers(line: Line, escaping: str = "") -> str:
    """ " [1] [2] and 3 more": the numbers of a line's sources."""
    marks = "".join(f" {escaping}[{number}{escaping}]" for number in line.sources)
    return marks + (f" and {line.more} more" if line.more else "")


def _source(citation: Citation) -> Iterator[str]:
    yield f"{citation.number}. {escape(said_by(citation))}  "
    yield f"   “{escape(citation.words)}”"
    if citation.sentence != citation.words:
        yield f"   — in: {escape(citation.sentence)}"


def said_by(citation: Citation) -> str:
    """Sources, publisher and date of a citation."""
    parts = [" = ".join(citation.sources), citation.publisher or f"publisher {NOT_STATED}"]
    parts.append(say_date(citation.date) if citation.date else f"date {NOT_STATED}")
    return " · ".join(parts)
