"""The forms of verbs and nouns, made from the base form."""

from __future__ import annotations

import pytest

from communique.extract.inflection import split_particle, third_person, verb_forms


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        pytest.param("visit", ["visit", "visits", "visiting", "visited"], id="regular"),
        pytest.param("receive", ["receive", "receives", "receiving", "received"], id="silent e"),
        pytest.param("agree", ["agree", "agrees", "agreeing", "agreed"], id="double e"),
        pytest.param("carry", ["carry", "carries", "carrying", "carried"], id="y behind a consonant"),
        pytest.param("play", ["play", "plays", "playing", "played"], id="y behind a vowel"),
        pytest.param("veto", ["veto", "vetoes", "vetoing", "vetoed"], id="o"),
        pytest.param("stop|stopped", ["stop", "stops", "stopping", "stopped"], id="doubled letter"),
        pytest.param("meet|met", ["meet", "meets", "meeting", "met"], id="irregular past"),
        pytest.param("see|saw|seen", ["see", "sees", "seeing", "saw", "seen"], id="irregular participle"),
        pytest.param("have|had", ["have", "has", "having", "had"], id="have"),
    ],
)
def test_forms_of_a_verb(entry: str, forms: list[str]) -> None:
    assert list(verb_forms(entry)) == forms


@pytest.mark.parametrize(
    ("noun", "plural"),
    [("visit", "visits"), ("speech", "speeches"), ("ally", "allies"), ("day", "days"), ("box", "boxes")],
)
def test_plural_of_a_noun(noun: str, plural: str) -> None:
    assert third_person(noun) == plural


@pytest.mark.parametrize(
    ("entry", "verb", "particle"),
    [
        ("visit", "visit", ()),
        ("call off", "call", ("off",)),
        ("meet|met", "meet|met", ()),
        ("take|took|taken part in", "take|took|taken", ("part", "in")),
    ],
)
def test_particles_are_split_off(entry: str, verb: str, particle: tuple[str, ...]) -> None:
    assert split_particle(entry) == (verb, particle)
