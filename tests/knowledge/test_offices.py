"""Offices, office holders and publishers keep the promises that the reading of people and credits needs."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import Any

import pytest

from communique.shared.knowledge import Knowledge, Row

LEVELS = {"head_of_state", "head_of_government", "minister", "senior_official", "other"}
PUBLISHER_KINDS = {
    "ministry",
    "presidency",
    "government",
    "organisation",
    "royal_court",
    "parliament",
    "embassy",
    "agency",
    "broadcaster",
    "paper",
}
HONORIFIC_KINDS = {"style", "title", "rank", "royal"}
EFFECTS = {"rank", "held", "not_held", "not_yet", "none"}
YEAR_OR_MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
OFFICE_COLUMNS = ["office", "level", "plural", "example", "source"]
HOLDER_COLUMNS = ["first", "last", "names", "terms", "source"]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture(scope="module")
def offices(knowledge: Knowledge) -> list[Row]:
    return knowledge.table("actors/offices.csv", ["form", "party"], OFFICE_COLUMNS)


@pytest.fixture(scope="module")
def holders(knowledge: Knowledge) -> list[Row]:
    return knowledge.table("actors/officials.csv", ["name", "office", "party"], HOLDER_COLUMNS)


@pytest.fixture(scope="module")
def publishers(knowledge: Knowledge) -> list[Row]:
    return knowledge.table("layouts/publishers.csv", ["name"], ["names", "party", "kind", "domain", "source"])


@pytest.fixture(scope="module")
def words(knowledge: Knowledge) -> dict[str, Any]:
    return knowledge.mapping("actors/office_words.yaml")


@pytest.fixture(scope="module")
def parties(knowledge: Knowledge) -> set[str]:
    states = knowledge.table("actors/states.csv", ["code"])
    organisations = knowledge.table("actors/organisations.csv", ["id"])
    return {row["code"] for row in states} | {row["id"] for row in organisations}


def normal_forms(offices: list[Row], form: str) -> dict[str, str]:
    """Party ("" for any) -> normal form of a printed form."""
    return {row["party"]: row["office"] for row in offices if row["form"] == form}


def portfolio_names(words: dict[str, Any]) -> dict[str, str]:
    return {word: normal for wordings, normal in words["portfolios"].items() for word in wordings.split("|")}


def read_by_patterns(words: dict[str, Any], text: str, pattern: dict[str, str]) -> str | None:
    """The office that one pattern gives for a text with a portfolio in it."""
    before, after = pattern["form"].split("{portfolio}")
    for portfolio, normal in sorted(portfolio_names(words).items(), key=lambda pair: -len(pair[0])):
        if f"{before}{portfolio}{after}" in text.lower():
            return pattern["office"].replace("{normal}", normal)
    return None


def test_there_are_at_least_350_forms_of_offices(offices: list[Row]) -> None:
    assert len(offices) >= 350


def test_every_office_has_a_level_and_a_source(offices: list[Row]) -> None:
    assert [row["form"] for row in offices if row["level"] not in LEVELS or not row["source"]] == []


def test_forms_are_in_small_letters_unless_they_are_abbreviations(offices: list[Row]) -> None:
    wrong = [
        row["form"] for row in offices if row["form"] != row["form"].lower() and row["form"] != row["form"].upper()
    ]
    assert wrong == []


def test_normal_forms_are_in_small_letters(offices: list[Row]) -> None:
    assert [row["office"] for row in offices if not row["office"] or row["office"] != row["office"].lower()] == []


def test_every_office_example_holds_its_form(offices: list[Row]) -> None:
    assert [row["form"] for row in offices if row["form"].lower() not in row["example"].lower()] == []


def test_a_plural_differs_from_its_singular(offices: list[Row]) -> None:
    assert [row["form"] for row in offices if row["form"] in row.many("plural")] == []


def test_plurals_have_one_meaning_for_a_party(offices: list[Row]) -> None:
    meanings = defaultdict(set)
    for row in offices:
        for plural in row.many("plural"):
            meanings[plural, row["party"]].add(row["office"])
    assert {key: found for key, found in meanings.items() if len(found) > 1} == {}


def test_one_normal_office_has_one_level_where_no_party_is_named(offices: list[Row]) -> None:
    levels = defaultdict(set)
    for row in offices:
        if not row["party"]:
            levels[row["office"]].add(row["level"])
    assert {office: found for office, found in levels.items() if len(found) > 1} == {}


def test_parties_of_offices_are_known(offices: list[Row], parties: set[str]) -> None:
    assert sorted({row["party"] for row in offices if row["party"]} - parties) == []


@pytest.mark.parametrize(
    ("form", "party", "office"),
    [
        ("minister of foreign affairs", "", "foreign minister"),
        ("external affairs minister", "", "foreign minister"),
        ("secretary of state", "USA", "foreign minister"),
        ("secretary of state", "CHE", "state secretary"),
        ("foreign secretary", "GBR", "foreign minister"),
        ("foreign secretary", "IND", "foreign secretary"),
        ("taoiseach", "IRL", "prime minister"),
        ("tánaiste", "IRL", "deputy prime minister"),
        ("federal chancellor", "", "chancellor"),
        ("amir", "", "emir"),
        ("premier", "", "prime minister"),
        ("president of the government", "", "prime minister"),
        ("chairman of the council of ministers", "", "prime minister"),
        ("vice foreign minister", "", "deputy foreign minister"),
        ("secretary of defense", "USA", "defence minister"),
        ("chancellor of the exchequer", "GBR", "finance minister"),
        ("national security adviser", "", "national security advisor"),
        ("deputy prime minister and minister of foreign affairs", "", "deputy prime minister; foreign minister"),
        ("minister for home affairs", "", "interior minister"),
        ("president-elect", "", "president-elect"),
        ("chairman of the milli majlis", "AZE", "speaker of parliament"),
    ],
)
def test_normal_form_of(offices: list[Row], form: str, party: str, office: str) -> None:
    assert normal_forms(offices, form).get(party) == office


def test_secretary_of_state_is_first_of_all_that_of_the_usa(offices: list[Row]) -> None:
    assert next(row["party"] for row in offices if row["form"] == "secretary of state") == "USA"


def test_minister_of_one_field_is_the_same_in_table_and_portfolios(offices: list[Row], words: dict[str, Any]) -> None:
    portfolios = portfolio_names(words)
    forms = {row["form"]: row["office"] for row in offices if not row["party"]}
    wrong = {
        form: (office, portfolios[field])
        for form, office in forms.items()
        if (field := form.removeprefix("minister of ")) != form
        and field in portfolios
        and office != f"{portfolios[field]} minister"
    }
    assert wrong == {}


def test_no_portfolio_has_two_meanings(words: dict[str, Any]) -> None:
    listed = [word for wordings in words["portfolios"] for word in wordings.split("|")]
    assert sorted({word for word in listed if listed.count(word) > 1}) == []


def test_minister_patterns_read_their_examples(words: dict[str, Any]) -> None:
    wrong = {
        pattern["form"]: found
        for pattern in words["minister_patterns"]
        if (found := read_by_patterns(words, pattern["example"], pattern)) != pattern["means"]
    }
    assert wrong == {}


def test_pattern_and_table_agree_on_levels(words: dict[str, Any]) -> None:
    assert [p["form"] for p in words["minister_patterns"] if p["level"] not in LEVELS] == []


def test_modifiers_say_their_effect_and_show_it(words: dict[str, Any]) -> None:
    for entry in words["modifiers"]:
        assert entry["effect"] in EFFECTS, entry
        assert any(form.lower() in entry["example"].lower() for form in entry["word"].split("|")), entry
        assert (entry["means"] is None) == (entry["effect"] == "not_held"), entry


def test_no_modifier_or_honorific_stands_twice(words: dict[str, Any]) -> None:
    for key in ("modifiers", "honorifics"):
        listed = [form for entry in words[key] for form in entry["word"].split("|")]
        assert sorted({form for form in listed if listed.count(form) > 1}) == [], key


def test_honorifics_have_a_kind_and_an_example(words: dict[str, Any]) -> None:
    for entry in words["honorifics"]:
        assert entry["kind"] in HONORIFIC_KINDS, entry
        assert any(form in entry["example"] for form in entry["word"].split("|")), entry


def test_crown_prince_is_an_office_and_prince_is_none(offices: list[Row], words: dict[str, Any]) -> None:
    assert normal_forms(offices, "crown prince") == {"": "crown prince"}
    assert normal_forms(offices, "prince") == {}
    assert [entry["kind"] for entry in words["honorifics"] if entry["word"] == "Prince"] == ["royal"]


def test_particles_and_suffixes_are_single_words(words: dict[str, Any]) -> None:
    for key in ("name_particles", "name_suffixes"):
        assert [word for word in words[key] if not isinstance(word, str) or " " in word] == [], key


def test_role_nouns_show_themselves(words: dict[str, Any]) -> None:
    for entry in words["role_nouns"]:
        shown = entry["example"].lower()
        assert entry["word"] in shown or (entry["plural"] and entry["plural"] in shown), entry
    for entry in words["role_phrases"]:
        assert any(form in entry["example"].lower() for form in entry["words"].split("|")), entry


def test_there_are_at_least_1200_office_holders_of_our_own(holders: list[Row]) -> None:
    assert sum(row["source"].startswith("own knowledge") for row in holders) >= 1200


def test_holders_offices_are_known(holders: list[Row], offices: list[Row]) -> None:
    known = {row["office"] for row in offices}
    assert sorted({row["office"] for row in holders} - known) == []


def test_holders_parties_are_known(holders: list[Row], parties: set[str]) -> None:
    assert sorted({row["party"] for row in holders} - parties) == []


def test_terms_of_office_begin_before_they_end(holders: list[Row]) -> None:
    for row in holders:
        assert YEAR_OR_MONTH.fullmatch(row["first"]), row
        assert not row["last"] or YEAR_OR_MONTH.fullmatch(row["last"]), row
        assert not row["last"] or row["first"][:4] <= row["last"][:4], row
        assert len(row["first"]) != len(row["last"]) or row["first"] <= row["last"], row


def test_several_terms_lie_inside_first_and_last_and_do_not_overlap(holders: list[Row]) -> None:
    for row in holders:
        terms = [term.split("/") for term in row.many("terms")]
        if terms:
            assert terms[0][0] == row["first"], row
            assert terms[-1][1] == (row["last"] or ".."), row
            assert all(a[1] <= b[0] for a, b in pairwise(terms)), row


def test_names_of_holders_are_clean(holders: list[Row]) -> None:
    for row in holders:
        for name in (row["name"], *row.many("names")):
            assert name == " ".join(name.split()), row
            assert not re.search(r"[\d;()\[\]]", name), row
        assert row["name"] not in row.many("names"), row


@pytest.mark.parametrize(
    ("office", "party", "year", "name"),
    [
        ("president", "FRA", 2024, "Emmanuel Macron"),
        ("foreign minister", "AZE", 2026, "Jeyhun Bayramov"),
        ("foreign minister", "CHN", 2025, "Wang Yi"),
        ("foreign minister", "USA", 2022, "Antony Blinken"),
        ("prime minister", "IRL", 2023, "Leo Varadkar"),
        ("secretary-general", "NATO", 2025, "Mark Rutte"),
    ],
)
def test_holder_in_year(holders: list[Row], office: str, party: str, year: int, name: str) -> None:
    found = {
        row["name"]
        for row in holders
        if (row["office"], row["party"]) == (office, party)
        and int(row["first"][:4]) <= year
        and (not row["last"] or int(row["last"][:4]) >= year)
    }
    assert name in found


def test_there_are_at_least_250_publishers_of_known_kinds(publishers: list[Row]) -> None:
    assert len(publishers) >= 250
    assert sorted({row["kind"] for row in publishers} - PUBLISHER_KINDS) == []


def test_publishers_parties_are_known(publishers: list[Row], parties: set[str]) -> None:
    assert sorted({row["party"] for row in publishers} - parties) == []


def test_no_form_or_domain_of_a_publisher_stands_twice(publishers: list[Row]) -> None:
    seen: dict[str, str] = {}
    for row in publishers:
        for form in {f.casefold() for f in (row["name"], *row.many("names"), *row.many("domain"))}:
            assert form not in seen, f"{form}: {seen.get(form)} and {row['name']}"
            seen[form] = row["name"]


@pytest.mark.parametrize(
    ("credit", "name", "party"),
    [("AA", "Anadolu Agency", "TUR"), ("APA", "APA", "AZE"), ("DNA", "DNA", "PAK"), ("Kremlin", "The Kremlin", "RUS")],
)
def test_credit_means(publishers: list[Row], credit: str, name: str, party: str) -> None:
    found = [(row["name"], row["party"]) for row in publishers if credit in (row["name"], *row.many("names"))]
    assert found == [(name, party)]


def test_issuers_have_a_place_for_the_state_and_fit_their_examples(knowledge: Knowledge) -> None:
    codes: dict[str, str] = {}
    for row in knowledge.table("actors/states.csv", ["code"], ["name", "names", "adjectives"]):
        for word in (row["name"], *row.many("names"), *row.many("adjectives")):
            codes.setdefault(word.removeprefix("the ").removeprefix("The "), row["code"])
    state = "(?:the )?(?P<state>" + "|".join(re.escape(word) for word in sorted(codes)) + ")"
    for entry in knowledge.entries("layouts/issuers.yaml"):
        assert entry["kind"] in PUBLISHER_KINDS, entry
        assert "{state}" in entry["form"] or "{adjective}" in entry["form"], entry
        pattern = re.escape(entry["form"]).replace(re.escape("{place}"), "[A-Z][a-z]+")
        pattern = re.sub(r"\\\{(?:state|adjective)\\\}", lambda _: state, pattern)
        read = re.fullmatch(pattern, entry["example"]["text"])
        assert read, entry
        assert codes[read["state"]] == entry["example"]["party"], entry
        assert not re.fullmatch(pattern, entry["counterexample"]["text"]), entry
