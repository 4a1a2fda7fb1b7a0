"""Places, on a small knowledge folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.annotate.places import Places, fold, spell
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

STATES = """code,name,official_name,names,capital,capital_names,kind
AZE,Azerbaijan,Republic of Azerbaijan,,Baku,Baku,member
ARE,United Arab Emirates,,UAE,Abu Dhabi,Abu Dhabi,member
MMR,Myanmar,,Burma,Naypyidaw,Naypyidaw|Nay Pyi Taw,member
TCD,Chad,,,N'Djamena,N'Djamena,member
GEO,Georgia,,,Tbilisi,Tbilisi,member
USA,United States,,USA,Washington,"Washington|Washington, D.C.",member
ITA,Italy,,,Rome,Rome,member
TUN,Tunisia,,,Tunis,Tunis,member
CHE,Switzerland,,,Bern,Bern,member
CRI,Costa Rica,,,San José,San José,member
SUN,Soviet Union,,,Moscow,Moscow,historical
RUS,Russia,,,Moscow,Moscow,member
GBR,United Kingdom,,UK,London,London,member
CAN,Canada,,,Ottawa,Ottawa,member
"""
SUBDIVISIONS = """name,party,kind,abbreviations
New York,USA,state,N.Y.
Georgia,USA,state,Ga.
California,USA,state,Calif.
Ontario,CAN,province,Ont.
"""
PLACES = """name,party,kind,names,population
Geneva,CHE,city,Genève,203000
Atlanta,USA,city,,498000
San Jose,USA,city,,1013000
London,CAN,city,,422000
Perth,CAN,city,,6500
Perth,GBR,city,,47000
Tripoli,GBR,city,,900
Tripoli,ITA,city,,800
"""


def folder(path: Path, places: str = PLACES) -> Knowledge:
    (path / "actors").mkdir()
    for name, content in (("states", STATES), ("subdivisions", SUBDIVISIONS), ("places", places)):
        (path / "actors" / f"{name}.csv").write_text(content, encoding="utf-8")
    return Knowledge([path])


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(folder(tmp_path))


@pytest.mark.parametrize(
    ("name", "qualifier", "expected"),
    [
        ("BAKU", "Azerbaijan", ("Baku", "AZE")),
        ("GENEVA", None, ("Geneva", "CHE")),
        ("GENEVA", "N.Y.", ("Geneva", "USA")),
        ("GENÈVE", None, ("Genève", "CHE")),
        ("ATLANTA", "Ga.", ("Atlanta", "USA")),
        ("ATLANTA", "Georgia", ("Atlanta", "USA")),
        ("TBILISI", "Georgia", ("Tbilisi", "GEO")),
        ("NAY PYI TAW", None, ("Nay Pyi Taw", "MMR")),
        ("N'DJAMENA", None, ("N'Djamena", "TCD")),
        ("N’Djamena", None, ("N'Djamena", "TCD")),
        ("ABU DHABI", None, ("Abu Dhabi", "ARE")),
        ("SAN JOSE", None, ("San José", "CRI")),
        ("SAN JOSE", "Calif.", ("San Jose", "USA")),
        ("WASHINGTON", "D.C.", ("Washington", "USA")),
        ("LONDON", "Ontario", ("London", "CAN")),
        ("LONDON", None, ("London", "GBR")),
        ("MOSCOW", None, ("Moscow", "RUS")),
        ("PERTH", None, ("Perth", "GBR")),
        ("TRIPOLI", None, ("Tripoli", None)),
        ("QUOXBURY", "Ont.", ("Quoxbury", "CAN")),
        ("CHAD", None, ("Chad", "TCD")),
    ],
)
def test_the_place_that_is_meant(
    places: Places, name: str, qualifier: str | None, expected: tuple[str, str | None]
) -> None:
    found = places.find(name, qualifier)
    assert found is not None
    assert (found.name, found.party) == expected


@pytest.mark.parametrize("name", ["Quoxbury", "ROME/TUNIS", "Rome and Tunis", ""])
def test_no_single_place_is_meant(places: Places, name: str) -> None:
    assert places.find(name) is None


def test_a_population_that_is_no_number_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"line 2.*many"):
        Places(folder(tmp_path, "name,party,kind,names,population\nLima,PER,city,,many\n"))


@pytest.mark.parametrize(
    ("printed", "spelled"),
    [
        ("PORT-AU-PRINCE", "Port-Au-Prince"),
        ("ST. JOHN'S", "St. John's"),
        ("Lomé", "Lomé"),
        ("ISLE OF MAN", "Isle of Man"),
    ],
)
def test_capitals_become_the_spelling_of_running_text(printed: str, spelled: str) -> None:
    assert spell(printed) == spelled


def test_names_are_compared_without_case_accents_and_stops() -> None:
    assert fold("São Tomé") == fold("SAO  TOME")
    assert fold("N.Y.") == "ny"
    assert fold("Guinea-Bissau") == "guinea bissau"
