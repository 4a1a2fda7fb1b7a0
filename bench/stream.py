"""The command `read` on a stream of texts: one process against two, and the peak memory on streams short and long.

usage: python bench/stream.py [TEXTS.jsonl.gz] [--texts N] [--long N]

N texts (1,000) are read with --jobs 1 and --jobs 2, by turns, twice, the better time of each; then the long stream
(20,000) with --jobs 1. TEXTS: rows with `id`, `text` and what else the command takes (title, published, publisher),
read over and over, each time with a number behind so that no text comes twice; without it the files of examples/.
Prints JSON: documents per second of the whole command, start included; how much faster two processes are; peak memory
of the largest process. The ratio means something only where two cores have nothing else to do.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / ".venv" / "bin" / "communique"


def rows(path: Path | None) -> list[dict[str, Any]]:
    """The texts that the stream repeats."""
    if path is not None:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    files = (f for f in sorted((ROOT / "examples").iterdir()) if f.suffix in {".md", ".txt"} and f.name != "README.md")
    return [{"id": f.name, "text": f.read_text(encoding="utf-8")} for f in files]


def write(texts: list[dict[str, Any]], count: int, path: Path) -> None:
    """A stream of so many texts as a JSON Lines file."""
    with path.open("w", encoding="utf-8") as file:
        for number, row in enumerate(islice(cycle(texts), count)):
            varied = {**row, "id": f"{row['id']}-{number}", "text": f"{row['text']}\n\n{number}"}
            file.write(json.dumps(varied, ensure_ascii=False) + "\n")


def seconds(path: Path, jobs: int) -> float:
    """How long the command takes, from its start to its end."""
    begin = time.perf_counter()
    command = [str(PROGRAM), "read", "--no-triage", "--format", "jsonl", "--jobs", str(jobs), str(path)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def peak_mb() -> float:
    """The most memory that any process which this one has started, or that was started by one of them, has had."""
    unit = 1 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes there, kibibytes elsewhere
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="?", type=Path)
    parser.add_argument("--texts", dest="count", type=int, default=1000)
    parser.add_argument("--long", type=int, default=20_000)
    args = parser.parse_args()
    found = rows(args.texts)
    with tempfile.TemporaryDirectory() as folder:
        short, long = Path(folder) / "short.jsonl", Path(folder) / "long.jsonl"
        write(found, args.count, short)
        write(found, args.long, long)
        rounds = [(seconds(short, 1), seconds(short, 2)) for _ in range(2)]
        one, two = (min(each) for each in zip(*rounds, strict=True))
        peak_short = peak_mb()  # the largest so far: what the long stream needs more shows
        seconds(long, 1)
    measured = {
        "documents": args.count,
        "one process: documents/s": round(args.count / one, 1),
        "two processes: documents/s": round(args.count / two, 1),
        "two processes / one": round(one / two, 2),
        f"peak memory at {args.count} documents: MB": round(peak_short),
        f"peak memory at {args.long} documents: MB": round(peak_mb()),
    }
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
