"""Printing lines with an indent, wrapped to the width of the console, without trailing blanks."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING

from communique.publish.wrapping import FILE_WIDTH, NARROWEST

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

WIDEST = 120


def console_for(file: IO[str] | None = None) -> Console:
    """A console on `file` (standard output): at most 120 columns wide; 100, without colours, if it is no terminal."""
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:  # rich would end the program here; the command line knows better
            raise BrokenPipeError

    stream = file or sys.stdout
    width = None if stream.isatty() else FILE_WIDTH
    console = Plain(file=stream, width=width, highlight=False, markup=False, emoji=False)
    console.width = min(max(console.width, NARROWEST), WIDEST)
    return console


def is_plain(stream: IO[str]) -> bool:
    """True if what is printed there has neither colours nor a width of its own: it is no terminal, nor to be taken for
    one (FORCE_COLOR, TTY_COMPATIBLE)."""
    return not (stream.isatty() or os.environ.get("FORCE_COLOR") or os.environ.get("TTY_COMPATIBLE") == "1")


def put(console: Console, text: Text, indent: int = 0, hang: int = 0) -> None:
    """Prints `text` set in by `indent`; the lines after the first are set in by `hang` more."""
    for place, line in enumerate(text.wrap(console, max(console.width - indent - hang, NARROWEST // 2))):
        line.rstrip()
        line.pad_left(indent + (hang if place else 0))
        console.print(line, soft_wrap=True)
