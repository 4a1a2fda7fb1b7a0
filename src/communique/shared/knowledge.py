"""The loader of knowledge files: CSV tables and YAML documents of `knowledge/`, with an analyst's own on top.

A knowledge file is named by its path inside the folder ("actors/states.csv"). A table row of a later folder replaces
the row with the same key in an earlier one, and a new key is added; YAML lists of entries are joined by `name`.
A broken file is a KnowledgeError that names file and line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from communique.shared.errors import KnowledgeError
from communique.shared.settings import knowledge_folders


class Row(dict[str, str]):
    """One table row by column name; `path` and `line` say where it stands."""

    def __init__(self, values: Mapping[str, str], path: str, line: int) -> None:
        super().__init__(values)
        self.path, self.line = path, line

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that are separated by "|", without empty ones."""
        return tuple(part.strip() for part in self.get(column, "").split("|") if part.strip())

    def error(self, reason: str) -> KnowledgeError:
        """A KnowledgeError at this row."""
        return KnowledgeError(self.path, self.line, reason)


class Knowledge:
    """Reads knowledge files out of one or more folders, later ones on top."""

    def __init__(self, folders: Sequence[Path] | None = None) -> None:
        self.folders = tuple(folders) if folders is not None else knowledge_folders()

    def files(self, name: str) -> list[Path]:
        """The files called `name` in the folders; a name that no folder has is a KnowledgeError."""
        found = [folder / name for folder in self.folders if (folder / name).is_file()]
        if not found:
            raise KnowledgeError(name, None, f"missing in {', '.join(map(str, self.folders))}")
        return found

    def table(self, name: str, key: Sequence[str], columns: Iterable[str] = ()) -> list[Row]:
        """The rows of a CSV table.

        key: the columns that name a row; two rows of one file with one key are an error. columns: those that must
        be there besides. Every row must have as many cells as the header.
        """
        rows: dict[tuple[str, ...], Row] = {}
        for path in self.files(name):
            seen: dict[tuple[str, ...], int] = {}
            for row in _read_table(path, {*key, *columns}):
                ident = tuple(row[k] for k in key)
                if not any(ident):
                    raise row.error(f"the key ({', '.join(key)}) is empty")
                if ident in seen:
                    raise row.error(f"{' / '.join(ident)} stands already in line {seen[ident]}")
                seen[ident] = row.line
                rows[ident] = row
        return list(rows.values())

    def entries(self, name: str) -> list[dict[str, Any]]:
        """The entries of a YAML file that is a list of mappings, each with a `name`; joined over the folders."""
        joined: dict[str, dict[str, Any]] = {}
        for path in self.files(name):
            loaded = load_yaml(path)
            if not isinstance(loaded, list):
                raise KnowledgeError(str(path), 1, "a list of entries is wanted, each beginning with '- name:'")
            for number, entry in enumerate(loaded, 1):
                if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
                    raise KnowledgeError(str(path), None, f"entry {number} has no 'name'")
                joined[entry["name"]] = {**entry, "path": str(path)}
        return list(joined.values())

    def mapping(self, name: str) -> dict[str, Any]:
        """The mapping of a YAML file; a key of a later folder replaces that of an earlier one."""
        joined: dict[str, Any] = {}
        for path in self.files(name):
            loaded = load_yaml(path)
            if not isinstance(loaded, dict):
                raise KnowledgeError(str(path), 1, "a mapping is wanted ('key: value')")
            joined.update(loaded)
        return joined


def load_yaml(path: Path) -> Any:
    """The content of a YAML file; dates stay strings; what cannot be read is a KnowledgeError with its line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise KnowledgeError(str(path), line, error.problem or "not YAML") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(str(path), None, " ".join(str(error).split())) from error


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe loading in C; dates and words such as yes, no, on and off stay the strings that an analyst typed."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith((":timestamp", ":bool"))]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), ["t", "f"])


def _read_table(path: Path, wanted: set[str]) -> Iterable[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            missing = sorted(wanted - set(header))
            if missing:
                raise KnowledgeError(str(path), 1, f"the column {', '.join(missing)} is missing")
            start = reader.line_num + 1
            for cells in reader:
                if cells:
                    if len(cells) != len(header):
                        raise KnowledgeError(
                            str(path), start, f"{len(cells)} cells, but the header has {len(header)}; quote commas"
                        )
                    yield Row(dict(zip(header, cells, strict=True)), str(path), start)
                start = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise KnowledgeError(str(path), None, f"not UTF-8 ({error.reason} at byte {error.start})") from error
    except csv.Error as error:
        raise KnowledgeError(str(path), None, f"not CSV ({error})") from error
