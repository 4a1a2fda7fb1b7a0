"""Archives of many documents: pages of a WARC file, rows of a Parquet file. Streamed, a document at a time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

import msgspec

from communique.acquire.fetching import Response
from communique.acquire.jsonl import document
from communique.acquire.limits import DEFAULT, Limits, too_large
from communique.acquire.pages import page_document
from communique.shared.documents import Document
from communique.shared.errors import InputError

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_COLUMNS = ("id", "text", "title", "url", "publisher", "published", "language")
_ROWS_AT_ONCE = 100


def warc_pages(stream: IO[bytes], source: str, limits: Limits = DEFAULT) -> Iterator[Document | InputError]:
    """The page of each response of a WARC file (packed or not), and an InputError for each that holds no text.

    The source of a page is its address. Other records than responses with status 200 are left out. A broken file ends
    with an InputError that says after how many records, one without pages is an InputError.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = pages = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            if record.rec_type == "response" and record.http_headers and record.http_headers.get_statuscode() == "200":
                pages += 1
                yield _page(record, f"{source}, record {number}", limits)
    except (ArchiveLoadFailed, EOFError, OSError) as error:
        reason = f"is broken after record {number} ({' '.join(str(error).split())})"
        yield InputError(source, reason, remedy="fetch it again", kind="broken")
        return
    if not pages:
        yield InputError(source, "holds no page", remedy="give a WARC file with responses", kind="no_text")


def _page(record: Any, place: str, limits: Limits) -> Document | InputError:
    address = record.rec_headers.get_header("WARC-Target-URI") or place
    body = record.content_stream().read(limits.max_bytes + 1)
    if len(body) > limits.max_bytes:
        return too_large(address, limits.max_bytes, "max-bytes")
    headers = {"content-type": record.http_headers.get_header("Content-Type") or ""}
    try:
        found, _notices = page_document(Response(url=address, status=200, headers=headers, body=body), address, limits)
    except InputError as error:
        return error
    return msgspec.structs.replace(found, media_type="application/warc")


def parquet_rows(stream: IO[bytes], source: str, first: int, count: int) -> Iterator[Document | InputError]:
    """Documents of rows `first` to `first + count` of a Parquet file with a column `text`, and any of `id`, `title`,
    `url`, `publisher`, `published`, `language`; a row without text, and a broken file, is an InputError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        yield from _rows(pq.ParquetFile(stream), source, first, count)
    except pa.ArrowInvalid as error:
        reason = f"is no whole Parquet file ({' '.join(str(error).split())[:100]})"
        yield InputError(source, reason, remedy="fetch it again", kind="broken")


def _rows(file: ParquetFile, source: str, first: int, count: int) -> Iterator[Document | InputError]:
    names = [name for name in _COLUMNS if name in file.schema_arrow.names]
    if "text" not in names:
        yield InputError(source, 'has no column "text"', remedy="name the column of the texts so", kind="bad_line")
        return
    rows = (
        row for batch in file.iter_batches(_ROWS_AT_ONCE, columns=names, use_threads=False) for row in batch.to_pylist()
    )
    for number, row in enumerate(islice(rows, first, first + count), first + 1):
        text, place = row["text"], f"{source}:{number}"
        if not isinstance(text, str) or not text.strip():
            yield InputError(source, 'the "text" is empty', f"row {number}", "delete the row", "empty")
        else:
            published = row.get("published")
            yield document({**row, "published": str(published) if published is not None else None}, text, place)
