"""Rows of tables, and back: nothing of a reading is lost, and each document stands once."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from communique.acquire import read
from communique.run.cluster.storing import Mark, Store
from communique.run.cluster.tables import TABLES, items_of, rows_of, schema
from communique.shared.documents import Document
from communique.shared.errors import InputError
from communique.shared.records import Agreement, Milestone, Reading, Span


@pytest.fixture(scope="module")
def hand_made() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "publish" / "hand_made.py"
    spec = importlib.util.spec_from_file_location("hand_made", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kept(readings: list[Reading | InputError], folder: Path) -> list[Reading | InputError]:
    store, rows = Store(str(folder)), rows_of(readings)
    store.write(Mark("p", "x.jsonl", 0, {}), rows)
    return list(items_of(store.rows("p")))


def test_readings_come_back_as_they_were(hand_made: ModuleType, tmp_path: Path) -> None:
    readings: list[Reading | InputError] = list(hand_made.hand_made())
    assert len(readings) > 3
    assert kept(readings, tmp_path) == readings


def test_numbers_and_words_of_one_field_are_told_apart(hand_made: ModuleType, tmp_path: Path) -> None:
    first = next(iter(hand_made.hand_made()))
    common: dict[str, Any] = {"evidence": (Span(0, 4),), "confidence": 0.5, "rule": "r"}
    counts = tuple(
        Agreement(id=f"a{k}", recalled=False, name=None, kind="other", parties=("TGO",), status="signed", date=None,
                  count=count, topics=(), **common)
        for k, count in enumerate((3, "numerous", None))
    )  # fmt: skip
    values = tuple(
        Milestone(id=f"m{k}", kind="anniversary", parties=("TGO", "NOR"), value=value, of=None, date=None, **common)
        for k, value in enumerate((35, "strategic partnership", None))
    )
    (back,) = kept([msgspec.structs.replace(first, agreements=counts, milestones=values)], tmp_path)
    assert isinstance(back, Reading)
    assert [each.count for each in back.agreements] == [3, "numerous", None]
    assert [each.value for each in back.milestones] == [35, "strategic partnership", None]


def test_a_text_that_comes_again_has_one_row_and_two_sources(hand_made: ModuleType, tmp_path: Path) -> None:
    first = next(iter(hand_made.hand_made()))
    again = msgspec.structs.replace(first, document=msgspec.structs.replace(first.document, source="elsewhere"))
    rows = rows_of([first, again])
    assert (len(rows["documents"]), len(rows["sources"])) == (1, 2)
    _, second = kept([first, again], tmp_path)
    assert isinstance(second, Reading)
    assert (second.document.id, second.document.source, second.meetings) == (first.document.id, "elsewhere", ())


def test_a_failure_keeps_its_message(tmp_path: Path) -> None:
    error = InputError("a.jsonl", "is no JSON", "line 3", "mend it", "bad_line")
    (back,) = kept([error], tmp_path)
    assert (str(back), getattr(back, "kind", None)) == (str(error), "bad_line")


def test_an_empty_part_has_the_same_columns(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.write(Mark("p", "x.jsonl", 0, {}), rows_of([]))
    assert all(store.read(table, "p").schema.equals(schema(table)) for table in TABLES)


def test_each_document_stands_in_the_first_part_that_has_it(archive: Path, output: str) -> None:
    store = Store(output)
    marks = store.marks()
    ids = [ident for mark in marks for ident in store.read("documents", mark.name)["id"].to_pylist()]
    texts = {each.id for each in read([archive]) if isinstance(each, Document)}
    assert len(ids) == len(set(ids)) == len(texts) == 25
    sources = [name for mark in marks for name in store.read("sources", mark.name)["source"].to_pylist()]
    assert len(sources) == 26 and sources[-1] == "again"
    carriers = [d for mark in marks for d in store.read("statements", mark.name)["document"].to_pylist()]
    assert set(carriers) <= texts
    assert sum(mark.counts["documents"] for mark in marks) == 25


def test_a_part_without_its_mark_counts_for_nothing(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.write(Mark("p", "x.jsonl", 0, {}), rows_of([]))
    assert [mark.name for mark in store.marks()] == ["p"]
    (tmp_path / "_parts" / "p.json").unlink()
    assert store.marks() == []
    assert list((tmp_path / "_unfinished").iterdir()) == []
