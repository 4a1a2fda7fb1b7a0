"""Where the program starts: the overview is a text that is kept, so that `communique --help` loads nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

OVERVIEW = Path(__file__).with_name("overview.txt")
"""Written by `python -m communique.run.reference --overview`."""


def main() -> int:
    """Runs the command line and gives the exit status; see command_line.main."""
    if sys.argv[1:] in ([], ["--help"], ["-h"]):
        sys.stdout.write(OVERVIEW.read_text(encoding="utf-8"))
        return 0
    from communique.run import command_line

    return command_line.main()


if __name__ == "__main__":
    sys.exit(main())
