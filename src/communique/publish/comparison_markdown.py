"""A comparison as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from communique.publish.brief.markdown import escape
from communique.publish.comparison import Cell, Page


def comparison_markdown(page: Page) -> str:
    """The comparison as a Markdown page, with a final newline."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield from (f"# {escape(page.title)}", "")
    yield from (f"{number}. {escape(line)}" for number, line in enumerate(page.headline, start=1))
    for note in page.notes:
        yield from ("", f"*{escape(note)}*")
    for block in page.blocks:
        yield from ("", f"## {escape(block.title)}")
        for line in block.lines:
            yield from ("", escape(line))
        if block.rows:
            heads = " | ".join(escape(page.heads[place]) for place in block.columns)
            yield from ("", f"| | {heads} |", "| --- |" + " --- |" * len(block.columns))
        for row in block.rows:
            cells = " | ".join(_cell(row.cells[place]) for place in block.columns)
            yield f"| {escape(row.label)} | {cells} |"


def _cell(cell: Cell | None) -> str:
    return f"{escape(cell.before)} **{escape(cell.words)}** {escape(cell.after)}".strip() if cell else "–"
