"""`communique check`: refuses broken knowledge files, with file, line and a plain sentence.

Comes in: the knowledge folders. Goes out: every fault found, in the order of the files: first of form, and where the
form holds, every example and counterexample that is not read as it says (see run/checking).
"""

from __future__ import annotations

import msgspec

from communique.run.checking.structure import look
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge


class Checked(msgspec.Struct, frozen=True):
    """How many files and entries were looked at, and what is wrong."""

    files: int
    entries: int
    faults: tuple[KnowledgeError, ...]


def run_checks(knowledge: Knowledge, quick: bool = False) -> Checked:
    """Looks at every file of the knowledge folders; never raises KnowledgeError, but lists it.

    quick: the form only, not the examples.
    """
    looked = look(knowledge)
    faults = tuple(looked.faults)
    if not faults and not quick:
        from communique.run.checking.examples import run_examples

        faults = tuple(run_examples(knowledge))
    return Checked(looked.files, looked.entries, faults)


def check_and_print(quick: bool = False) -> int:
    """Runs all checks and prints what is wrong; 1 if anything is. quick: the form of the files only."""
    import sys

    checked = run_checks(Knowledge(), quick)
    for fault in checked.faults:
        print(f"communique: {fault}", file=sys.stderr)
    if checked.faults:
        print(f"{len(checked.faults)} faults in the knowledge files", file=sys.stderr)
        return 1
    print(f"{checked.files} knowledge files with {checked.entries:,} entries: nothing wrong")
    return 0
