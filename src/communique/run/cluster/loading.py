"""`communique load`: what a batch wrote is put into a ledger, as `add` would have put it there."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from communique.ledger.store import Ledger
from communique.ledger.views import Added
from communique.run.adding import BATCH
from communique.run.cluster.storing import Store
from communique.run.cluster.tables import Item, items_of
from communique.run.interrupts import interruptible
from communique.run.merging import Merging
from communique.shared.errors import SettingsError
from communique.shared.knowledge import Knowledge


def load_into_ledger(output: str, address: str) -> int:
    """Adds the parts that are whole, in the order of the input, a batch in one transaction; what the ledger holds adds
    at most its source. 1 if there are failures among them, 130 if the user ended it. Raises SettingsError, LedgerError.
    """
    store = Store(output)
    if store.settings() is None:
        raise SettingsError(f"{output} is no output of communique batch")
    total = Added()
    with Ledger.open(address) as ledger, interruptible() as stop:
        merging = Merging(Knowledge())
        for batch in _batches(store):
            if stop():
                break
            total += ledger.add(batch)
            merging.update(ledger)
        stopped = stop()
    known = f", {total.known:,} held already" if total.known else ""
    more = f" ({more_sources:,} further sources)" if (more_sources := total.sources - total.documents) else ""
    failed = f"; {total.failures:,} could not be read" if total.failures else ""
    print(f"{total.documents:,} documents added{known}{more}, {total.records:,} records{failed}")
    if stopped:
        print("communique: ended before the end; run the same command again to go on", file=sys.stderr)
        return 130
    return 1 if total.failures else 0


def _batches(store: Store) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for mark in store.marks():
        for item in items_of(store.rows(mark.name)):
            batch.append(item)
            if len(batch) == BATCH:
                yield batch
                batch = []
    if batch:
        yield batch
