"""A comparison on a terminal: two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.publish.comparison import Cell, Page
from communique.publish.quoting import one_line
from communique.publish.terminal import put

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

GAP = 3


def print_page(page: Page, console: Console) -> None:
    """Prints the comparison; colours only where the console is a terminal."""
    from rich.text import Text

    put(console, Text(page.title, style="bold"))
    for number, line in enumerate(page.headline, start=1):
        put(console, Text(f"{number}. {line}"), 0, 3)
    for note in page.notes:
        put(console, Text(one_line(note), style="dim"))
    for block in page.blocks:
        console.print()
        put(console, Text(block.title, style="bold"))
        for line in block.lines:
            put(console, Text(line), 2, 2)
        if len(block.columns) > 1:
            _columns(Text(page.heads[0], style="dim"), Text(page.heads[1], style="dim"), console)
        for row in block.rows:
            put(console, Text(f"· {row.label}", style="italic"), 2, 2)
            if len(block.columns) > 1:
                _columns(_cell(row.a), _cell(row.b), console)
            else:
                put(console, _cell(row.a or row.b), 4)


def _cell(cell: Cell | None) -> Text:
    from rich.text import Text

    return Text.assemble(cell.before, (cell.words, "bold"), cell.after) if cell else Text("–", style="dim")


def _columns(left: Text, right: Text, console: Console) -> None:
    """Two texts beside each other, each wrapped to half of the width."""
    from itertools import zip_longest

    from rich.text import Text

    width = (console.width - 2 - GAP) // 2
    for one, other in zip_longest(left.wrap(console, width), right.wrap(console, width), fillvalue=Text()):
        line = Text("  ")
        one.rstrip()
        other.rstrip()
        line.append_text(one)
        if other.plain:
            line.pad_right(2 + width + GAP - line.cell_len)
            line.append_text(other)
        console.print(line, soft_wrap=True)
