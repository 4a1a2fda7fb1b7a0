"""Datelines: every example and counterexample of layouts/datelines.yaml, and what the patterns have in common."""

from __future__ import annotations

import time
from typing import Any

import pytest

from communique.annotate.layout import PrintedDate, Tools
from communique.annotate.layout.datelines import Datelines
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

ENTRIES = Knowledge().entries("layouts/datelines.yaml")
EXAMPLES = [(entry["name"], example) for entry in ENTRIES for example in entry.get("examples", ())]
COUNTEREXAMPLES = [example for entry in ENTRIES for example in entry.get("counterexamples", ())]


def edtf(printed: PrintedDate | None) -> str | None:
    if printed is None:
        return None
    return f"{printed.year or '-'}-{printed.month:02d}-{printed.day:02d}"


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[e["text"][:30] for _, e in EXAMPLES])
def test_every_example_is_read(tools: Tools, name: str, example: dict[str, Any]) -> None:
    found = tools.datelines.find(example["text"])
    assert found is not None
    assert found.rule == name
    assert (found.dateline.place if found.dateline else None) == example["place"]
    assert edtf(found.printed) == example["date"]


@pytest.mark.parametrize("example", COUNTEREXAMPLES, ids=[e["text"][:30] for e in COUNTEREXAMPLES])
def test_no_counterexample_is_a_dateline(tools: Tools, example: dict[str, Any]) -> None:
    assert tools.datelines.find(example["text"]) is None


def test_every_pattern_has_an_example() -> None:
    assert all(entry.get("examples") for entry in ENTRIES if entry.get("pattern"))


def test_the_dateline_ends_where_the_prose_begins(tools: Tools) -> None:
    text = "VIENTIANE, Aug. 3 (Xinhua) -- The ministers met."
    found = tools.datelines.find(text)
    assert found is not None
    assert text[found.end :].strip() == "The ministers met."
    assert found.agency == "Xinhua"
    assert found.printed is not None
    assert text[found.printed.start : found.printed.end] == found.printed.text == "Aug. 3"


def test_the_abbreviated_state_decides_between_towns_of_one_name(tools: Tools) -> None:
    found = tools.datelines.find("GENEVA, N.Y. (AP) — The minister spoke.")
    assert found is not None and found.dateline is not None
    assert (found.dateline.place, found.dateline.party) == ("Geneva", "USA")


def test_a_town_that_nobody_knows_is_kept_where_an_agency_stands_beside_it(tools: Tools) -> None:
    found = tools.datelines.find("QUOXBURY, May 3 (Reuters) - The minister spoke.")
    assert found is not None and found.dateline is not None
    assert (found.dateline.place, found.dateline.party) == ("Quoxbury", None)
    assert tools.datelines.find("QUOXBURY - The minister spoke.") is None


def test_a_day_that_no_calendar_has_is_no_dateline(tools: Tools) -> None:
    assert tools.datelines.find("LIMA, 31 February 2024 - The minister spoke.") is None


def test_a_line_of_ten_million_letters_is_read_at_once(tools: Tools) -> None:
    start = time.perf_counter()
    assert tools.datelines.find("BAKU " * 2_000_000) is None
    assert time.perf_counter() - start < 1.0


@pytest.mark.parametrize("pattern", ["{place", "{nothing} x", "[{place}", "{place}>"])
def test_a_pattern_that_cannot_be_read_names_its_entry(tools: Tools, tmp_path: Any, pattern: str) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "datelines.yaml").write_text(f"- name: broken\n  pattern: '{pattern}'\n")
    with pytest.raises(KnowledgeError, match="broken"):
        Datelines(Knowledge([tmp_path]), tools.places, tools.days, ())
