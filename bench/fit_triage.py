"""Fits the weights of the triage, and says what each threshold would cost, on texts left out of the fit.

usage: python bench/fit_triage.py READINGS.jsonl [--dry-run]

READINGS: the lines of `communique read --no-triage --format jsonl` over the mixed stream of the development data. Comes
in: what the triage finds in those texts that a party published itself. Goes out: knowledge/triage/weights.csv (not with
--dry-run), and a table: at each threshold how many texts and characters would be read, how many of the texts that
people labelled as diplomatic (gold/triage.csv), and of the statements found without triage. A text that people labelled
counts as they say, another as the reading judged it. The same readings give the same file.

Method: logistic regression (logistic.py); the texts are put into ten parts, and each is judged by weights that were
fitted on the others.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import logistic
import numpy as np

from communique.annotate.triage import CUES, WEIGHTS, Triage, features
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge

ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "gold" / "triage.csv"
PARTS = 10
PRECISION, LOOSE = 1.0, 0.01
"""Of the prior on the weights, and on the constant."""
THRESHOLDS = (0.01, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1, 0.2, 0.3, 0.5)


class Text(NamedTuple):
    """One text: what the triage finds in it, and what is known of it."""

    id: str
    found: dict[str, float]
    in_any_case: bool
    label: str
    diplomatic: bool
    statements: int
    characters: int


def labels() -> dict[str, str]:
    """What people said of texts: yes, no, or edge for those that can be seen either way; by id."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["label"] for row in csv.DictReader(file)}


def texts(readings: Path) -> Iterator[Text]:
    """The texts of the readings that a party published itself."""
    triage, said = Triage(Knowledge()), labels()
    with readings.open(encoding="utf-8") as lines:
        for line in lines:
            reading = json.loads(line)
            told = reading["document"]
            document = Document(**{k: told[k] for k in ("source", "text", "title", "publisher", "url", "language")})
            home = triage.home(document)
            if home is None:
                continue
            title, text = triage.counts(document, home)
            found = features(title, text, home)
            label = said.get(document.id, "")
            judged = told["kind"] != "not_diplomatic"
            diplomatic = label == "yes" if label in ("yes", "no") else judged
            count = len(reading["statements"])
            yield Text(document.source, found, title.to_read, label, diplomatic, count, len(document.text))


def matrix(some: list[Text]) -> logistic.Vector:
    return np.array([list(text.found.values()) for text in some])


def fitted(some: list[Text]) -> logistic.Vector:
    prior = np.array([LOOSE, *[PRECISION] * (len(some[0].found) - 1)])
    return logistic.fit(matrix(some), np.array([text.diplomatic for text in some], dtype=float), prior)


def held_out(all_texts: list[Text]) -> logistic.Vector:
    """For each text its probability by weights that were fitted without its part."""
    part = np.array([int(hashlib.sha256(text.id.encode()).hexdigest(), 16) % PARTS for text in all_texts])
    found = np.zeros(len(all_texts))
    for number in range(PARTS):
        weights = fitted([text for text, p in zip(all_texts, part, strict=True) if p != number])
        inside = [text for text, p in zip(all_texts, part, strict=True) if p == number]
        if inside:
            found[part == number] = logistic.probability(matrix(inside) @ weights)
    return found


def table(all_texts: list[Text], likely: logistic.Vector) -> str:
    lines = [f"{'read from':<12}{'texts %':>9}{'characters %':>14}{'labelled yes, read':>20}{'statements kept %':>19}"]
    always = np.array([text.in_any_case for text in all_texts])
    size = np.array([text.characters for text in all_texts])
    told = np.array([text.statements for text in all_texts])
    yes = np.array([text.label == "yes" for text in all_texts])
    for least in THRESHOLDS:
        read = always | (likely >= least)
        shares = f"{100 * read.mean():>9.1f}{100 * size[read].sum() / size.sum():>14.1f}"
        recall = f"{f'{(yes & read).sum()} of {yes.sum()}':>20}{100 * told[read].sum() / max(1, told.sum()):>19.2f}"
        lines.append(f"{least:<12g}{shares}{recall}")
    return "\n".join(lines)


def write(all_texts: list[Text]) -> None:
    source = f"fitted on {len(all_texts)} texts that a party published itself"
    with (ROOT / "knowledge" / WEIGHTS).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("feature", "weight", "source"))
        for feature, weight in zip(all_texts[0].found, fitted(all_texts), strict=True):
            writer.writerow((feature, f"{weight:.3f}", source))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    args = parser.parse_args()
    all_texts = list(texts(args.readings))
    print(table(all_texts, held_out(all_texts)))
    print(f"knowledge/{CUES} has what is used: least")
    if not args.dry_run:
        write(all_texts)


if __name__ == "__main__":
    main()
