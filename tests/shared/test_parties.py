from __future__ import annotations

from pathlib import Path

import pytest

from communique.shared.errors import UnknownPartyError
from communique.shared.knowledge import Knowledge
from communique.shared.parties import ORGANISATIONS, STATES, PartyNames, fold


@pytest.fixture(scope="module")
def names() -> PartyNames:
    return PartyNames(Knowledge())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("AZE", "AZE"),
        ("aze", "AZE"),
        ("Azerbaijan", "AZE"),
        ("azerbaijani", "AZE"),
        ("Republic of Azerbaijan", "AZE"),
        ("China", "CHN"),
        ("Türkiye", "TUR"),
        ("turkiye", "TUR"),
        ("U.S.", "USA"),
        ("Niger", "NER"),
        ("Nigeria", "NGA"),
        ("Baku", "AZE"),
        ("United Nations", "UN"),
        ("nato", "NATO"),
        ("NAM", "NAM"),
        ("Namibian", "NAM"),
        ("Non-Aligned Movement", "NAM"),
    ],
)
def test_what_users_type(names: PartyNames, typed: str, code: str) -> None:
    assert names.resolve(typed) == code


def test_a_code_of_a_state_and_an_organisation_shows_the_state(names: PartyNames) -> None:
    assert names.name("NAM") == "Namibia"
    assert names.codes().count("NAM") == 1


@pytest.mark.parametrize(("typed", "meant"), [("Azerbijan", "Azerbaijan"), ("Chnia", "China"), ("Germny", "Germany")])
def test_a_misspelling_is_answered_with_the_nearest(names: PartyNames, typed: str, meant: str) -> None:
    with pytest.raises(UnknownPartyError) as caught:
        names.resolve(typed)
    assert meant in caught.value.nearest
    assert f"did you mean {caught.value.nearest[0]}" in str(caught.value)


def test_nothing_near(names: PartyNames) -> None:
    for typed in ("", "?", "qqqqqqqqqq"):
        with pytest.raises(UnknownPartyError) as caught:
            names.resolve(typed)
        assert caught.value.nearest == ()


def test_every_code_is_understood(names: PartyNames) -> None:
    assert [names.resolve(code) for code in names.codes()] == list(names.codes())


def test_the_two_congos_are_told_apart_by_code(names: PartyNames) -> None:
    with pytest.raises(UnknownPartyError, match=r"Congo \(COD\) or Congo \(COG\)"):
        names.resolve("Congo")


def test_a_word_that_means_two_parties_names_both(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    columns = "code,name,official_name,names,adjectives,demonyms,capital,capital_names"
    rows = "AAA,Northland,,,Landish,,,\nBBB,Southland,,,Landish,,Port Fair,"
    (tmp_path / STATES).write_text(f"{columns}\n{rows}\n", encoding="utf-8")
    (tmp_path / ORGANISATIONS).write_text("id,name,names\nNS,North-South Union,Union\n", encoding="utf-8")
    names = PartyNames(Knowledge([tmp_path]))
    with pytest.raises(UnknownPartyError, match=r"did you mean Northland \(AAA\) or Southland \(BBB\)"):
        names.resolve("landish")
    assert names.resolve("port-fair") == "BBB"
    assert names.name("ZZZ") == "ZZZ"


def test_folding() -> None:
    assert fold("  Côte d’Ivoire ") == "cote divoire"
    assert fold("U.S.A.") == "usa"
