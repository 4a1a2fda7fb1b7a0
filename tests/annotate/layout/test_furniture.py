from __future__ import annotations

import time
from typing import Any

import pytest

from communique.annotate.layout import Tools, read_layout
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge

ENTRIES = Knowledge().entries("layouts/credits.yaml")
EXAMPLES = [(entry["name"], example) for entry in ENTRIES for example in entry["examples"]]
COUNTEREXAMPLES = [example["text"] for entry in ENTRIES for example in entry["counterexamples"]]
PROSE = "The foreign ministers of Peru and Laos met in Lima and spoke about direct flights."


def furniture(text: str, tools: Tools, title: str | None = None) -> list[tuple[str, str]]:
    layout = read_layout(Document(source="x", text=text, title=title), tools)
    return [(item.kind, text[item.start : item.end]) for item in layout.furniture]


@pytest.mark.parametrize(("kind", "line"), EXAMPLES)
def test_every_example_line_is_furniture(tools: Tools, kind: str, line: str) -> None:
    assert (kind, line) in furniture(f"{line}\n\n{PROSE}\n", tools)


@pytest.mark.parametrize("line", COUNTEREXAMPLES)
def test_no_counterexample_line_is_furniture(tools: Tools, line: str) -> None:
    assert furniture(f"{line}\n\n{PROSE}\n", tools) == []


def test_title_day_and_closing_lines_are_told_from_the_prose(tools: Tools) -> None:
    text = f"Foreign Ministers' Telephone Talk\n\nNovember 3, 2021\n\n{PROSE}\n\n(Source: Kazinform)\n\n###\n"
    document = Document(source="x", text=text, title="Foreign Ministers’ Telephone Talk")
    layout = read_layout(document, tools)
    assert [item.kind for item in layout.furniture] == ["title", "date_line", "credit", "label"]
    assert text[layout.prose :].startswith(PROSE)
    assert layout.printed is not None
    assert (layout.printed.year, layout.printed.month, layout.printed.day) == (2021, 11, 3)


def test_a_dateline_on_its_own_line_before_carriage_returns(tools: Tools) -> None:
    text = f"DOHA, May 24\r\n{PROSE}\r\nBoth were content.\r\n"
    layout = read_layout(Document(source="x", text=text), tools)
    assert layout.dateline is not None
    assert (layout.dateline.place, layout.dateline.party) == ("Doha", "QAT")
    assert text[layout.prose :].startswith(PROSE)


def test_a_dateline_below_title_and_deck_is_found(tools: Tools) -> None:
    text = f"UPDATE - Peru, Laos agree on flights\nADDS DETAILS\n\nISTANBUL (AA) - {PROSE}"
    layout = read_layout(Document(source="x", text=text, title="UPDATE - Peru, Laos agree on flights"), tools)
    assert layout.dateline is not None and layout.dateline.place == "Istanbul"
    assert layout.agency == "Anadolu Agency"
    assert text[layout.prose :] == PROSE


@pytest.mark.parametrize("text", ["", "\n\n", "x", "Lima", "LIMA, May 3"])
def test_a_text_without_prose_has_a_layout(tools: Tools, text: str) -> None:
    layout = read_layout(Document(source="x", text=text), tools)
    assert 0 <= layout.prose <= len(text)
    assert all(0 <= item.start < item.end <= len(text) for item in layout.furniture)


def test_a_text_of_one_line_of_ten_million_letters_takes_no_time(tools: Tools) -> None:
    text = "The ministers met. " * 520_000
    start = time.perf_counter()
    read_layout(Document(source="x", text=text), tools)
    assert time.perf_counter() - start < 2.0


def test_the_text_of_a_document_without_furniture_begins_at_its_first_letter(tools: Tools) -> None:
    layout: Any = read_layout(Document(source="x", text=PROSE), tools)
    assert (layout.prose, layout.furniture, layout.dateline) == (0, (), None)


SENTENCE = "The Foreign Minister of Peru met the Foreign Minister of Laos in Lima on Monday."


def test_a_first_line_like_the_title_that_is_a_sentence_is_prose(tools: Tools) -> None:
    layout = read_layout(Document(source="x", text=f"{SENTENCE}\n\n{PROSE}", title=SENTENCE), tools)
    assert (layout.prose, layout.furniture) == (0, ())


def test_what_stands_below_a_title_that_is_a_sentence_is_still_furniture(tools: Tools) -> None:
    text = f"{SENTENCE}\n\nLIMA, May 3 (Reuters) - {PROSE}"
    layout = read_layout(Document(source="x", text=text, title=SENTENCE), tools)
    assert layout.prose == 0
    assert layout.dateline is not None and layout.dateline.place == "Lima"
    assert [item.kind for item in layout.furniture] == ["dateline"]


@pytest.mark.parametrize("title", ["Joint Statement by the Ministers of Peru and Laos.", "The talks were good."])
def test_a_title_with_a_full_stop_that_is_no_sentence_is_furniture(tools: Tools, title: str) -> None:
    assert furniture(f"{title}\n\n{PROSE}\n", tools, title) == [("title", title)]
