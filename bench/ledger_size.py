"""A ledger of many documents: its size, and the time of a brief, of searches and of one more document.

usage: python bench/ledger_size.py [--documents N] [--ledger PATH_OR_ADDRESS] [--data FILE.jsonl]

The readings of examples/ (read once with the parser, or given as the lines of `communique read --format jsonl`) are
repeated with words, days and parties varied, and added through Ledger.add. The ledger must not be there yet. Prints
JSON: documents, mb, seconds of filling, peak_mb, and milliseconds of brief, searches (the best of three) and one more
document beyond its reading.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import msgspec

from communique.ledger.search import Search
from communique.ledger.search_query import parse
from communique.ledger.store import Ledger
from communique.publish.brief.sight import Asked
from communique.run.briefing import brief_of
from communique.run.merging import Merging
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames
from communique.shared.records import Reading

ROOT = Path(__file__).resolve().parent.parent
SEARCHES = ("corridor", '"belt and road" trade', "minister", "zirconium", "energ* OR transport -minister")
BATCH = 500


def base_readings(given: Path | None) -> list[Reading]:
    """The readings to be varied."""
    if given:
        return [msgspec.json.decode(line, type=Reading) for line in given.read_bytes().splitlines()]
    from communique.acquire import read
    from communique.run.pipeline import Reader

    reader = Reader()
    return [reader.read(each) for each in read([str(ROOT / "examples")]) if isinstance(each, Document)]


def varied(base: list[Reading], count: int, seed: int = 1) -> Iterator[Reading]:
    """Readings made of the base; nine in ten have their parties exchanged for others."""
    chance = random.Random(seed)
    codes = PartyNames(Knowledge()).codes()
    lines = [msgspec.json.encode(each).decode() for each in base]
    for number in range(count):
        place = chance.randrange(len(base))
        line, ident = lines[place], base[place].document.id
        if chance.random() < 0.9:
            line = line.replace('"AZE"', f'"{chance.choice(codes)}"').replace('"CHN"', f'"{chance.choice(codes)}"')
        line = moved(line, chance.randrange(-11_000, 0))
        reading = msgspec.json.decode(line.replace(ident, f"d{number:020}"), type=Reading)
        rare = " ".join(f"w{chance.randrange(50_000)}" for _ in range(30))
        document = msgspec.structs.replace(
            reading.document, text=f"{reading.document.text}\n{rare}", source=f"{number}.txt"
        )
        yield msgspec.structs.replace(reading, document=document)


def moved(line: str, days: int) -> str:
    """A reading as JSON, all its days so many days later."""

    def later(day: re.Match[str]) -> str:
        return (date.fromisoformat(day.group()) + timedelta(days=days)).isoformat()

    return re.sub(r'(?<=["/])(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])(?=["/])', later, line)


def best(of: Callable[[], object]) -> float:
    """Milliseconds of the best of three."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        of()
        times.append(1000 * (time.perf_counter() - begin))
    return round(min(times), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--ledger", help="default: a file in a folder that is removed afterwards")
    parser.add_argument("--data", type=Path)
    args = parser.parse_args()
    base = base_readings(args.data)
    with tempfile.TemporaryDirectory() as folder:
        address = args.ledger or str(Path(folder) / "size.db")
        knowledge = Knowledge()
        merging = Merging(knowledge)
        with Ledger.open(address) as ledger:
            readings = varied(base, args.documents + 1)
            begin = time.perf_counter()
            left = args.documents
            while some := list(islice(readings, min(BATCH, left))):
                ledger.add(some)
                merging.update(ledger)
                left -= len(some)
            measured: dict[str, float] = {"documents": args.documents, "seconds": round(time.perf_counter() - begin, 1)}
            measured["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            [last] = list(islice(readings, 1))
            begin = time.perf_counter()
            ledger.add([last])
            merging.update(ledger)
            measured["one more: ms"] = round(1000 * (time.perf_counter() - begin), 1)
            asked = Asked(parties=("AZE", "CHN"), as_of=date(2026, 11, 25))
            measured["brief: ms"] = best(lambda: brief_of(ledger, knowledge, asked))
            for typed in SEARCHES:
                wanted = Search(query=parse(typed))
                measured[f"search {typed}: ms"] = best(lambda wanted=wanted: list(ledger.search(wanted)))  # type: ignore[misc]
        if "://" not in address:
            measured["mb"] = round(
                sum(f.stat().st_size for f in Path(address).parent.glob(f"{Path(address).name}*")) / 1e6
            )
    json.dump(measured, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
