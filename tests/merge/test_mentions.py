"""Texts that point at a meeting, a call or a visit that other texts tell of."""

from __future__ import annotations

from typing import Any

import pytest
from tests.merge.conftest import Maker, Merge

from communique.shared.records import Person, Place, Reading

DAY = "2026-03-20"


def pointing(make: Maker, merged: Merge, told: Reading, words: str, **fields: Any) -> list[str]:
    """Why a text of words, of 10 March and of Norway unless told otherwise, is tied to what `told` tells."""
    given = {"date": "2026-03-10", "title": "Harbours", "side": "NOR"} | fields
    history = merged([told, Reading(document=make.document(words, **given))])
    ties = history.outcomes([*history.things("meetings"), *history.things("visits")])
    return [tie.because for found in ties.values() for tie in found]


MEETING = {
    "ahead": ("They prepared the upcoming meeting of Minister Lien with Minister Saari.", {}),
    "by its day": ("They prepared the talks, and the meeting with Minister Saari of Lien on March 20.", {}),
    "by its month": ("Since Lien’s meeting with Saari in March the harbours are open.", {"date": "2026-06-01"}),
    "by the title": ("It follows the meeting of March 20th.", {"date": "2026-06-01", "title": "Lien calls Saari"}),
    "by the office": ("It prepared the foreign minister’s upcoming meeting with Saari.", {}),
}


@pytest.mark.parametrize("name", MEETING)
def test_a_meeting(name: str, make: Maker, merged: Merge) -> None:
    words, fields = MEETING[name]
    told = make.meeting(make.document("They met.", DAY), date=DAY)
    assert pointing(make, merged, told, words, **fields) == [f"It says: {words}"]


NO_MEETING = {
    "of another": ("They prepared the upcoming meeting of Minister Lien with Minister Kalve.", {}),
    "of another day": ("They prepared the meeting of Lien with Saari on March 25.", {}),
    "long before": ("They prepared the upcoming meeting of Lien and Saari.", {"date": "2025-11-10"}),
    "a call": ("They prepared the upcoming call of Lien with Saari.", {}),
    "one side alone": ("Harbours are at the upcoming meeting of Lien.", {}),
    "no word of when": ("Lien spoke of a meeting with Saari.", {}),
}


@pytest.mark.parametrize("name", NO_MEETING)
def test_no_meeting(name: str, make: Maker, merged: Merge) -> None:
    words, fields = NO_MEETING[name]
    assert pointing(make, merged, make.meeting(make.document("They met.", DAY), date=DAY), words, **fields) == []


VISITS = {
    "They spoke of Lien’s upcoming visit to Finland.": 1,
    "They spoke of Lien’s upcoming visit to Latvia.": 0,
    "They spoke of Saari’s upcoming visit to Finland.": 0,
    "Lien looks forward to visiting Finland on March 20.": 1,
}


@pytest.mark.parametrize("words", VISITS)
def test_a_visit(words: str, make: Maker, merged: Merge) -> None:
    told = make.visit(make.document("He came.", DAY), date=DAY)
    assert len(pointing(make, merged, told, words)) == VISITS[words]


@pytest.mark.parametrize("words", VISITS)
def test_a_meeting_abroad_may_be_told_as_a_visit(words: str, make: Maker, merged: Merge) -> None:
    told = make.meeting(make.document("They met.", DAY), date=DAY, place=Place("Turku", "FIN"))
    assert len(pointing(make, merged, told, words)) == VISITS[words]


BODIES = {
    "They welcomed the upcoming virtual meeting of the African Union.": 1,
    "They welcomed the upcoming summit of the Arab League with the African Union.": 0,
    "They welcomed the upcoming meeting of the harbours.": 0,
}


@pytest.mark.parametrize("words", BODIES)
def test_a_meeting_with_a_body(words: str, make: Maker, merged: Merge) -> None:
    people = (Person(party="AU"), Person("Olav Lien", "foreign minister", "NOR"))
    told = make.meeting(make.document("They met.", DAY), date=DAY, participants=people)
    assert len(pointing(make, merged, told, words)) == BODIES[words]
