"""Texts that a meeting brought about: tied to it by title and day, with the reason."""

from __future__ import annotations

from typing import Any

import pytest
from tests.merge.conftest import SAARI, Maker, Merge

from communique.shared.records import Person, Reading

DAY = "2026-03-02"
TITLE = "Joint Statement by Minister Lien and Minister Saari"


def tied(make: Maker, merged: Merge, other: dict[str, Any], **meeting: Any) -> list[str]:
    """The titles of texts tied to a meeting of Lien and Saari on DAY; other: a second text without a record."""
    given = {"date": DAY, "title": TITLE} | other
    told = make.meeting(make.document("They met."), **({"date": DAY} | meeting))
    history = merged([told, Reading(document=make.document("Harbours are full.", **given))])
    ties = history.outcomes(history.things("meetings"))
    return [f"{tie.carrier.title}: {tie.because}" for found in ties.values() for tie in found]


OURS: dict[str, dict[str, Any]] = {
    "by the names of those who met": {},
    "by their states": {"title": "FACT SHEET: Norway and Finland Open a Harbour"},
    "a side may go unnamed in its own text": {"title": "FACT SHEET: A Harbour for Finland", "side": "NOR"},
    "published a day later": {"date": "2026-03-03"},
}


@pytest.mark.parametrize("name", OURS)
def test_a_text_of_the_meeting(name: str, make: Maker, merged: Merge) -> None:
    (tie,) = tied(make, merged, OURS[name])
    assert "names who met that day" in tie


OTHERS: dict[str, dict[str, Any]] = {
    "of another day": {"date": "2026-03-05"},
    "of one side alone": {"title": "Statement by Minister Lien on Finland"},
    "a side is missing": {"title": "FACT SHEET: Norway Opens a Harbour"},
    "of three states": {"title": "Joint Statement of Norway, Finland and Latvia"},
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_text_of_something_else(name: str, make: Maker, merged: Merge) -> None:
    assert tied(make, merged, OTHERS[name]) == []


@pytest.mark.parametrize("meeting", [{"mode": "call"}, {"status": "cancelled"}, {"date": None, "status": "planned"}])
def test_a_meeting_that_brings_about_no_text(meeting: dict[str, Any], make: Maker, merged: Merge) -> None:
    assert tied(make, merged, {}, **meeting) == []


def test_of_two_meetings_the_text_is_of_the_one_whose_people_it_names(make: Maker, merged: Merge) -> None:
    premier = Person("Kari Moen", "prime minister", "NOR")
    high = make.meeting(
        make.document("Moen came."), date=DAY, level="head_of_government", participants=(premier, SAARI)
    )
    low = make.meeting(make.document("Lien came."), date=DAY)
    history = merged([high, low, Reading(document=make.document("Harbours.", DAY, title=TITLE))])
    assert list(history.outcomes(history.things("meetings"))) == [low.meetings[0].id]


def test_a_gathering_is_named_by_its_body(make: Maker, merged: Merge) -> None:
    told = make.gathering(make.document("It begins."), "AU summit", status="planned", date=DAY, parties=("AU",))
    sheet = make.document("Harbours.", DAY, title="FACT SHEET: African Union and Norway Open a Harbour")
    history = merged([told, Reading(document=sheet)])
    gatherings, _ = history.with_gatherings([])
    assert [tie.carrier.id for found in history.outcomes(gatherings).values() for tie in found] == [sheet.id]


NAMED: dict[str, tuple[str, str]] = {
    "a fact sheet of the day": ("2026-03-02", "FACT SHEET: The Second Harbours Summit"),
    "an advisory before": ("2026-02-20", "Media Advisory: Harbour Summit"),
    "of another name": ("2026-03-02", "FACT SHEET: The Lagoon Summit"),
    "of another year": ("2025-03-02", "FACT SHEET: The Harbour Summit"),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_title_that_names_a_gathering(name: str, make: Maker, merged: Merge) -> None:
    day, title = NAMED[name]
    told = make.gathering(make.document("It is today.", DAY), status="held", date=DAY)
    history = merged([told, Reading(document=make.document("Ships.", day, title=title))])
    gatherings, _ = history.with_gatherings([])
    titles = [tie.carrier.title for found in history.outcomes(gatherings).values() for tie in found]
    assert titles == ([] if name.startswith("of another") else [title])
