"""Reading with several processes: what one process gives, in the same order, sooner.

Texts go out in batches, made as a single process makes them. Each process is served by a thread that waits for it, so
that processes stay busy while the caller writes; no more than a few batches are on their way at a time, so that
memory stays flat. A process that ends has its texts read again, one by one, by a new one; the text at which that
ends too has failed, and the others go on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain, islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import Protocol, TypeVar

from communique.run.pipeline import batches
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.records import Reading

ON_THEIR_WAY = 4
"""Batches for each process that are out at a time: enough to keep it busy while the caller waits for a slow one."""

_PATIENCE = 5.0
"""Seconds after which an idle process looks whether it still has a parent."""

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")

Passed = TypeVar("Passed")
Report = Callable[[InputError], None]
Outcome = Reading | InputError


class Reads(Protocol):
    """A reader of documents; `load` is called once, before processes are made of it."""

    def load(self) -> None:
        """Loads what reading needs."""

    def read_all(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Their readings in order."""


def cores() -> int:
    """How many processes to read with: as many as the cores that this process may use.

    One where a process cannot be forked with the model that it has loaded (macOS, Windows).
    """
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def one_thread_each() -> None:
    """Tells the libraries of linear algebra, before they are loaded, to use one thread: texts are shared out."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")


def read_in_order(
    reader: Reads, items: Iterable[Document | Passed], jobs: int, report: Report
) -> Generator[Outcome | Passed, None, None]:
    """The outcome of each document, in order; what is no document is passed on in its place.

    jobs: processes; what is one batch is read in this one. report: told of each process that ended before its time.
    """
    rows: Iterator[Sequence[Document | Passed]] = batches(items)
    begin = list(islice(rows, 2))
    rows = chain(begin, rows)
    alone = jobs < 2 or len(begin) < 2
    if not alone:
        reader.load()
    if len(begin) > 1:  # knowledge stays: going through it for garbage again and again took a tenth of a reading
        gc.collect()  # what is garbage now would stay too
        gc.freeze()
    if alone:
        for row in rows:
            yield from _in_place(row, reader.read_all(_documents(row)))
        return
    with Workers(reader, jobs, report) as workers:
        yield from workers.read(rows)


class Workers:
    """Processes that read. They end with the block."""

    def __init__(self, reader: Reads, jobs: int, report: Report) -> None:
        self._report = report
        self._most = ON_THEIR_WAY * jobs
        starting = Lock()
        self._workers = [_Worker(reader, starting) for _ in range(jobs)]
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._threads = ThreadPoolExecutor(jobs)

    def __enter__(self) -> Workers:
        for worker in self._workers:
            worker.start()
            self._idle.put(worker)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)

    def read(self, rows: Iterable[Sequence[Document | Passed]]) -> Iterator[Outcome | Passed]:
        """The outcomes of batches, in order."""
        out: deque[tuple[Sequence[Document | Passed], Future[list[Outcome]]]] = deque()
        for row in rows:
            out.append((row, self._threads.submit(self._read, _documents(row))))
            while out and (len(out) >= self._most or out[0][1].done()):
                first, found = out.popleft()
                yield from _in_place(first, found.result())
        for first, found in out:
            yield from _in_place(first, found.result())

    def _read(self, documents: list[Document]) -> list[Outcome]:
        worker = self._idle.get()
        try:
            return list(worker.read(documents))
        except _EndedError as ended:
            if worker.over:
                raise
            again = "its texts are read again, one by one"
            self._report(InputError(f"process {ended.process}", ended.how, remedy=again, kind="worker"))
            return [_alone(worker, document) for document in documents]
        finally:
            self._idle.put(worker)


def _alone(worker: _Worker, document: Document) -> Outcome:
    try:
        return worker.read([document])[0]
    except _EndedError as ended:
        reason = f"the process that read it {ended.how}"
        return InputError(document.source, reason, remedy="read it with --jobs 1 to see why", kind="crashed")


class _EndedError(Exception):
    """A process ended while it read."""

    def __init__(self, process: int | None, code: int | None) -> None:
        self.process = process
        self.how = f"was ended by signal {-code}" if code is not None and code < 0 else f"ended with status {code}"
        super().__init__(self.how)


class _Worker:
    """One process, made anew when it has ended. Read by one thread at a time.

    starting: held while a process is made, so that none inherits the end of a pipe that is another's.
    """

    def __init__(self, reader: Reads, starting: Lock) -> None:
        self._reader, self._starting = reader, starting
        self._running: tuple[BaseProcess, Connection] | None = None
        self.over = False

    def start(self) -> tuple[BaseProcess, Connection]:
        """Makes the process; it shares the memory of what is loaded."""
        with self._starting:
            if self.over:
                raise _EndedError(None, None)
            forking = multiprocessing.get_context("fork")
            ours, theirs = forking.Pipe()
            process = forking.Process(target=_serve, args=(theirs, self._reader, os.getpid()), daemon=True)
            process.start()
            theirs.close()
            self._running = process, ours
            return self._running

    def read(self, documents: list[Document]) -> list[Reading]:
        """The readings of documents. Raises _EndedError if the process ends before."""
        process, end = self._running or self.start()
        try:
            end.send(documents)
            readings: list[Reading] = end.recv()
        except (EOFError, OSError) as error:
            process.join()
            self._running = None
            end.close()
            raise _EndedError(process.pid, process.exitcode) from error
        return readings

    def end(self) -> None:
        """Ends the process, whatever it does."""
        with self._starting:
            self.over = True
            running = self._running
        if running is not None:
            running[0].terminate()
            running[0].join()


def _serve(end: Connection, reader: Reads, parent: int) -> None:
    """What a process does: reads what it is sent, until its parent has no more or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    while True:
        while not end.poll(_PATIENCE):
            if os.getppid() != parent:
                return
        try:
            documents = end.recv()
        except EOFError:
            return
        end.send(list(reader.read_all(documents)))


def _documents(row: Sequence[Document | Passed]) -> list[Document]:
    return [item for item in row if isinstance(item, Document)]


def _in_place(row: Sequence[Document | Passed], outcomes: Iterable[Outcome]) -> Iterator[Outcome | Passed]:
    found = iter(outcomes)
    for item in row:
        yield next(found) if isinstance(item, Document) else item
