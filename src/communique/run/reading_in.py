"""`communique read` and `communique add`: texts come in."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import msgspec

from communique.acquire.limits import DEFAULT, Limits
from communique.ledger.views import Added
from communique.run.progress import complain
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.knowledge import Knowledge
from communique.shared.records import FORMAT, Reading

Show = Callable[[Reading | InputError], None]


def print_readings(paths: Sequence[str], form: str, limits: Limits = DEFAULT) -> int:
    """Prints a reading for each document, as text for people or as lines of JSON; 1 if one could not be read."""
    from communique.acquire import read
    from communique.run.pipeline import Reader

    knowledge = Knowledge()
    reader = Reader(knowledge)
    show: Show = _as_lines if form == "jsonl" else _for_people(knowledge)
    status = 0
    for arrival in read(paths, limits):
        try:
            result = reader.read(arrival) if isinstance(arrival, Document) else arrival
        except InputError as error:
            result = error
        if isinstance(result, InputError):
            complain(result)
            if result.kind == "skipped":  # left aside on purpose: nothing failed
                continue
            status = 1
        show(result)
    return status


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
) -> int:
    """Adds what the paths hold; 1 if something could not be read, 130 if the user ended it before its end.

    reading: makes the reading of a document; by default the pipeline does. limits: how much one document may cost.
    """
    from communique.acquire import read
    from communique.ledger.store import Ledger
    from communique.run.adding import Watcher, add_all
    from communique.run.interrupts import interruptible
    from communique.run.merging import Merging
    from communique.run.pipeline import Reader
    from communique.run.progress import Stopwatch, bar

    watch = Stopwatch()
    with Ledger.open(address) as ledger, interruptible() as stop, bar(paths) as shown:
        merging = Merging(Knowledge())

        def advance(_added: Added, arrivals: int) -> None:
            merging.update(ledger)
            shown.advance(arrivals)

        watcher = Watcher(shown.complain, advance, stop)
        added = add_all(ledger, read(paths, limits), reading or Reader().read, watcher)
        stopped = stop()
    known = f", {added.known:,} held already" if added.known else ""
    more = f" ({more_sources:,} further sources)" if (more_sources := added.sources - added.documents) else ""
    failed = f"; {added.failures:,} could not be read" if added.failures else ""
    print(f"{added.documents:,} documents added{known}{more}, {added.records:,} records{failed}")
    peak = watch.peak_megabytes()
    print(f"{watch.seconds():.1f} s" + (f", peak memory {peak:.0f} MB" if peak is not None else ""))
    if stopped:
        print("communique: ended before the end; run the same command again to go on", file=sys.stderr)
        return 130
    return 1 if added.failures else 0
