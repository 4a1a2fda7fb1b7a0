"""Gatherings, delegations and titles: what joins, what is kept apart. All persons are invented."""

from __future__ import annotations

import pytest

from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.records import Gathering, Reading


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str, title: str | None = None) -> Reading:
    """The reading of a text of 4 May 2026."""
    return reader.read(Document(source="test", text=text, title=title, language="en", published="2026-05-04"))


def gatherings(reader: Reader, text: str) -> tuple[Gathering, ...]:
    return read(reader, text).gatherings


def test_sentences_about_one_gathering_are_joined(reader: Reader) -> None:
    text = (
        "President Ana Costa of Cabo Verde called President Idris Sow of Senegal about the second Harbour Cities "
        "Summit. The Harbour Cities Summit will be held in Dakar on 9 June 2026."
    )
    (found,) = gatherings(reader, text)
    assert (found.key, found.edition, found.status, found.date) == ("cities harbour summit", 2, "planned", "2026-06-09")
    assert found.place is not None
    assert found.place.name == "Dakar"
    assert len(found.evidence) == 2


def test_editions_of_a_series_are_kept_apart(reader: Reader) -> None:
    text = (
        "At the first Harbour Cities Summit in 2021, Senegal promised a port to Cabo Verde. "
        "Senegal will host the second Harbour Cities Summit in June 2026."
    )
    assert [(g.edition, g.status) for g in gatherings(reader, text)] == [(1, "held"), (2, "planned")]


def test_one_key_for_the_names_of_a_summit_of_two_parties(reader: Reader) -> None:
    texts = ("Kenya and Togo spoke of the U.S.-ASEAN Special Summit.", "Kenya and Togo spoke of the ASEAN-U.S. Summit.")
    assert {g.key for text in texts for g in gatherings(reader, text)} == {"ASEAN+USA summit"}


def test_summits_named_together_are_two(reader: Reader) -> None:
    found = gatherings(reader, "President Ana Costa of Cabo Verde will travel to the G7 and NATO Summits in June.")
    assert [g.key for g in found] == ["G7 summit", "NATO summit"]


def test_the_leader_of_a_delegation_is_the_visitor(reader: Reader) -> None:
    text = (
        "President Ana Costa of Cabo Verde announced a delegation to attend the funeral of former President Idris Sow "
        "of Senegal on 9 June 2026 in Dakar, Senegal. Minister Rui Lima of Cabo Verde will lead the delegation."
    )
    (visit,) = read(reader, text).visits
    assert (visit.visitor.name, visit.visitor.party, visit.host) == ("Rui Lima", "CPV", "SEN")
    assert (visit.status, visit.date) == ("planned", "2026-06-09")


def test_a_meeting_of_the_title_is_inferred_only_where_the_text_has_none(reader: Reader) -> None:
    title = "Remarks by President Ana Costa of Cabo Verde and President Idris Sow of Senegal Before Their Meeting"
    (meeting,) = read(reader, "Cabo Verde and Senegal have long been friends.", title).meetings
    assert (meeting.stated, meeting.bilateral, meeting.mode) == (False, True, "in_person")
    assert title in (meeting.because or "")
    told = "President Ana Costa of Cabo Verde met President Idris Sow of Senegal in Dakar."
    assert [m.stated for m in read(reader, told, title).meetings] == [True]


def test_a_title_whose_sides_the_text_does_not_name_gives_nothing(reader: Reader) -> None:
    title = "Remarks by President Ana Costa of Cabo Verde and President Idris Sow of Senegal Before Their Meeting"
    assert read(reader, "Kenya and Togo have long been friends.", title).meetings == ()


def test_months_and_what_is_listed_behind_are_no_part_of_the_key(reader: Reader) -> None:
    text = "At the April Leaders Summit on Harbours and the new ferry, Senegal promised Cabo Verde a port."
    assert [g.key for g in gatherings(reader, text)] == ["harbour summit"]


