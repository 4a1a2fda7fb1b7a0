"""Fits the confidence of records to what people judged right, and says how well it holds on texts left out.

usage: python bench/calibrate.py [--data DIR] [--dry-run] [--json]
       python bench/calibrate.py read --format jsonl FILE...   (the readings with the reader's own estimates)

Comes in: judged records (judged.py). Goes out: knowledge/confidence/weights.csv, and a reliability table over held-out
texts: the texts are put into ten parts, and each part is judged by weights that were fitted on the others. --dry-run
writes nothing. The same data give the same file.

Method: logistic regression by Newton's steps, with a Gaussian prior of mean 0 on each weight; its precision is that of
GRID with the least log loss on the held-out texts. Expected calibration error: ten bins of equal width (Guo et al.
2017, On Calibration of Modern Neural Networks).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import logistic
import numpy as np
from judged import ROOT, Judged, of_development, of_gold, print_estimates
from logistic import Vector

from communique.extract.confidence import WEIGHTS, Feature, features

TARGET = ROOT / "knowledge" / WEIGHTS
PARTS = 10
BINS = 10
GRID = (0.5, 1.0, 2.0, 4.0, 8.0)
LOOSE = {"all": 0.01, "list": 0.5}
"""Precisions of the prior that are not those of GRID: a list has enough records to speak for itself."""
FEWEST = 3
"""A value of a feature with fewer judged records has no weight."""


class Row(NamedTuple):
    """A judged record as it is fitted: its text, list, features, and whether it is right."""

    document: str
    list_name: str
    features: tuple[Feature, ...]
    right: bool


def row_of(judged: Judged) -> Row:
    document = judged.reading.document
    return Row(document.id, judged.list_name, tuple(features(judged.list_name, judged.record, document)), judged.right)


def known_features(rows: Sequence[Row]) -> dict[Feature, int]:
    """The features with a weight and how many records have each, in the order of the file."""
    counted = Counter(feature for row in rows for feature in row.features)
    order = list(dict.fromkeys(feature[0] for row in rows for feature in row.features))
    kept = [feature for feature, count in counted.items() if count >= FEWEST]
    return {each: counted[each] for each in sorted(kept, key=lambda f: (order.index(f[0]), f[1]))}


def matrix(rows: Sequence[Row], known: Sequence[Feature]) -> Vector:
    place = {feature: number for number, feature in enumerate(known)}
    made = np.zeros((len(rows), len(known)))
    for number, row in enumerate(rows):
        made[number, [place[feature] for feature in row.features if feature in place]] = 1
    return made


def fit(rows: Sequence[Row], known: Sequence[Feature], precision: float) -> Vector:
    """The most probable weights."""
    y = np.array([row.right for row in rows], dtype=float)
    prior = np.array([LOOSE.get(feature, precision) for feature, _ in known])
    return logistic.fit(matrix(rows, known), y, prior)


def held_out(rows: Sequence[Row], precision: float) -> Vector:
    """For each record its probability by weights that were fitted without the texts of its part."""
    documents = sorted({row.document for row in rows}, key=lambda d: hashlib.sha256(d.encode()).digest())
    part = {document: number % PARTS for number, document in enumerate(documents)}
    found = np.zeros(len(rows))
    for number in range(PARTS):
        others = [row for row in rows if part[row.document] != number]
        inside = [place for place, row in enumerate(rows) if part[row.document] == number]
        known = list(known_features(others))
        weights = fit(others, known, precision)
        found[inside] = logistic.probability(matrix([rows[place] for place in inside], known) @ weights)
    return found


def log_loss(p: Vector, rows: Sequence[Row]) -> float:
    y = np.array([row.right for row in rows])
    return float(-np.log(np.where(y, p, 1 - p)).mean())


def reliability(p: Vector, rows: Sequence[Row]) -> list[tuple[float, int, float, float]]:
    """(lower edge, records, mean confidence, share right) of each bin that holds a record."""
    y = np.array([row.right for row in rows], dtype=float)
    number = np.minimum((p * BINS).astype(int), BINS - 1)
    return [
        (k / BINS, int((number == k).sum()), float(p[number == k].mean()), float(y[number == k].mean()))
        for k in range(BINS)
        if (number == k).any()
    ]


def expected_error(bins: Sequence[tuple[float, int, float, float]]) -> float:
    total = sum(count for _, count, _, _ in bins)
    return sum(count * abs(right - mean) for _, count, mean, right in bins) / total


def figures(p: Vector, rows: Sequence[Row]) -> dict[str, Any]:
    """Records, share right, expected calibration error and log loss, of all and of each list; and the bins of all."""
    told: dict[str, Any] = {}
    for name in ("all", *dict.fromkeys(row.list_name for row in rows)):
        inside = [place for place, row in enumerate(rows) if name in ("all", row.list_name)]
        some, q = [rows[place] for place in inside], p[inside]
        told[name] = {
            "records": len(some),
            "right": round(sum(row.right for row in some) / len(some), 4),
            "ece": round(expected_error(reliability(q, some)), 4),
            "log_loss": round(log_loss(q, some), 4),
            "from": round(float(np.quantile(q, 0.05)), 3),
            "to": round(float(np.quantile(q, 0.95)), 3),
        }
    return {"lists": told, "bins": reliability(p, rows)}


def table(told: dict[str, Any]) -> str:
    lines = [f"{'held-out texts':<16}{'records':>9}{'right %':>9}{'ECE %':>8}{'log loss':>10}{'5 to 95 % of them':>20}"]
    for name, row in told["lists"].items():
        spread = f"{row['from']:.2f} to {row['to']:.2f}"
        counts = f"{row['records']:>9}{100 * row['right']:>9.1f}{100 * row['ece']:>8.1f}{row['log_loss']:>10.3f}"
        lines.append(f"{name:<16}{counts}{spread:>20}")
    lines.append(f"\n{'confidence':<16}{'records':>9}{'mean %':>9}{'right %':>9}{'gap':>7}")
    for low, count, mean, right in told["bins"]:
        edge = f"{low:.1f} to {low + 1 / BINS:.1f}"
        lines.append(f"{edge:<16}{count:>9}{100 * mean:>9.1f}{100 * right:>9.1f}{100 * (right - mean):>7.1f}")
    return "\n".join(lines)


def weights_file(rows: Sequence[Row], precision: float, source: str) -> str:
    known = known_features(rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["feature", "value", "weight", "records", "source"])
    for (feature, value), weight in zip(known, fit(rows, list(known), precision), strict=True):
        writer.writerow([feature, value, f"{weight:.3f}", known[feature, value], source])
    return out.getvalue()


def main() -> int:
    if sys.argv[1:4] == ["read", "--format", "jsonl"]:
        print_estimates(sys.argv[4:])
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="folder with bench/")
    parser.add_argument("--dry-run", action="store_true", help="write no weights")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    args = parser.parse_args()
    if not (args.data / "bench").is_dir():
        print(f"error: {args.data}/bench is not there; name the development data with --data", file=sys.stderr)
        return 2
    rows = [row_of(judged) for judged in (*of_development(args.data / "bench"), *of_gold())]
    tried = {precision: held_out(rows, precision) for precision in GRID}
    best = min(GRID, key=lambda precision: log_loss(tried[precision], rows))
    told = {"precision": best, **figures(tried[best], rows)}
    print(json.dumps(told) if args.json else f"precision of the prior: {best:g}\n\n{table(told)}")
    if not args.dry_run:
        documents = len({row.document for row in rows})
        TARGET.write_text(
            weights_file(rows, best, f"fitted on {len(rows)} judged records of {documents} texts"), encoding="utf-8"
        )
        print(f"\nwritten: {TARGET.relative_to(ROOT)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
