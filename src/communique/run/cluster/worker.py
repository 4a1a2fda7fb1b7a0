"""What a worker does. Its process imports it, and so loads the model once, however many parts it reads."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from communique.acquire.limits import DEFAULT, Limits
from communique.run.cluster.inputs import Part, documents
from communique.run.cluster.storing import Mark, Store
from communique.run.cluster.tables import Item, rows_of
from communique.run.passing import PassedOver
from communique.run.workers import one_thread_each
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.knowledge import Knowledge

if TYPE_CHECKING:
    from communique.annotate.triage import Triage
    from communique.run.pipeline import Reader


class Work(msgspec.Struct, frozen=True):
    """What is wanted of every part: the output's address, whether texts are passed over, bounds of a document."""

    output: str
    triage: bool = True
    limits: Limits = DEFAULT


@cache
def _reader() -> Reader:
    """The reader of this process."""
    one_thread_each()
    from communique.run.pipeline import Reader

    return Reader()


@cache
def _triage() -> Triage:
    from communique.annotate.triage import Triage

    return Triage(Knowledge())


def read_part(part: Part, work: Work, without: dict[int, str] | None = None) -> Mark:
    """Reads a part and writes its tables; the same part gives the same bytes on any worker.

    without: places of documents that are not read, and why: each becomes a failure of kind `crashed`.
    """
    from communique.run.workers import read_in_order

    passed = PassedOver(Knowledge(), _triage() if work.triage else None, None)
    found: Generator[Item, None, None]
    found = read_in_order(_reader(), passed.sifted(_items(part, work, without or {})), 1, lambda _error: None)
    rows = rows_of(item for item in passed.noted(found) if not _is_notice(item))
    counts = {table: len(some) for table, some in rows.items()}
    mark = Mark(part.name, part.path, part.first, counts, passed.counted)
    Store(work.output).write(mark, rows)
    return mark


def read_one(part: Part, work: Work, place: int) -> None:
    """Reads the document in one place of a part, for nothing but to see whether that ends the process."""
    for at, document in enumerate(documents(part, work.limits)):
        if at == place and isinstance(document, Document):
            _reader().read(document)


def count(part: Part, work: Work) -> int:
    """How many places a part has."""
    return sum(1 for _ in documents(part, work.limits))


def _items(part: Part, work: Work, without: dict[int, str]) -> Iterator[Document | InputError]:
    for place, item in enumerate(documents(part, work.limits)):
        if isinstance(item, Document) and place in without:
            yield InputError(item.source, without[place], remedy="read it alone to see why", kind="crashed")
        else:
            yield item


def _is_notice(item: Item) -> bool:
    """Is it what was left aside on purpose, which is no failure?"""
    return isinstance(item, InputError) and item.kind == "skipped"
