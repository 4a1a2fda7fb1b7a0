"""Personal names, and who a phrase means: one person, several, the other one's colleague, a group."""

from __future__ import annotations

import pytest

from communique.annotate.lexicon import Lexicon
from communique.annotate.people import PeopleReader
from communique.annotate.personal_names import NameReader, spelled
from communique.annotate.tokens import find_words
from communique.shared.annotated import Mention
from communique.shared.knowledge import Knowledge


@pytest.fixture(scope="module")
def names(lexicon: Lexicon, all_knowledge: Knowledge) -> NameReader:
    return NameReader(lexicon, all_knowledge)


@pytest.fixture(scope="module")
def people(lexicon: Lexicon, all_knowledge: Knowledge) -> PeopleReader:
    return PeopleReader(lexicon, all_knowledge)


def name_in(names: NameReader, text: str, titled: bool = True) -> str | None:
    words = find_words(text)
    found = names.read(words, 0, len(words), (), titled)
    return spelled(words, *found, text) if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("Mario Sosa met", "Mario Sosa", id="plain"),
        pytest.param("Sosa met", "Sosa", id="last name"),
        pytest.param("Joan R. Piper met", "Joan R. Piper", id="initial"),
        pytest.param("J. R. Piper met", "J. R. Piper", id="two initials"),
        pytest.param("TANABE Kenji met", "TANABE Kenji", id="family name in capitals"),
        pytest.param("Park Do-hyun met", "Park Do-hyun", id="hyphen and small letter"),
        pytest.param("Khalid al-Harbani met", "Khalid al-Harbani", id="article with hyphen"),
        pytest.param("Saud bin Nasser Al Harbani met", "Saud bin Nasser Al Harbani", id="bin and Al"),
        pytest.param("Luis de la Cuesta met", "Luis de la Cuesta", id="de la"),
        pytest.param("Duarte da Silva e Sousa met", "Duarte da Silva e Sousa", id="da and e"),
        pytest.param("Willem van den Broek met", "Willem van den Broek", id="van den"),
        pytest.param("Seamus O'Hallan met", "Seamus O'Hallan", id="O'"),
        pytest.param("Ama N’Gatta met", "Ama N’Gatta", id="curly apostrophe"),
        pytest.param("Jean-Luc Marchand-Roy met", "Jean-Luc Marchand-Roy", id="two hyphens"),
        pytest.param("Nguyễn Văn Thạch met", "Nguyễn Văn Thạch", id="tone marks"),
        pytest.param("Łukasz Żuraw met", "Łukasz Żuraw", id="letters with strokes"),
        pytest.param("Dr. Ana Soto met", "Ana Soto", id="doctor"),
        pytest.param("H.E. Mr. Ana Soto met", "Ana Soto", id="excellency"),
        pytest.param("Gen. Pedro Soto met", "Pedro Soto", id="rank"),
        pytest.param("Her Excellency Dr. (Mrs.) Ama Boateng met", "Ama Boateng", id="title in brackets"),
        pytest.param("Ana Soto in Lima", "Ana Soto", id="ends before in"),
        pytest.param("Ana Soto and Luis Rojo", "Ana Soto", id="ends before and"),
        pytest.param("Ana Soto, Luis Rojo", "Ana Soto", id="ends before a comma"),
        pytest.param("Ana Soto's speech", "Ana Soto", id="ends before a possessive"),
        pytest.param("Luis Rojo at Farmleigh", "Luis Rojo", id="ends before at"),
        pytest.param("Chad Ellerton met", "Chad Ellerton", id="a state as given name"),
        pytest.param("Jordan met", "Jordan", id="a state as last name behind a title"),
        pytest.param("Carl Gustaf III met", "Carl Gustaf III", id="numeral"),
        pytest.param("Ma Lin met", "Ma Lin", id="two short words"),
        pytest.param("Ursula von der Heide met", "Ursula von der Heide", id="von der"),
    ],
)
def test_a_name_begins_and_ends(names: NameReader, text: str, name: str) -> None:
    assert name_in(names, text) == name


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the port", id="small letters"),
        pytest.param("Peru said", id="state"),
        pytest.param("Peruvian ships", id="adjective"),
        pytest.param("1250 ships", id="number"),
        pytest.param("They met", id="pronoun"),
        pytest.param(", Ana Soto", id="mark"),
    ],
)
def test_no_name_begins_here(names: NameReader, text: str) -> None:
    assert name_in(names, text, titled=False) is None


def test_the_month_of_a_date_is_no_name(names: NameReader) -> None:
    words = find_words("May 5")
    assert names.read(words, 0, len(words), {0, 1}, True) is None


