"""A brief on a terminal, or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.publish.brief.model import Brief, Citation, marked, numbers, said_by, said_line
from communique.publish.quoting import one_line
from communique.publish.saying import NOT_STATED
from communique.publish.wrapping import set_in

if TYPE_CHECKING:
    from rich.console import Console

Paragraph = tuple[tuple[tuple[str, str], ...], int, int]
"""Stretches of text, each with its style, how far they are set in, and how much further the lines after the first."""


def print_brief(brief: Brief, console: Console) -> None:
    """Prints the brief; colours only where the console is a terminal."""
    from rich.text import Text

    from communique.publish.terminal import put

    for stretches, indent, hang in _paragraphs(brief):
        put(console, Text.assemble(*stretches), indent, hang)


def brief_text(brief: Brief) -> str:
    """The brief as it is printed where there is no terminal."""
    return "".join(
        set_in("".join(text for text, _ in stretches), indent, hang) for stretches, indent, hang in _paragraphs(brief)
    )


def _paragraphs(brief: Brief) -> Iterator[Paragraph]:
    yield _plain(brief.title, "bold")
    yield _plain(brief.subtitle, "dim")
    for section in brief.told():
        yield _plain("")
        yield _plain(one_line(section.title), "bold")
        for under, lines in section.groups():
            if under:
                yield _plain(one_line(under), "italic", 2)
            for line in lines:
                yield ((one_line(said_line(line)), ""), (numbers(line), "cyan")), 4 if under else 2, 2
    yield _plain("")
    yield _plain("Sources", "bold")
    for citation in brief.sources:
        yield from _source(citation)
    if not brief.sources:
        yield _plain(NOT_STATED, "dim", 2)


def _plain(text: str, style: str = "", indent: int = 0) -> Paragraph:
    return ((text, style),), indent, 0


def _source(citation: Citation) -> Iterator[Paragraph]:
    """Where it stands, and its sentence with the words themselves in quotation marks."""
    yield ((f"[{citation.number}] ", "cyan"), (one_line(said_by(citation)), "default")), 2, 4
    before, words, after = marked(citation)
    yield ((before, ""), (f"“{words}”", "bold"), (after, "")), 6, 0
