"""Meetings: who met whom, how, when, where, with which status. Persons are invented; texts of Monday 2026-05-04."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.shared.records import Meeting, Place, Reading

ReadText = Callable[..., Reading]
SOTO, MANU = "Peruvian Foreign Minister Ana Soto ", "Ghanaian President Kofi Manu"
BERG = "Norwegian Prime Minister Lina Berg"


def only(reading: Reading) -> Meeting:
    assert len(reading.meetings) == 1
    return reading.meetings[0]


def parties(meeting: Meeting) -> list[str]:
    return sorted(p.party or "" for p in meeting.participants)


def names(meeting: Meeting) -> list[str]:
    return sorted(p.name or "" for p in meeting.participants)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        pytest.param(SOTO + "met " + MANU + ".", "in_person", id="met"),
        pytest.param(SOTO + "met with " + MANU + ".", "in_person", id="met with"),
        pytest.param(SOTO + "and " + MANU + " met.", "in_person", id="both met"),
        pytest.param(SOTO + "held talks with " + MANU + " in Accra.", "in_person", id="held talks"),
        pytest.param(MANU + " received " + SOTO + "in Accra.", "in_person", id="received"),
        pytest.param(SOTO + "was received by " + MANU + ".", "in_person", id="was received by"),
        pytest.param(SOTO + "called " + MANU + " on Sunday.", "call", id="called"),
        pytest.param(SOTO + "spoke by telephone with " + MANU + ".", "call", id="by telephone"),
        pytest.param(SOTO + "had a phone call with " + MANU + ".", "call", id="phone call"),
        pytest.param(SOTO + "spoke with " + MANU + " by video link.", "video", id="video link"),
        pytest.param(SOTO + "held a video conference with " + MANU + ".", "video", id="video conference"),
        pytest.param(SOTO + "sat down with " + MANU + " in Accra.", "in_person", id="sat down"),
        pytest.param("A meeting between " + SOTO + "and " + MANU + " took place.", None, id="meeting between"),
        pytest.param(SOTO + "conferred with " + MANU + ".", "in_person", id="conferred"),
        pytest.param(SOTO + "saw " + MANU + " in Vienna.", "in_person", id="saw"),
        pytest.param(SOTO + "told " + MANU + " by phone that Peru would help.", "call", id="told by phone"),
        pytest.param("In a phone call with " + MANU + ", " + SOTO + "spoke of cocoa.", "call", id="in a call with"),
        pytest.param(MANU + " and his wife, Efua, received " + SOTO + "in Accra.", "in_person", id="and his wife"),
        pytest.param(SOTO + "paid a courtesy call on " + MANU + ".", "in_person", id="courtesy call"),
        pytest.param(SOTO + "hosted a dinner for " + MANU + ".", "in_person", id="dinner for"),
        pytest.param(SOTO + "hosted " + MANU + " for talks.", "in_person", id="hosted for talks"),
        pytest.param(SOTO + "exchanged messages with " + MANU + ".", "message", id="exchanged messages"),
        pytest.param(
            SOTO + "met a Ghanaian delegation led by President Kofi Manu.", "in_person", id="delegation led by"
        ),
    ],
)
def test_an_encounter_by_its_words(read_text: ReadText, text: str, mode: str | None) -> None:
    meeting = only(read_text(text))
    assert (parties(meeting), meeting.status, meeting.bilateral) == (["GHA", "PER"], "held", True)
    assert names(meeting) == ["Ana Soto", "Kofi Manu"]
    if mode is not None:
        assert meeting.mode == mode


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param(SOTO + "will meet " + MANU + " on Friday.", "planned", id="will meet"),
        pytest.param(SOTO + "is to hold talks with " + MANU + ".", "planned", id="is to hold"),
        pytest.param(SOTO + "has postponed a meeting with " + MANU + ".", "postponed", id="postponed"),
        pytest.param(SOTO + "has cancelled a meeting with " + MANU + ".", "cancelled", id="cancelled"),
        pytest.param("A meeting of " + SOTO + "and " + MANU + " was called off.", "cancelled", id="called off"),
        pytest.param(SOTO + "proposed to meet " + MANU + ".", "proposed", id="proposed"),
        pytest.param(
            "A meeting between " + SOTO + "and " + MANU + ", scheduled for 8 May, was cancelled.",
            "cancelled",
            id="scheduled and cancelled",
        ),
        pytest.param(SOTO + "is going to meet " + MANU + ".", "planned", id="going to"),
        pytest.param(SOTO + "is meeting " + MANU + " on Friday.", "planned", id="is meeting on"),
        pytest.param(SOTO + "is putting off her meeting with " + MANU + ".", "postponed", id="is putting off"),
        pytest.param("The meeting of " + SOTO + "with " + MANU + " was called off.", "cancelled", id="meeting of with"),
        pytest.param(
            SOTO + "was due to meet " + MANU + " on Friday but the meeting was cancelled.",
            "cancelled",
            id="but cancelled",
        ),
    ],
)
def test_a_meeting_that_was_not_held(read_text: ReadText, text: str, status: str) -> None:
    meeting = only(read_text(text))
    assert (parties(meeting), meeting.status) == (["GHA", "PER"], status)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SOTO + "denied that she had met " + MANU + ".", id="denied"),
        pytest.param("Will " + SOTO + "meet " + MANU + "?", id="question"),
        pytest.param("A report that " + SOTO + "had met " + MANU + " is false.", id="hearsay"),
        pytest.param(SOTO + "hopes to meet " + MANU + ".", id="hopes"),
        pytest.param(SOTO + "refused to meet " + MANU + ".", id="refused"),
        pytest.param(SOTO + "did not meet " + MANU + ".", id="not"),
        pytest.param(SOTO + "called " + MANU + " a friend.", id="called him a friend"),
        pytest.param("Peru met the deadline that Ghana had set.", id="met the deadline"),
        pytest.param(SOTO + "met the expectations of Ghana.", id="met expectations"),
        pytest.param(SOTO + "spoke to reporters about Ghana.", id="spoke to reporters"),
        pytest.param("Finland joined NATO in 2023, and Norway praised it.", id="joined NATO"),
        pytest.param("Peru beat Ghana 2-1 in the World Cup.", id="sports"),
        pytest.param(SOTO + "received a letter from " + MANU + ".", id="received a letter"),
        pytest.param(SOTO + "called on Ghana to open the port.", id="called on a state"),
        pytest.param("Peru received a loan from Ghana.", id="received a loan"),
        pytest.param(SOTO + "called the Ghanaian president a friend of Peru.", id="called the president a friend"),
        pytest.param(SOTO + "was seen off by " + MANU + ".", id="seen off"),
        pytest.param("The two ministers met and spoke of Peru and Ghana.", id="nobody knows which two"),
        pytest.param(SOTO + "condemned the attack in Ghana.", id="condemned"),
        pytest.param(SOTO + "met students of the university in Lima and spoke of Ghana.", id="students"),
        pytest.param("Peru and Ghana met their targets.", id="met targets"),
        pytest.param(SOTO + "met neither " + MANU + " nor " + BERG + ".", id="neither nor"),
        pytest.param("It is rumoured that " + SOTO + "met " + MANU + ".", id="rumoured"),
        pytest.param("Peru extended an invitation for " + MANU + " to meet with " + SOTO + "soon.", id="invitation"),
        pytest.param("The meeting was cancelled, " + MANU + " told Peru.", id="a meeting of nobody"),
    ],
)
def test_what_is_no_meeting(read_text: ReadText, text: str) -> None:
    assert read_text(text).meetings == ()


@pytest.mark.parametrize(
    ("text", "date", "place"),
    [
        pytest.param(SOTO + "met " + MANU + " in Accra on 2 May 2026.", "2026-05-02", "Accra", id="day and town"),
        pytest.param(SOTO + "met " + MANU + " on Friday in Accra.", "2026-05-01", "Accra", id="weekday and town"),
        pytest.param("On Friday, " + SOTO + "met " + MANU + " in Accra.", "2026-05-01", "Accra", id="weekday first"),
        pytest.param(SOTO + "met " + MANU + " today.", "2026-05-04", None, id="today"),
        pytest.param(SOTO + "met " + MANU + " yesterday.", "2026-05-03", None, id="yesterday"),
        pytest.param(SOTO + "will meet " + MANU + " on Friday.", "2026-05-08", None, id="the next Friday"),
        pytest.param(SOTO + "met " + MANU + ".", None, None, id="neither"),
        pytest.param("LIMA (ANDINA) - " + SOTO + "met " + MANU + ".", None, None, id="a dateline is no place"),
        pytest.param("LIMA (ANDINA) - " + SOTO + "met " + MANU + " here.", None, "Lima", id="here"),
        pytest.param(
            SOTO + "met " + MANU + " on the sidelines of a conference in Vienna.", None, "Vienna", id="sidelines"
        ),
        pytest.param(
            SOTO + "met " + MANU + " in Accra on Friday, the ministry said on Sunday.",
            "2026-05-01",
            "Accra",
            id="the day of the telling is another",
        ),
        pytest.param(
            SOTO + "met " + MANU + " in Accra from 1 to 3 May 2026.", "2026-05-01/2026-05-03", "Accra", id="days"
        ),
        pytest.param(SOTO + "telephoned " + MANU + " on Sunday.", "2026-05-03", None, id="call"),
    ],
)
def test_when_and_where(read_text: ReadText, text: str, date: str | None, place: str | None) -> None:
    meeting = only(read_text(text))
    assert meeting.date == date
    assert (meeting.place.name if meeting.place else None) == place


def test_the_place_has_its_state(read_text: ReadText) -> None:
    assert only(read_text(SOTO + "met " + MANU + " in Vienna.")).place == Place("Vienna", "AUT")


def test_an_earlier_meeting_is_recalled(read_text: ReadText) -> None:
    reading = read_text(SOTO + "met " + MANU + " in Accra on Friday. They had last met in Lima in March 2024.")
    assert [(m.recalled, m.place.name if m.place else None) for m in reading.meetings] == [
        (False, "Accra"),
        (True, "Lima"),
    ]


def test_what_is_said_twice_is_one_meeting(read_text: ReadText) -> None:
    text = SOTO + "met " + MANU + " in Accra on Friday. At the meeting, the two spoke of cocoa. Soto thanked Manu."
    meeting = only(read_text(text))
    assert (meeting.date, names(meeting)) == ("2026-05-01", ["Ana Soto", "Kofi Manu"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SOTO + "met separately with " + MANU + " and " + BERG + ".", id="met"),
        pytest.param(SOTO + "spoke with " + MANU + " and " + BERG + " separately by phone.", id="by phone"),
    ],
)
def test_partners_met_separately(read_text: ReadText, text: str) -> None:
    reading = read_text(text)
    assert [names(m) for m in reading.meetings] == [["Ana Soto", "Kofi Manu"], ["Ana Soto", "Lina Berg"]]


def test_three_at_one_table(read_text: ReadText) -> None:
    meeting = only(read_text(SOTO + ", " + MANU + " and " + BERG + " met in Vienna."))
    assert (parties(meeting), meeting.bilateral) == (["GHA", "NOR", "PER"], False)


def test_a_host_may_be_unnamed(read_text: ReadText) -> None:
    meeting = only(read_text(SOTO + "was received by the President of Ghana."))
    assert [(p.name, p.office, p.party) for p in meeting.participants if p.party == "GHA"] == [
        (None, "president", "GHA")
    ]


def test_the_host_of_a_passive_is_the_state_of_the_place(read_text: ReadText) -> None:
    meeting = only(read_text(SOTO + "was received at the Presidential Palace in Accra."))
    assert [(p.name, p.party) for p in meeting.participants] == [("Ana Soto", "PER"), (None, "GHA")]


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        pytest.param(
            "The foreign ministers of Peru and Ghana met in Vienna on Friday.",
            [("foreign minister", "PER"), ("foreign minister", "GHA")],
            id="offices of states",
        ),
        pytest.param(
            "The Peruvian and Ghanaian foreign ministers met in Vienna.",
            [("foreign minister", "PER"), ("foreign minister", "GHA")],
            id="adjectives",
        ),
        pytest.param(
            "Peru and Ghana held consultations in Lima on 2 May 2026.", [(None, "PER"), (None, "GHA")], id="states"
        ),
        pytest.param(
            SOTO + "and her Ghanaian counterpart held a virtual meeting.",
            [("foreign minister", "PER"), ("foreign minister", "GHA")],
            id="counterpart",
        ),
        pytest.param(
            SOTO + "received the Ghanaian ambassador.",
            [("foreign minister", "PER"), ("ambassador", "GHA")],
            id="ambassador",
        ),
    ],
)
def test_those_without_a_name_take_part(read_text: ReadText, text: str, offices: list[tuple[str | None, str]]) -> None:
    assert [(p.office, p.party) for p in only(read_text(text)).participants] == offices


def test_the_occasion_is_told(read_text: ReadText) -> None:
    meeting = only(read_text(SOTO + "and " + MANU + " met on the margins of the African Union summit."))
    assert (meeting.occasion, parties(meeting)) == ("African Union summit", ["GHA", "PER"])
    meeting = only(read_text(SOTO + "and " + MANU + " met on the margins of the African Union summit, in Accra."))
    assert meeting.occasion == "African Union summit"


def test_the_two_of_a_later_sentence_are_those_who_met(read_text: ReadText) -> None:
    reading = read_text(SOTO + "met " + MANU + ". The two had met in Lima in 2024.")
    assert [(m.recalled, m.date, names(m)) for m in reading.meetings] == [
        (False, None, ["Ana Soto", "Kofi Manu"]),
        (True, "2024", ["Ana Soto", "Kofi Manu"]),
    ]


def test_a_meeting_is_attended(read_text: ReadText) -> None:
    text = "The meeting in Vienna was attended by " + SOTO + ", " + MANU + " and " + BERG + "."
    assert names(only(read_text(text))) == ["Ana Soto", "Kofi Manu", "Lina Berg"]


def test_the_side_of_a_counterpart(read_text: ReadText) -> None:
    meeting = only(read_text(SOTO + "met her Ghanaian counterpart, Efua Boateng, in Vienna."))
    assert [(p.name, p.office, p.party) for p in meeting.participants] == [
        ("Ana Soto", "foreign minister", "PER"),
        ("Efua Boateng", "foreign minister", "GHA"),
    ]


def test_a_roster_takes_part(read_text: ReadText) -> None:
    text = "Foreign Ministers Ana Soto of Peru, Efua Boateng of Ghana and Jon Dahl of Norway met in Vienna."
    assert names(only(read_text(text))) == ["Ana Soto", "Efua Boateng", "Jon Dahl"]


def test_counterparts_without_names_take_part(read_text: ReadText) -> None:
    meeting = only(read_text(SOTO + "met with her counterparts from Ghana and Norway."))
    assert [(p.name, p.office, p.party) for p in meeting.participants] == [
        ("Ana Soto", "foreign minister", "PER"),
        (None, "foreign minister", "GHA"),
        (None, "foreign minister", "NOR"),
    ]


def test_a_pronoun_takes_part(read_text: ReadText) -> None:
    text = SOTO + "arrived in Accra on Friday. She met " + MANU + " the same day."
    assert names(only(read_text(text))) == ["Ana Soto", "Kofi Manu"]


def test_two_meetings_of_one_person(read_text: ReadText) -> None:
    reading = read_text(SOTO + "met " + MANU + " in Accra on Friday. On Sunday she met " + BERG + " in Oslo.")
    assert [(names(m)[1], m.date, m.place.name if m.place else None) for m in reading.meetings] == [
        ("Kofi Manu", "2026-05-01", "Accra"),
        ("Lina Berg", "2026-05-03", "Oslo"),
    ]


def test_two_calls_are_not_one_meeting(read_text: ReadText) -> None:
    reading = read_text(SOTO + "called " + MANU + " on Friday. On Sunday she called " + BERG + ".")
    assert [(m.mode, m.date) for m in reading.meetings] == [("call", "2026-05-01"), ("call", "2026-05-03")]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Ghanaian President Kofi Manu met Finnish President Aino Laine.", "head_of_state"),
        ("Norwegian Prime Minister Lina Berg met Danish Prime Minister Ida Holt.", "head_of_government"),
        ("Peruvian Foreign Minister Ana Soto met Ghanaian Trade Minister Efua Boateng.", "minister"),
    ],
)
def test_the_level_is_that_of_both(read_text: ReadText, text: str, level: str) -> None:
    assert only(read_text(text)).level == level


def test_evidence_is_the_clause(read_text: ReadText) -> None:
    text = "It rained. " + SOTO + "met " + MANU + " in Accra. The port is old."
    meeting = only(read_text(text))
    assert all(text[e.start : e.end] in text[10:] and "met" in text[e.start : e.end] for e in meeting.evidence)
    assert all("rained" not in text[e.start : e.end] for e in meeting.evidence)


def test_a_summit_and_its_host_are_one_meeting(read_text: ReadText) -> None:
    meeting = only(read_text(SOTO + "attended the African Union summit hosted by " + MANU + " in Accra."))
    assert "PER" in parties(meeting)


def test_to_call_upon_a_third_is_no_call(read_text: ReadText) -> None:
    assert only(read_text(SOTO + "met " + MANU + ". They called on Norway to lift the ban.")).mode == "in_person"


def test_a_weekday_ahead_is_the_next(read_text: ReadText) -> None:
    assert only(read_text(SOTO + "is meeting " + MANU + " on Friday.")).date == "2026-05-08"
