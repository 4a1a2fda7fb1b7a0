"""The labels of gold/triage.csv: well-formed, and without any words of the texts they are about."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

LABELS = Path(__file__).resolve().parents[2] / "gold" / "triage.csv"


def test_each_text_has_one_label_and_a_reason() -> None:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = Counter(row["label"] for row in rows)
    assert len(rows) == len({row["id"] for row in rows}) == 300
    assert set(counts) == {"yes", "no", "edge"} and counts["yes"] > 50
    assert all(row["reason"] and len(row["reason"]) < 80 for row in rows)
