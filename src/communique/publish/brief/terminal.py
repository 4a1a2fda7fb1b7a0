"""A brief on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.publish.brief.model import Brief, Citation, marked, numbers, said_by, said_line
from communique.publish.quoting import one_line
from communique.publish.saying import NOT_STATED
from communique.publish.terminal import put

if TYPE_CHECKING:
    from rich.console import Console


def print_brief(brief: Brief, console: Console) -> None:
    """Prints the brief; colours only where the console is a terminal."""
    from rich.text import Text

    put(console, Text(brief.title, style="bold"))
    put(console, Text(brief.subtitle, style="dim"))
    for section in brief.told():
        console.print()
        put(console, Text(one_line(section.title), style="bold"))
        for under, lines in section.groups():
            if under:
                put(console, Text(one_line(under), style="italic"), 2)
            for line in lines:
                text = Text(one_line(said_line(line)))
                text.append(numbers(line), style="cyan")
                put(console, text, 4 if under else 2, 2)
    console.print()
    put(console, Text("Sources", style="bold"))
    for citation in brief.sources:
        _put_source(citation, console)
    if not brief.sources:
        put(console, Text(NOT_STATED, style="dim"), 2)


def _put_source(citation: Citation, console: Console) -> None:
    """Where it stands, and its sentence with the words themselves in quotation marks."""
    from rich.text import Text

    head = Text(f"[{citation.number}] ", style="cyan")
    head.append(one_line(said_by(citation)), style="default")
    put(console, head, 2, 4)
    before, words, after = marked(citation)
    put(console, Text.assemble(before, (f"“{words}”", "bold"), after), 6)
