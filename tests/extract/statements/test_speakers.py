"""Who speaks: references, passives, reports, quotations. All persons are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.shared.records import Reading, Statement

TALKS = "Foreign Minister Ana Quispe of Peru met Foreign Minister Ali Barka of Chad in Lima. "


def of_kind(reading: Reading, kind: str) -> Statement:
    found = [s for s in reading.statements if s.kind == kind]
    assert len(found) == 1, [(s.kind, s.text) for s in reading.statements]
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "speakers", "addressees"),
    [
        ("Quispe thanked Chad for the ship.", "thank", {"PER"}, {"TCD"}),
        ("The ministers reviewed trade.", "review", {"PER", "TCD"}, set()),
        ("The two welcomed the new road.", "welcome", {"PER", "TCD"}, set()),
        ("The meeting reviewed the state of the port.", "review", {"PER", "TCD"}, set()),
        ("The importance of vocational schools was stressed.", "emphasize", {"PER", "TCD"}, set()),
        ("The meeting briefed the Chadian side on the mines, thanking it for the maps.", "inform", {"PER"}, {"TCD"}),
        ("The meeting briefed the Chadian side on the mines, thanking it for the maps.", "thank", {"PER"}, {"TCD"}),
        ("Gratitude was expressed to the Peruvian side for the ship.", "thank", {"TCD"}, {"PER"}),
        ("She praised the harvest, while he proposed a fair.", "propose", {"TCD"}, set()),
        ("Quispe praised the harvest. For his part, the guest proposed a fair.", "propose", {"TCD"}, set()),
        ("Quispe praised the harvest, and her counterpart proposed a fair.", "propose", {"TCD"}, set()),
        ("Barka was congratulated by Quispe on his election.", "congratulate", {"PER"}, {"TCD"}),
        ("Views were exchanged on fisheries.", "exchange_views", {"PER", "TCD"}, set()),
        ("An exchange of views on fisheries took place.", "exchange_views", {"PER", "TCD"}, set()),
        ("Fisheries were at the centre of the talks.", "discuss", {"PER", "TCD"}, set()),
        ("Quispe said that Peru supports the vote.", "support", {"PER"}, set()),
        ("Peru supports the vote, Quispe said.", "support", {"PER"}, set()),
        ("Barka replied that he welcomed the offer.", "welcome", {"TCD"}, set()),
        ("The Chadian side voiced concern about the dam.", "express_concern", {"TCD"}, set()),
        ("N'Djamena welcomed the offer.", "welcome", {"TCD"}, set()),
        ("Barka began by thanking Peru for the ship.", "thank", {"TCD"}, {"PER"}),
        ("Each side supports the independence of the other.", "support", {"PER", "TCD"}, set()),
    ],
)
def test_speaker_and_addressee(
    read: Callable[..., Reading], text: str, kind: str, speakers: set[str], addressees: set[str]
) -> None:
    statement = of_kind(read(TALKS + text), kind)
    assert set(statement.speakers) == speakers
    assert set(statement.addressees) == addressees


def test_purpose_of_a_meeting_is_the_act_of_all(read: Callable[..., Reading]) -> None:
    statement = of_kind(
        read("Ana Quispe, Foreign Minister of Peru, met President Idris Sow of Chad to discuss fish."), "discuss"
    )
    assert set(statement.speakers) == {"PER", "TCD"}


def test_purpose_of_one(read: Callable[..., Reading]) -> None:
    statement = of_kind(
        read(
            "President Ana Quispe of Peru spoke with President Idris Sow of Chad to congratulate him on his election."
        ),
        "congratulate",
    )
    assert (statement.speakers, statement.addressees) == (("PER",), ("TCD",))


def test_a_quotation_over_paragraphs(read: Callable[..., Reading]) -> None:
    text = (
        "Foreign Minister Ana Quispe of Peru spoke after talks with Foreign Minister Ali Barka of Chad:\n\n"
        "“We have seen the port.\n\n“We urge Chad to open the road.\n\n“And we thank it for the ship.”\n"
    )
    reading = read(text)
    urged, thanked = of_kind(reading, "urge"), of_kind(reading, "thank")
    assert (urged.speakers, urged.addressees) == (("PER",), ("TCD",))
    assert (thanked.speakers, thanked.addressees) == (("PER",), ("TCD",))


def test_quotations_with_dash_and_colon(read: Callable[..., Reading]) -> None:
    text = (
        "“We shall not recognise the vote.” — Foreign Minister Ana Quispe of Peru\n\n"
        "Chad's Foreign Minister Ali Barka: “We thank Peru for the ship.”\n"
    )
    reading = read(text)
    assert [s.speakers for s in reading.statements] == [("PER",), ("TCD",)]


@pytest.mark.parametrize(
    "text",
    [
        "Several European companies condemned the delay.",
        "Insurgents rejected the road.",
        "The proposed road ends in Lima.",
        "Two pillars support the bridge of Peru.",
        "The gardener said that Chad supports the vote.",
        "Quispe urged Chad to promise a ship and thank the crew.",
    ],
)
def test_no_party_says_it(read: Callable[..., Reading], text: str) -> None:
    kinds = {s.kind for s in read(TALKS + text).statements} - {"urge"}
    assert kinds == set()


def test_a_joint_statement_speaks_for_all(read: Callable[..., Reading]) -> None:
    text = (
        "We, the Prime Minister of Norway and the Prime Minister of Latvia, have met in Oslo today. "
        "We condemn the attack. Norway undertakes to train thirty guards."
    )
    reading = read(text)
    condemned, committed = of_kind(reading, "condemn"), of_kind(reading, "commit")
    assert set(condemned.speakers) == {"NOR", "LVA"} and condemned.account == "joint"
    assert committed.speakers == ("NOR",)
