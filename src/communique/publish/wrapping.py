"""Lines of a width, without what draws them on a terminal, which takes longer to load than to wrap all of a brief.

Breaks lines as rich does: between words, and inside one that is longer than a line. A letter counts for as many columns
as it takes on a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

NARROWEST, FILE_WIDTH = 40, 100
"""The least width of a page, and that of one that is no terminal."""

_WORD = re.compile(r"\s*\S+\s*")
_ONE_COLUMN = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027]*")


def set_in(text: str, indent: int = 0, hang: int = 0, width: int = FILE_WIDTH) -> str:
    """`text` set in by `indent`, the lines after the first by `hang` more; each line ends, none in blanks."""
    lines = _wrapped(text, max(width - indent - hang, NARROWEST // 2))
    return "".join(f"{' ' * (indent + (hang if place else 0))}{line.rstrip()}\n" for place, line in enumerate(lines))


def _wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text without line ends."""
    begin, used = 0, 0
    for found in _WORD.finditer(text):
        word, start = found.group(), found.start()
        length = _columns(word.rstrip())
        if length <= width - used:
            used += _columns(word)
        elif length <= width:
            if used and start:
                yield text[begin:start]
                begin, used = start, _columns(word)
        else:
            for part in _chopped(word, width):
                if start:
                    yield text[begin:start]
                    begin = start
                start += len(part)
                used = _columns(part)
    yield text[begin:]


def _columns(text: str) -> int:
    if _ONE_COLUMN.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _chopped(word: str, width: int) -> list[str]:
    """A word in parts of at most this width."""
    if _ONE_COLUMN.fullmatch(word):
        return [word[start : start + width] for start in range(0, len(word), width)]
    from rich.cells import chop_cells

    return chop_cells(word, width)
