"""What became of promises, and corrections."""

from __future__ import annotations

from datetime import date

import pytest
from tests.merge.conftest import Maker, Merge

from communique.merge.fates import Promise

WHAT = "build a water laboratory in Turku by 31 March 2026"


def fate(make: Maker, merged: Merge, *later: tuple[str, str], as_of: str = "2026-12-31") -> Promise:
    made = make.promise(make.document("Norway pledged it.", "2025-04-10"), WHAT, due="2026-03-31")
    told = [make.meeting(make.document(text, day, side="FIN"), date=day, recalled=True) for text, day in later]
    (promise,) = merged([*told, made]).promises(date.fromisoformat(as_of))
    return promise


def test_done(make: Maker, merged: Merge) -> None:
    promise = fate(make, merged, ("The water laboratory in Turku was handed over today.", "2026-02-12"))
    assert promise.status == "fulfilled"
    assert [(step.kind, step.day) for step in promise.steps] == [("made", "2025-04-10"), ("fulfilled", "2026-02-12")]


def test_given_up(make: Maker, merged: Merge) -> None:
    assert fate(make, merged, ("The water laboratory in Turku has been scrapped.", "2026-02-12")).status == "withdrawn"


@pytest.mark.parametrize(
    "words",
    [
        "The water laboratory in Turku will be handed over in May.",
        "The water laboratory in Turku has not been completed.",
        "The swimming hall in Oulu was handed over today.",
    ],
)
def test_not_done(make: Maker, merged: Merge, words: str) -> None:
    assert fate(make, merged, (words, "2026-02-12")).status == "overdue"


def test_a_day_is_judged_by_what_was_known_on_it(make: Maker, merged: Merge) -> None:
    later = ("The water laboratory in Turku was handed over today.", "2026-05-12")
    assert fate(make, merged, later, as_of="2026-03-01").status == "open"
    assert fate(make, merged, later, as_of="2026-05-01").status == "overdue"


def test_repeated_and_changed(make: Maker, merged: Merge) -> None:
    texts = [("Norway pledged it.", "2025-04-10", "2026-03-31"), ("It pledged again.", "2025-06-10", None)]
    texts.append(("It put it off.", "2025-08-10", "2027-03-31"))
    made = [make.promise(make.document(text, day), WHAT, due=due) for text, day, due in texts]
    (promise,) = merged(made).promises(date(2026, 12, 31))
    assert [step.kind for step in promise.steps] == ["made", "repeated", "changed"]


@pytest.mark.parametrize("first", [0, 1])
def test_a_corrected_text_no_longer_counts(make: Maker, merged: Merge, first: int) -> None:
    from communique.shared.records import Person

    words = "Minister Olav Lien met the minister of {} in Oslo on 1 March 2026, a statement said."
    wrong = make.document(words.format("Niger"), publisher="Agency", source="wrong")
    right = make.document(words.format("Nigeria"), publisher="Agency", source="right", title="CORRECTION: Lien met")
    people = [(Person("Olav Lien", None, "NOR"), Person(None, None, code)) for code in ("NER", "NGA")]
    readings = [
        make.meeting(document, date="2026-03-01", participants=there)
        for document, there in zip((wrong, right), people, strict=True)
    ]
    history = merged(readings if first == 0 else readings[::-1])
    (thing,) = history.things("meetings")
    assert thing.best.carrier.source == "right"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("will send 30 buses to Turku for the fair", "will send 30 more buses to Turku for its fair", True),
        ("will send 30 buses to Turku for the fair", "will send 10 buses to Turku for the fair", False),
        ("means to name Kari Moen envoy to the fair", "means to name Ida Solbakk envoy to the fair", False),
        ("will host the ministers for a dinner in Turku", "will host the ministers for a dinner in Turku", False),
        ("will support the people of Turku after the flood", "will support the people of Turku after the flood", True),
    ],
)
def test_one_promise_or_two(make: Maker, merged: Merge, one: str, other: str, same: bool) -> None:
    readings = [
        make.promise(make.document(f"{day} told.", day), what)
        for what, day in ((one, "2025-04-10"), (other, "2026-02-10"))
    ]
    assert len(merged(readings).promises(date(2026, 12, 31))) == (1 if same else 2)


def test_one_promise_for_two_days(make: Maker, merged: Merge) -> None:
    readings = [
        make.promise(make.document(f"{month} told."), f"reopen the Turku crossing on 1 {month} 2026", due=due)
        for month, due in (("July", "2026-07-01"), ("September", "2026-09-01"))
    ]
    assert len(merged(readings).promises(date(2026, 12, 31))) == 1
