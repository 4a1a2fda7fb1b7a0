"""Passing over on the command line: what is listed and counted, and that the switch reads all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.ledger.store import Ledger

Run = Callable[..., tuple[int, str, str]]
TALKS = "Foreign Minister Kossi Adeola of Togo met Foreign Minister Liv Berg of Norway in Oslo on 4 May 2026."
HOME = "The school by the mill got a new roof. Pupils carried the old tiles into the yard."


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    rows = [{"id": "talks", "text": TALKS}, {"id": "home", "text": HOME, "title": "A roof", "published": "2026-05-04"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def kinds(out: str) -> list[tuple[str, str, int]]:
    readings = [json.loads(line) for line in out.splitlines()]
    return [(r["document"]["source"], r["document"]["kind"], len(r["meetings"])) for r in readings]


def test_read_passes_over_in_place_and_lists_why(communique: Run, texts: Path, tmp_path: Path) -> None:
    listing = tmp_path / "aside.jsonl"
    status, out, _ = communique("read", "--format", "jsonl", "--jobs", 1, "--passed-over", listing, texts)
    assert status == 0
    assert kinds(out) == [("talks", "news_report", 1), ("home", "not_diplomatic", 0)]
    (row,) = [json.loads(line) for line in listing.read_text("utf-8").splitlines()]
    assert (row["source"], row["title"]) == ("home", "A roof")
    assert "passed over" in row["reason"]


def test_without_triage_the_reading_gives_the_reason(communique: Run, texts: Path, tmp_path: Path) -> None:
    listing = tmp_path / "aside.jsonl"
    _, out, _ = communique("read", "--no-triage", "--format", "jsonl", "--jobs", 1, "--passed-over", listing, texts)
    assert kinds(out) == [("talks", "news_report", 1), ("home", "not_diplomatic", 0)]
    (row,) = [json.loads(line) for line in listing.read_text("utf-8").splitlines()]
    assert row["source"] == "home" and "passed over" not in row["reason"]


def test_add_counts_and_keeps_what_was_passed_over(communique: Run, texts: Path, tmp_path: Path) -> None:
    address = str(tmp_path / "ledger.db")
    status, out, _ = communique("add", "--ledger", address, "--jobs", 1, texts)
    assert status == 0
    assert "2 documents added, 1 of them not about dealings between states" in out
    with Ledger.open(address) as ledger:
        held = {each.document.source: each.document for each in ledger.documents()}
    assert held["home"].kind == "not_diplomatic" and held["home"].date == "2026-05-04"
    assert held["home"].notice is not None


def test_triage_tells_without_reading(communique: Run, texts: Path) -> None:
    status, out, _ = communique("triage", texts)
    assert status == 0
    assert out.splitlines()[-1] == "1 of 2 texts are passed over" and out.startswith("home: ")
    _, out, _ = communique("triage", "--format", "jsonl", texts)
    assert [json.loads(line)["passed_over"] is None for line in out.splitlines()] == [True, False]


def test_a_list_that_cannot_be_written_is_told(communique: Run, texts: Path, tmp_path: Path) -> None:
    status, out, err = communique("read", "--passed-over", tmp_path / "no" / "such.jsonl", texts)
    assert (status, out) == (1, "")
    assert "--passed-over" in err


def test_reread_passes_over_again_what_was_passed_over(communique: Run, texts: Path, tmp_path: Path) -> None:
    address = str(tmp_path / "ledger.db")
    communique("add", "--ledger", address, "--jobs", 1, texts)
    status, out, _ = communique("reread", "--ledger", address)
    assert (status, out) == (0, "2 documents read again\n")
    with Ledger.open(address) as ledger:
        (home,) = [each.document for each in ledger.documents() if each.document.source == "home"]
    assert home.notice is not None and home.notice.startswith("passed over")
