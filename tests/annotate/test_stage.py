"""Who is on stage: persons told apart, and the side of those of whom the sentence says none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.annotate.officials import Officials, close_words, name_words, same_office
from communique.shared.annotated import AnnotatedDocument, Known
from communique.shared.knowledge import Knowledge

Annotate = Callable[..., AnnotatedDocument]
SOTO = "Peruvian Foreign Minister Ana Soto "


def mentioned(document: AnnotatedDocument) -> list[Known]:
    """The people that the text's mentions mean, in order, once each."""
    numbers = [k for row in document.mentions for m in row for k in m.known]
    return [document.people[k] for k in dict.fromkeys(numbers)]


def stage(document: AnnotatedDocument) -> list[tuple[str | None, str | None, str | None]]:
    return [(k.name, k.office, k.party) for k in mentioned(document)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param(
            "LIMA (ANDINA) - Foreign Minister Ana Soto met Ghanaian Trade Minister Kofi Manu.",
            [("Ana Soto", "foreign minister", "PER"), ("Kofi Manu", "trade minister", "GHA")],
            id="home side by the dateline",
        ),
        pytest.param(
            SOTO + "met her Ghanaian counterpart, Kofi Manu.",
            [("Ana Soto", "foreign minister", "PER"), ("Kofi Manu", "foreign minister", "GHA")],
            id="counterpart has the same office",
        ),
        pytest.param(
            SOTO + "met Kofi Manu of Ghana. Soto praised Manu.",
            [("Ana Soto", "foreign minister", "PER"), ("Kofi Manu", None, "GHA")],
            id="last names afterwards",
        ),
        pytest.param(
            SOTO + "flew to Accra. The Foreign Minister met Ghanaian President Kofi Manu.",
            [("Ana Soto", "foreign minister", "PER"), ("Kofi Manu", "president", "GHA")],
            id="office afterwards",
        ),
        pytest.param(
            "The Peruvian Foreign Minister flew to Accra. Foreign Minister Ana Soto met President Kofi Manu of Ghana.",
            [("Ana Soto", "foreign minister", "PER"), ("Kofi Manu", "president", "GHA")],
            id="named later",
        ),
        pytest.param(
            "Ghana and Peru signed a treaty. Ghanaian President Kofi Manu received Foreign Minister Ana Soto.",
            [("Kofi Manu", "president", "GHA"), ("Ana Soto", "foreign minister", "PER")],
            id="nobody meets his own side",
        ),
        pytest.param(
            "The foreign ministers of Peru and Ghana, Ana Soto and Kofi Manu, met. Soto and Manu spoke of cocoa.",
            [("Ana Soto", "foreign minister", "PER"), ("Kofi Manu", "foreign minister", "GHA")],
            id="listed together",
        ),
        pytest.param(
            SOTO + "met Jordan's King Faris. Jordan said that Peru was a friend.",
            [("Ana Soto", "foreign minister", "PER"), ("Faris", "king", "JOR")],
            id="a state is no person",
        ),
        pytest.param(
            "U.S. Deputy Secretary of State Chad Ellerton met " + SOTO + ". Ellerton praised the port.",
            [("Chad Ellerton", "deputy foreign minister", "USA"), ("Ana Soto", "foreign minister", "PER")],
            id="a state in a name",
        ),
        pytest.param(
            SOTO + "met Foreign Ministers Kofi Manu of Ghana and Lina Berg of Norway.",
            [
                ("Ana Soto", "foreign minister", "PER"),
                ("Kofi Manu", "foreign minister", "GHA"),
                ("Lina Berg", "foreign minister", "NOR"),
            ],
            id="three",
        ),
        pytest.param(
            "Congolese President Didier Mabika met " + SOTO + ". They spoke of the port of Kinshasa.",
            [("Didier Mabika", "president", "COD"), ("Ana Soto", "foreign minister", "PER")],
            id="the adjective of two states",
        ),
        pytest.param(
            "Ghana's President Kofi Manu met " + SOTO + ". Peru's Minister of Trade, Rosa Vega, was there.",
            [
                ("Kofi Manu", "president", "GHA"),
                ("Ana Soto", "foreign minister", "PER"),
                ("Rosa Vega", "trade minister", "PER"),
            ],
            id="two of one side",
        ),
    ],
)
def test_who_is_on_stage(annotate: Annotate, text: str, people: list[tuple[str, str | None, str]]) -> None:
    assert stage(annotate(text)) == people


