"""The input of a batch, cut into parts that are read one by one: files of JSONL, Parquet and WARC, by any address.

A part is some rows of a file. Its name comes from the path and its first row, so that a file that is added later
changes no other part.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any

import msgspec

from communique.acquire import jsonl
from communique.acquire.archives import parquet_rows, warc_pages
from communique.acquire.folders import os_fault
from communique.acquire.limits import Limits
from communique.shared.documents import Document
from communique.shared.errors import InputError, SettingsError

_JSONL, _PARQUET, _WARC = (".jsonl", ".ndjson"), (".parquet",), (".warc",)
_ENDS = {end + packed: end for end in (*_JSONL, *_WARC) for packed in ("", ".gz")} | dict.fromkeys(_PARQUET, ".parquet")
_ALL = 1 << 62
_CHUNK = 1 << 20


class Part(msgspec.Struct, frozen=True):
    """Rows `first` to `first + count` of a file, counted from 0; source: how the file is called in the records; offset:
    where the first row begins, in a plain file."""

    path: str
    source: str
    first: int
    count: int
    offset: int = 0

    @property
    def name(self) -> str:
        """The name of its files in the output."""
        return f"{blake2b(self.path.encode(), digest_size=8).hexdigest()}-{self.first:010}"


def parts(address: str, size: int) -> Iterator[Part]:
    """The parts of a file, a folder or a pattern with `*`, in the order of the paths; size: rows in each.

    A WARC file is one part. Raises SettingsError if there is nothing, or a file of another kind is named.
    """
    import fsspec

    try:
        files, root = fsspec.core.url_to_fs(address)
        paths = files.glob(root) if "*" in root else files.find(root)
    except (ValueError, ImportError, OSError) as error:
        raise SettingsError(f"{address}: {error}") from error
    known = sorted(path for path in paths if _end(path) is not None)
    if not known:
        raise SettingsError(f"{address} has no files {', '.join(_ENDS)}; name a file, a folder or a pattern with *")
    for path in known:
        whole = files.unstrip_protocol(path)
        source = whole.removeprefix("file://")
        if source != whole and not posixpath.isabs(address) and "://" not in address:
            source = os.path.relpath(path)  # as `add` would call it
        for first, count, offset in _cut(files, path, size):
            yield Part(whole, source, first, count, offset)


def _end(path: str) -> str | None:
    name = posixpath.basename(path).lower()
    return next((kind for end, kind in _ENDS.items() if name.endswith(end) and not name.startswith(".")), None)


def _cut(files: Any, path: str, size: int) -> Iterator[tuple[int, int, int]]:
    """First row, rows and offset of each part of a file."""
    if _end(path) in _WARC:
        yield 0, _ALL, 0
    elif _end(path) in _PARQUET:
        rows = _parquet_rows(files, path)
        yield from ((first, min(size, rows - first), 0) for first in range(0, rows, size))
    else:
        packed = path.endswith(".gz")
        with files.open(path, "rb", compression="gzip" if packed else None) as stream:
            starts = _line_starts(stream, size)
            first, offset = next(starts)
            for following, after in starts:
                yield first, size, 0 if packed else offset
                first, offset = following, after
            yield first, _ALL, 0 if packed else offset  # where the stream breaks, the reading of this part tells of it


def _parquet_rows(files: Any, path: str) -> int:
    """How many there are; 1 of a file that is broken, whose reading tells of it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with files.open(path, "rb") as file:
            return max(1, int(pq.ParquetFile(file).metadata.num_rows))
    except (OSError, pa.ArrowInvalid):
        return 1


def _line_starts(stream: Any, size: int) -> Iterator[tuple[int, int]]:
    """Number and offset of every `size`-th line, up to where the stream breaks."""
    yield 0, 0
    lines, offset, wanted, last = 0, 0, size, b""
    for chunk in _chunks(stream):
        if last == b"\n" and lines == wanted:
            yield lines, offset
            wanted += size
        at = chunk.find(b"\n")
        while at != -1:
            lines += 1
            if lines == wanted and at + 1 < len(chunk):
                yield lines, offset + at + 1
                wanted += size
            at = chunk.find(b"\n", at + 1)
        last = chunk[-1:]
        offset += len(chunk)


def _chunks(stream: Any) -> Iterator[bytes]:
    try:
        while chunk := stream.read(_CHUNK):
            yield chunk
    except (OSError, *jsonl.BROKEN_GZIP):
        return


def documents(part: Part, limits: Limits) -> Iterator[Document | InputError]:
    """The documents of a part, in order, and an InputError for each row that is none."""
    import fsspec

    kind = _end(part.path)
    packed = kind in _JSONL and part.path.endswith(".gz")
    try:
        with fsspec.open(part.path, "rb", compression="gzip" if packed else None) as stream:
            if kind in _WARC:
                yield from warc_pages(stream, part.source, limits)
            elif kind in _PARQUET:
                yield from parquet_rows(stream, part.source, part.first, part.count)
            else:
                yield from _rows(stream, part, limits)
    except OSError as error:
        yield os_fault(part.source, error)


def _rows(stream: Any, part: Part, limits: Limits) -> Iterator[Document | InputError]:
    source, start = part.source, part.first + 1
    if part.offset:
        stream.seek(part.offset)
        lines = jsonl.numbered(stream, source, limits, start)
    else:
        lines = ((number, line) for number, line in jsonl.numbered(stream, source, limits) if number >= start)
    read = 0
    for number, line in islice(lines, part.count):
        read += 1
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            yield jsonl.row(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, source, number)
    if not read and not part.first:
        yield InputError(source, "is empty", remedy="fetch it again", kind="empty")
