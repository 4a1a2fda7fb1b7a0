"""Visits: who travels where, when, with which status. All persons are invented; the texts are of Monday 2026-05-04."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.shared.records import Reading, Visit

Read = Callable[..., Reading]
OTIENO = "Kenyan Foreign Minister Jane Otieno "
BERG = "Norwegian Prime Minister Lina Berg "


def journey(visit: Visit) -> tuple[str | None, str | None, str, str]:
    """Name and party of the visitor, the host and the status."""
    return visit.visitor.name, visit.visitor.party, visit.host, visit.status


def journeys(reading: Reading) -> list[tuple[str | None, str | None, str, str]]:
    return [journey(v) for v in reading.visits]


@pytest.mark.parametrize(
    ("text", "host", "town"),
    [
        (OTIENO + "visited Norway on Friday.", "NOR", None),
        (OTIENO + "arrived in Oslo on Friday.", "NOR", "Oslo"),
        (OTIENO + "flew to Oslo on Friday.", "NOR", "Oslo"),
        (OTIENO + "led a delegation to Rabat.", "MAR", "Rabat"),
        (OTIENO + "made a stopover in Rabat.", "MAR", "Rabat"),
        (OTIENO + "left for Rabat on Friday.", "MAR", "Rabat"),
        (OTIENO + ", on a visit to Oslo, praised the port.", "NOR", "Oslo"),
        (OTIENO + "visited a hospital in Oslo.", "NOR", "Oslo"),
        ("Peruvian President Ana Quispe welcomed " + OTIENO + "to Lima on Friday.", "PER", "Lima"),
        ("Peruvian President Ana Quispe hosted " + OTIENO + "for an official visit.", "PER", None),
    ],
)
def test_a_journey_by_the_words_of_many_texts(read: Read, text: str, host: str, town: str | None) -> None:
    reading = read(text)
    assert journeys(reading) == [("Jane Otieno", "KEN", host, "held")]
    place = reading.visits[0].place
    assert place is not None and (place.party, place.name) == (host, town)


def test_arrived_here_is_the_place_of_the_dateline(read: Read) -> None:
    reading = read("OSLO, May 1 (Xinhua) -- " + OTIENO + "arrived here on Friday for a three-day official visit.")
    assert journeys(reading) == [("Jane Otieno", "KEN", "NOR", "held")]
    assert reading.visits[0].kind == "official"


@pytest.mark.parametrize(
    "text",
    [
        "A delegation headed by Deputy Foreign Minister Jane Otieno of Kenya visited Somalia last week.",
        "A Kenyan delegation led by Deputy Foreign Minister Jane Otieno arrived in Mogadishu on Friday.",
    ],
)
def test_whoever_leads_a_delegation_is_the_visitor(read: Read, text: str) -> None:
    assert journeys(read(text)) == [("Jane Otieno", "KEN", "SOM", "held")]


def test_several_visitors(read: Read) -> None:
    reading = read("President Juma Kamau of Kenya and Prime Minister Lina Berg of Norway visited Ukraine on Friday.")
    assert journeys(reading) == [("Juma Kamau", "KEN", "UKR", "held"), ("Lina Berg", "NOR", "UKR", "held")]


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        (OTIENO + "visited Astana and Tashkent.", ["KAZ", "UZB"]),
        (OTIENO + "began a tour of Chad, Niger and Benin on Friday.", ["TCD", "NER", "BEN"]),
        (OTIENO + "ended a five-day tour that took her to Chad and Niger.", ["TCD", "NER"]),
    ],
)
def test_several_stops(read: Read, text: str, hosts: list[str]) -> None:
    assert [v.host for v in read(text).visits] == hosts


def test_each_stop_has_its_day(read: Read) -> None:
    reading = read(OTIENO + "will visit Norway on June 3 and Sweden on June 5.")
    assert [(v.host, v.date) for v in reading.visits] == [("NOR", "2026-06-03"), ("SWE", "2026-06-05")]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (OTIENO + "visited Norway from 27 to 29 April 2026.", "2026-04-27/2026-04-29"),
        ("The visit of " + OTIENO + "to Norway took place in April 2026.", "2026-04"),
        (OTIENO + "visited Norway. The visit took place in April 2026.", "2026-04"),
        ("During her visit to Norway last week, " + OTIENO + "signed a protocol.", "2026-04-27/2026-05-03"),
        (OTIENO + "will travel to Oslo for the energy fair on June 3.", "2026-06-03"),
        (OTIENO + "will travel to Oslo to attend the energy fair on June 3.", "2026-06-03"),
        ("The visit of " + OTIENO + "to Norway is set for June 3.", "2026-06-03"),
    ],
)
def test_the_day_of_a_visit(read: Read, text: str, date: str) -> None:
    assert [v.date for v in read(text).visits] == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (OTIENO + "leaves for Oslo on Friday.", "2026-05-08"),
        (OTIENO + "is travelling to Oslo on Friday.", "2026-05-08"),
        (OTIENO + "begins a three-day visit to Norway from June 17.", "2026-06-17"),
    ],
)
def test_the_present_tense_with_a_day_is_about_the_next(read: Read, text: str, date: str) -> None:
    assert [(v.status, v.date) for v in read(text).visits] == [("planned", date)]


def test_the_past_tense_with_a_day_is_about_the_last(read: Read) -> None:
    assert [(v.status, v.date) for v in read(OTIENO + "flew to Oslo on Friday.").visits] == [("held", "2026-05-01")]


@pytest.mark.parametrize(
    ("text", "status", "date"),
    [
        (OTIENO + "on Friday postponed her trip to Norway.", "postponed", None),
        (OTIENO + "cancelled her trip to Norway, planned for June 3.", "cancelled", "2026-06-03"),
        ("The visit of " + OTIENO + "to Norway has been rescheduled to September 2026.", "postponed", "2026-09"),
        (OTIENO + "will visit Norway on June 3. That visit has now been called off.", "cancelled", "2026-06-03"),
        (OTIENO + "had been expected to fly to Norway, but the trip fell through.", "cancelled", None),
        (OTIENO + "put her visit to Norway on hold.", "postponed", None),
        (OTIENO + "has scrapped a planned visit to Norway.", "cancelled", None),
    ],
)
def test_a_visit_that_is_off_has_the_day_planned(read: Read, text: str, status: str, date: str | None) -> None:
    assert [(v.host, v.status, v.date) for v in read(text).visits] == [("NOR", status, date)]


@pytest.mark.parametrize(
    "text",
    [
        OTIENO + "will be in Oslo from 22 to 24 May 2026.",
        OTIENO + "is expected in Oslo on June 3.",
        "During her visit to Norway, " + OTIENO + "will sign a protocol.",
        "The ministers discussed the forthcoming visit of " + OTIENO + "to Norway.",
        BERG + "looks forward to welcoming " + OTIENO + "to Oslo on June 3.",
    ],
)
def test_what_lies_ahead_is_planned(read: Read, text: str) -> None:
    assert journeys(read(text)) == [("Jane Otieno", "KEN", "NOR", "planned")]


@pytest.mark.parametrize(
    "text",
    [
        OTIENO + "said she would be willing to travel to Oslo.",
        OTIENO + "said she would come to Oslo when conditions allowed.",
        OTIENO + "would visit Oslo if the fee were lower.",
        "Will " + OTIENO + "visit Oslo?",
        "A report that " + OTIENO + "had visited Oslo is false.",
        OTIENO + "did not visit Oslo.",
        BERG + "looks forward to welcoming " + OTIENO + "to Oslo.",
    ],
)
def test_what_is_only_said_or_wished_is_no_visit(read: Read, text: str) -> None:
    assert read(text).visits == ()


def test_an_invitation_alone_is_no_visit(read: Read) -> None:
    assert read(BERG + "invited " + OTIENO + "to visit Oslo.").visits == ()
    assert read(BERG + "extended an invitation for " + OTIENO + "to visit Oslo.").visits == ()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (BERG + "invited " + OTIENO + "to Oslo, and she accepted.", None),
        (BERG + "invited " + OTIENO + "to Oslo. The visit is to take place in June.", "2026-06"),
        (OTIENO + "accepted an invitation to visit Norway next year.", "2027"),
    ],
)
def test_an_invitation_taken_up_is_planned(read: Read, text: str, date: str | None) -> None:
    assert [(journey(v), v.date) for v in read(text).visits] == [(("Jane Otieno", "KEN", "NOR", "planned"), date)]


def test_the_journey_on_and_the_journey_home(read: Read) -> None:
    reading = read(OTIENO + "visited Rabat on Friday. She travels on to Madrid on Thursday and will return to Nairobi.")
    assert [(v.host, v.status, v.date) for v in reading.visits] == [
        ("MAR", "held", "2026-05-01"),
        ("ESP", "planned", "2026-05-07"),
    ]


def test_another_town_of_the_host_is_no_second_visit(read: Read) -> None:
    reading = read(OTIENO + "arrived in Oslo on Friday. On Tuesday she will travel to Bergen.")
    assert journeys(reading) == [("Jane Otieno", "KEN", "NOR", "held")]


@pytest.mark.parametrize(
    "text",
    [
        "UN Special Envoy Lena Holm travelled to New York on Friday.",
        "UN Special Envoy Lena Holm will return to Kenya on Friday.",
    ],
)
def test_staff_of_an_organisation_at_its_seat_is_no_visit(read: Read, text: str) -> None:
    assert read(text).visits == ()


def test_clauses_on_one_journey_are_one_record(read: Read) -> None:
    reading = read(
        OTIENO + "arrived in Oslo on Friday on a state visit. She paid a state visit to Norway from 1 to 3 May 2026. "
        "During her visit to Norway she will sign a protocol."
    )
    assert [(journey(v), v.kind, v.date) for v in reading.visits] == [
        (("Jane Otieno", "KEN", "NOR", "held"), "state", "2026-05-01/2026-05-03")
    ]
    assert len(reading.visits[0].evidence) > 1


def test_a_first_visit_is_news(read: Read) -> None:
    reading = read("President Juma Kamau of Kenya paid his first official friendly visit to Norway on Friday.")
    assert [(v.kind, v.recalled) for v in reading.visits] == [("official", False)]


def test_a_visit_without_a_day_has_that_of_the_talks(read: Read) -> None:
    reading = read(BERG + "met " + OTIENO + ", who is in Oslo on a working visit, on May 2.")
    visit = reading.visits[0]
    assert journey(visit) == ("Jane Otieno", "KEN", "NOR", "held")
    assert (visit.kind, visit.date) == ("working", "2026-05-02")


@pytest.mark.parametrize(
    "text",
    [
        "A letter from " + OTIENO + "arrived in Oslo on Friday.",
        "Kenyan Ambassador Ana Mwangi paid a farewell visit to Norwegian Foreign Minister Ola Nordby.",
        BERG + "welcomed the proposal of " + OTIENO + "on Friday.",
        OTIENO + "travelled to Mombasa on Friday.",
    ],
)
def test_no_journey_to_another_party(read: Read, text: str) -> None:
    assert read(text).visits == ()


def test_who_is_there_or_is_welcomed_is_so_on_the_day_of_the_text(read: Read) -> None:
    reading = read("It is worth noting what " + OTIENO + "is saying while she is in Oslo.")
    assert [(v.host, v.status, v.date) for v in reading.visits] == [("NOR", "held", "2026-05-04")]
    reading = read(BERG + "is honored to welcome " + OTIENO + "for the first visit of her term.")
    assert [(v.visitor.party, v.host, v.date) for v in reading.visits] == [("KEN", "NOR", "2026-05-04")]
    reading = read(BERG + "was honored to welcome " + OTIENO + "for the first visit of her term.")
    assert [v.date for v in reading.visits] == [None]


def test_a_guest_who_is_looked_forward_to_at_a_place_will_be_there(read: Read) -> None:
    reading = read(BERG + "looks forward to welcoming " + OTIENO + "on 6 May at the port of Oslo.")
    assert [(journey(v), v.date) for v in reading.visits] == [(("Jane Otieno", "KEN", "NOR", "planned"), "2026-05-06")]


@pytest.mark.parametrize(
    "text",
    [
        OTIENO + "will travel to Oslo, Norway; Lima, Peru; and Rabat, Morocco from 9 to 15 May 2026.",
        "Next week "
        + OTIENO
        + "will lead a delegation to three coastal states: Norway, Peru, and the Kingdom of Morocco.",
    ],
)
def test_stops_in_a_row(read: Read, text: str) -> None:
    assert [v.host for v in read(text).visits] == ["NOR", "PER", "MAR"]


def test_the_town_of_what_somebody_travels_to(read: Read) -> None:
    there = read(OTIENO + "flew to a conference promoting trade between the coasts in Oslo, Norway.")
    about = read(OTIENO + "flew to a conference on the war in Oslo.")
    assert [[v.host for v in reading.visits] for reading in (there, about)] == [["NOR"], []]


def test_a_day_that_closes_the_sentence_is_that_of_the_visit(read: Read) -> None:
    reading = read(BERG + "will host " + OTIENO + "for a state visit, which will include a dinner, on 26 May 2026.")
    assert [(v.kind, v.date) for v in reading.visits] == [("state", "2026-05-26")]


def test_a_journey_only_named_beside_a_meeting_of_others_is_background(read: Read) -> None:
    text = BERG + "met Peruvian President Ana Quispe in Oslo on Friday. They spoke of President Idi Saley of Niger's "
    assert [v.recalled for v in read(text + "trip to Peru.").visits] == [True]
    assert [v.recalled for v in read(BERG + "praised President Idi Saley of Niger's trip to Peru.").visits] == [False]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "A treaty signed on 3 May 2025 during the state visit of President Idris Sow of Senegal to Gabon holds.",
            1,
        ),
        ("On 3 May 2025, President Idris Sow of Senegal signed a treaty during his visit to Gabon.", 1),
        (
            "Peru thanked Gabon on 3 May 2025 for the welcome during a visit of President Luis Rojo of Peru to Gabon.",
            0,
        ),
        (
            "Peru thanked Gabon on 3 May 2025 for its help during a visit of President Idris Sow of Senegal to Gabon.",
            0,
        ),
    ],
)
def test_what_was_done_during_a_visit_dates_it(read: Callable[..., Reading], text: str, date: int) -> None:
    found = [v.date for v in read(text).visits if v.host == "GAB"]

    assert found == (["2025-05-03"] if date else [None])
