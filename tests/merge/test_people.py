"""Persons told apart by names, offices and days; all persons are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.merge.people import Individual, People
from communique.merge.sightings import Sighting
from communique.shared.knowledge import Knowledge


@pytest.fixture(scope="module")
def people() -> People:
    return People(Knowledge())


def seen(
    name: str, office: str | None = "foreign minister", day: str | None = "2024-03-01", text: str = "a"
) -> Sighting:
    offices = (office,) if office else ()
    return Sighting(
        name=name, offices=offices, day=day, document=text, source=f"{text}.txt", record=f"{text}-m0", start=0, end=9
    )


def spellings(found: list[Individual]) -> list[list[str]]:
    return [sorted(name for name, _ in each.spellings) for each in found]


def test_one_person_for_many_spellings(people: People) -> None:
    names = ["Jeyhun Mammadli", "Ceyhun Mammadli", "Mammadli Djeyhun", "Джейхун Маммадли", "Mammadli"]
    (person,) = people.of("TUV", [seen(name, day=f"2024-03-0{place + 1}") for place, name in enumerate(names)])
    assert spellings([person]) == [sorted(names)]
    (held,) = person.offices
    assert (held.office, held.first, held.last, held.times) == ("foreign minister", "2024-03-01", "2024-03-05", 5)
    assert {each.relation for each in person.judgements} == {"same"}
    assert all(each.score >= 0.5 and each.reason for each in person.judgements)


def test_a_successor_is_another_person(people: People) -> None:
    before = [seen("Ilir Bregu", day="2022-01-01"), seen("Ilir Bregu", day="2023-05-01")]
    after = [seen("Dritan Hoxhaj", day="2023-06-01"), seen("Hoxhaj", day="2024-01-01")]
    found = people.of("TUV", [*before, *after])
    assert [(each.name, each.offices[0].first, each.offices[0].last) for each in found] == [
        ("Dritan Hoxhaj", "2023-06-01", "2024-01-01"),
        ("Ilir Bregu", "2022-01-01", "2023-05-01"),
    ]


def test_a_successor_of_a_like_name_is_kept_apart_and_said_so(people: People) -> None:
    found = people.of("TUV", [seen("Ma Deqiang", day="2022-01-01"), seen("Ma Qiang", day="2023-06-01")])
    assert len(found) == 2
    assert [(each.relation, each.score) for each in found[0].judgements] == [("apart", 0.0)]
    together = [seen("Tony Halvard", day=day) for day in ("2022-01-01", "2023-01-01")]
    assert len(people.of("TUV", [*together, seen("Antony Halvard", day="2022-06-01")])) == 1


def test_a_family_name_alone_goes_to_the_only_one_whose_office_and_time_fit(people: People) -> None:
    found = people.of(
        "TUV",
        [
            seen("Ilir Bregu", "president", "2020-01-01"),
            seen("Ilir Bregu", "president", "2021-01-01"),
            seen("Ada Bregu", "trade minister", "2020-06-01"),
            seen("Dritan Bregu", "president", "2023-01-01"),
            seen("Bregu", "president", "2020-07-01"),
            seen("Bregu", "minister", "2020-07-01"),
            seen("Bregu", "president", None),
        ],
    )
    assert spellings(found) == [["Ada Bregu", "Bregu"], ["Bregu"], ["Dritan Bregu"], ["Bregu", "Ilir Bregu"]]
    reasons = {each.reason for person in found for each in person.judgements}
    assert "the only person of this name who is seen in this office at that time" in reasons


def test_a_family_name_alone_long_after(people: People) -> None:
    found = people.of("TUV", [seen("Ilir Bregu", day="2010-01-01"), seen("Bregu", day="2024-01-01")])
    assert spellings(found) == [["Bregu"], ["Ilir Bregu"]]


def test_family_names_that_nobody_else_has(people: People) -> None:
    found = people.of("TUV", [seen("Bregu", "president"), seen("Bregu", "trade minister"), seen("Bregu", "president")])
    assert sorted(sum(times for _, times in each.spellings) for each in found) == [1, 2]


def test_an_office_once_miswritten_does_not_join_father_and_son(people: People) -> None:
    father = [seen("Salim bin Karim Al Nuaim", "king") for _ in range(6)]
    son = [seen("Rashid bin Salim bin Karim Al Nuaim", "crown prince") for _ in range(6)]
    slip = [seen("Rashid bin Salim bin Karim Al Nuaim", "king")]
    assert len(people.of("TUV", [*father, *son, *slip])) == 2


def test_known_officials_count_as_spellings(people: People) -> None:
    (person,) = people.of(
        "DEU", [seen("Merkel", "chancellor", "2015-05-01"), seen("MERKEL", "chancellor", "2016-05-01")]
    )
    assert person.name == "Angela Merkel"
    assert person.known == ("Angela Merkel",)


NAMES = ("Ilir Bregu", "Bregu", "Ilir Z. Bregu", "Bregu Ilir", "Dritan Bregu", "D. Bregu", "Ilyr Bregu", "林浩然")
SIGHTINGS = st.builds(
    seen,
    st.sampled_from(
        ["Ilir Bregu", "Bregu", "Ilir Z. Bregu", "Bregu Ilir", "Dritan Bregu", "D. Bregu", "Ilyr Bregu", "林浩然"]
    ),
    st.sampled_from(["president", "minister", "foreign minister", None]),
    st.sampled_from(["2020-01-01", "2021-01-01", "2023-01-01", None]),
    st.sampled_from(["a", "b"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SIGHTINGS, max_size=9).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_the_texts_does_not_matter(people: People, both: tuple[list[Sighting], list[Sighting]]) -> None:
    given, turned = both
    assert people.of("TUV", given) == people.of("TUV", turned)
    assert sum(times for each in people.of("TUV", given) for _, times in each.spellings) == len(given)


def test_two_known_officials_of_like_names_stay_two(tmp_path: Path) -> None:
    table = tmp_path / "actors" / "officials.csv"
    table.parent.mkdir()
    table.write_text(
        "name,office,party,first,last,names,terms,source\n"
        "Tomas Varga Nemeth Solt,president,TUV,2000,,Tomas Varga,,invented\n"
        "Tomas Nemeth Varga Balint,vice president,TUV,2010,,,,invented\n",
        encoding="utf-8",
    )
    here = People(Knowledge([*Knowledge().folders, tmp_path]))
    father, son = seen("Tomas Varga", "president"), seen("Tomas Nemeth Varga Balint", "vice president")
    assert [each.known for each in here.of("TUV", [father, son])] == [
        ("Tomas Nemeth Varga Balint",),
        ("Tomas Varga Nemeth Solt",),
    ]
