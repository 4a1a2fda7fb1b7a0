"""A brief as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.publish.brief.model import Brief, Citation, Line, numbers, said_by, said_line
from communique.publish.quoting import one_line
from communique.publish.saying import NOT_STATED

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def escape(text: str) -> str:
    """`text` as Markdown shows it literally, on one line."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def brief_markdown(brief: Brief) -> str:
    """The brief as a Markdown page, with a final newline."""
    return "\n".join(_lines(brief)) + "\n"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {escape(brief.title)}"
    yield ""
    yield f"{brief.subtitle[:1].upper()}{brief.subtitle[1:]}. Numbers in brackets lead to the sources below."
    for section in brief.told():
        yield from ("", f"## {escape(section.title)}")
        for under, lines in section.groups():
            yield from ("", f"**{escape(under)}**", "") if under else ("",)
            yield from (f"- {_say(line)}" for line in lines)
    yield from ("", "## Sources", "")
    for citation in brief.sources:
        yield from _source(citation)
    if not brief.sources:
        yield NOT_STATED


def _say(line: Line) -> str:
    return escape(said_line(line)) + numbers(line, chr(92))


def _source(citation: Citation) -> Iterator[str]:
    yield f"{citation.number}. {escape(said_by(citation))}  "
    yield f"   “{escape(citation.words)}”"
    if citation.sentence != citation.words:
        yield f"   — in: {escape(citation.sentence)}"