@pytest.mark.parametrize(
    ("text", "key", "date"),
    [
        (
            "Tomorrow President Ana Costa of Cabo Verde will meet with her AU counterparts.",
            "AU summit",
            "2026-05-05",
        ),
        ("President Idris Sow of Senegal met today with the Bucharest Nine (B9) group.", "B9+SEN summit", "2026-05-04"),
        ("We, the leaders of the G7, met today in Lome to speak of Senegal.", "G7 summit", "2026-05-04"),
        ("NATO leaders met today, our envoys in Togo said, our aim being peace.", "NATO summit", "2026-05-04"),
    ],
)
def test_those_who_lead_a_body_are_met(reader: Reader, text: str, key: str, date: str) -> None:
    assert [(g.key, g.date) for g in gatherings(reader, text)] == [(key, date)]


def test_envoys_of_a_forum_are_no_forum(reader: Reader) -> None:
    text = "President Ana Costa of Cabo Verde will meet with envoys of the Pacific Islands Forum in Dakar, Senegal."
    assert gatherings(reader, text) == ()


def test_meetings_told_together_are_one_of_each_body(reader: Reader) -> None:
    text = (
        "President Ana Costa of Cabo Verde will fly to Senegal following her meetings in Brussels, Belgium with our "
        "NATO Allies and G7 Leaders."
    )
    found = gatherings(reader, text)
    assert [(g.key, g.status) for g in found] == [("G7 summit", None), ("NATO summit", None)]
    assert {g.place.name for g in found if g.place} == {"Brussels"}


def test_a_special_summit_is_none_of_the_annual_ones(reader: Reader) -> None:
    text = (
        "President Ana Costa of Cabo Verde will attend the annual U.S.-ASEAN Summit. "
        "Senegal praised the U.S.-ASEAN Special Summit in Washington, D.C."
    )
    assert [(g.key, g.status) for g in gatherings(reader, text)] == [
        ("ASEAN+USA summit", "planned"),
        ("ASEAN+USA summit", None),
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("During the AU Summit in Accra in December 2025, Senegal promised Togo a port.", "2025-12"),
        ("Since the AU Summit, in March 2025, Senegal has helped Togo.", "2025-03"),
        ("Senegal praised the AU Summit that led to the opening of the port of Togo today.", None),
    ],
)
def test_the_day_behind_a_name(reader: Reader, text: str, date: str | None) -> None:
    assert [g.date for g in gatherings(reader, text)] == [date]


def test_whoever_hosts_several_hosts_each(reader: Reader) -> None:
    text = "Ghana will host the G20 and COP31 in 2027, and Togo will be the host of the African Union in 2028."
    assert [(g.key, g.host) for g in gatherings(reader, text)] == [
        ("G20 summit", "GHA"),
        ("COP", "GHA"),
        ("AU summit", "TGO"),
    ]


def test_a_title_names_another_gathering_than_the_one_remembered(reader: Reader) -> None:
    text = "Cabo Verde and Senegal spoke of the African Union and its AU Summit in May 2024."
    found = read(reader, text, "Fact Sheet: The African Union Summit").gatherings
    assert [(g.key, g.recalled, g.stated) for g in found] == [("AU summit", True, True), ("AU summit", False, False)]


@pytest.mark.parametrize("word", ["successful", "historic", "landmark"])
def test_praise_is_no_part_of_a_name(reader: Reader, word: str) -> None:
    told = f"Minister Ada Sossa of Benin told Minister Ali Barka of Chad that she hopes for a {word} AU Summit."

    assert [g.name for g in gatherings(reader, told)] == ["AU Summit"]


def test_the_number_of_an_edition_is_in_its_evidence(reader: Reader) -> None:
    told = "Minister Ada Sossa of Benin told Minister Ali Barka of Chad of the second in-person AU Summit."

    assert [(g.name, g.edition) for g in gatherings(reader, told)] == [("second in-person AU Summit", 2)]
