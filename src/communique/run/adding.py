"""The loop of `communique add`: what arrives is read and put into the ledger, batch by batch, in order.

A batch is one transaction. Whenever the loop is cut off, the ledger holds the batches before, whole; the same call
again passes over the texts that are held and goes on. Printing is done by whoever watches.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

import msgspec

from communique.ledger.views import Added
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.records import Reading

if TYPE_CHECKING:
    from communique.ledger.store import Ledger

Arrival = Document | InputError

Some = TypeVar("Some")

BATCH = 50
"""Documents in a batch."""

BATCH_CHARACTERS = 4_000_000
"""A batch is closed early when its texts are longer than this, so that memory stays flat."""


class Watcher(msgspec.Struct, frozen=True):
    """What the loop tells, and asks, while it runs.

    failed: called with each source that cannot be read; added: with what each batch changed and how many arrivals it
    had; stop: asked before each arrival and each reading, True ends the loop after what was read so far is in the
    ledger.
    """

    failed: Callable[[InputError], None] = lambda _error: None
    added: Callable[[Added, int], None] = lambda _added, _arrivals: None
    stop: Callable[[], bool] = lambda: False


class Held(msgspec.Struct, frozen=True):
    """A text that need not be read: the ledger holds it, or it is being read already."""

    document: Document


Item = Document | InputError | Held
Outcome = Reading | InputError | Held
ReadAll = Callable[[Iterable[Item]], Generator[Outcome, None, None]]
"""Reads the documents among items and passes on the rest, in order."""


def one_by_one(read: Callable[[Document], Reading]) -> ReadAll:
    """A reader of one document, which may raise InputError, as a reader of many."""

    def read_all(items: Iterable[Item]) -> Generator[Outcome, None, None]:
        for item in items:
            try:
                yield read(item) if isinstance(item, Document) else item
            except InputError as error:
                yield error

    return read_all


def add_all(
    ledger: Ledger,
    arrivals: Iterable[Arrival],
    read: ReadAll,
    watcher: Watcher | None = None,
    batch: int = BATCH,
) -> Added:
    """Adds everything that arrives and says what it changed. Raises LedgerError; an InputError ends one document.

    read: makes the readings of documents that the ledger does not hold; it may take some before it gives the first.
    """
    watcher = watcher or Watcher()
    total = Added()
    reading: set[str] = set()  # texts on their way to the ledger
    with closing(read(_sorted_out(ledger, arrivals, reading, (batch, watcher.stop)))) as outcomes:
        for group in _batches(outcomes, batch, watcher.stop):
            done = ledger.add(_work(ledger, group, watcher))
            reading.difference_update(each.document.id for each in group if isinstance(each, Reading))
            total += done
            watcher.added(done, len(group))
    return total


def _sorted_out(
    ledger: Ledger, arrivals: Iterable[Arrival], reading: set[str], asked: tuple[int, Callable[[], bool]]
) -> Iterator[Item]:
    """What arrives, with the texts that need not be read marked; so many at a time, until asked to stop."""
    for arrived in _batches(arrivals, *asked):
        held = ledger.known({each.id for each in arrived if isinstance(each, Document)})
        marked: list[Item] = []
        for arrival in arrived:
            if isinstance(arrival, Document) and (arrival.id in held or arrival.id in reading):
                marked.append(Held(arrival))
                continue
            if isinstance(arrival, Document):
                reading.add(arrival.id)
            marked.append(arrival)
        yield from marked


def _batches(items: Iterable[Some], most: int, stop: Callable[[], bool]) -> Iterator[list[Some]]:
    batch: list[Some] = []
    characters = 0
    rest = iter(items)
    while not stop() and (item := next(rest, None)) is not None:
        batch.append(item)
        characters += _length(item)
        if len(batch) >= most or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _length(item: object) -> int:
    if isinstance(item, Reading | Held):
        return len(item.document.text)
    return len(item.text) if isinstance(item, Document) else 0


def _work(ledger: Ledger, group: Sequence[Outcome], watcher: Watcher) -> Iterator[Reading | Document | InputError]:
    """What the ledger is given: all but what is left aside on purpose, which is no failure."""
    held = ledger.known({each.document.id for each in group if isinstance(each, Held)})
    for outcome in group:
        item: Reading | Document | InputError = outcome.document if isinstance(outcome, Held) else outcome
        if isinstance(item, Reading):
            held.add(item.document.id)
        elif isinstance(item, Document) and item.id not in held:
            item = InputError(item.source, "the same text could not be read before")
        if isinstance(item, InputError):
            watcher.failed(item)
            if item.kind == "skipped":
                continue
        yield item
