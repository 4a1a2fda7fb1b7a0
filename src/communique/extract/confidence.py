"""How sure a record is: a probability fitted on records that people judged, in the place of the reader's own estimate.

Method: logistic regression with a Gaussian prior on the weights (so that a value seen seldom stays near that of its
list, and one never seen adds nothing; Platt 1999, Genkin, Lewis and Madigan 2007). The weights are in
knowledge/confidence/weights.csv; `make calibrate` fits them (bench/calibrate.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec

from communique.shared.knowledge import Knowledge, Row
from communique.shared.records import LISTS, DocumentRecord, Meeting, Reading, Record, Visit

WEIGHTS = "confidence/weights.csv"

SHORT, LONG = 50, 130
"""Evidence of fewer characters is short, of more is long."""

PLACES = ("beginning", "middle", "end")
"""The thirds of a text, for where the evidence begins."""

Feature = tuple[str, str]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one feature adds to the log odds that a record is right; row: of the weights, None if it has none."""

    feature: str
    value: str
    weight: float
    row: Row | None


class Confidence:
    """Gives records their confidence; reads the weights once. Raises KnowledgeError."""

    def __init__(self, knowledge: Knowledge) -> None:
        rows = knowledge.table(WEIGHTS, ["feature", "value"], ["weight", "records", "source"])
        self._rows = {(row["feature"], row["value"]): (_weight(row), row) for row in rows}

    def parts(self, list_name: str, record: Record, document: DocumentRecord) -> list[Part]:
        """What each feature of a record as the reader made it adds."""
        parts = []
        for feature, value in features(list_name, record, document):
            weight, row = self._rows.get((feature, value), (0.0, None))
            parts.append(Part(feature=feature, value=value, weight=weight, row=row))
        return parts

    def of(self, list_name: str, record: Record, document: DocumentRecord) -> float:
        """The probability that a record as the reader made it is right."""
        return probability(sum(part.weight for part in self.parts(list_name, record, document)))

    def calibrated(self, reading: Reading) -> Reading:
        """The reading with this confidence in each record."""
        document = reading.document
        lists = {
            name: tuple(
                msgspec.structs.replace(record, confidence=self.of(name, record, document))
                for record in getattr(reading, name)
            )
            for name in LISTS
        }
        return msgspec.structs.replace(reading, **lists)


def probability(log_odds: float) -> float:
    """Three decimals; never 0 or 1, since nothing is certain."""
    return min(max(round(1 / (1 + math.exp(-log_odds)), 3), 0.001), 0.999)


def features(list_name: str, record: Record, document: DocumentRecord) -> Iterator[Feature]:
    """What the confidence of a record depends on, as (feature, value); each value belongs to one list.

    estimate: the confidence that the reader's own code gave. What made the fit no better on texts left out (whose
    account it is, the time of a statement, how many topics it has) is not among them.
    """
    yield "all", "records"
    yield "list", list_name
    yield "rule", record.rule
    told = {
        "estimate": f"{record.confidence:.2f}",
        "stated": _yes(record.stated),
        "document": document.kind,
        "kind": getattr(record, "kind", None) or getattr(record, "mode", None),
        "status": getattr(record, "status", None) or getattr(record, "strength", None),
        "length": _length(record),
        "place": PLACES[min(len(PLACES) * record.evidence[0].start // max(1, len(document.text)), len(PLACES) - 1)],
        "dated": _yes(getattr(record, "date", None) or getattr(record, "due", None)),
    }
    if isinstance(record, Meeting):
        told["named"] = _yes(all(person.name for person in record.participants))
    elif isinstance(record, Visit):
        told["named"] = _yes(record.visitor.name)
    yield from ((feature, f"{list_name}/{value or 'none'}") for feature, value in told.items())


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _length(record: Record) -> str:
    characters = sum(span.end - span.start for span in record.evidence)
    return "short" if characters < SHORT else "long" if characters > LONG else "middle"


def _weight(row: Row) -> float:
    try:
        return float(row["weight"])
    except ValueError as error:
        raise row.error(f"the weight {row['weight']} is no number; run `make calibrate` or mend it") from error
