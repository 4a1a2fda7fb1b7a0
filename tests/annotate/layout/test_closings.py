"""The day at the end of a text: every example and counterexample of layouts/closings.yaml."""

from __future__ import annotations

import time

import pytest

from communique.annotate.layout import Tools, read_layout
from communique.annotate.layout.closings import Closings
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge

WORDS = Knowledge().mapping("layouts/closings.yaml")


@pytest.fixture(scope="module")
def closings(knowledge: Knowledge, tools: Tools) -> Closings:
    return Closings(knowledge, tools.datelines, tools.days)


@pytest.mark.parametrize("example", WORDS["examples"], ids=lambda example: example["text"][28:60])
def test_every_closing_is_read(closings: Closings, example: dict[str, str]) -> None:
    found = closings.find(example["text"], 0)
    assert found is not None and found.month and found.day
    assert f"{found.year}-{found.month:02d}-{found.day:02d}" == example["date"]
    assert example["text"][found.start : found.end] == found.text
    assert found.place == "date_line"


@pytest.mark.parametrize("example", WORDS["counterexamples"], ids=lambda example: example["text"][:60])
def test_no_counterexample_closes_a_text(closings: Closings, example: dict[str, str]) -> None:
    assert closings.find(example["text"], 0) is None


def test_the_dateline_counts_before_a_closing_of_another_day(tools: Tools) -> None:
    text = "LIMA, May 5 - The two sides published a text.\n\nDone at Lima on 3 May 2024."
    printed = read_layout(Document(source="x", text=text), tools).printed
    assert printed is not None and (printed.year, printed.day) == (None, 5)


def test_the_closing_adds_the_year_to_the_day_of_the_dateline(tools: Tools) -> None:
    text = "LIMA, May 3 - The two sides published a text.\n\nDone at Lima on 3 May 2024."
    printed = read_layout(Document(source="x", text=text), tools).printed
    assert printed is not None and (printed.year, printed.month, printed.day) == (2024, 5, 3)


def test_a_long_text_is_searched_at_once(closings: Closings) -> None:
    start = time.perf_counter()
    assert closings.find("Done at Lima " * 800_000, 0) is None
    assert time.perf_counter() - start < 1.0
