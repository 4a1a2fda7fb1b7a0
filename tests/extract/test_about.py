"""What a statement names: listed things, names told by their form, areas, and when a side that speaks counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.extract.names import NameReader
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

TALKS = "Foreign Minister Ana Quispe of Peru met Foreign Minister Ali Barka of Chad in Lima. "


@pytest.fixture(scope="module")
def names() -> NameReader:
    entries = {e["name"]: e for e in Knowledge().entries("wording/about.yaml")}
    return NameReader(entries["names-by-form"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Lake Harvest Initiative", [("Lake Harvest Initiative", "initiative")]),
        ("the Lake Harvest Fund for Women in trade", [("Lake Harvest Fund for Women", "organisation")]),
        ("Lake and River Declaration on Fishing", [("Lake and River Declaration on Fishing", "agreement")]),
        ("the Zarqa pipeline, the Alto corridor", [("Zarqa pipeline", "route"), ("Alto corridor", "route")]),
        ("Operation Blue Harvest began", [("Operation Blue Harvest", "mission")]),
        ("director of the River Bank", [("River Bank", "organisation")]),
        ("an LNG pipeline", []),
        ("the Comprehensive Strategic Partnership", []),
        ("the Memorandum of Understanding", []),
        ("the River News Agency", []),
        ("the initiative", []),
    ],
)
def test_names_by_form(names: NameReader, text: str, found: list[tuple[str, str]]) -> None:
    got = list(names.names(text, (), ()))
    assert [(n.name, n.kind) for n in got] == found
    assert all(text[n.start : n.end] == n.name for n in got)


def test_a_state_or_a_day_is_no_name_and_a_listed_thing_is_left_alone(names: NameReader) -> None:
    assert list(names.names("the Peru Agreement", [(4, 8)], ())) == []
    assert [n.name for n in names.names("Peru and River Fund", [(0, 4)], ())] == ["River Fund"]
    assert list(names.names("the Lake Fund", (), [(4, 13)])) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Quispe condemned Houthi attacks in the Red Sea.", ["Houthis", "Red Sea"]),
        ("Quispe welcomed the Lake Harvest Fund (ADB) and its work.", ["Lake Harvest Fund"]),
        ("Quispe supported a two-state solution.", ["two-state solution", "Israel", "Palestine"]),
        ("Quispe backed UN Security Council resolutions.", [
            "United Nations Security Council", "UN Security Council resolutions"
        ]),
        ("Quispe supported the Peru-Chad partnership.", ["Peru", "Chad"]),
        ("Quispe praised Chad's trade with Peru.", ["Chad", "Peru"]),
        ("Quispe emphasized the help of Peru.", []),
        ("The ministers discussed help for Chad.", ["Chad"]),
    ],
)  # fmt: skip
def test_about(read: Callable[..., Reading], text: str, found: list[str]) -> None:
    (statement,) = read(TALKS + text).statements
    assert [each.name for each in statement.about] == found


def test_a_territory_has_the_code_of_its_party_and_a_listed_group_its_identifier(read: Callable[..., Reading]) -> None:
    (statement,) = read(TALKS + "Quispe discussed aid to Gaza and the threat of Hezbollah.").statements
    assert [(a.name, a.id) for a in statement.about] == [("Gaza", "PSE"), ("Hezbollah", "Q41053")]


def test_rows_of_named_things_are_complete_and_no_name_stands_twice() -> None:
    rows = Knowledge().table("projects/named.csv", ["id"], ["name", "names", "kind", "wikidata", "source"])
    every = [name for row in rows for name in {row["name"], *row.many("names")}]
    assert all(row["name"] and row["kind"] and row["source"] for row in rows)
    assert len(every) == len(set(every))
