"""The mixed stream with and without triage, beside the bare syntax pipeline on the same texts; recall on the labels.

usage: python bench/triage.py STREAM.jsonl.gz [--every N]

STREAM: the mixed stream of the development data. Every N-th text of it (default 10) is read three times, each in a
process of its own on one core: by the bare pipeline as `spacy.load` gives it, by `communique read` as it is, and with
--no-triage; bringing in the texts counts for the last two. Prints JSON: documents per second of each and their ratios,
the share passed over, the statements kept, texts that both read otherwise, milliseconds of the decision for a text.
Recall is that of the triage alone over all texts labelled in gold/triage.csv.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from hashlib import blake2b
from pathlib import Path
from typing import Any

from speed import ONE_THREAD, bare_spacy

LABELS = Path(__file__).resolve().parent.parent / "gold" / "triage.csv"
Figures = dict[str, float]


def one_core() -> None:
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))  # before the first import of a library that counts cores
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def bare(sample: Path) -> dict[str, Any]:
    with gzip.open(sample, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    read = bare_spacy()
    read(texts[:1])
    used = time.process_time()
    read(texts)
    return {"seconds": time.process_time() - used}


def reading(sample: Path, triage: bool) -> dict[str, Any]:
    """Seconds, and for each text its kind, its statements and a digest of its records."""
    import msgspec

    from communique.acquire import read
    from communique.run.passing import Passing, passing_over
    from communique.run.pipeline import Reader
    from communique.run.workers import read_in_order
    from communique.shared.documents import Document
    from communique.shared.knowledge import Knowledge
    from communique.shared.records import LISTS, Reading

    reader = Reader(Knowledge())
    reader.load()
    reader.read(Document(source="first", text="Peru met Togo."))
    told = {}
    with passing_over(Passing(triage), Knowledge()) as passed:
        used = time.process_time()
        for outcome in read_in_order(reader, passed.sifted(read([sample])), 1, lambda _error: None):
            if not isinstance(outcome, Reading):
                sys.exit(f"error: {outcome}")
            records = msgspec.json.encode([getattr(outcome, name) for name in LISTS])
            document = outcome.document
            digest = blake2b(records, digest_size=8).hexdigest()
            told[document.source] = (document.kind, len(outcome.statements), digest)
        return {"seconds": time.process_time() - used, "texts": told}


def labelled(stream: Path) -> Figures:
    """What the triage does with the labelled texts, and what a decision costs."""
    from communique.acquire import read
    from communique.annotate.triage import Triage
    from communique.shared.documents import Document
    from communique.shared.knowledge import Knowledge

    triage = Triage(Knowledge())
    documents = [each for each in read([stream]) if isinstance(each, Document)]
    used = time.process_time()
    aside = {each.id for each in documents if triage.reason(each) is not None}
    spent = time.process_time() - used
    with LABELS.open(encoding="utf-8", newline="") as file:
        labels = [(row["id"], row["label"]) for row in csv.DictReader(file)]
    yes, no = ([ident for ident, label in labels if label == each] for each in ("yes", "no"))
    return {
        "texts passed over %": round(100 * len(aside) / len({each.id for each in documents}), 1),
        "labelled diplomatic": len(yes),
        "labelled diplomatic: read %": round(100 * sum(ident not in aside for ident in yes) / len(yes), 2),
        "labelled not diplomatic: passed over %": round(100 * sum(ident in aside for ident in no) / len(no), 1),
        "decision: ms/document": round(1000 * spent / len(documents), 3),
    }


def measured(system: str, sample: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, str(sample), "--system", system], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"error: bench/triage.py --system {system}\n{done.stderr.strip()}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def figures(stream: Path, every: int) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.jsonl.gz"
        with gzip.open(stream, "rt", encoding="utf-8") as lines, gzip.open(sample, "wt", encoding="utf-8") as out:
            out.writelines(line for number, line in enumerate(lines) if number % every == 0)
        spacy, ours, full = (measured(system, sample) for system in ("spacy", "read", "read-all"))
    texts = len(full["texts"])
    kept = sum(count for _, count, _ in ours["texts"].values())
    in_all = sum(count for _, count, _ in full["texts"].values())
    read_both = [ident for ident, (kind, _, _) in ours["texts"].items() if kind != "not_diplomatic"]
    return {
        "documents": texts,
        "bare spaCy: documents/s": round(texts / spacy["seconds"], 2),
        "with triage: documents/s": round(texts / ours["seconds"], 2),
        "without triage: documents/s": round(texts / full["seconds"], 2),
        "with triage / bare spaCy": round(spacy["seconds"] / ours["seconds"], 2),
        "without triage / bare spaCy": round(spacy["seconds"] / full["seconds"], 2),
        "statements without triage": in_all,
        "statements kept %": round(100 * kept / max(1, in_all), 2),
        "read with triage, but otherwise": sum(ours["texts"][each] != full["texts"][each] for each in read_both),
        **labelled(stream),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stream", type=Path)
    parser.add_argument("--every", type=int, default=10, help="every N-th text is read")
    parser.add_argument("--system", choices=("spacy", "read", "read-all"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.system is None:
        print(json.dumps(figures(args.stream, args.every)))
        return
    one_core()
    print(json.dumps(bare(args.stream) if args.system == "spacy" else reading(args.stream, args.system == "read")))


if __name__ == "__main__":
    main()
