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
