"""`people` and `contradictions` on a ledger; all persons are invented."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import DateExpression, DocumentRecord, Meeting, Milestone, Person, Reading, Span

Run = Callable[..., tuple[int, str, str]]

BREGU = Person(name="Ilir Bregu", office="transport minister", party="TUV")


def told(source: str, text: str, guest: str, date: str | None = "2024-03-05", status: str = "held") -> Reading:
    """A reading with a meeting of Ilir Bregu with a minister of Nauru, and since when there are relations."""
    document = Document(source=source, text=text)
    meeting = Meeting(
        id=f"{document.id}-m0",
        evidence=(Span(0, text.index(".")),),
        confidence=0.9,
        rule="by-hand",
        recalled=False,
        mode="in_person",
        status=status,  # type: ignore[arg-type]
        date=date,
        reported="2024-03-06",
        place=None,
        occasion=None,
        level="minister",
        participants=(BREGU, Person(name=guest, office="transport minister", party="NRU")),
        bilateral=True,
    )
    start = text.index("Relations")
    relations = Milestone(
        id=f"{document.id}-l0",
        evidence=(Span(start, len(text)),),
        confidence=0.9,
        rule="by-hand",
        kind="diplomatic_relations",
        parties=("TUV", "NRU"),
        value=None,
        of=None,
        date=text[-5:-1],
    )
    record = DocumentRecord(
        id=document.id,
        source=source,
        kind="news_report",
        title=None,
        text=text,
        language="en",
        publisher="Harbour Wire",
        published=None,
        date="2024-03-06",
        date_basis="metadata",
    )
    day = text.index("5 March")
    dates = (DateExpression(start=day, end=day + 7, text="5 March", value="2024-03-05", timex="2024-03-05"),)
    return Reading(document=record, meetings=(meeting,), milestones=(relations,), dates=dates)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    address = str(tmp_path / "looking.db")
    held = "Ministers Ilir Bregu and Ada Sorel met on 5 March. Relations date from 1991."
    off = "The talks of Ilir Bregu and Sorel on 5 March were called off. Relations date from 1993."
    with Ledger.open(address) as opened:
        opened.add([told("held.txt", held, "Ada Sorel"), told("off.txt", off, "Sorel", None, "cancelled")])
        Merging(Knowledge()).update(opened)
    return address


def test_people_of_a_party(communique: Run, ledger: str) -> None:
    status, out, err = communique("people", "NRU", "--ledger", ledger)
    assert (status, err) == (0, "")
    header, row = out.splitlines()
    assert header.split()[:2] == ["NAME", "OFFICE"]
    assert "Ada Sorel" in row
    assert row.endswith("Ada Sorel, Sorel")


def test_people_as_json_lines(communique: Run, ledger: str) -> None:
    _, out, _ = communique("people", "nauru", "--ledger", ledger, "--format", "jsonl")
    (person,) = map(json.loads, out.splitlines())
    assert person["offices"] == [
        {"office": "transport minister", "first": "2024-03-05", "last": "2024-03-06", "times": 2}
    ]
    assert person["sources"][0]["words"] == "Ministers Ilir Bregu and Ada Sorel met on 5 March"
    assert [each["relation"] for each in person["judgements"]] == ["same"]


def test_people_by_office_and_time(communique: Run, ledger: str) -> None:
    for more, found in (
        (("--office", "minister"), 1),
        (("--office", "president"), 0),
        (("--since", "2025"), 0),
        (("--until", "2024-03-05"), 1),
    ):
        _, out, _ = communique("people", "TUV", "--ledger", ledger, *more)
        assert len(out.splitlines()) == 1 + found, more
    status, _, err = communique("people", "TUV", "--ledger", ledger, "--since", "spring")
    assert (status, "--since spring is no date" in err) == (1, True)


def test_contradictions_with_both_sentences(communique: Run, ledger: str) -> None:
    status, out, err = communique("contradictions", "TUV", "Nauru", "--ledger", ledger)
    assert (status, err) == (0, "")
    assert "1. date of a milestone (Nauru, Tuvalu): 1991 or 1993" in out
    assert "“Relations date from 1991.”" in out
    assert "Harbour Wire, 2024-03-06, held.txt" in out
    assert "2. whether a meeting was held (Tuvalu, Nauru): cancelled or held" in out
    assert "“The talks of Ilir Bregu and Sorel on 5 March were called off.”" in out


def test_contradictions_as_json_lines_and_table(communique: Run, ledger: str) -> None:
    _, out, _ = communique("contradictions", "--ledger", ledger, "--format", "jsonl")
    first, second = map(json.loads, out.splitlines())
    assert [each["value"] for each in first["sides"]] == ["1991", "1993"]
    assert first["sides"][1]["witnesses"][0]["words"] == "Relations date from 1993."
    assert second["kind"] == "whether a meeting was held"
    _, out, _ = communique("contradictions", "--ledger", ledger, "--format", "table")
    assert len(out.splitlines()) == 3
    assert "held.txt against off.txt" in out


def test_no_contradictions(communique: Run, ledger: str) -> None:
    _, out, _ = communique("contradictions", "FIN", "--ledger", ledger)
    assert out == "no contradictions found\n"
