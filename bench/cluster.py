"""Two workers of a local cluster against one, on the same texts.

usage: python bench/cluster.py STREAM.jsonl.gz [--every N]

Every N-th text of the stream (default 10) is read by `communique batch` with one worker and with two, without triage,
five texts a part. Prints JSON: seconds of each from the first part handed out to the last one written, the model being
loaded, and the ratio; and the seconds of processor that the workers used. Where other work takes part of the cores,
only these say something: the one worker's against half of what both used is the ratio with a free core for each.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from pathlib import Path

from communique.run.cluster.batch import Batch, cluster, read_all
from communique.run.cluster.inputs import parts
from communique.run.cluster.worker import Work, _reader

SIZE = 5


def _load() -> None:
    _reader().load()


def measured(sample: Path, workers: int) -> tuple[float, float]:
    """Seconds, and seconds of processor of all workers."""
    with tempfile.TemporaryDirectory() as output:
        asked = Batch(source=str(sample), output=output, workers=workers, size=SIZE)
        with cluster(asked) as client:
            client.wait_for_workers(workers)
            client.run(_load)
            used = client.run(time.process_time)
            begin = time.perf_counter()
            for _ in read_all(client, parts(asked.source, SIZE), Work(output, triage=False)):
                pass
            seconds = time.perf_counter() - begin
            spent = client.run(time.process_time)
    return seconds, sum(after - used[address] for address, after in spent.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stream", type=Path)
    parser.add_argument("--every", type=int, default=10, help="every N-th text is read")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.jsonl"
        with gzip.open(args.stream, "rt", encoding="utf-8") as lines:
            sample.write_text("".join(line for k, line in enumerate(lines) if k % args.every == 0), "utf-8")
        (one, one_used), (two, two_used) = (measured(sample, workers) for workers in (1, 2))
    figures = {"one worker: s": one, "two workers: s": two, "two / one": one / two}
    figures |= {"one worker: s of processor": one_used, "two workers: s of processor": two_used}
    figures["two / one, in seconds of processor"] = 2 * one_used / two_used
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