def mention_in(people: PeopleReader, text: str) -> Mention | None:
    words = find_words(text)
    return people.read(words, 0, len(words), text, ())


Persons = list[tuple[str | None, str | None, str | None]]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        pytest.param("President Mario Sosa of Uruguay", [("Mario Sosa", "president", "URY")], id="office name of"),
        pytest.param("Uruguayan President Mario Sosa", [("Mario Sosa", "president", "URY")], id="adjective"),
        pytest.param("the President of Uruguay, Mario Sosa,", [("Mario Sosa", "president", "URY")], id="apposition"),
        pytest.param("Mario Sosa, President of Uruguay,", [("Mario Sosa", "president", "URY")], id="name first"),
        pytest.param("Ana Soto (Foreign Minister of Peru)", [("Ana Soto", "foreign minister", "PER")], id="brackets"),
        pytest.param("Peru's Ana Soto met", [("Ana Soto", None, "PER")], id="state's person"),
        pytest.param("the Uruguayan President", [(None, "president", "URY")], id="office alone"),
        pytest.param("President of Ghana Kofi Manu", [("Kofi Manu", "president", "GHA")], id="state before the name"),
        pytest.param(
            "Deputy Prime Minister and Foreign Minister of Malta Carmela Borg",
            [("Carmela Borg", "deputy prime minister; foreign minister", "MLT")],
            id="two offices",
        ),
        pytest.param(
            "the presidents of Peru and Chile",
            [(None, "president", "PER"), (None, "president", "CHL")],
            id="two of one",
        ),
        pytest.param(
            "Foreign Ministers Ana Soto of Peru and Luis Rojo of Chile",
            [("Ana Soto", "foreign minister", "PER"), ("Luis Rojo", "foreign minister", "CHL")],
            id="two names",
        ),
        pytest.param(
            "the foreign ministers of Peru and Chile, Ana Soto and Luis Rojo,",
            [("Ana Soto", "foreign minister", "PER"), ("Luis Rojo", "foreign minister", "CHL")],
            id="names in apposition",
        ),
    ],
)
def test_who_a_phrase_means(people: PeopleReader, text: str, persons: Persons) -> None:
    mention = mention_in(people, text)
    assert mention is not None
    assert [(p.name, p.office, p.party) for p in mention.persons] == persons


@pytest.mark.parametrize(
    ("text", "named", "plural"),
    [
        pytest.param("his Chilean counterpart Luis Rojo", [("Luis Rojo", "CHL")], False, id="adjective and name"),
        pytest.param("her Chilean counterpart, Luis Rojo, in", [("Luis Rojo", "CHL")], False, id="apposition"),
        pytest.param("his counterpart from Chile", [(None, "CHL")], False, id="from a state"),
        pytest.param("his counterpart Luis Rojo of Chile", [("Luis Rojo", "CHL")], False, id="name of a state"),
        pytest.param("her counterpart", [(None, None)], False, id="nothing said"),
        pytest.param("his Ghanaian colleague Kofi Manu", [("Kofi Manu", "GHA")], False, id="colleague"),
        pytest.param("her Ghanaian opposite number", [(None, "GHA")], False, id="opposite number"),
        pytest.param("her counterparts from Peru and Ghana", [(None, "PER"), (None, "GHA")], True, id="from two"),
        pytest.param(
            "his Zambian opposite number, Mutale Zulu, in", [("Mutale Zulu", "ZMB")], False, id="number, name"
        ),
        pytest.param("Chilean counterpart Luis Rojo", [("Luis Rojo", "CHL")], False, id="no possessive"),
        pytest.param(
            "her counterparts from Peru, Chile and Ghana",
            [(None, "PER"), (None, "CHL"), (None, "GHA")],
            True,
            id="from three",
        ),
        pytest.param("Luis Rojo, his Chilean counterpart,", [("Luis Rojo", "CHL")], False, id="name first"),
    ],
)
def test_counterparts(
    people: PeopleReader, text: str, named: list[tuple[str | None, str | None]], plural: bool
) -> None:
    mention = mention_in(people, text)
    assert mention is not None and mention.kind == "counterpart"
    assert ([(p.name, p.party) for p in mention.persons], mention.plural) == (named, plural)


@pytest.mark.parametrize("text", ["the two ministers", "the three foreign ministers", "the two presidents"])
def test_references_to_persons_named_before(people: PeopleReader, text: str) -> None:
    mention = mention_in(people, text)
    assert mention is not None and mention.kind == "role"


def test_a_companion_takes_no_part(people: PeopleReader) -> None:
    mention = mention_in(people, "her husband, Paul Finch, came")
    assert mention is not None and (mention.kind, mention.persons) == ("company", ())
