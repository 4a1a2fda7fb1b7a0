"""Office phrases: which office, whose, held or not."""

from __future__ import annotations

import pytest

from communique.annotate.lexicon import Lexicon
from communique.annotate.offices import OfficePhrase, OfficeReader
from communique.annotate.tokens import find_words
from communique.shared.knowledge import Knowledge


@pytest.fixture(scope="module")
def offices(lexicon: Lexicon, all_knowledge: Knowledge) -> OfficeReader:
    return OfficeReader(lexicon, all_knowledge)


def parse(offices: OfficeReader, text: str) -> OfficePhrase | None:
    words = find_words(text)
    return offices.parse(words, 0, len(words))


@pytest.mark.parametrize(
    ("text", "office", "parties"),
    [
        pytest.param("President", "president", [], id="bare"),
        pytest.param("Uruguayan President", "president", ["URY"], id="adjective"),
        pytest.param("president of Uruguay", "president", ["URY"], id="of a state"),
        pytest.param("President of the Republic of Zambia", "president", ["ZMB"], id="of a republic"),
        pytest.param("Zambia's foreign minister", "foreign minister", ["ZMB"], id="possessive"),
        pytest.param("Honduras' foreign minister", "foreign minister", ["HND"], id="possessive without s"),
        pytest.param("Minister of Foreign Affairs", "foreign minister", [], id="of foreign affairs"),
        pytest.param("Minister for External Relations of Zambia", "foreign minister", ["ZMB"], id="external relations"),
        pytest.param("Minister of Trade of Namibia", "trade minister", ["NAM"], id="of trade of a state"),
        pytest.param("Secretary of State of the United States", "foreign minister", ["USA"], id="secretary of state"),
        pytest.param("Deputy Prime Minister", "deputy prime minister", [], id="deputy"),
        pytest.param("First Deputy Prime Minister", "first deputy prime minister", [], id="first deputy"),
        pytest.param("Vice President of Ghana", "vice president", ["GHA"], id="vice president"),
        pytest.param("Taoiseach", "prime minister", ["IRL"], id="office of one state"),
        pytest.param("Premier of the State Council", "prime minister", ["CHN"], id="of a council"),
        pytest.param("Ghanaian ambassador to Norway", "ambassador", ["GHA"], id="sent to"),
        pytest.param("Federal Minister of Defence of Austria", "defence minister", ["AUT"], id="federal"),
        pytest.param("Acting Foreign Minister", "acting foreign minister", [], id="acting"),
        pytest.param("King of Tonga", "king", ["TON"], id="king"),
        pytest.param("Tonga's Minister of Finance", "finance minister", ["TON"], id="finance"),
        pytest.param("Secretary-General of ASEAN", "secretary-general", ["ASEAN"], id="of an organisation"),
        pytest.param("EU High Representative", "high representative", ["EU"], id="organisation before"),
        pytest.param("Bolivian Defense Minister", "defence minister", ["BOL"], id="defense"),
        pytest.param("Prime Minister-designate", "prime minister-designate", [], id="designate"),
        pytest.param("Special Envoy for Yemen", "special envoy", [], id="envoy for a state is not its own"),
        pytest.param("Speaker of the Parliament of Georgia", "speaker of parliament", ["GEO"], id="of a parliament"),
        pytest.param("Minister of Agriculture", "agriculture minister", [], id="agriculture"),
        pytest.param("Republic of Malawi (ROM) President", "president", ["MWI"], id="brackets"),
        pytest.param("Chancellor of Austria", "chancellor", ["AUT"], id="chancellor"),
        pytest.param("Crown Prince of Norway", "crown prince", ["NOR"], id="crown prince"),
    ],
)
def test_an_office_and_whose_it_is(offices: OfficeReader, text: str, office: str, parties: list[str]) -> None:
    phrase = parse(offices, text)
    assert phrase is not None
    assert phrase.last == len(find_words(text))
    assert (phrase.office, [code for codes in phrase.parties for code in codes]) == (office, parties)
    assert phrase.held and not phrase.plural


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        pytest.param("foreign ministers of Peru and Chile", [("PER",), ("CHL",)], id="of two"),
        pytest.param("Peruvian and Chilean foreign ministers", [("PER",), ("CHL",)], id="two adjectives"),
        pytest.param("foreign ministers of Peru, Chile and Bolivia", [("PER",), ("CHL",), ("BOL",)], id="of three"),
        pytest.param("presidents", [], id="nobody's"),
    ],
)
def test_several_holders(offices: OfficeReader, text: str, parties: list[tuple[str, ...]]) -> None:
    phrase = parse(offices, text)
    assert phrase is not None and phrase.plural
    assert list(phrase.parties) == parties


@pytest.mark.parametrize("text", ["former Zambian president", "ex-president", "late King", "Zambia's then president"])
def test_a_former_holder_holds_nothing(offices: OfficeReader, text: str) -> None:
    phrase = parse(offices, text)
    assert phrase is not None
    assert (phrase.office, phrase.held) == (None, False)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("President", "head_of_state"),
        ("Prime Minister", "head_of_government"),
        ("Foreign Minister", "minister"),
        ("Ambassador", "senior_official"),
        ("former president", "other"),
    ],
)
def test_the_level_of_an_office(offices: OfficeReader, text: str, level: str) -> None:
    phrase = parse(offices, text)
    assert phrase is not None and phrase.level == level


@pytest.mark.parametrize(
    "text", ["Uruguay", "Uruguayan wool", "port of Lima", "the President", "Sultan bin Rashid", "ministry of trade"]
)
def test_no_office_begins_here(offices: OfficeReader, text: str) -> None:
    assert parse(offices, text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("President of Uruguay Mario Sosa", 3, id="name behind the state"),
        pytest.param("Minister of Trade of Namibia Ndapewa Shilongo", 5, id="name behind the portfolio"),
        pytest.param("Special Envoy for the Horn of Africa Maria Soto", 7, id="name behind for"),
        pytest.param("minister at the Great Hall", 1, id="at a place"),
        pytest.param("president in Lima", 1, id="in a town"),
    ],
)
def test_an_office_ends_before_the_name_or_place(offices: OfficeReader, text: str, words: int) -> None:
    phrase = parse(offices, text)
    assert phrase is not None and phrase.last == words


def test_an_ambiguous_adjective_gives_all_its_states(offices: OfficeReader) -> None:
    phrase = parse(offices, "Congolese President")
    assert phrase is not None and set(phrase.parties[0]) == {"COD", "COG"}


def test_a_party_may_only_be_implied(offices: OfficeReader) -> None:
    phrase = parse(offices, "Taoiseach")
    assert phrase is not None and phrase.implied
