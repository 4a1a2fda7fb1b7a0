"""One document through all stages."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import FORMAT, LISTS, Reading

TEXT = """LIMA, May 4 (ANDINA) - Peruvian Foreign Minister Ana Soto met Ghanaian President Kofi Manu in Accra on Friday.

The two sides signed an agreement on cocoa. "Peru supports the port of Tema," Soto said. She will visit Norway on 8 May.
"""


@pytest.fixture(scope="module")
def reader(all_knowledge: Knowledge) -> Reader:
    return Reader(all_knowledge)


def document(text: str, **known: str) -> Document:
    return Document(source="test", text=text, language="en", **known)


def test_a_text_gives_records_of_each_kind(reader: Reader) -> None:
    reading = reader.read(document(TEXT, published="2026-05-04"))
    assert reading.format == FORMAT
    assert reading.document.dateline is not None and reading.document.dateline.place == "Lima"
    assert [m.status for m in reading.meetings] == ["held"]
    assert [(v.host, v.status) for v in reading.visits if v.host == "NOR"] == [("NOR", "planned")]
    assert [sorted(a.parties) for a in reading.agreements] == [["GHA", "PER"]]
    assert [d.text for d in reading.dates if d.text == "Friday"]


def test_identifiers_are_unique(reader: Reader) -> None:
    reading = reader.read(document(TEXT, published="2026-05-04"))
    ids = [record.id for name in LISTS for record in getattr(reading, name)]
    assert len(ids) == len(set(ids)) and ids


def test_a_reading_survives_its_own_format(reader: Reader) -> None:
    reading = reader.read(document(TEXT, published="2026-05-04"))
    assert msgspec.json.decode(msgspec.json.encode(reading), type=Reading) == reading


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ".", "—", "\u00ad", "1", "(" * 50, "Peru", "\U0001f600 Peru \U0001f600"]
)
def test_a_text_with_nothing_in_it(reader: Reader, text: str) -> None:
    reading = reader.read(document(text))
    assert reading.document.text == text
    assert all(getattr(reading, name) == () for name in LISTS)


def test_the_text_of_another_document_leaves_no_trace(reader: Reader) -> None:
    before = reader.read(document(TEXT, published="2026-05-04"))
    reader.read(
        document("Norwegian Prime Minister Lina Berg met Danish King Olaf Holt in Oslo.", published="2020-01-01")
    )
    assert reader.read(document(TEXT, published="2026-05-04")) == before


def test_two_readers_agree(all_knowledge: Knowledge, read_text: Callable[[str], Reading]) -> None:
    uncalibrated = Reader(all_knowledge, calibrated=False)  # `read_text` ends before confidence is fitted
    assert read_text(TEXT) == uncalibrated.read(document(TEXT, published="2026-05-04"))


def test_a_domestic_text_is_not_diplomatic(reader: Reader) -> None:
    text = "The mayor of Arequipa opened a school. Pupils and parents met the builders in the yard."
    reading = reader.read(document(text, published="2026-05-04"))
    assert (reading.document.kind, reading.meetings) == ("not_diplomatic", ())
