"""`communique check`: refuses broken knowledge files, with file, line and a plain sentence.

Comes in: the knowledge folders. Goes out: every fault found, in the order of the files. Structure is checked here:
each file can be read, each row has its cells, a key and a source, no two rows have one key, each entry a name. What
the entries say is checked by running their examples; such checks are listed in EXAMPLE_CHECKS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge, load_yaml

KEYS: dict[str, tuple[str, ...]] = {
    "actors/given_names.csv": ("name",),
    "actors/officials.csv": ("name", "office", "party", "first"),
    "actors/offices.csv": ("form", "party"),
    "actors/organisations.csv": ("id",),
    "actors/places.csv": ("name", "party"),
    "actors/states.csv": ("code",),
    "actors/subdivisions.csv": ("name", "party"),
    "dates/words.csv": ("word", "class"),
}
"""What names a row of a table; of a table that is not listed, all cells together."""

Check = Callable[[Knowledge], Iterator[KnowledgeError]]

EXAMPLE_CHECKS: tuple[Check, ...] = ()
"""Checks that run the examples and counterexamples of knowledge entries; each yields the faults it finds."""


class Checked(msgspec.Struct, frozen=True):
    """How many files and entries were looked at, and what is wrong."""

    files: int
    entries: int
    faults: tuple[KnowledgeError, ...]


def run_checks(knowledge: Knowledge) -> Checked:
    """Looks at every file of the knowledge folders; never raises KnowledgeError, but lists it."""
    faults: list[KnowledgeError] = []
    files = entries = 0
    for folder in knowledge.folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix not in (".csv", ".yaml", ".yml"):
                continue
            files += 1
            alone = Knowledge([folder])  # each folder by itself: what lies below must not hide what is broken on top
            name = path.relative_to(folder).as_posix()
            try:
                entries += _table(alone, name, path) if path.suffix == ".csv" else _yaml(alone, name, path)
            except KnowledgeError as error:
                faults.append(error)
    if not faults:
        faults += [fault for check in EXAMPLE_CHECKS for fault in check(knowledge)]
    return Checked(files, entries, tuple(faults))


def _table(knowledge: Knowledge, name: str, path: Path) -> int:
    """The number of rows."""
    rows = knowledge.table(name, KEYS.get(name) or _header(path), ["source"])
    for row in rows:
        if not row["source"].strip():
            raise row.error("the column source is empty; say where the row is from")
        for column, value in row.items():
            if value != value.strip():
                raise row.error(f"the column {column} begins or ends with a blank")
    return len(rows)


def _header(path: Path) -> tuple[str, ...]:
    try:
        with path.open(encoding="utf-8") as file:
            return tuple(file.readline().rstrip("\r\n").split(","))
    except UnicodeDecodeError as error:
        raise KnowledgeError(str(path), None, f"not UTF-8 ({error.reason} at byte {error.start})") from error


def _yaml(knowledge: Knowledge, name: str, path: Path) -> int:
    """The number of entries."""
    loaded = load_yaml(path)
    if isinstance(loaded, list):
        names = [entry["name"] for entry in loaded if isinstance(entry, dict) and "name" in entry]
        twice = next((each for place, each in enumerate(names) if each in names[:place]), None)
        if twice is not None:
            raise KnowledgeError(str(path), None, f"two entries are named {twice!r}")
        return len(knowledge.entries(name))
    return len(knowledge.mapping(name))


def check_and_print() -> int:
    """Runs all checks and prints what is wrong; 1 if anything is."""
    import sys

    checked = run_checks(Knowledge())
    for fault in checked.faults:
        print(f"communique: {fault}", file=sys.stderr)
    if checked.faults:
        print(f"{len(checked.faults)} faults in the knowledge files", file=sys.stderr)
        return 1
    print(f"{checked.files} knowledge files with {checked.entries:,} entries: nothing wrong")
    return 0
