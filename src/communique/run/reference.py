"""The page docs/reference/command-line.md, made of the help texts: `python -m communique.run.reference` prints it.

With `--overview` it prints the overview alone, as run/overview.txt keeps it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator

from cyclopts import App

WIDTH = 100

_HEAD = """# The command line

This page is made of the help texts of the program (`python -m communique.run.reference`); a test keeps it so.

Exit status: 0 done; 1 something could not be done or read, told in one line on standard error; 2 the command was not
understood; 130 ended by the user. Parties are given as a code (`AZE`), a name or an adjective (`azerbaijani`); a
misspelling is answered with the nearest names. The ledger is `--ledger`, else `COMMUNIQUE_LEDGER`, else
`communique.db` in the current folder.
"""


def reference() -> str:
    """The page, as Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    from communique.run.command_line import COMMANDS, app, described, overview

    yield from (_HEAD, f"```text\n{overview()}\n```\n")
    for command in COMMANDS:
        name, _ = described(command)
        yield from (f"## communique {name}", "", _help(app, [name]))
        for part in command if isinstance(command, App) else ():
            if not part.startswith("-"):
                yield from (f"### communique {name} {part}", "", _help(app, [name, part]))


def _help(app: App, command: list[str]) -> str:
    from rich.console import Console

    out = io.StringIO()
    console = Console(file=out, width=WIDTH, force_terminal=False, color_system=None, legacy_windows=False)
    app.help_print(command, console=console)
    lines = [line.rstrip() for line in out.getvalue().strip().splitlines()]
    return "```text\n" + "\n".join(lines) + "\n```\n"


def overview_text() -> str:
    """The overview, as `communique --help` prints it."""
    from communique.run.command_line import overview

    return f"{overview()}\n"


if __name__ == "__main__":
    sys.stdout.write(overview_text() if sys.argv[1:] == ["--overview"] else reference())
