"""Gatherings of several texts: which become one, and what is known of them together."""

from __future__ import annotations

from typing import Any

import pytest
from tests.merge.conftest import Maker, Merge

from communique.shared.records import Gathering

_Told = tuple[str, dict[str, Any]]


def told(make: Maker, merged: Merge, *texts: _Told) -> list[list[str]]:
    """The texts of each gathering, by their days."""
    readings = [make.gathering(make.document(f"On {day}.", day), **fields) for day, fields in texts]
    return [sorted(each.carrier.day or "" for each in thing.found) for thing in merged(readings).things("gatherings")]


JUNE: _Told = ("2026-05-20", {"status": "planned", "date": "2026-06-10/2026-06-12"})
ONE: dict[str, _Told] = {
    "named on the day without a word of when": ("2026-06-11", {}),
    "remembered in autumn": ("2026-09-20", {}),
    "announced in spring without a day": ("2026-03-01", {"status": "planned"}),
    "remembered as past": ("2026-08-01", {"status": "held", "recalled": True}),
    "announced by its number a year before": ("2025-05-01", {"status": "planned", "edition": 3}),
    "planned for the year when it was still to come": ("2026-06-01", {"status": "planned", "date": "2026"}),
    "the first in person is the third of its series": ("2026-06-12", {"edition": 1}),
}


@pytest.mark.parametrize("name", ONE)
def test_one_gathering(name: str, make: Maker, merged: Merge) -> None:
    assert len(told(make, merged, JUNE, ONE[name])) == 1


TWO: dict[str, _Told] = {
    "of another year": ("2027-05-20", {"status": "planned", "date": "2027-06-10"}),
    "still planned when it was over": ("2026-06-20", {"status": "planned"}),
    "planned for the year when it was over": ("2026-07-01", {"status": "planned", "date": "2026"}),
    "reported long after": ("2026-09-20", {"status": "held"}),
    "of another name": ("2026-06-11", {"key": "lagoon summit"}),
}


@pytest.mark.parametrize("name", TWO)
def test_two_gatherings(name: str, make: Maker, merged: Merge) -> None:
    assert len(told(make, merged, JUNE, TWO[name])) == 2


def test_a_text_without_a_day_means_the_nearest_of_a_series(make: Maker, merged: Merge) -> None:
    december: _Told = ("2026-11-01", {"status": "planned", "date": "2026-12-01"})
    things = told(make, merged, JUNE, december, ("2026-07-01", {}), ("2026-11-20", {}))
    assert sorted(things) == [["2026-05-20", "2026-07-01"], ["2026-11-01", "2026-11-20"]]


def test_a_text_that_only_names_a_gathering_leaves_its_status(make: Maker, merged: Merge) -> None:
    readings = [
        make.gathering(make.document(f"On {day}.", day), **fields) for day, fields in (JUNE, ("2026-06-11", {}))
    ]
    (thing,) = merged(readings).things("gatherings")
    assert isinstance(thing.record, Gathering)
    assert thing.record.status == "planned"


SPECIAL: dict[str, Any] = {"name": "Special Harbour Summit"}


@pytest.mark.parametrize(
    ("other", "things"),
    [
        ({"name": "annual Harbour Summit"}, 2),
        ({"name": "Harbour Summit", "edition": 4}, 2),
        ({"name": "Harbour Summit"}, 1),
        (SPECIAL, 1),
    ],
)
def test_a_special_gathering_is_none_of_a_series(
    make: Maker, merged: Merge, other: dict[str, Any], things: int
) -> None:
    special: _Told = (JUNE[0], JUNE[1] | SPECIAL)
    assert len(told(make, merged, special, ("2026-06-11", other))) == things
