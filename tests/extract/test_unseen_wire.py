"""What wire stories and transcripts say that was once read wrongly, in our own words. Persons are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.shared.records import Reading

ReadText = Callable[..., Reading]


def voices(reading: Reading) -> list[tuple[str, tuple[str, ...]]]:
    return [(s.kind, s.speakers) for s in reading.statements]


def test_the_sides_of_a_plan_speak_though_others_met_later(read_text: ReadText) -> None:
    reading = read_text(
        "Prime Minister Lina Berg of Norway will hold talks with President Karl Laar of Estonia in Riga next week. "
        "The sides will discuss the port. "
        "On Friday, Norwegian Deputy Defence Minister Nils Dahl met Latvian Ambassador Ivars Ozols."
    )
    assert [s.speakers for s in reading.statements if s.kind == "discuss"] == [("NOR", "EST")]


def test_each_speaker_of_a_transcript_speaks_for_himself(read_text: ReadText) -> None:
    reading = read_text(
        "Remarks by President Agbo of Benin and President Nze of Gabon before their meeting.\n\n"
        "PRESIDENT AGBO: I welcome President Nze to the palace.\n\n"
        "PRESIDENT NZE: Good morning. I would like to thank President Agbo for the invitation.\n\n"
        "We support the port.\n\n"
        "Q    Mr. President, what about the canal?"
    )
    assert ("thank", ("GAB",)) in voices(reading)
    assert ("support", ("GAB",)) in voices(reading)
    assert ("thank", ("BEN",)) not in voices(reading)


def test_an_agency_that_knows_no_more_tells_no_statement(read_text: ReadText) -> None:
    reading = read_text(
        "Foreign Minister Ada Sossa of Benin met Foreign Minister Paul Etoa of Gabon in Lome. "
        "No further information was provided on the talks."
    )
    assert reading.statements == ()


def test_whom_an_invitation_was_made_to_accepts_it(read_text: ReadText) -> None:
    reading = read_text(
        "Prime Minister Josefa Tuilagi of Fiji met Prime Minister Raghav Deshmukh of India in Delhi. "
        "Prime Minister Tuilagi invited Prime Minister Deshmukh to visit Fiji. The invitation was accepted."
    )
    assert voices(reading) == [("invite", ("FJI",)), ("accept_invitation", ("IND",))]


def test_bilateral_meetings_with_two_are_two(read_text: ReadText) -> None:
    reading = read_text(
        "President Ana Costa of Cabo Verde will hold bilateral meetings with her counterparts: "
        "President Idris Sow of Senegal and Prime Minister Paul Etoa of Gabon."
    )
    parties = [{p.party for p in m.participants} for m in reading.meetings]
    assert parties == [{"CPV", "SEN"}, {"CPV", "GAB"}]


def test_who_is_called_on_next_is_no_official_of_the_stop_behind(read_text: ReadText) -> None:
    reading = read_text(
        "Indian Trade Minister Harish Malhotra met the Trade Minister of New Zealand, Colin Farquhar, in Auckland. "
        "The Minister will call on Prime Minister Fiona Mackenzie tomorrow before travelling to Australia on 14 June.",
        publisher="Press Information Bureau",
    )
    assert {p.party for p in reading.meetings[1].participants} == {"IND", "NZL"}


@pytest.mark.parametrize(
    ("leader", "party"),
    [
        ("a Peruvian delegation led by Secretary Ana Quispe", "PER"),
        ("a delegation of Peru headed by Secretary Ana Quispe", "PER"),
        ("a Peruvian trade delegation headed by Vice Minister Ana Quispe", "PER"),
        ("a Peruvian delegation led by Deputy Foreign Minister Ana Quispe of Ecuador", "ECU"),
        ("a Peruvian delegation led by Ecuadorian Foreign Minister Ana Quispe", "ECU"),
    ],
)
def test_who_leads_a_delegation_is_of_its_side(read_text: ReadText, leader: str, party: str) -> None:
    reading = read_text(f"Foreign Minister Luis Rojo of Chile held talks with {leader} in Santiago on Monday.")

    assert [p.party for m in reading.meetings for p in m.participants if p.name == "Ana Quispe"] == [party]


@pytest.mark.parametrize(
    "said",
    [
        "The leaders called on Mali to open the road and discussed trade.",
        "They called upon Mali to free the sailors and agreed that talks are needed.",
        "The leaders called on Mali for calm.",
        "They welcomed Mali as a member of the fund.",
    ],
)
def test_who_is_called_on_to_act_is_met_by_nobody(read_text: ReadText, said: str) -> None:
    call = "President Ana Costa of Cabo Verde spoke by phone with Prime Minister Salma Aziz of Oman on 4 May 2026. "

    assert [m.mode for m in read_text(call + said).meetings] == ["call"]


@pytest.mark.parametrize("amount", ["US$ 20 million", "US$20 million", "A$5 million", "HK$ 3 billion"])
def test_the_sign_of_a_currency_names_no_state(read_text: ReadText, amount: str) -> None:
    reading = read_text(
        "Foreign Minister Ada Sossa of Benin met Foreign Minister Paul Etoa of Gabon in Lome. "
        f"Sossa announced a {amount} grant for wells."
    )

    assert [about.id for s in reading.statements for about in s.about if about.id in ("USA", "HKG", "AUS")] == []


@pytest.mark.parametrize("word", ["Look", "Well", "So", "Besides", "Frankly", "Meantime"])
def test_a_word_before_an_office_is_no_name(read_text: ReadText, word: str) -> None:
    reading = read_text(f"{word}, the President all day here has been talking to leaders of Chad and Peru, who agreed.")

    assert [p.name for m in reading.meetings for p in m.participants if p.name == word] == []
    assert [p.name for s in reading.statements for p in s.persons if p.name == word] == []


def test_a_surname_before_an_office_is_a_name(read_text: ReadText) -> None:
    reading = read_text("Peru's fair is open. Barka, the president of Chad, thanked Peru. Solano, the host, left.")

    assert [(s.kind, [p.name for p in s.persons]) for s in reading.statements] == [("thank", ["Barka"])]
