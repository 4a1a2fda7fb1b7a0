"""`communique batch`: the parts of the input are read by the workers of a Dask scheduler, each once.

A part that is whole in the output is not read again, so the same call goes on where one was cut off. A worker that
ends has its part read again by another. A part that ends several workers, or fails, is looked through document by
document; those that end a worker, or fail, alone are failures of kind `crashed`, and the others are read.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import msgspec

from communique.acquire.limits import DEFAULT, Limits
from communique.ledger.rows import RECORD_TYPES
from communique.run.cluster.inputs import Part, parts
from communique.run.cluster.storing import Mark, Store
from communique.run.cluster.worker import Work, count, read_one, read_part
from communique.run.rereading import rules_now
from communique.shared.errors import SettingsError
from communique.shared.settings import program_version

if TYPE_CHECKING:
    from distributed import Client, Future

AHEAD = 4
"""Parts for each thread of the workers that are handed out at a time."""


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for. size: rows of a part; workers: processes of the local cluster, if no scheduler is named."""

    source: str
    output: str
    scheduler: str | None = None
    workers: int | None = None
    size: int = 1000
    triage: bool = True
    limits: Limits = DEFAULT


def run_batch(asked: Batch) -> int:
    """Reads what is not yet in the output, and prints what it holds then; 1 if there are failures."""
    store = Store(asked.output)
    _check(store, asked)
    whole = {mark.name for mark in store.marks()}
    there = len(whole)
    work = Work(store.address, asked.triage, asked.limits)
    missing = (part for part in parts(asked.source, asked.size) if part.name not in whole)
    first = next(missing, None)
    if first is not None:
        with cluster(asked) as client:
            for done, mark in enumerate(read_all(client, chain([first], missing), work), 1):
                if sys.stderr.isatty():
                    print(f"{done:,} parts read, last: {mark.path} from row {mark.first + 1:,}", file=sys.stderr)
    twice = store.once()
    _tell(store, there, twice)
    return 1 if any(mark.counts["failures"] for mark in store.marks()) else 0


def _check(store: Store, asked: Batch) -> None:
    """Notes what the batch is made with. Raises SettingsError if the output was made with something else."""
    if asked.size < 1:
        raise SettingsError(f"--size is {asked.size}; give 1 or more")
    now = {"version": program_version(), "rules": rules_now(), "size": asked.size, "triage": asked.triage}
    before = store.settings()
    if before is None:
        store.keep_settings(now)
        return
    other = [name for name, value in now.items() if before.get(name) != value]
    if other:
        raise SettingsError(
            f"{asked.output} was begun with other {' and '.join(other)}; name a new folder, or go on as it was begun"
        )


@contextmanager
def cluster(asked: Batch) -> Iterator[Client]:
    """The workers: of the scheduler that is named, else of a local cluster. Raises SettingsError if none answers."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise SettingsError("batch needs Dask: install communique[cluster]") from error
    from communique.run.workers import cores, one_thread_each

    one_thread_each()
    if asked.scheduler is not None:
        try:
            client = Client(asked.scheduler, timeout="30s")
        except (OSError, ValueError) as error:
            raise SettingsError(f"--scheduler {asked.scheduler} does not answer: {error}") from error
        with client:
            yield client
        return
    workers = asked.workers or cores()
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=":0", memory_limit=0, silence_logs=logging.ERROR
        ) as local,
        Client(local) as client,
    ):
        yield client


def read_all(client: Client, todo: Iterator[Part], work: Work) -> Iterator[Mark]:
    """The mark of each part, as they become whole. A few for each worker are handed out at a time."""
    from distributed import as_completed

    running: dict[Any, Part] = {}

    def hand_out(some: int) -> list[Any]:
        futures = []
        for part in islice(todo, some):
            future = client.submit(read_part, part, work, key=f"part-{part.name}", pure=False)
            running[future] = part
            futures.append(future)
        return futures

    client.wait_for_workers(1)
    waiting = as_completed(hand_out(AHEAD * sum(client.nthreads().values())))
    for future in waiting:
        part = running.pop(future)
        why = _failed(future)
        yield future.result() if why is None else _looked_through(client, part, work, why)
        future.release()
        waiting.update(hand_out(1))


def _looked_through(client: Client, part: Part, work: Work, why: str) -> Mark:
    """A part that failed, read without the documents that fail alone. Raises SettingsError if it fails without them."""
    counted = client.submit(count, part, work, pure=False)
    failing: dict[int, str] = {}
    places: int = counted.result() if _failed(counted) is None else 0
    for place in range(places):  # one by one: a process that ends takes down what else it was handed
        failed = _failed(client.submit(read_one, part, work, place, pure=False))
        if failed is not None:
            failing[place] = failed
    again = client.submit(read_part, part, work, failing, pure=False)
    failed = _failed(again) if failing else why
    if failed is not None:
        raise SettingsError(f"{part.source} from row {part.first + 1} on cannot be read: {failed}")
    mark: Mark = again.result()
    return mark


def _failed(future: Future[Any]) -> str | None:
    """Waits for a task; why it failed, None if it did not."""
    from distributed import KilledWorker, wait

    wait(future)
    if future.status == "finished":
        return None
    error = future.exception()
    if isinstance(error, KilledWorker):
        return "the processes that read it ended"
    return f"reading it failed ({type(error).__name__}: {' '.join(str(error).split())})"


def _tell(store: Store, there: int, twice: int) -> None:
    marks = store.marks()
    total = Counter[str]()
    for mark in marks:
        total.update(mark.counts)
    records = sum(total[name] for name in RECORD_TYPES)
    aside = sum(mark.passed_over for mark in marks)
    known = f", {there:,} of them were there" if there else ""
    again = f"; {twice:,} texts stood in an earlier part too" if twice else ""
    print(
        f"{total['documents']:,} documents, {aside:,} sources not about dealings between states, {records:,} records, "
        f"{total['failures']:,} failures in {len(marks):,} parts{known}{again}"
    )
