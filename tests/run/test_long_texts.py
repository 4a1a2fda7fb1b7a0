"""A text of many pages gives the records of its parts, in the place where they stand in the whole."""

from __future__ import annotations

from itertools import pairwise

import pytest

from communique.run.long_texts import LONG, cut
from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.records import LISTS

FILLER = "The road to the coast was dry and the harvest was good. " * 30
PAGE = (
    "Foreign Minister Ada Sossa of Benin met Foreign Minister Koffi Agbenu of Togo in Lome on {day}. "
    "The ministers agreed to open a customs post by 2026. Minister Sossa thanked Togo for its support."
)
MONTHS = ("January", "February", "March", "April", "May")
PAGES = [PAGE.format(day=f"{1 + k % 28} {MONTHS[k // 28]} 2024") for k in range(120)]
TEXTS = {
    "paragraphs": "\n\n".join(f"{FILLER}\n\n{page}" for page in PAGES),
    "one line": " ".join(f"{FILLER}{page}" for page in PAGES),
}


@pytest.mark.parametrize(
    "text", [*TEXTS.values(), "x" * 450_000, "", "short"], ids=[*TEXTS, "no gap", "empty", "short"]
)
def test_the_parts_are_the_whole_text(text: str) -> None:
    parts = list(cut(text))

    assert "".join(text[a:b] for a, b in parts) == text
    assert all(before[1] == after[0] for before, after in pairwise(parts))
    assert all(b - a <= 100_000 for a, b in parts)


def test_a_paragraph_is_not_cut() -> None:
    text = TEXTS["paragraphs"]

    assert all(text[b - 2 : b] == "\n\n" for _, b in list(cut(text))[:-1])


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_a_long_text_gives_what_its_pages_give(reader: Reader) -> None:
    text = TEXTS["paragraphs"]
    assert len(text) > LONG

    found = reader.read(Document(source="volume", text=text, language="en"))
    alone = reader.read(Document(source="page", text=PAGES[0], language="en"))

    assert found.document.text == text
    assert len(found.meetings) == 120 * len(alone.meetings)
    assert len(found.statements) == 120 * len(alone.statements)
    assert [m.date for m in found.meetings[:3]] == ["2024-01-01", "2024-01-02", "2024-01-03"]
    assert all("met Foreign Minister" in text[m.evidence[0].start : m.evidence[0].end] for m in found.meetings)
    assert {text[d.start : d.end] for d in found.dates} >= {"1 January 2024", "8 May 2024"}


def test_the_records_of_a_long_text_have_ids_of_their_own(reader: Reader) -> None:
    found = reader.read(Document(source="volume", text=TEXTS["paragraphs"], language="en"))
    ids = [record.id for name in LISTS for record in getattr(found, name)]
    meetings = {meeting.id for meeting in found.meetings}

    assert len(set(ids)) == len(ids)
    assert all(record.startswith(f"{found.document.id}-") for record in ids)
    assert {s.meeting for s in found.statements} <= {*meetings, None}
    assert {c.statement for c in found.commitments} <= {s.id for s in found.statements}
    assert len({s.meeting for s in found.statements}) == len(meetings)


def test_long_and_short_texts_keep_their_order(reader: Reader) -> None:
    long = TEXTS["paragraphs"][:250_000]
    texts = [PAGES[0], long, PAGES[1], PAGES[2], long, PAGES[3]]
    documents = [Document(source=str(k), text=text, language="en") for k, text in enumerate(texts)]

    read = list(reader.read_all(documents))

    assert [reading.document.source for reading in read] == ["0", "1", "2", "3", "4", "5"]
    assert [reading.document.text for reading in read] == texts
