"""The form of knowledge files: can each be read, has each row its cells, a key and a source, each entry a name.

Comes in: the knowledge folders. Goes out: how much was looked at, and every fault, in the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from communique.run.checking.placing import located
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge, load_yaml

KEYS: dict[str, tuple[str, ...]] = {
    "actors/given_names.csv": ("name",),
    "actors/officials.csv": ("name", "office", "party", "first"),
    "actors/offices.csv": ("form", "party"),
    "actors/organisations.csv": ("id",),
    "actors/places.csv": ("name", "party"),
    "actors/spellings.csv": ("written",),
    "actors/states.csv": ("code",),
    "actors/subdivisions.csv": ("name", "party"),
    "confidence/weights.csv": ("feature", "value"),
    "dates/words.csv": ("word", "class"),
    "topics/terms.csv": ("topic", "term"),
    "triage/weights.csv": ("feature",),
}
"""What names a row of a table; of a table that is not listed, all cells together."""

SUFFIXES = frozenset({".csv", ".yaml", ".yml"})


class Looked(msgspec.Struct):
    """Files and entries that were looked at, and what is wrong with them."""

    files: int = 0
    entries: int = 0
    faults: list[KnowledgeError] = msgspec.field(default_factory=list)


def knowledge_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Name inside the folder and path of every knowledge file, in order."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES:
            yield path.relative_to(folder).as_posix(), path


def look(knowledge: Knowledge) -> Looked:
    """Looks at every file; never raises KnowledgeError, but lists it.

    Each folder is looked at by itself: what lies on top must not hide what is broken below, nor mend it.
    """
    looked = Looked()
    for folder in knowledge.folders:
        alone = Knowledge([folder])
        for name, path in knowledge_files(folder):
            looked.files += 1
            try:
                looked.entries += _table(alone, name, path) if path.suffix == ".csv" else _yaml(alone, name, path)
            except KnowledgeError as error:
                looked.faults.append(located(error))
    return looked


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
            raise KnowledgeError(str(path), None, f"{twice}: two entries have this name")
        return len(knowledge.entries(name))
    return len(knowledge.mapping(name))


def has_examples(value: Any) -> bool:
    """Is there an example anywhere in what a YAML file holds?"""
    if isinstance(value, dict):
        wanted = ("example", "examples", "counterexample", "counterexamples")
        return any(key in value for key in wanted) or any(has_examples(each) for each in value.values())
    return isinstance(value, list) and any(has_examples(each) for each in value)
