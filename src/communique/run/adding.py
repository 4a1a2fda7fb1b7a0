"""The loop of `communique add`: what arrives is read and put into the ledger, batch by batch, in order.

A batch is one transaction. Whenever the loop is cut off, the ledger holds the batches before, whole; the same call
again passes over the texts that are held and goes on. Printing is done by whoever watches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from communique.ledger.views import Added
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.records import Reading

if TYPE_CHECKING:
    from communique.ledger.store import Ledger

Arrival = Document | InputError

BATCH = 50
"""Documents in a batch."""

BATCH_CHARACTERS = 4_000_000
"""A batch is closed early when its texts are longer than this, so that memory stays flat."""


class Watcher(msgspec.Struct, frozen=True):
    """What the loop tells, and asks, while it runs.

    failed: called with each source that cannot be read; added: with what each batch changed and how many arrivals it
    had; stop: asked before each arrival, True ends the loop after what was read so far is in the ledger.
    """

    failed: Callable[[InputError], None] = lambda _error: None
    added: Callable[[Added, int], None] = lambda _added, _arrivals: None
    stop: Callable[[], bool] = lambda: False


def add_all(
    ledger: Ledger,
    arrivals: Iterable[Arrival],
    read: Callable[[Document], Reading],
    watcher: Watcher | None = None,
    batch: int = BATCH,
) -> Added:
    """Adds everything that arrives and says what it changed. Raises LedgerError; an InputError ends one document.

    read: makes the reading of a document that the ledger does not hold; it may raise InputError.
    """
    watcher = watcher or Watcher()
    total = Added()
    for arrived in _batches(arrivals, batch, watcher.stop):
        work = list(_read(ledger, arrived, read, watcher))
        done = ledger.add(work)
        total += done
        watcher.added(done, len(arrived))
    return total


def _batches(arrivals: Iterable[Arrival], most: int, stop: Callable[[], bool]) -> Iterator[list[Arrival]]:
    batch: list[Arrival] = []
    characters = 0
    rest = iter(arrivals)
    while not stop() and (arrival := next(rest, None)) is not None:
        batch.append(arrival)
        characters += len(arrival.text) if isinstance(arrival, Document) else 0
        if len(batch) >= most or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _read(
    ledger: Ledger, arrived: list[Arrival], read: Callable[[Document], Reading], watcher: Watcher
) -> Iterator[Reading | Document | InputError]:
    """Readings of new texts, the bare document of texts that are held; ends early when asked to stop."""
    held = ledger.known({each.id for each in arrived if isinstance(each, Document)})
    for arrival in arrived:
        if watcher.stop():
            return
        item: Reading | Document | InputError = arrival
        if isinstance(arrival, Document) and arrival.id not in held:
            try:
                item = read(arrival)
                held.add(arrival.id)
            except InputError as error:
                item = error
        if isinstance(item, InputError):
            watcher.failed(item)
            if item.kind == "skipped":  # left aside on purpose: nothing failed
                continue
        yield item
