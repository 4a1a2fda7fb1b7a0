"""Which sentences on deeds are about a promise: a false "fulfilled" costs more than a missing one."""

from __future__ import annotations

from datetime import date

import pytest
from tests.merge.conftest import Maker, Merge

from communique.merge.fates import Promise
from communique.merge.fulfilling import Fulfilling
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames

DONE = "The ferry harbour of Turku was opened on Monday."


def fate(make: Maker, merged: Merge, what: str, words: str, **document: object) -> Promise:
    made = make.promise(make.document("Norway pledged it.", "2025-04-10"), what)
    told = make.meeting(make.document(words, "2026-02-12", **document), date="2026-02-12")
    (promise,) = merged([made, told]).promises(date(2026, 12, 31))
    return promise


@pytest.mark.parametrize(
    ("what", "words", "status"),
    [
        ("open a ferry harbour in Turku", DONE, "fulfilled"),
        ("support the opening of a ferry harbour in Turku", DONE, "open"),
        ("explore the opening of a ferry harbour in Turku", DONE, "open"),
        ("open a ferry harbour in Turku", "The harbour of Turku, where the ferry was burnt, was opened.", "fulfilled"),
        ("open a ferry harbour in Turku", "The library of Turku was opened near the harbour.", "open"),
        ("open a ferry harbour in Turku", "The ferry harbour of Turku was opened in 1987.", "open"),
        ("open a ferry harbour in Turku", "Denmark opened its ferry harbour of Turku trade.", "open"),
        ("open a ferry harbour in Turku", "The ferry harbour of Turku was called off.", "withdrawn"),
        ("train ferry pilots of Turku", "The ferry pilots of Turku were released on Monday.", "open"),
    ],
)
def test_the_deed_and_its_object_are_those_of_the_promise(
    make: Maker, merged: Merge, what: str, words: str, status: str
) -> None:
    assert fate(make, merged, what, words).status == status


def test_the_promise_itself_is_no_deed(make: Maker, merged: Merge) -> None:
    first = make.promise(make.document("Norway pledged it.", "2025-04-10"), "open a ferry harbour in Turku")
    again = make.promise(make.document(DONE, "2025-05-10"), "open a ferry harbour in Turku")
    (promise,) = merged([first, again]).promises(date(2026, 12, 31))
    assert [step.kind for step in promise.steps] == ["made", "repeated"]


def test_a_deed_of_other_parties_counts_not(make: Maker, merged: Merge) -> None:
    from communique.shared.records import Person

    made = make.promise(make.document("Norway pledged it.", "2025-04-10"), "open a ferry harbour in Turku")
    there = (Person(party="NOR"), Person(party="ISL"))
    told = make.meeting(make.document(DONE, "2026-02-12"), date="2026-02-12", participants=there)
    (promise,) = merged([made, told]).promises(date(2026, 12, 31))
    assert promise.status == "open"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Finland's harbour and the Norwegian ferry", {"FIN", "NOR"}),
        ("the U.S.-Norway forum of the United States", {"USA", "NOR"}),
        ("turkey was served", set()),
    ],
)
def test_parties_named_in_a_sentence(text: str, codes: set[str]) -> None:
    assert PartyNames(Knowledge()).named_in(text) == codes


def test_a_promise_without_a_single_deed_has_no_object() -> None:
    fulfilling = Fulfilling(Knowledge(), PartyNames(Knowledge()))
    assert fulfilling.object_of("will work together on ferry harbours", ()) is None
    found = fulfilling.object_of("will jointly build a ferry harbour in Turku to ease trade", ())
    assert found is not None
    assert (set(found.kinds), len(found.words)) == ({"making"}, 3)


@pytest.mark.parametrize(("due", "status"), [("2025-06", "overdue"), ("2024-06", "open")])
def test_a_day_before_the_promise_is_none_on_which_it_falls_due(
    make: Maker, merged: Merge, due: str, status: str
) -> None:
    made = make.promise(make.document("Norway pledged it.", "2025-04-10"), "open the harbour of 2024", due=due)
    (promise,) = merged([made]).promises(date(2026, 12, 31))
    assert promise.status == status
