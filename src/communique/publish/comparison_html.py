"""A comparison as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from communique.publish.comparison import Block, Cell, Page

_STYLE = """
body { font: 1rem/1.45 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a }
ol { background: #f4f4ef; padding: 1rem 1rem 1rem 2.5rem; border-left: .3rem solid #7a6a2f }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border-top: 1px solid #ccc; padding: .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th[scope=row] { font-weight: normal; font-style: italic }
col.label { width: 20% }
mark { background: #fff1b0 }
"""


def comparison_html(page: Page) -> str:
    """The comparison as a page."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{escape(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{escape(page.title)}</h1>\n<ol>"
    yield from (f"<li>{escape(line)}</li>" for line in page.headline)
    yield "</ol>"
    yield from (f"<p><em>{escape(note)}</em></p>" for note in page.notes)
    for block in page.blocks:
        yield from _block(block, page.heads)
    yield "</body>\n</html>"


def _block(block: Block, heads: tuple[str, str]) -> Iterator[str]:
    yield f"<h2>{escape(block.title)}</h2>"
    yield from (f"<p>{escape(line)}</p>" for line in block.lines)
    if block.rows:
        heads_shown = "".join(f'<th scope="col">{escape(heads[place])}</th>' for place in block.columns)
        yield f'<table>\n<colgroup><col class="label"></colgroup>\n<tr><td></td>{heads_shown}</tr>'
        for row in block.rows:
            cells = "".join(f"<td>{_cell(row.cells[place])}</td>" for place in block.columns)
            yield f'<tr><th scope="row">{escape(row.label)}</th>{cells}</tr>'
        yield "</table>"


def _cell(cell: Cell | None) -> str:
    return f"{escape(cell.before)}<mark>{escape(cell.words)}</mark>{escape(cell.after)}" if cell else "–"
