"""A ledger of many documents: its size, memory while it is filled, and the time of what is asked of it.

usage: python bench/ledger_size.py [--documents N] [--ledger PATH_OR_ADDRESS] [--data FILE.jsonl]

The readings of examples/ (read once with the parser, or given as the lines of `communique read --format jsonl`) are
varied (bench/varied.py) and added in batches, each merged before the next, as `communique add` does; a ledger that
holds documents is measured as it is. Prints JSON: documents, seconds of filling, size, peak memory at 1,000, 10,000
and 100,000 documents, and milliseconds: of one more document added beyond its reading (the median of twenty, and the
slowest), of briefs, compare, lists and searches (the best of three), and of `communique brief` from the shell. The
pair that is asked for is in one document of fifty.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec
from varied import Archive

from communique.ledger.opening import open_to_ask
from communique.ledger.search import Search
from communique.ledger.search_query import parse
from communique.ledger.store import Ledger
from communique.publish.brief.sight import Asked
from communique.run import ahead
from communique.run.briefing import brief_of
from communique.run.comparing import Asked as AskedToCompare
from communique.run.comparing import Comparing, compare
from communique.run.listing import Listing, list_records
from communique.run.merging import Merging
from communique.shared.documents import Document
from communique.shared.errors import LedgerError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import STATES, PartyNames
from communique.shared.records import Reading

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = (sys.executable, "-m", "communique.run.start")
PAIR = ("AZE", "CHN")
TODAY = date(2026, 11, 25)
SEARCHES = ("corridor", '"belt and road" trade', "minister", "zirconium", "energ* OR transport -minister")
BATCH = 50
MORE = 20
LEAST = 0.5
"""The confidence below which a brief leaves records out, where nothing else is said."""

Figures = dict[str, float]
Clock = Callable[[], float]


def base_readings(given: Path | None) -> list[Reading]:
    """The readings to be varied."""
    if given:
        return [msgspec.json.decode(line, type=Reading) for line in given.read_bytes().splitlines()]
    from communique.acquire import read
    from communique.run.pipeline import Reader

    reader = Reader()
    return [reader.read(each) for each in read([str(ROOT / "examples")]) if isinstance(each, Document)]


def milliseconds(of: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    begin = clock()
    of()
    return round(1000 * (clock() - begin), 1)


def best(of: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """Milliseconds of the best of three."""
    return min(milliseconds(of, clock) for _ in range(3))


def peak_mb() -> int:
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes there, kibibytes elsewhere
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)


def archive_of(knowledge: Knowledge, data: Path | None = None) -> Archive:
    """What ledgers are filled with; data: the readings to be varied, if not those of the examples."""
    return Archive(base_readings(data), [row["code"] for row in knowledge.table(STATES, ["code"])], PAIR)


def fill(ledger: Ledger, merging: Merging, archive: Archive, count: int) -> Figures:
    """Fills the ledger, and says how long that took and how much memory it needed."""
    found: Figures = {"documents": count}
    readings = archive.documents(count)
    begin, held = time.perf_counter(), 0
    while some := list(islice(readings, min(BATCH, count - held))):
        ledger.add(some)
        merging.update(ledger)
        held += len(some)
        if held % 1000 == 0 or held == count:
            seconds = time.perf_counter() - begin
            print(f"{held:>9,} documents, {seconds:,.0f} s, peak {peak_mb()} MB", file=sys.stderr, flush=True)
        if held in (1000, 10_000, 100_000):
            found[f"peak MB at {held:,}"] = peak_mb()
    found["filled in s"] = round(time.perf_counter() - begin, 1)
    return found


def one_more(ledger: Ledger, merging: Merging, archive: Archive) -> Figures:
    """Milliseconds of adding a document beyond its reading."""

    def add(reading: Reading) -> None:
        ledger.add([reading])
        merging.update(ledger)

    later = archive.documents(MORE, first=10**9)
    times = [milliseconds(lambda reading=reading: add(reading)) for reading in later]  # type: ignore[misc]
    return {"one more: ms": round(statistics.median(times), 1), "one more, slowest: ms": max(times)}


def briefs(address: str, knowledge: Knowledge) -> Figures:
    """Milliseconds of briefs, each with the opening of the ledger: as one waits for them, and of this processor."""
    names = PartyNames(knowledge)

    def brief(*parties: str) -> None:
        with open_to_ask(address) as ledger:
            brief_of(ledger, knowledge, Asked(parties=parties, as_of=TODAY), least=LEAST, names=names)

    found = {}
    for what, parties in (("pair", PAIR), ("country", PAIR[:1])):
        found[f"brief of a {what}: ms"] = best(lambda parties=parties: brief(*parties))  # type: ignore[misc]
        found[f"brief of a {what}: processor ms"] = best(
            lambda parties=parties: brief(*parties),  # type: ignore[misc]
            time.process_time,
        )
    return found


def searches(ledger: Ledger) -> Figures:
    """Milliseconds of searches."""
    found = {}
    for typed in SEARCHES:
        wanted = Search(query=parse(typed))
        found[f"search {typed}: ms"] = best(lambda wanted=wanted: list(ledger.search(wanted)))  # type: ignore[misc]
    return found


def commands(address: str) -> Figures:
    """Milliseconds of commands that open the ledger themselves."""
    comparing = Comparing()
    last = AskedToCompare(what=PAIR, last=True, ledger=address, explicit=True)
    listing = Listing(ledger=address, parties=PAIR, form="jsonl")
    told = ahead.Asked(ledger=address, parties=PAIR, as_of=TODAY, form="jsonl")
    with contextlib.redirect_stdout(io.StringIO()):
        found = {
            "meetings of a pair: ms": best(lambda: list_records("meetings", listing)),
            "timeline of a pair: ms": best(lambda: ahead.print_timeline(told)),
        }
        try:
            found["compare --last: ms"] = best(lambda: compare(last, comparing))
        except LedgerError as error:  # few documents have no meeting of the pair with two accounts
            print(f"compare is not measured: {error}", file=sys.stderr)
    command = [*PROGRAM, "brief", *PAIR, "--ledger", address]
    from_shell = best(lambda: subprocess.run(command, capture_output=True, check=True))
    found["communique brief, from the shell: ms"] = from_shell
    return found


def measure(address: str, count: int, data: Path | None) -> Figures:
    """Fills a new ledger and measures it."""
    knowledge = Knowledge()
    merging = Merging(knowledge)
    archive = archive_of(knowledge, data)
    with Ledger.open(address) as ledger:
        found = fill(ledger, merging, archive, count) if not ledger.count() else {"documents": ledger.count()}
        found |= one_more(ledger, merging, archive)
        found |= searches(ledger)
    found |= briefs(address, knowledge)
    found |= commands(address)
    if "://" not in address:
        found["size: MB"] = round(
            sum(file.stat().st_size for file in Path(address).parent.glob(f"{Path(address).name}*")) / 1e6
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000, help="1,000 at least")
    parser.add_argument("--ledger", help="default: a file in a folder that is removed afterwards")
    parser.add_argument("--data", type=Path)
    args = parser.parse_args()
    if args.documents < 1000:
        parser.error(f"--documents {args.documents} are too few; 1000 at least")
    with tempfile.TemporaryDirectory() as folder:
        address = args.ledger or str(Path(folder) / "size.db")
        json.dump(measure(address, args.documents, args.data), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
