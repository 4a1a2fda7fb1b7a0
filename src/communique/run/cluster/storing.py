"""The folder of tables that a batch writes: on a disk or in an object store, by any address that fsspec knows.

    OUTPUT/documents/PART.parquet   and so on for each table
    OUTPUT/_parts/PART.json         written last: the part is whole
    OUTPUT/_batch.json              what the batch was made with

A file is written under a temporary name in `_unfinished` and then renamed; a part without its mark counts for nothing
and is written again.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from communique.run.cluster.tables import TABLES, Row, schema
from communique.shared.errors import SettingsError

if TYPE_CHECKING:
    import pyarrow as pa

PARTS, UNFINISHED, BATCH = "_parts", "_unfinished", "_batch.json"


class Mark(msgspec.Struct, frozen=True):
    """That a part is whole. name: of its files; path, first: where it comes from; counts: rows by table; passed_over:
    documents that are not about dealings."""

    name: str
    path: str
    first: int
    counts: dict[str, int]
    passed_over: int = 0


class Store:
    """One output folder; `address` is the same from every folder. Raises SettingsError where it cannot be reached."""

    def __init__(self, address: str) -> None:
        try:
            import fsspec
            import pyarrow.parquet  # noqa: F401
        except ImportError as error:
            raise SettingsError(f"{error.name} is missing: install communique[cluster]") from error
        try:
            self._files, self._root = fsspec.core.url_to_fs(address)
        except (ValueError, ImportError) as error:
            raise SettingsError(f"{address}: {error}") from error
        self.address: str = self._files.unstrip_protocol(self._root)

    def settings(self) -> dict[str, Any] | None:
        """What the batch was made with; None if nothing is there."""
        path = self._path(BATCH)
        if not self._files.exists(path):
            return None
        found: dict[str, Any] = msgspec.json.decode(self._files.cat_file(path))
        return found

    def keep_settings(self, settings: Mapping[str, Any]) -> None:
        """Writes what the batch is made with."""
        self._put(BATCH, msgspec.json.format(msgspec.json.encode(settings)))

    def marks(self) -> list[Mark]:
        """The parts that are whole, in the order of the input."""
        folder = self._path(PARTS)
        if not self._files.exists(folder):
            return []
        paths = [path for path in self._files.ls(folder, detail=False) if path.endswith(".json")]
        found = self._files.cat(paths) if paths else {}
        marks = [msgspec.json.decode(data, type=Mark) for data in found.values()]
        return sorted(marks, key=lambda mark: (mark.path, mark.first))

    def write(self, mark: Mark, rows: Mapping[str, Sequence[Row]]) -> None:
        """Writes the files of a part, and its mark last."""
        import pyarrow as pa

        for table in TABLES:
            self._write_table(table, mark.name, pa.Table.from_pylist(list(rows[table]), schema(table)))
        self._put(f"{PARTS}/{mark.name}.json", msgspec.json.encode(mark))

    def read(self, table: str, name: str, columns: list[str] | None = None) -> pa.Table:
        """A table of a part."""
        import pyarrow.parquet as pq

        with self._files.open(self._path(f"{table}/{name}.parquet"), "rb") as file:
            return pq.ParquetFile(file).read(columns=columns, use_threads=False)

    def rows(self, name: str) -> dict[str, list[Row]]:
        """All rows of a part."""
        return {table: self.read(table, name).to_pylist() for table in TABLES}

    def once(self) -> int:
        """Leaves each document in the first part that has it, with its records; says how many rows of documents went.

        Its sources stay. 8 bytes a document are held in memory.
        """
        import numpy as np

        marks = self.marks()
        ids = [self.read("documents", mark.name, ["id"])["id"].to_pylist() for mark in marks]
        numbers = np.array([int(ident[1:17], 16) for part in ids for ident in part], dtype=np.uint64)
        again = np.ones(len(numbers), dtype=bool)
        again[np.unique(numbers, return_index=True)[1]] = False
        gone, at = 0, 0
        for mark, part in zip(marks, ids, strict=True):
            twice = {ident for ident, is_again in zip(part, again[at : at + len(part)], strict=True) if is_again}
            at += len(part)
            if twice:
                gone += len(twice)
                self._without(mark, twice)
        return gone

    def _without(self, mark: Mark, twice: set[str]) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        counts = dict(mark.counts)
        for table in TABLES[3:] + TABLES[:1]:  # documents last: cut off in the middle, it is done again
            found = self.read(table, mark.name)
            column = "id" if table == "documents" else "document"
            kept = found.filter(pc.invert(pc.is_in(found[column], pa.array(sorted(twice), pa.string()))))
            counts[table] = kept.num_rows
            self._write_table(table, mark.name, kept)
        self._put(f"{PARTS}/{mark.name}.json", msgspec.json.encode(msgspec.structs.replace(mark, counts=counts)))

    def _write_table(self, table: str, name: str, found: pa.Table) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        buffer = pa.BufferOutputStream()
        pq.write_table(found, buffer, compression="zstd")
        self._put(f"{table}/{name}.parquet", buffer.getvalue().to_pybytes())

    def _put(self, name: str, data: bytes) -> None:
        """Writes a file whole."""
        unfinished = self._path(f"{UNFINISHED}/{name.replace('/', '-')}-{os.getpid()}")
        target = self._path(name)
        for path in (unfinished, target):
            self._files.makedirs(posixpath.dirname(path), exist_ok=True)
        self._files.pipe_file(unfinished, data)
        self._files.mv(unfinished, target)

    def _path(self, name: str) -> str:
        return posixpath.join(self._root, name)
