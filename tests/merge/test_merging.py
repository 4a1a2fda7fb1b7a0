"""Meetings and visits of several texts: which become one, and which stay apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.merge.conftest import Maker, Merge

from communique.merge.history import History
from communique.shared.records import Meeting, Person, Place

OTHER = Person("Kari Moen", "prime minister", "NOR")


def meetings(history: History) -> list[Meeting]:
    return [thing.record for thing in history.things("meetings") if isinstance(thing.record, Meeting)]


SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "the same day": ({"date": "2026-03-01"}, {"date": "2026-03-01"}),
    "a month holds the day": ({"date": "2026-03-01"}, {"date": "2026-03", "recalled": True}),
    "reported without a day": ({"date": "2026-03-01"}, {}),
    "another spelling": (
        {"date": "2026-03-01"},
        {"date": "2026-03-01", "participants": (Person("O. Lien", None, "NOR"), Person("Aïno Sári", None, "FIN"))},
    ),
    "family name alone": (
        {"date": "2026-03-01"},
        {"date": "2026-03-01", "participants": (Person("Lien", None, "NOR"), Person(None, "foreign minister", "FIN"))},
    ),
    "a palace and its town": (
        {"date": "2026-03-01", "place": Place("House of the Estates", "FIN")},
        {"date": "2026-03-01", "place": Place("Helsinki", "FIN")},
    ),
    "planned, then held": ({"date": "2026-03-04", "status": "planned"}, {"date": "2026-03-04"}),
    "planned in a room, held by video": (
        {"date": "2026-03-04", "status": "planned"},
        {"date": "2026-03-04", "mode": "video"},
    ),
}


@pytest.mark.parametrize("name", SAME)
def test_one_meeting(name: str, make: Maker, merged: Merge) -> None:
    one, other = SAME[name]
    readings = [make.meeting(make.document("One."), **one), make.meeting(make.document("Other."), **other)]
    assert len(meetings(merged(readings))) == 1


APART: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "the next day": ({"date": "2026-03-01"}, {"date": "2026-03-02"}),
    "another person": (
        {"date": "2026-03-01"},
        {"date": "2026-03-01", "participants": (OTHER, Person("Aino Saari", "foreign minister", "FIN"))},
    ),
    "another office": (
        {"date": "2026-03-01", "participants": (Person(None, "president", "NOR"), Person(None, None, "FIN"))},
        {"date": "2026-03-01", "participants": (Person(None, "foreign minister", "NOR"), Person(None, None, "FIN"))},
    ),
    "a call and a meeting": ({"date": "2026-03-01", "mode": "call"}, {"date": "2026-03-01"}),
    "another level": (
        {"date": "2026-03-01", "participants": (Person(party="NOR"), Person(party="FIN"))},
        {"date": "2026-03-01", "level": "head_of_state", "participants": (Person(party="NOR"), Person(party="FIN"))},
    ),
    "another state": ({"date": "2026-03-01", "place": Place("Riga", "LVA")}, {"place": Place("Oslo", "NOR")}),
    "two of many": (
        {"date": "2026-03-01"},
        {
            "date": "2026-03-01",
            "participants": (
                Person("Ola Lien", "foreign minister", "NOR"),
                Person("Aino Saari", "foreign minister", "FIN"),
                Person(party="SWE"),
                Person(party="DNK"),
            ),
        },
    ),
    "planned after it was held": ({"date": "2026-02", "recalled": True}, {"date": "2026-02", "status": "planned"}),
    "recalled without a day": ({"date": "2026-03-01"}, {"recalled": True, "participants": (Person(party="NOR"),)}),
}


@pytest.mark.parametrize("name", APART)
def test_two_meetings(name: str, make: Maker, merged: Merge) -> None:
    one, other = APART[name]
    readings = [make.meeting(make.document("One."), **one), make.meeting(make.document("Other."), **other)]
    assert len(meetings(merged(readings))) == 2


def test_two_sides_may_date_a_call_a_day_apart(make: Maker, merged: Merge) -> None:
    one = make.meeting(make.document("One.", side="NOR"), date="2026-03-01", mode="call")
    other = make.meeting(make.document("Other.", side="FIN"), date="2026-03-02", mode="call")
    assert len(meetings(merged([one, other]))) == 1


def test_the_life_of_a_meeting(make: Maker, merged: Merge, riga: Place) -> None:
    planned = make.meeting(make.document("Will meet.", "2026-02-20"), status="planned", date="2026-03-01", mode=None)
    held = make.meeting(make.document("Met.", "2026-03-01"), date="2026-03-01", place=riga)
    recalled = make.meeting(make.document("Had met.", "2026-05-05"), date="2026-03", recalled=True)
    (thing,) = merged([recalled, planned, held]).things("meetings")
    assert isinstance(thing.record, Meeting)
    assert (thing.record.status, thing.record.date, thing.record.place) == ("held", "2026-03-01", riga)
    assert not thing.record.recalled
    assert len(thing.found) == 3


def test_what_was_called_off_later_is_called_off(make: Maker, merged: Merge) -> None:
    planned = make.meeting(make.document("Will meet.", "2026-02-20"), status="planned", date="2026-03-01")
    off = make.meeting(make.document("Will not meet.", "2026-02-25"), status="cancelled", date="2026-03-01")
    (thing,) = merged([off, planned]).things("meetings")
    assert getattr(thing.record, "status", None) == "cancelled"


def test_records_as_found_stay_as_they_are(make: Maker, merged: Merge) -> None:
    readings = [make.meeting(make.document(text), date="2026-03-01") for text in ("One.", "Other.")]
    history = merged(readings)
    (thing,) = history.things("meetings")
    assert {found.record.id for found in thing.found} == {reading.meetings[0].id for reading in readings}


def test_a_visit_and_the_meetings_during_it(make: Maker, merged: Merge) -> None:
    visit = make.visit(make.document("Will visit.", "2026-02-20"), status="planned", date="2026-03-01/2026-03-02")
    during = make.meeting(make.document("Met."), date="2026-03-02", place=Place("Helsinki", "FIN"))
    elsewhere = make.meeting(make.document("Met abroad."), date="2026-03-03", place=Place("Riga", "LVA"))
    history = merged([visit, during, elsewhere])
    visits = history.things("visits")
    found = history.meetings_during(visits)[visits[0].id]
    assert [thing.record.id for thing in found] == [during.meetings[0].id]


_MAKER = Maker()
_DAYS = st.sampled_from([None, "2026-03-01", "2026-03-02", "2026-03"])
_PEOPLE = st.sampled_from([("Lien", "Saari"), ("Olav Lien", "Aino Saari"), ("Kari Moen", "Aino Saari"), (None, None)])
_MEETING = st.builds(
    lambda text, day, names, status, recalled, side: _MAKER.meeting(
        _MAKER.document(f"Text {text}.", "2026-03-02", side=side),
        date=day,
        status=status,
        recalled=recalled,
        participants=(Person(names[0], None, "NOR"), Person(names[1], None, "FIN")),
    ),
    st.integers(0, 10**6),
    _DAYS,
    _PEOPLE,
    st.sampled_from(["held", "planned"]),
    st.booleans(),
    st.sampled_from([None, "NOR", "FIN"]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    readings=st.lists(_MEETING, min_size=2, max_size=9, unique_by=lambda reading: reading.document.id),
    shuffle=st.randoms(use_true_random=False),
)
def test_the_order_of_adding_makes_no_difference(readings: list[Any], shuffle: Any, merged: Merge) -> None:
    def clusters(some: list[Any]) -> set[tuple[str, frozenset[str]]]:
        return {
            (thing.id, frozenset(found.record.id for found in thing.found)) for thing in merged(some).things("meetings")
        }

    first = clusters(readings)
    again = list(readings)
    shuffle.shuffle(again)
    assert clusters(again) == first
