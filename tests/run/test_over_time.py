"""`communique wording` and `communique position` on a ledger of invented texts."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.run.conftest import Run

from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import About, Commitment, DocumentRecord, Milestone, Reading, Span, Statement

COUNT = 60


def document(text: str, day: str, source: str, **fields: Any) -> DocumentRecord:
    """A readout of Norway."""
    plain: dict[str, Any] = {"kind": "readout", "side": "NOR", "title": None, "publisher": None} | fields
    return DocumentRecord(
        id=Document(source=source, text=text).id, source=source, text=text, language="en", published=day, date=day,
        date_basis="metadata", **plain,
    )  # fmt: skip


def statement(held: DocumentRecord, words: str, kind: str, topic: str = "maritime") -> Statement:
    """A statement of Norway about Iceland, whose words stand in the text."""
    start = held.text.index(words)
    return Statement(
        id=f"{held.id}-{kind}", evidence=(Span(start, start + len(words)),), confidence=0.9, rule="test", meeting=None,
        speakers=("NOR",), persons=(), addressees=("ISL",), account="own", kind=kind, negated=False, time="current",
        topics=(topic,), about=(About("Iceland", "ISL", "state"),), text=words,
    )  # fmt: skip


def readings() -> list[Reading]:
    """Sixty texts, one a week; from the thirty-first on they say a phrase on Iceland; the last is carried twice."""
    made = []
    for number in range(COUNT):
        day = (date(2025, 1, 6) + timedelta(days=7 * number)).isoformat()
        phrase = (
            "Norway will stand by Iceland for as long as the storm lasts."
            if number >= 30
            else "Norway welcomes that Iceland will last as long as the storm."
        )
        text = f"Report {number}. Iceland was on the agenda.\n{phrase} Iceland agreed.\nHerring prices rose {number}."
        held = document(text, day, f"text-{number:02}")
        words = phrase.removesuffix(".")
        said = (statement(held, words, "support" if number >= 30 else "welcome"),)
        made.append(Reading(document=held, statements=said if number % 10 == 0 else ()))
    last = made[-1].document
    again = document(f"{last.text} (Daily Fjord)", str(last.date), "again", side=None, kind="news_report")
    made.append(Reading(document=again, statements=(statement(again, "Norway will stand by Iceland", "support"),)))
    return made


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    address = str(tmp_path / "watched.db")
    with Ledger.open(address) as opened:
        opened.add(readings())
    return address


@pytest.mark.parametrize(("suffix", "head"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_a_chart_is_drawn(communique: Run, ledger: str, tmp_path: Path, suffix: str, head: bytes) -> None:
    chart = tmp_path / f"chart.{suffix}"
    assert communique("wording", "Norway", "Iceland", "--ledger", ledger, "--chart", chart)[0] == 0
    drawn = chart.read_bytes()
    assert drawn.startswith(head)
    assert suffix == "png" or b"storm lasts" in drawn


def test_texts_of_others_count_by_what_the_speaker_says(communique: Run, tmp_path: Path) -> None:
    address = str(tmp_path / "others.db")
    text = "Norway praised patient lighthouse keepers. Iceland praised brave sailors."
    held = document(text, "2025-01-06", "wire", side=None, kind="news_report")
    with Ledger.open(address) as opened:
        opened.add([Reading(document=held, statements=(statement(held, "Norway praised", "support"),))])
    for phrase, texts in (("lighthouse keepers", 1), ("brave sailors", None)):
        out = communique("wording", "Norway", "--phrase", phrase, "--ledger", address, "--format", "json")[1]
        followed = json.loads(out)["followed"]
        assert (followed["texts"] if followed else None) == texts


def test_a_text_carried_twice_counts_once(communique: Run, ledger: str, all_knowledge: Knowledge) -> None:
    with Ledger.open(ledger) as opened:
        Merging(all_knowledge).update(opened)
    out = communique("wording", "Norway", "--phrase", "stand by Iceland", "--ledger", ledger, "--format", "json")[1]
    found = json.loads(out)
    assert (found["texts"], found["followed"]["texts"]) == (COUNT, COUNT // 2)
    assert found["followed"]["last"]["source"] == "text-59"


def test_levels_of_a_pair_are_listed(communique: Run, ledger: str) -> None:
    text = "Norway and Iceland have a strategic partnership."
    held = document(text, "2025-05-05", "partners")
    step = Milestone(
        id="m1", evidence=(Span(0, len(text)),), confidence=0.9, rule="test", kind="partnership",
        parties=("ISL", "NOR"), value="strategic partnership", of=None, date=None,
    )  # fmt: skip
    with Ledger.open(ledger) as opened:
        opened.add([Reading(document=held, milestones=(step,))])
    found = json.loads(communique("wording", "Norway", "Iceland", "--ledger", ledger, "--format", "json")[1])
    assert [(each["value"], each["first"]["source"]) for each in found["levels"]] == [
        ("strategic partnership", "partners")
    ]


def test_a_position_marks_what_changed(communique: Run, ledger: str) -> None:
    status, out, _ = communique("position", "Norway", "--about", "Iceland", "--ledger", ledger, "--format", "json")
    assert status == 0
    stands = json.loads(out)["stands"]
    assert [each["kind"] for each in stands] == ["welcome"] * 3 + ["support"] * 4
    changes = [each["change"] for each in stands]
    assert [change and (change["was"], change["now"], change["direction"]) for change in changes] == [
        None, None, None, ("welcome", "support", "stronger"), None, None, None,
    ]  # fmt: skip
    assert changes[3]["before"]["source"] == "text-20"


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_a_position_is_shown_by_date(communique: Run, ledger: str, form: str) -> None:
    status, out, _ = communique("position", "Norway", "--topic", "maritime", "--ledger", ledger, "--format", form)
    assert status == 0
    plain = " ".join(out.split())
    assert plain.index("2025-05-26") < plain.rindex("2025-08-04") and "welcome → support" in plain
    assert plain.index("What changed") < plain.index("before:") < plain.index("said:")


def test_a_position_tells_the_strength_of_a_promise(communique: Run, tmp_path: Path) -> None:
    address = str(tmp_path / "promise.db")
    text = "Norway agreed to send tugs to Iceland."
    held = document(text, "2025-01-06", "tugs")
    said = statement(held, text, "agree")
    promise = Commitment(
        id="c1", evidence=(Span(0, len(text)),), confidence=0.9, rule="test", by=("NOR",), to=("ISL",),
        what="send tugs", due=None, strength="agreed", statement=said.id,
    )  # fmt: skip
    with Ledger.open(address) as opened:
        opened.add([Reading(document=held, statements=(said,), commitments=(promise,))])
    out = communique("position", "Norway", "--to", "Iceland", "--ledger", address, "--format", "json")[1]
    assert [each["strength"] for each in json.loads(out)["stands"]] == ["agreed"]
