"""`communique read` and `communique add`: texts come in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from typing import TypeVar

import msgspec

from communique.acquire.limits import DEFAULT, Limits
from communique.ledger.views import Added
from communique.run.passing import PassedOver, Passing, passing_over
from communique.run.progress import complain
from communique.shared.documents import Document
from communique.shared.errors import InputError, SettingsError
from communique.shared.knowledge import Knowledge
from communique.shared.records import FORMAT, Reading

Passed = TypeVar("Passed")
Show = Callable[[Reading | InputError], None]


def print_readings(
    paths: Sequence[str],
    form: str,
    limits: Limits = DEFAULT,
    jobs: int | None = None,
    passing: Passing | None = None,
) -> int:
    """Prints a reading for each document, as text for people or as lines of JSON; 1 if one could not be read.

    jobs: processes to read with; by default as many as there are cores. passing: what is passed over.
    """
    from communique.acquire import read

    knowledge = Knowledge()
    show: Show = _as_lines if form == "jsonl" else _for_people(knowledge)
    status = 0
    with (
        passing_over(passing or Passing(), knowledge) as passed,
        closing(_read_all(read(paths, limits), passed, jobs, complain)) as outcomes,
    ):
        for outcome in outcomes:
            if isinstance(outcome, InputError):
                complain(outcome)
                if outcome.kind == "skipped":  # left aside on purpose: nothing failed
                    continue
                status = 1
            show(outcome)
    return status


def _read_all(
    items: Iterable[Document | Passed], passed: PassedOver, jobs: int | None, report: Callable[[InputError], None]
) -> Generator[Reading | InputError | Passed, None, None]:
    """The outcomes of the documents among items, those passed over too, read by so many processes.

    Raises SettingsError.
    """
    from communique.run.workers import cores, one_thread_each, read_in_order

    if jobs is not None and jobs < 1:
        raise SettingsError(f"--jobs is {jobs}; it says how many processes read, 1 or more")
    one_thread_each()
    from communique.run.pipeline import Reader

    reader = Reader(passed.knowledge)
    found: Generator[Reading | InputError | Passed, None, None]
    found = read_in_order(reader, passed.sifted(items), jobs or cores(), report)
    with closing(found):
        yield from passed.noted(found)


def _as_lines(result: Reading | InputError) -> None:
    if isinstance(result, InputError):
        error = {"kind": result.kind, "message": str(result)}
        put_json({"format": FORMAT, "document": {"source": result.source}, "error": error})
    else:
        put_json(result)


def put_json(value: object) -> None:
    """One value as one line of JSON on standard output."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def _for_people(knowledge: Knowledge) -> Show:
    from communique.publish.reading import print_reading
    from communique.publish.terminal import console_for
    from communique.shared.parties import PartyNames

    names, console = PartyNames(knowledge), console_for()

    def show(result: Reading | InputError) -> None:
        if not isinstance(result, InputError):
            print_reading(result, names, console)
            console.print()

    return show


def add_to_ledger(
    address: str,
    paths: Sequence[str],
    reading: Callable[[Document], Reading] | None = None,
    limits: Limits = DEFAULT,
    jobs: int | None = None,
    passing: Passing | None = None,
) -> int:
    """Adds what the paths hold; 1 if something could not be read, 130 if the user ended it before its end.

    reading: makes the reading of a document; by default the pipeline does. limits: how much one document may cost.
    jobs: processes to read with; by default as many as there are cores. passing: what is passed over.
    """
    from communique.acquire import read
    from communique.ledger.store import Ledger
    from communique.run.adding import Item, Outcome, Watcher, add_all, one_by_one
    from communique.run.interrupts import interruptible
    from communique.run.merging import Merging
    from communique.run.progress import Stopwatch, bar

    watch = Stopwatch()
    knowledge = Knowledge()
    with (
        Ledger.open(address) as ledger,
        interruptible() as stop,
        bar(paths) as shown,
        passing_over(passing or Passing(), knowledge) as passed,
    ):
        merging = Merging(knowledge)

        def advance(_added: Added, arrivals: int) -> None:
            merging.update(ledger)
            shown.advance(arrivals)

        watcher = Watcher(shown.complain, advance, stop)

        def pipeline(items: Iterable[Item]) -> Generator[Outcome, None, None]:
            return _read_all(items, passed, jobs, shown.complain)

        added = add_all(ledger, read(paths, limits), one_by_one(reading) if reading else pipeline, watcher)
        stopped = stop()
    known = f", {added.known:,} held already" if added.known else ""
    more = f" ({more_sources:,} further sources)" if (more_sources := added.sources - added.documents) else ""
    failed = f"; {added.failures:,} could not be read" if added.failures else ""
    aside = f", {passed.counted:,} of them not about dealings between states" if passed.counted else ""
    print(f"{added.documents:,} documents added{aside}{known}{more}, {added.records:,} records{failed}")
    peak = watch.peak_megabytes()
    print(f"{watch.seconds():.1f} s" + (f", peak memory {peak:.0f} MB" if peak is not None else ""))
    if stopped:
        print("communique: ended before the end; run the same command again to go on", file=sys.stderr)
        return 130
    return 1 if added.failures else 0
