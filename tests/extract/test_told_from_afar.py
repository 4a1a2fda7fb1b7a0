"""Encounters that a text points back at or ahead to, and days that stand in the clause behind. Persons are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.shared.records import Reading

ReadText = Callable[..., Reading]
A, B = "Foreign Minister Ada Sossa of Benin", "Foreign Minister Paul Etoa of Gabon"


def told(reading: Reading) -> list[tuple[str, str | None, str | None, bool]]:
    return [(m.status, m.mode, m.date, m.recalled) for m in reading.meetings]


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        pytest.param(
            f"{A} spoke today with {B} in a follow-up to their September 9 phone call.",
            ("held", "call", "2025-09-09", True),
            id="follow-up",
        ),
        pytest.param(
            f"{A} spoke today with {B}, building on their call on April 8.",
            ("held", "call", "2026-04-08", True),
            id="building on",
        ),
        pytest.param(
            f"{A} will meet {B} in Lome on May 12, following their meeting in March.",
            ("held", "in_person", "2026-03", True),
            id="following, before a plan",
        ),
        pytest.param(
            f"{A} and {B} will build on their September 9 phone call when they meet in Lome on May 12.",
            ("held", "call", "2025-09-09", True),
            id="will build on",
        ),
        pytest.param(
            f"{A} and {B} held their first in-person meeting today. The two ministers last spoke by phone on May 2.",
            ("held", "call", "2026-05-02", True),
            id="last spoke",
        ),
        pytest.param(
            f"{A} briefed Foreign Minister Paul Etoa of Gabon on the outcome of the meeting she had hosted in Cotonou "
            "on 28 April with the foreign ministers of Togo and Chad.",
            ("held", "in_person", "2026-04-28", True),
            id="had hosted",
        ),
    ],
)
def test_what_was_before_is_recalled_with_its_day(read: ReadText, text: str, earlier: tuple[object, ...]) -> None:
    assert earlier in told(read(text))


@pytest.mark.parametrize(
    ("text", "plan"),
    [
        pytest.param(
            f"{A} welcomed the plan in advance of President Ana Costa of Cabo Verde and President Idris Sow of Senegal "
            "meeting in Praia at the end of May.",
            ("planned", "in_person", "2026-05", False),
            id="in advance of",
        ),
        pytest.param(
            f"{A} will meet virtually with {B} on Friday, May 8.",
            ("planned", "video", "2026-05-08", False),
            id="virtually",
        ),
        pytest.param(f"{A} to Meet Virtually with {B}", ("planned", "video", None, False), id="headline"),
        pytest.param(
            "President Ana Costa of Cabo Verde will leave for Ghana, where she is to attend an African Union summit "
            "and meet President Kofi Manu of Ghana on the fringes.",
            ("planned", "in_person", None, False),
            id="second of two infinitives",
        ),
        pytest.param(
            f"{A} and {B} agreed to meet on the margins of the Lome Water Forum, which will take place in Lome on 27 "
            "November.",
            ("planned", "in_person", "2026-11-27", False),
            id="day of the occasion",
        ),
        pytest.param(
            "President Ana Costa of Cabo Verde will attend the African Union summit in Accra, which will take place "
            "from May 11 to 13.",
            ("planned", "in_person", "2026-05-11/2026-05-13", False),
            id="day of the summit",
        ),
    ],
)
def test_what_is_to_come_is_planned_for_its_day(read: ReadText, text: str, plan: tuple[object, ...]) -> None:
    assert plan in told(read(text))


def test_talks_after_which_something_is_said_are_what_the_text_reports(read: ReadText) -> None:
    reading = read(f"{A} said after her talks with {B} that the port is open.")
    assert told(reading) == [("held", "in_person", None, False)]
