from __future__ import annotations

from typing import Any

import msgspec
import pytest

from communique.ledger.views import Carrier, Found
from communique.publish.grouping import group
from communique.shared.records import Agreement, Meeting, Milestone, Person, Span, Visit

KAMRAN = Person("Kamran Aliyev", "foreign minister", "AZE")
LI = Person("Li Wen", "foreign minister", "CHN")


def found(record: Any, reported: str | None = "2026-01-28") -> Found:
    carrier = Carrier(
        id="d1", source="a.txt", kind="readout", title=None, publisher=None, published=None, date=reported, side=None,
        day=reported,
    )  # fmt: skip
    return Found(list_name="", record=record, carrier=carrier, day=reported or "")


def meeting(reported: str | None = "2026-01-28", **changes: Any) -> Found:
    given: dict[str, Any] = {
        "id": "m", "evidence": (Span(0, 1),), "confidence": 1.0, "rule": "r", "recalled": False, "mode": "in_person",
        "status": "held", "date": None, "reported": reported, "place": None, "occasion": None, "level": "minister",
        "participants": (KAMRAN, LI), "bilateral": True,
    }  # fmt: skip
    return found(Meeting(**{**given, **changes}), reported)


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ({}, {}, True),
        ({"date": "2026-01-28"}, {"reported": "2026-01-29"}, True),
        ({"date": "2026-01-28"}, {"reported": "2026-01-31"}, False),
        ({"date": "2026-01-28"}, {"date": "2026-01-29"}, False),
        ({"date": "2026-01-28"}, {"date": "2026-01", "recalled": True}, True),
        ({"date": "2026-01-28"}, {"date": "2026-02", "recalled": True}, False),
        ({"date": "2026-01-28"}, {"date": "2026-01-28", "mode": "call"}, False),
        ({"date": "2026-01-28"}, {"date": "2026-01-28", "mode": None}, True),
        ({"date": "2026-01-28"}, {"date": "2026-01-28", "status": "planned"}, False),
        ({"date": "2026-01-28"}, {"date": None, "recalled": True}, False),
        ({"date": "2026-01-28"}, {"date": "2026-01-28", "participants": (LI, KAMRAN)}, True),
        ({"date": "2026-01-28"}, {"date": "2026-01-28", "participants": (KAMRAN,)}, False),
        ({}, {"participants": (Person("K. Aliyev", None, "AZE"), Person(None, None, "CHN"))}, True),
        ({}, {"participants": (KAMRAN, Person("Zhao Ming", "president", "CHN"))}, False),
        ({}, {"participants": (KAMRAN, Person("Wen", None, "CHN"))}, True),
        ({}, {"participants": (KAMRAN, Person("Wen Li", None, "CHN"))}, True),
        ({}, {"participants": (KAMRAN, Person(None, "president", "CHN"))}, False),
        ({}, {"participants": (KAMRAN, Person(None, "foreign minister", "CHN"))}, True),
    ],
)
def test_which_meetings_stand_on_one_line(first: dict[str, Any], second: dict[str, Any], together: bool) -> None:
    for pair in ((first, second), (second, first)):
        assert len(group([meeting(**each) for each in pair])) == (1 if together else 2)


def test_a_month_joins_one_day_and_does_not_join_two() -> None:
    days = [meeting(date="2026-01-10"), meeting(date="2026-01", recalled=True), meeting(date="2026-01-20")]
    assert [len(told.found) for told in group(days)] == [2, 1]


def test_the_most_precise_is_shown() -> None:
    [told] = group([meeting(date="2026-01", recalled=True), meeting(date="2026-01-28"), meeting()])
    assert told.best.record == meeting(date="2026-01-28").record


def test_visits_agreements_and_milestones() -> None:
    base: dict[str, Any] = {"id": "x", "evidence": (Span(0, 1),), "confidence": 1.0, "rule": "r"}
    guest = Person(None, "president", "AZE")
    visit = Visit(
        **base, recalled=True, kind="state", visitor=guest, host="CHN", status="held", date="2025-04", place=None
    )
    closer = msgspec.structs.replace(visit, date="2025-04-23", kind=None)
    other = msgspec.structs.replace(visit, visitor=Person(None, "foreign minister", "AZE"))
    assert [len(told.found) for told in group([found(visit), found(closer), found(other)])] == [2, 1]
    undated = msgspec.structs.replace(visit, date=None)
    assert [len(told.found) for told in group([found(undated, "2015"), found(undated, "2025")])] == [1, 1]
    paid = msgspec.structs.replace(undated, recalled=False)
    assert [len(told.found) for told in group([found(paid), found(paid), found(paid, "2025-04-23")])] == [2, 1]

    pact = Agreement(
        **base, recalled=False, name="Transit Accord", kind="agreement", parties=("AZE", "CHN"), status="signed",
        date="2025", count=None, topics=(),
    )  # fmt: skip
    same = msgspec.structs.replace(pact, name="transit accord", date="2025-04")
    numerous = msgspec.structs.replace(pact, name=None, count="numerous")
    assert [len(told.found) for told in group([found(pact), found(same), found(numerous)])] == [2, 1]

    step = Milestone(**base, kind="partnership", parties=("AZE", "CHN"), value="partnership", of=None, date="2025")
    swapped = msgspec.structs.replace(step, parties=("CHN", "AZE"))
    later = msgspec.structs.replace(step, date="2026")
    assert [len(told.found) for told in group([found(step), found(swapped), found(later)])] == [2, 1]
