"""Reads tests/golden/readings.yaml: readings made by hand, whose evidence is given as a quotation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from communique.shared.documents import Document
from communique.shared.knowledge import load_yaml
from communique.shared.records import LISTS, Reading

GOLDEN = Path(__file__).parent.parent / "golden"

_NULL: dict[str, dict[str, Any]] = {
    "document": dict.fromkeys(("title", "publisher", "published", "date")),
    "meetings": {**dict.fromkeys(("mode", "date", "reported", "place", "occasion", "level")), "recalled": False},
    "visits": {**dict.fromkeys(("kind", "date", "place")), "recalled": False},
    "statements": {"meeting": None, "persons": [], "addressees": [], "negated": False, "about": []},
    "commitments": dict.fromkeys(("due", "statement")),
    "agreements": {**dict.fromkeys(("name", "date", "count")), "recalled": False, "topics": []},
    "gatherings": {**dict.fromkeys(("edition", "mode", "status", "date", "place", "host")), "recalled": False},
    "milestones": dict.fromkeys(("value", "of", "date")),
}


def hand_made() -> list[Reading]:
    """The readings of tests/golden/readings.yaml, in their order."""
    return [reading_of(entry) for entry in load_yaml(GOLDEN / "readings.yaml")]


def reading_of(entry: dict[str, Any]) -> Reading:
    """The reading of one entry, written as those of readings.yaml are."""
    text = entry["text"]
    given = entry["document"]
    document = Document(source=given["source"], text=text)
    whole: dict[str, Any] = {
        "document": {
            **_NULL["document"], "id": document.id, "text": text, "language": "en", "date_basis": "dateline", **given
        }
    }  # fmt: skip
    for name in LISTS:
        whole[name] = [
            _record(name, f"{document.id}-{name}-{place}", text, record)
            for place, record in enumerate(entry.get(name, []))
        ]
    return msgspec.convert(whole, Reading)


def _record(name: str, ident: str, text: str, given: dict[str, Any]) -> dict[str, Any]:
    record = {**_NULL[name], "id": ident, "confidence": 0.9, "rule": "by-hand", **given}
    quote = record.pop("quote")
    start = text.index(quote)
    record["evidence"] = [{"start": start, "end": start + len(quote)}]
    if name == "meetings":
        record["bilateral"] = len(record["participants"]) == 2
    return record
