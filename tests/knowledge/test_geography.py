"""The geography of actors: states, their subdivisions, places and given names keep the promises that reading needs."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import combinations

import pytest

from communique.shared.knowledge import Knowledge, Row

STATE_COLUMNS = [
    "name",
    "official_name",
    "names",
    "adjectives",
    "demonyms",
    "capital",
    "capital_names",
    "metonyms",
    "region_words",
    "kind",
    "wikidata",
    "source",
]
# One word for two states is meant: what stands around it must decide, never the table.
AMBIGUOUS_NAMES = {"congo": {"COD", "COG"}}
AMBIGUOUS_ADJECTIVES = {
    "congo": {"COD", "COG"},
    "congolese": {"COD", "COG"},
    "dominican": {"DMA", "DOM"},
    "korean": {"KOR", "PRK"},
}
OFTEN_CONFUSED = [
    ("NER", "NGA"),
    ("COD", "COG"),
    ("KOR", "PRK"),
    ("GIN", "GNB"),
    ("GIN", "GNQ"),
    ("GIN", "PNG"),
    ("GNB", "GNQ"),
    ("DMA", "DOM"),
    ("SVK", "SVN"),
    ("AUT", "AUS"),
    ("IRN", "IRQ"),
    ("MLI", "MWI"),
    ("MUS", "MRT"),
    ("SDN", "SSD"),
    ("LVA", "LTU"),
    ("PRY", "URY"),
    ("GMB", "ZMB"),
    ("SWE", "CHE"),
    ("WSM", "ASM"),
    ("CHN", "TWN"),
]


def folded(text: str) -> str:
    """Without accents and case, as the program compares."""
    marks_off = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return marks_off.replace("\u2019", "'").casefold()


@pytest.fixture(scope="module")
def states() -> dict[str, Row]:
    """The states by code."""
    return {row["code"]: row for row in Knowledge().table("actors/states.csv", ["code"], STATE_COLUMNS)}


@pytest.fixture(scope="module")
def places() -> list[Row]:
    """The places."""
    columns = ("kind", "names", "population", "source")
    return Knowledge().table("actors/places.csv", ["name", "party"], columns)


@pytest.fixture(scope="module")
def subdivisions() -> list[Row]:
    """The provinces, states and regions."""
    return Knowledge().table("actors/subdivisions.csv", ["name", "party"], ("kind", "abbreviations", "source"))


def spellings(place: Row) -> set[str]:
    return {folded(text) for text in (place["name"], *place.many("names"))}


def test_codes_are_three_capitals_and_kinds_are_known(states: dict[str, Row]) -> None:
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in states)
    kinds = {row["kind"] for row in states.values()}
    assert kinds == {"member", "observer", "other", "territory", "historical"}
    assert all(row["source"] and row["name"] for row in states.values())


def test_united_nations_have_193_members_and_two_observers(states: dict[str, Row]) -> None:
    assert sum(row["kind"] == "member" for row in states.values()) == 193
    assert {code for code, row in states.items() if row["kind"] == "observer"} == {"VAT", "PSE"}
    assert {"TWN", "XKX", "HKG", "MAC", "COK", "NIU", "ESH", "SUN", "YUG", "CSK", "DDR"} <= states.keys()


def test_names_hold_the_short_and_the_official_name(states: dict[str, Row]) -> None:
    for row in states.values():
        names = {folded(name) for name in row.many("names")}
        assert {folded(row["name"]), folded(row["official_name"])} <= names, row["code"]


def test_no_name_stands_for_two_states(states: dict[str, Row]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for code, row in states.items():
        for name in row.many("names"):
            owners[folded(name)].add(code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == AMBIGUOUS_NAMES


def test_no_adjective_stands_for_two_states_unless_meant(states: dict[str, Row]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for code, row in states.items():
        for word in row.many("adjectives"):
            owners[folded(word)].add(code)
    assert {word: codes for word, codes in owners.items() if len(codes) > 1} == AMBIGUOUS_ADJECTIVES


@pytest.mark.parametrize(("one", "other"), OFTEN_CONFUSED)
def test_often_confused_states_share_no_word(states: dict[str, Row], one: str, other: str) -> None:
    meant = set(AMBIGUOUS_NAMES) | set(AMBIGUOUS_ADJECTIVES) | {f"{word}s" for word in AMBIGUOUS_ADJECTIVES}
    words = [
        {folded(w) for column in ("names", "adjectives", "demonyms") for w in states[code].many(column)} - meant
        for code in (one, other)
    ]
    assert not words[0] & words[1]


def test_no_name_of_one_state_is_an_adjective_or_capital_of_another(states: dict[str, Row]) -> None:
    owner = {folded(name): code for code, row in states.items() for name in row.many("names")}
    for code, row in states.items():
        for column in ("adjectives", "demonyms", "capital_names", "metonyms"):
            for word in map(folded, row.many(column)):
                if word not in AMBIGUOUS_NAMES:
                    assert owner.get(word, code) == code, (code, column, word)


def test_a_metonym_stands_for_one_state(states: dict[str, Row]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for code, row in states.items():
        for word in row.many("metonyms"):
            owners[folded(word)].add(code)
    assert len(owners) >= 60
    assert not {word: codes for word, codes in owners.items() if len(codes) > 1}


@pytest.mark.parametrize(
    ("code", "column", "word"),
    [
        ("USA", "names", "U.S."),
        ("USA", "metonyms", "White House"),
        ("KOR", "names", "ROK"),
        ("PRK", "names", "DPRK"),
        ("SAU", "names", "KSA"),
        ("TUR", "names", "Turkey"),
        ("MMR", "names", "Burma"),
        ("GBR", "metonyms", "Downing Street"),
        ("RUS", "metonyms", "Kremlin"),
        ("KAZ", "metonyms", "Ak Orda"),
        ("NER", "adjectives", "Nigerien"),
        ("GNQ", "adjectives", "Equatoguinean"),
        ("CHN", "adjectives", "Sino-"),
        ("DNK", "demonyms", "Danes"),
        ("FRA", "demonyms", "Frenchwoman"),
        ("UKR", "capital_names", "Kiev"),
        ("NLD", "capital_names", "The Hague"),
    ],
)
def test_words_in_use_are_known(states: dict[str, Row], code: str, column: str, word: str) -> None:
    assert word in states[code].many(column)


def test_every_capital_is_a_place(states: dict[str, Row], places: list[Row]) -> None:
    known = {(text, place["party"]) for place in places for text in spellings(place)}
    missing = [
        (code, row["capital"])
        for code, row in states.items()
        if row["kind"] != "historical" and (folded(row["capital"]), code) not in known
    ]
    assert missing == []


def test_places_lie_in_known_states(states: dict[str, Row], places: list[Row]) -> None:
    assert {place["party"] for place in places} - {""} <= states.keys()
    open_kinds = {place["kind"] for place in places if not place["party"]}
    assert open_kinds == {"region", "water", "island"}
    assert all(place["population"].isdigit() for place in places if place["source"] == "GeoNames")
    assert sum(place["kind"] != "city" for place in places) >= 250


def test_a_spelling_stands_for_one_place_of_a_state(places: list[Row]) -> None:
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place in places:
        for text in spellings(place):
            owners[text, place["party"]].append(place["name"])
    assert not {key: names for key, names in owners.items() if len(names) > 1}


def test_no_place_takes_the_name_of_another_state(states: dict[str, Row], places: list[Row]) -> None:
    owner = {folded(name): code for code, row in states.items() for name in row.many("names")}
    taken = [
        (p["name"], p["party"]) for p in places for text in spellings(p) if owner.get(text, p["party"]) != p["party"]
    ]
    assert taken == []


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Geneva", "CHE"),
        ("Sochi", "RUS"),
        ("Cholpon-Ata", "KGZ"),
        ("Tsakhkadzor", "ARM"),
        ("Camp David", "USA"),
        ("Panmunjom", "KOR"),
        ("Castel Gandolfo", "VAT"),
        ("Gaza Strip", "PSE"),
        ("Heydar Aliyev Center", "AZE"),
        ("South China Sea", ""),
        ("Western Balkans", ""),
    ],
)
def test_where_diplomacy_happens_is_known(places: list[Row], name: str, party: str) -> None:
    assert (folded(name), party) in {(text, place["party"]) for place in places for text in spellings(place)}


def test_ordinary_words_are_no_small_towns(places: list[Row]) -> None:
    names = {place["name"] for place in places if place["kind"] == "city"}
    assert not names & {"Of", "Date", "Most", "Sale", "March", "Wedding", "Union", "Normal", "President"}


def test_all_states_of_the_union_have_an_abbreviation(subdivisions: list[Row]) -> None:
    union = {row["name"]: row.many("abbreviations") for row in subdivisions if row["party"] == "USA"}
    assert len(union) == 51
    postal = [short for shorts in union.values() for short in shorts if len(short) == 2 and short.isupper()]
    assert len(postal) == len(set(postal)) == 51
    assert {"N.C.", "NC"} <= set(union["North Carolina"])
    assert "Ga." in union["Georgia"]


def test_subdivisions_lie_in_known_states(states: dict[str, Row], subdivisions: list[Row]) -> None:
    assert {row["party"] for row in subdivisions} - {""} <= states.keys()
    known = {(row["name"], row["party"]) for row in subdivisions}
    assert {("Kurdistan Region", "IRQ"), ("Nakhchivan", "AZE"), ("Crimea", "UKR"), ("Tatarstan", "RUS")} <= known


def test_given_names_carry_a_gender() -> None:
    gender = {row["name"]: row["gender"] for row in Knowledge().table("actors/given_names.csv", ["name"], ["gender"])}
    assert len(gender) >= 1500
    assert set(gender.values()) == {"f", "m", "both"}
    assert (gender["Svetlana"], gender["Jeyhun"], gender["Kim"]) == ("f", "m", "both")


def test_no_word_stands_twice_in_a_cell(states: dict[str, Row]) -> None:
    for code, row in states.items():
        for column in ("names", "adjectives", "demonyms", "capital_names", "metonyms", "region_words"):
            words = row.many(column)
            assert not [pair for pair in combinations(words, 2) if folded(pair[0]) == folded(pair[1])], (code, column)
