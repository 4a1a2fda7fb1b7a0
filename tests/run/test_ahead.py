"""`communique timeline` and `communique calendar` on a ledger of Norway and Finland, with invented persons."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.merge.conftest import LIEN, Maker

from communique.ledger.store import Ledger
from communique.run.merging import Merging
from communique.shared.knowledge import Knowledge
from communique.shared.records import DocumentRecord, Milestone, Person, Reading, Span

Run = Callable[..., tuple[int, str, str]]
SAARI = Person("Aino Saari", "foreign minister", "FIN")


def milestone(document: DocumentRecord, **fields: Any) -> Reading:
    plain: dict[str, Any] = {"parties": ("FIN", "NOR"), "value": None, "of": None, "date": None, "rule": "test"}
    evidence = (Span(0, len(document.text)),)
    record = Milestone(id=f"{document.id}-r0", evidence=evidence, confidence=0.9, **(plain | fields))
    return Reading(document=document, milestones=(record,))


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """Relations since 1918, a meeting told by two sides, a plan, a visit put off, a promise."""
    make = Maker()
    people = (LIEN, SAARI)
    told = {"date": "2026-03-02", "participants": people}
    both = [
        make.meeting(make.document(f"{side} account.", day, side=side, source=side), **told)
        for side, day in (("NOR", "2026-03-02"), ("FIN", "2026-03-03"))
    ]
    undated = make.meeting(make.document("They met.", "2026-01-10", source="undated"), participants=people)
    plan = make.meeting(
        make.document("They will meet; says \u201cLien, K.\u201d.", "2026-10-10", source="plan"),
        date="2026-12-01/2026-12-03",
        status="planned",
        participants=people,
    )
    old = make.visit(make.document("A visit was put off.", "2025-01-01"), status="postponed")
    pledge = make.document("Norway pledged it.", "2026-05-01")
    promise = make.promise(pledge, "open a harbour in Turku", due="2026-12-31")
    start = {"date": "1918-06-03", "stated": False, "because": "told so"}
    since = milestone(make.document("Relations of old.", "2026-05-02"), kind="diplomatic_relations", **start)
    address = str(tmp_path / "l.db")
    with Ledger.open(address) as opened:
        opened.add([*both, undated, plan, old, promise, since])
        Merging(Knowledge()).update(opened)
    return address


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_one_order_of_days_with_how_each_is_dated(communique: Run, ledger: str) -> None:
    command = ("timeline", "NOR", "FIN", "--ledger", ledger, "--as-of", "2026-11-01")
    status, out, _ = communique(*command, "--format", "jsonl")
    told = [(each["day"], each["dated"], each["kind"], each["carriers"], each["accounts"]) for each in lines(out)]
    assert status == 0
    assert told == [
        ("1918-06-03", "inferred", "milestones", 1, 1),
        ("2025-01-01", "reported", "visits", 1, 1),
        ("2026-01-10", "reported", "meetings", 1, 1),
        ("2026-03-02", "stated", "meetings", 2, 2),
        ("2026-05-01", "reported", "commitments", 1, 1),
        ("2026-12-01/2026-12-03", "stated", "meetings", 1, 1),
    ]
    _, out, _ = communique(*command, "--since", "2026-02", "--until", "2026-03", "--format", "jsonl")
    assert [each["day"] for each in lines(out)] == ["2026-03-02"]
    _, out, _ = communique(*command, "--kind", "visits", "--kind", "milestones", "--format", "jsonl")
    assert [each["kind"] for each in lines(out)] == ["milestones", "visits"]


def test_a_timeline_as_it_was_known_on_a_day(communique: Run, ledger: str) -> None:
    command = ("timeline", "NOR", "--ledger", ledger, "--as-of", "2026-03-02", "--format", "jsonl")
    _, out, _ = communique(*command)
    assert [(each["day"], each["carriers"]) for each in lines(out)][-1] == ("2026-03-02", 1)


def test_timeline_for_people(communique: Run, ledger: str) -> None:
    command = ("timeline", "NOR", "FIN", "--ledger", ledger, "--as-of", "2026-11-01")
    _, out, _ = communique(*command, "--format", "markdown")
    assert out.startswith("# Norway, Finland\n\n- **1918-06-03** (inferred) · diplomatic relations · ")
    assert "2 texts, 2 accounts: NOR, FIN" in out
    _, out, _ = communique(*command)
    assert out.splitlines()[0].split() == ["DATE", "DATED", "KIND", "TOLD", "BY", "WHAT"]


def test_what_lies_ahead(communique: Run, ledger: str) -> None:
    command = ("calendar", "NOR", "FIN", "--ledger", ledger, "--as-of", "2026-11-01", "--format", "jsonl")
    _, out, _ = communique(*command)
    ahead = [(each["day"], each["kind"]) for each in lines(out)]
    assert ahead == [
        ("2026-12-01/2026-12-03", "meeting"),
        ("2026-12-31", "due"),
        ("2027-06-03", "anniversary"),
        ("2028-06-03", "anniversary"),
    ]
    assert lines(out)[2]["because"] == "counted: since 1918-06-03, and 109 years"
    _, out, _ = communique(*command, "--until", "2030-01-01")
    assert [each["day"] for each in lines(out) if each["kind"] == "anniversary"] == [
        "2027-06-03",
        "2028-06-03",
        "2029-06-03",
    ]
    _, out, _ = communique(*command[:-2])
    assert out.splitlines()[1].startswith("2026-12-01 to 2026-12-03")


def test_icalendar_is_read_back(ledger: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    from icalendar import Calendar

    from communique.run.command_line import main

    command = ["calendar", "NOR", "FIN", "--ledger", ledger, "--as-of", "2026-11-01", "--format", "ics"]
    assert main(command) == 0
    written = capfdbinary.readouterr().out
    assert main(command) == 0
    again = Calendar.from_ical(capfdbinary.readouterr().out)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert written.count(b"\n") == written.count(b"\r\n")
    calendar = Calendar.from_ical(written)
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//communique//calendar//EN")
    events = calendar.walk("VEVENT")
    assert [event["UID"] for event in events] == [event["UID"] for event in again.walk("VEVENT")]
    assert len({event["UID"] for event in events}) == len(events) == 4
    meeting = events[0]
    assert (meeting.decoded("DTSTART"), meeting.decoded("DTEND")) == (date(2026, 12, 1), date(2026, 12, 4))
    assert isinstance(meeting.decoded("DTSTAMP"), datetime)
    assert "Olav Lien (foreign minister, Norway); Aino Saari" in str(meeting["SUMMARY"])


def test_no_plan_that_was_carried_out_lies_ahead(communique: Run, ledger: str) -> None:
    make = Maker()
    held = make.meeting(
        make.document("They met as planned.", "2026-12-02"), date="2026-12-02", participants=(LIEN, SAARI)
    )
    with Ledger.open(ledger) as opened:
        opened.add([held])
        Merging(Knowledge()).update(opened)
    command = ("calendar", "NOR", "FIN", "--ledger", ledger, "--format", "jsonl")
    _, out, _ = communique(*command, "--as-of", "2026-12-03")
    assert "meeting" not in [each["kind"] for each in lines(out)]
    _, out, _ = communique(*command, "--as-of", "2026-12-01")
    assert "meeting" in [each["kind"] for each in lines(out)]
