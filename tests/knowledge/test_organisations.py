"""The tables of organisations, projects and treaties: ids, kinds, names and states."""

from __future__ import annotations

import re

import pytest

from communique.shared.knowledge import Knowledge, Row
from communique.shared.parties import fold

ORGANISATION_KINDS = {"organisation", "format", "bank", "court", "agency", "summit", "group"}
PROJECT_KINDS = {"route", "energy", "initiative", "agency", "principle", "programme", "base", "company"}
TREATY_KINDS = {"treaty", "agreement", "memorandum", "joint_statement", "declaration", "protocol", "contract", "other"}
TABLES = {
    "actors/organisations.csv": (ORGANISATION_KINDS, "members", 200),
    "projects/projects.csv": (PROJECT_KINDS, "states", 120),
    "projects/treaties.csv": (TREATY_KINDS, "parties", 50),
}
STATE_TOO = {"NAM"}
"""Ids that are a state's code as well: the Non-Aligned Movement, whose usual acronym Namibia has."""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture(scope="module")
def states(knowledge: Knowledge) -> set[str]:
    return {row["code"] for row in knowledge.table("actors/states.csv", ["code"])}


def names(row: Row) -> tuple[str, ...]:
    return (row["name"], *row.many("names"))


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_complete(knowledge: Knowledge, table: str) -> None:
    kinds, _, least = TABLES[table]
    rows = knowledge.table(table, ["id"], ["name", "names", "kind", "source"])
    assert len(rows) >= least
    for row in rows:
        assert row["name"].strip() and row["source"].strip(), row
        assert row["kind"] in kinds, row


@pytest.mark.parametrize("table", TABLES)
def test_states_are_known_and_sorted(knowledge: Knowledge, states: set[str], table: str) -> None:
    column = TABLES[table][1]
    for row in knowledge.table(table, ["id"], [column]):
        members = row.many(column)
        known = states | {other["id"] for other in knowledge.table("actors/organisations.csv", ["id"])}
        assert set(members) <= known, (row["id"], set(members) - known)
        assert list(members) == sorted(set(members)), row["id"]


@pytest.mark.parametrize("table", TABLES)
def test_no_name_stands_for_two_things(knowledge: Knowledge, table: str) -> None:
    owner: dict[str, str] = {}
    for row in knowledge.table(table, ["id"]):
        for name in names(row):
            assert owner.setdefault(fold(name), row["id"]) == row["id"], (name, owner[fold(name)], row["id"])


def test_names_are_in_one_table_only(knowledge: Knowledge) -> None:
    owner: dict[str, str] = {}
    for table in TABLES:
        for row in knowledge.table(table, ["id"]):
            for name in names(row):
                assert owner.setdefault(name, table) == table, name


def test_ids_are_not_codes_of_states(knowledge: Knowledge, states: set[str]) -> None:
    ids = {row["id"] for row in knowledge.table("actors/organisations.csv", ["id"])}
    assert ids & states == STATE_TOO


def test_known_memberships(knowledge: Knowledge) -> None:
    members = {row["id"]: row.many("members") for row in knowledge.table("actors/organisations.csv", ["id"])}
    sizes = {"EU": 27, "NATO": 32, "G7": 7, "C5+1": 6, "QUAD": 4, "AUKUS": 3, "V4": 4, "B9": 9, "GCC": 6, "LAS": 22}
    assert {name: len(members[name]) for name in sizes} == sizes
    assert members["OTS"] == ("AZE", "KAZ", "KGZ", "TUR", "UZB")
    assert members["Central Asian format"] == ()


def test_common_variants_are_there(knowledge: Knowledge) -> None:
    known = {
        fold(name): row["id"] for row in knowledge.table("actors/organisations.csv", ["id"]) for name in names(row)
    }
    for name, wanted in (
        ("U.N.", "UN"),
        ("European Commission", "EU"),
        ("Economic Community of West African States", "ECOWAS"),
        ("Organisation for Security and Co-operation in Europe", "OSCE"),
        ("Turkic Council", "OTS"),
    ):
        assert known[fold(name)] == wanted


def test_wikidata_ids_have_their_form_and_one_owner(knowledge: Knowledge) -> None:
    for table in ("actors/organisations.csv", "projects/projects.csv"):
        found = [row["wikidata"] for row in knowledge.table(table, ["id"], ["wikidata"]) if row["wikidata"]]
        assert all(re.fullmatch(r"Q[1-9]\d*", item) for item in found)
        assert len(found) == len(set(found))


def test_years_of_treaties(knowledge: Knowledge) -> None:
    for row in knowledge.table("projects/treaties.csv", ["id"], ["year"]):
        assert re.fullmatch(r"(1[6-9]\d\d|20[0-2]\d)?", row["year"]), row
