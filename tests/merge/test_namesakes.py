"""Names of one person in many spellings, and names of several; all persons are invented."""

from __future__ import annotations

import pytest

from communique.merge.names import Spelling
from communique.merge.namesakes import Tie, compare_names, written
from communique.shared.knowledge import Knowledge


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(Knowledge())


def tie(one: str, other: str, spelling: Spelling) -> Tie:
    found = compare_names(written(one, spelling), written(other, spelling))
    assert found == compare_names(written(other, spelling), written(one, spelling))
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jeyhun Mammadli", "Ceyhun Mammadli"),
        ("Jeyhun Mammadli", "Mammadli Djeyhun"),
        ("Jeyhun Mammadli", "Джейхун Маммадли"),
        ("Jeyhun Mammadli", "Jeyhun Rashid oglu Mammadli"),
        ("Lin Haoran", "林浩然"),
        ("Seo Min Ji", "Seo Min-ji"),
        ("Seo Minji", "SEO Min-ji"),
        ("OKADA Haruto", "Haruto Okada"),
        ("Karim bin Salim", "كريم بن سليم"),
        ("Amos Q. Winfield, Jr.", "Amos Winfield"),
    ],
)
def test_spellings_of_one_name(one: str, other: str, spelling: Spelling) -> None:
    found = tie(one, other, spelling)
    assert found.score >= 0.8
    assert not found.weak
    assert found.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tony Halvard", "Antony Halvard"),
        ("Moreira da Costa", "Rui Anselmo Moreira da Costa"),
        ("Ma Deqiang", "Ma Qiang"),
    ],
)
def test_what_needs_the_office_besides(one: str, other: str, spelling: Spelling) -> None:
    assert tie(one, other, spelling).weak


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ilir Bregu", "Dritan Bregu"),
        ("Han Jong Sun", "Han Jong Rae"),
        ("Rashid bin Hamad Al Nuaim", "Faisal bin Hamad Al Nuaim"),
        ("Otto P. Q. Stern", "Otto P. Stern"),
        ("Li Wei", "Lin Wei"),
        ("Bregu", "Ilir Bregu"),
        ("", "Ilir Bregu"),
    ],
)
def test_other_names(one: str, other: str, spelling: Spelling) -> None:
    assert tie(one, other, spelling).score == 0.0


def test_a_son_is_not_his_father(spelling: Spelling) -> None:
    found = tie("Salim bin Karim", "Karim bin Salim", spelling)
    assert found.turned
