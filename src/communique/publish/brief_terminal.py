"""A brief on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.publish.brief import Brief, Citation
from communique.publish.brief_markdown import numbers, said_by, say_left_out
from communique.publish.quoting import one_line
from communique.publish.saying import NOT_STATED
from communique.publish.terminal import put

if TYPE_CHECKING:
    from rich.console import Console


def print_brief(brief: Brief, console: Console) -> None:
    """Prints the brief; colours only where the console is a terminal."""
    from rich.text import Text

    put(console, Text(f"{brief.names[0]} – {brief.names[1]}", style="bold"))
    put(console, Text(f"as of {brief.as_of}", style="dim"))
    if brief.left_out:
        put(console, Text(say_left_out(brief), style="dim"))
    for section in brief.sections:
        console.print()
        put(console, Text(section.title, style="bold"))
        under = None
        for line in section.lines:
            if line.under != under:
                under = line.under
                put(console, Text(under or "", style="italic"), 2)
            inferred = f" ({line.because or 'inferred'})" if not line.stated else ""
            text = Text(one_line(line.text + inferred))
            text.append(numbers(line), style="cyan")
            put(console, text, 4 if under else 2, 2)
        if not section.lines:
            put(console, Text(NOT_STATED, style="dim"), 2)
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
    before, words, after = citation.sentence.partition(citation.words)
    if not words:  # the evidence lies in several places
        before, words, after = "", citation.words, f" — in: {citation.sentence}"
    put(console, Text.assemble(before, (f"“{words}”", "bold"), after), 6)
