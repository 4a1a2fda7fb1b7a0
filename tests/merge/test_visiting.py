"""Which meetings took place during a visit."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from tests.merge.conftest import Maker, Merge

from communique.shared.records import Person, Place

HELSINKI = Place("Helsinki", "FIN")
ONE = ({"date": "2026-07-14", "place": HELSINKI},)
STAYS: dict[str, tuple[dict[str, Any], tuple[dict[str, Any], ...], int]] = {
    "of the month": ({"date": "2026-07"}, ONE, 1),
    "of other days": ({"date": "2026-07-01/2026-07-03"}, ONE, 0),
    "of another month": ({"date": "2026-08"}, ONE, 0),
    "met elsewhere": ({"date": "2026-07"}, ({"date": "2026-07-14", "place": Place("Oslo", "NOR")},), 0),
    "two stays in a month": ({"date": "2026-07"}, (*ONE, {"date": "2026-07-30", "place": HELSINKI}), 0),
}


@pytest.mark.parametrize("name", STAYS)
def test_meetings_during_a_visit_told_without_its_day(name: str, make: Maker, merged: Merge) -> None:
    visit, meetings, wanted = STAYS[name]
    told = [make.meeting(make.document(f"Met {m['date']}.", "2026-08-01"), **m) for m in meetings]
    history = merged([make.visit(make.document("He came.", "2026-08-01"), **visit), *told])
    (found,) = history.meetings_during(history.things("visits")).values()
    assert len(found) == wanted


NOBODY = (Person(party="AU"), Person(party="TGO"))


@pytest.mark.parametrize(("participants", "listed"), [(NOBODY, 1), ((*NOBODY, Person("Ada Sossa", None, "KEN")), 2)])
def test_a_gathering_told_by_the_words_of_a_meeting_is_listed_once(
    make: Maker, merged: Merge, participants: tuple[Person, ...], listed: int
) -> None:
    document = make.document("Togo will host the summit.", "2026-05-04")
    plan: dict[str, Any] = {"status": "planned", "date": "2026-11"}
    meeting = make.meeting(document, participants=participants, **plan)
    gathering = make.gathering(document, "AU summit", parties=("AU", "TGO"), **plan)
    both = msgspec.structs.replace(meeting, gatherings=gathering.gatherings)
    history = merged([both])
    things, _ = history.with_gatherings(history.things("meetings"))
    assert len(things) == listed


LEADERS = (Person("Ada Sossa", "president", "BEN"), Person("Paul Etoa", "president", "GAB"))
SUMMIT: dict[str, Any] = {"participants": LEADERS, "level": "head_of_state", "mode": "in_person"}


@pytest.mark.parametrize(
    ("days", "level", "tied"),
    [
        (("2026-06-16",), "head_of_state", 1),
        (("2026-06-16", "2026-08-02"), "head_of_state", 0),
        (("2026-06-16",), "minister", 0),
    ],
)
def test_a_summit_of_two_states_is_the_one_meeting_of_their_leaders(
    make: Maker, merged: Merge, days: tuple[str, ...], level: str, tied: int
) -> None:
    told = make.gathering(
        make.document("A summit.", "2026-05-24"), "BEN+GAB summit", status="planned", parties=("BEN", "GAB")
    )
    met = [make.meeting(make.document(f"On {d}.", d), **(SUMMIT | {"date": d, "level": level})) for d in days]
    history = merged([told, *met])
    _, at = history.with_gatherings(history.things("meetings"))
    assert [len(found) for found in at.values()] == [tied]