def test_the_publisher_is_the_home_side(annotate: Annotate) -> None:
    text = "Foreign Minister Ana Soto received Ghanaian Trade Minister Kofi Manu."
    document = annotate(text, publisher="Ministry of Foreign Affairs of Peru")
    assert (document.home, mentioned(document)[0].party) == ("PER", "PER")


@pytest.mark.parametrize(
    ("text", "published", "party"),
    [
        pytest.param("Chancellor Merkel met " + SOTO + ".", "2015-05-04", "DEU", id="chancellor"),
        pytest.param("President Macron received " + SOTO + ".", "2023-05-04", "FRA", id="president"),
        pytest.param(SOTO + "met Chancellor Schneiderhan.", "2015-05-04", None, id="nobody known"),
    ],
)
def test_an_office_holder_by_the_year(annotate: Annotate, text: str, published: str, party: str | None) -> None:
    holder = next(k for k in mentioned(annotate(text, published=published)) if k.name != "Ana Soto")
    assert holder.party == party


def test_what_was_concluded_says_how(annotate: Annotate) -> None:
    document = annotate("LIMA (ANDINA) - Foreign Minister Ana Soto met Ghanaian Trade Minister Kofi Manu.")
    soto, manu = mentioned(document)
    assert soto.because and manu.because is None


def test_a_word_that_may_be_a_name_is_nobody_unknown(annotate: Annotate) -> None:
    document = annotate(SOTO + "met Kofi Manu of Ghana. Tradewinds was the title of the book.")
    assert len(mentioned(document)) == 2


@pytest.fixture(scope="module")
def officials(all_knowledge: Knowledge) -> Officials:
    return Officials(all_knowledge)


@pytest.mark.parametrize(
    ("name", "office", "year", "party"),
    [
        pytest.param("Macron", "president", 2023, "FRA", id="last name"),
        pytest.param("Emmanuel Macron", "president", 2023, "FRA", id="full name"),
        pytest.param("Macron", "prime minister", 2023, None, id="another office"),
        pytest.param("Merkel", "chancellor", 2015, "DEU", id="within the years"),
        pytest.param("Merkel", "chancellor", 1985, None, id="outside the years"),
        pytest.param("Tangolani", "president", 2023, None, id="nobody known"),
    ],
)
def test_office_holders_by_name_and_year(
    officials: Officials, name: str, office: str, year: int, party: str | None
) -> None:
    assert officials.party_of(name, office, year) == party


def test_the_office_was_held_by_another(officials: Officials) -> None:
    assert officials.is_other("Tangolani", "chancellor", "DEU", 2015)
    assert not officials.is_other("Merkel", "chancellor", "DEU", 2015)


def test_of_deputies_there_are_many(officials: Officials) -> None:
    assert not officials.is_other("Tangolani", "deputy foreign minister", "DEU", 2015)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("foreign minister", "foreign minister", True),
        ("minister", "foreign minister", True),
        ("deputy prime minister; foreign minister", "foreign minister", True),
        ("president", "head of state", True),
        ("deputy minister", "foreign minister", False),
        ("foreign minister", "trade minister", False),
        ("president", "foreign minister", False),
    ],
)
def test_offices_that_one_person_can_hold(a: str, b: str, same: bool) -> None:
    assert same_office(a, b) is same_office(b, a) is same


@pytest.mark.parametrize(
    ("a", "b", "close"), [("mehmoud", "mahmoud", True), ("soto", "sota", False), ("rojas", "vegas", False)]
)
def test_spellings_of_one_word(a: str, b: str, close: bool) -> None:
    assert close_words(a, b) is close


def test_initials_do_not_carry_a_name() -> None:
    assert name_words("Joan R. Piper") == ("joan", "piper")
