"""Who held an office that only one can hold; all persons but those of the knowledge files are invented."""

from __future__ import annotations

import pytest

from communique.merge.claims import Contradiction
from communique.merge.holders import Holders
from communique.merge.people import People
from communique.merge.sightings import Sighting
from communique.shared.knowledge import Knowledge


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture(scope="module")
def people(knowledge: Knowledge) -> People:
    return People(knowledge)


@pytest.fixture(scope="module")
def holders(knowledge: Knowledge) -> Holders:
    return Holders(knowledge)


def seen(name: str, day: str, office: str = "interior minister", firm: bool = True) -> Sighting:
    text = f"{name} {day}"
    return Sighting(
        name=name,
        offices=(office,),
        day=day,
        document=text,
        source=text,
        record=f"{text}-m0",
        start=0,
        end=9,
        firm=firm,
    )


BEFORE = (seen("Ivan Sorel", "2024-01-01"), seen("Ivan Sorel", "2024-02-01"))


def test_two_holders_at_one_time(people: People, holders: Holders) -> None:
    rival = seen("Paul Tarn", "2024-01-15")
    (found,) = holders.of("TUV", people.of("TUV", [*BEFORE, rival, seen("Paul Tarn", "2024-01-16", firm=False)]))
    assert [claim.value for claim in found.claims] == ["Ivan Sorel", "Paul Tarn"]
    assert [cited.day for cited in found.claims[0].cited] == ["2024-01-01", "2024-02-01"]


@pytest.mark.parametrize(
    "other",
    [
        seen("Paul Tarn", "2024-03-01"),
        seen("Paul Tarn", "2024-01-15", "deputy interior minister"),
        seen("Paul Tarn", "2024-01-15", firm=False),
        seen("Specifically", "2024-01-15"),
        seen("Sorel", "2024-01-15"),
    ],
    ids=["a successor", "another office", "only mentioned", "no name", "the same person"],
)
def test_what_can_be(people: People, holders: Holders, other: Sighting) -> None:
    assert not list(holders.of("TUV", people.of("TUV", [*BEFORE, other])))


def against(people: People, holders: Holders, *sightings: Sighting) -> list[Contradiction]:
    return list(holders.of("DEU", people.of("DEU", sightings)))


def test_another_holder_in_the_knowledge_files(people: People, holders: Holders) -> None:
    (found,) = against(people, holders, seen("Paul Tarn", "2015-05-01", "chancellor"))
    assert [claim.value for claim in found.claims] == ["Paul Tarn", "Angela Merkel"]
    assert found.claims[1].known is not None
    assert found.claims[1].known.startswith("actors/officials.csv: Angela Merkel, chancellor, ")
    assert not against(people, holders, seen("Merkel", "2015-05-01", "chancellor"))
    courtesy = seen("Angela Merkel", "2023-05-01", "chancellor")
    assert not against(people, holders, courtesy, seen("Olaf Scholz", "2023-05-01", "chancellor"))
