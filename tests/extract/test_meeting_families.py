"""Meetings and visits in sentences where somebody takes no part, or two are told in one. Persons are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.shared.records import Reading

ReadText = Callable[..., Reading]


def told(reading: Reading) -> list[tuple[list[str], str | None]]:
    return [(sorted(p.party or "" for p in m.participants), m.mode) for m in reading.meetings]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Peru met Ghana in the World Cup on Sunday and won 2-1.", id="a cup"),
        pytest.param("Peru and Ghana met in the final of the tournament.", id="a final"),
        pytest.param("Foreign Minister Ada Sossa of Benin addressed the concerns of the African Union.", id="concerns"),
        pytest.param(
            "Foreign Minister Ada Sossa of Benin joined the African Union's call for a truce.", id="an appeal"
        ),
        pytest.param("Prime Minister Lina Berg of Norway met Sara Holm and calls for calm in Mali.", id="calm in Mali"),
        pytest.param(
            "Congolese Foreign Minister Marie Ilunga met her Rwandan counterpart, Jean Habimana, in Luanda.",
            id="of one of two states, not of the host",
        ),
    ],
)
def test_no_meeting_is_told(read_text: ReadText, text: str) -> None:
    assert told(read_text(text)) == []


def test_states_that_talk_before_a_final_round_meet(read_text: ReadText) -> None:
    text = "Peru and Ghana met in Accra on Sunday for a final round of talks on cocoa."
    assert told(read_text(text)) == [(["GHA", "PER"], "in_person")]


@pytest.mark.parametrize("verb", ["met", "held talks with"])
def test_each_of_two_has_a_meeting_of_his_own(read_text: ReadText, verb: str) -> None:
    text = (
        "Benin's Foreign Minister Ada Sossa and Gabon's Foreign Minister Paul Etoa each "
        f"{verb} President Kofi Manu of Ghana."
    )
    assert told(read_text(text)) == [(["BEN", "GHA"], "in_person"), (["GAB", "GHA"], "in_person")]


@pytest.mark.parametrize(
    ("text", "places", "dates"),
    [
        pytest.param(
            "Prime Minister Lina Berg of Norway met the President of Ghana in Accra on 1 May "
            "and the President of Togo in Lome on 2 May.",
            ["GHA", "TGO"],
            ["2026-05-01", "2026-05-02"],
            id="places and days",
        ),
        pytest.param(
            "Prime Minister Lina Berg of Norway met with Ghana's President Kofi Manu on 1 "
            "May and with Togo's President Ama Koffi on 2 May.",
            [None, None],
            ["2026-05-01", "2026-05-02"],
            id="with",
        ),
    ],
)
def test_a_second_partner_has_his_own_day_and_place(
    read_text: ReadText, text: str, places: list[str | None], dates: list[str]
) -> None:
    reading = read_text(text)
    assert told(reading) == [(["GHA", "NOR"], "in_person"), (["NOR", "TGO"], "in_person")]
    assert [m.place.party if m.place else None for m in reading.meetings] == places
    assert [m.date for m in reading.meetings] == dates


def test_who_spoke_at_a_virtual_summit_met_by_video(read_text: ReadText) -> None:
    text = "President Ana Costa of Cabo Verde spoke with President Idris Sow of Senegal at a virtual summit."
    assert told(read_text(text)) == [(["CPV", "SEN"], "video")]


def test_a_counterpart_is_of_the_other_side(read_text: ReadText) -> None:
    text = "TOKYO, May 4 (Kyodo) -- Foreign Minister Aoki Haruto and his Philippine counterpart met on Sunday."
    assert told(read_text(text)) == [(["JPN", "PHL"], "in_person")]


def test_the_president_and_a_prime_minister_are_two(read_text: ReadText) -> None:
    text = "The President and Prime Minister Lina Berg of Norway met today in the Oval Office."
    assert told(read_text(text, publisher="The White House")) == [(["NOR", "USA"], "in_person")]


@pytest.mark.parametrize(
    ("text", "status", "visitor", "host"),
    [
        pytest.param(
            "Peru has called off Foreign Minister Ana Quispe's visit to Ecuador.",
            "cancelled",
            "PER",
            "ECU",
            id="sender",
        ),
        pytest.param(
            "The cancellation of President Idris Sow of Senegal's visit to Praia was announced on Sunday.",
            "cancelled",
            "SEN",
            "CPV",
            id="noun",
        ),
        pytest.param(
            "Foreign Minister Shan Lee of Oman phoned Carlos Mori, his Japanese counterpart, "
            "to explain why his visit to Japan had been postponed.",
            "postponed",
            "OMN",
            "JPN",
            id="nobody visits his own state",
        ),
    ],
)
def test_a_visit_that_is_off(read_text: ReadText, text: str, status: str, visitor: str, host: str) -> None:
    assert [(v.status, v.visitor.party, v.host) for v in read_text(text).visits] == [(status, visitor, host)]


@pytest.mark.parametrize(
    ("text", "parties", "date"),
    [
        (
            "Today, we – Prime Minister Ada Berg of Norway, President Jane Otieno of Kenya and President Idris Sow of "
            "Senegal – convene in Oslo to speak of harbours.",
            ["KEN", "NOR", "SEN"],
            "2026-05-04",
        ),
        (
            "We—the governments of Kenya, Malta and Samoa—meet for the first time since 2019 in Oslo on 3 May 2026.",
            ["KEN", "MLT", "WSM"],
            "2026-05-03",
        ),
        ("We, the leaders of Kenya, Malta and Samoa, thank Peru, which we met in Oslo on 3 May 2026.", None, None),
    ],
)
def test_a_joint_statement_opens_with_who_met(
    read_text: ReadText, text: str, parties: list[str] | None, date: str | None
) -> None:
    found = [
        (sorted(p.party or "" for p in m.participants), m.date)
        for m in read_text(text).meetings
        if m.rule == "meetings/declare-together"
    ]
    assert found == ([(parties, date)] if parties else [])


def test_two_places_and_months_are_two_meetings(read_text: ReadText) -> None:
    text = (
        "Prime Minister Lina Berg of Norway recalled her recent talks with President Jane Otieno of Kenya in Lima in "
        "March 2026 and in Accra in April 2026."
    )
    assert [(m.place.name if m.place else None, m.date) for m in read_text(text).meetings] == [
        ("Lima", "2026-03"),
        ("Accra", "2026-04"),
    ]
