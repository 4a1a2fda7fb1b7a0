"""How long the command line takes from the shell: the overview, and a brief on a ledger of 10,000 documents.

usage: python bench/start.py [--ledger PATH]

The ledger is made once (bench/ledger_size.py says how) and kept in build/. Prints JSON: milliseconds of the best of
seven starts, as one waits for them and of the processor, which what else runs does not lengthen as much.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from ledger_size import PAIR, PROGRAM, ROOT, archive_of, fill

from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.knowledge import Knowledge

DOCUMENTS = 10_000
KEPT = ROOT / "build" / f"bench-{DOCUMENTS}.db"
STARTS = 7


def made(path: Path) -> Path:
    """The ledger at a path, filled if it is not yet; one that was cut off while it was filled is made again."""
    path.parent.mkdir(exist_ok=True)
    if path.exists():
        with Ledger.open(str(path)) as ledger:
            if ledger.count() == DOCUMENTS:
                return path
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()
    knowledge = Knowledge()
    with Ledger.open(str(path)) as ledger:
        fill(ledger, Merging(knowledge), archive_of(knowledge), DOCUMENTS)
    return path


def started(*command: str) -> tuple[float, float]:
    """Milliseconds of the best start: as one waits for it, and of the processor."""
    waits, spent = [], []
    for _ in range(STARTS):
        begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*PROGRAM, *command], stdout=subprocess.DEVNULL, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        waits.append(time.perf_counter() - begin)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return round(1000 * min(waits)), round(1000 * min(spent))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, default=KEPT)
    ledger = str(made(parser.parse_args().ledger))
    found: dict[str, float] = {}
    for name, command in (
        ("communique --help", ("--help",)),
        (f"communique brief, {DOCUMENTS:,} documents", ("brief", *PAIR, "--ledger", ledger)),
    ):
        found[f"{name}: ms"], found[f"{name}: processor ms"] = started(*command)
    json.dump(found, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
