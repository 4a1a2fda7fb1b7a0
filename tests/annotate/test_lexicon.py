"""Names that the reading knows, found in a text: the longest match, by folded words, in the right case."""

from __future__ import annotations

import pytest

from communique.annotate.lexicon import Entry, Lexicon, PhraseTable
from communique.annotate.tokens import find_words


def named(lexicon: Lexicon, text: str) -> set[tuple[str, str | None]]:
    """(kind, party) of what the first words name."""
    words = find_words(text)
    return {(m.entry.kind, m.entry.code) for m in lexicon.names.at(words, 0, len(words))}


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        pytest.param("Uruguay said", "state", "URY", id="state"),
        pytest.param("Republic of Zambia", "state", "ZMB", id="official name"),
        pytest.param("Côte d’Ivoire", "state", "CIV", id="accents and curly apostrophe"),
        pytest.param("Cote d'Ivoire", "state", "CIV", id="no accents"),
        pytest.param("Trinidad & Tobago", "state", "TTO", id="ampersand"),
        pytest.param("URUGUAY", "state", "URY", id="capitals"),
        pytest.param("Nigerien troops", "adjective", "NER", id="adjective of Niger"),
        pytest.param("Nigerian troops", "adjective", "NGA", id="adjective of Nigeria"),
        pytest.param("Montevideo", "capital", "URY", id="capital"),
        pytest.param("ASEAN", "organisation", "ASEAN", id="acronym"),
        pytest.param("African Union", "organisation", "AU", id="name of an organisation"),
        pytest.param("Elysee", "metonym", "FRA", id="palace"),
        pytest.param("Zambians", "demonym", "ZMB", id="people"),
    ],
)
def test_a_name_is_known(lexicon: Lexicon, text: str, kind: str, party: str) -> None:
    assert (kind, party) in named(lexicon, text)


@pytest.mark.parametrize("text", ["turkey", "chad", "us", "polish", "niger"])
def test_a_name_in_lower_case_is_a_word(lexicon: Lexicon, text: str) -> None:
    assert named(lexicon, text) == set()


@pytest.mark.parametrize(
    ("text", "words"),
    [("Papua New Guinea", 3), ("Guinea-Bissau", 3), ("Guinea", 1), ("South Sudan", 2), ("Dominican Republic", 2)],
)
def test_the_longest_name_wins(lexicon: Lexicon, text: str, words: int) -> None:
    row = find_words(text)
    assert {m.last for m in lexicon.names.at(row, 0, len(row))} == {words}


def test_an_adjective_may_mean_two_states(lexicon: Lexicon) -> None:
    assert {("adjective", "COD"), ("adjective", "COG")} <= named(lexicon, "Congolese")


def test_the_state_of_a_capital_is_known(lexicon: Lexicon) -> None:
    assert lexicon.capital_of["NAM"] == "Windhoek"


def test_members_of_an_organisation_are_known(lexicon: Lexicon) -> None:
    assert {"KAZ", "KGZ", "TJK"} <= set(lexicon.members["SCO"])


def test_a_table_gives_all_meanings_of_a_phrase() -> None:
    table = PhraseTable()
    first, second = Entry("state", "Georgia", "GEO"), Entry("subdivision", "Georgia", "USA")
    table.add("Georgia", first)
    table.add("Georgia", second)
    table.add("Georgia", second)
    assert [m.entry for m in table.at(find_words("Georgia"), 0, 1)] == [first, second]


def test_a_table_keeps_within_the_sentence() -> None:
    table = PhraseTable()
    table.add("United Kingdom", Entry("state", "United Kingdom", "GBR"))
    words = find_words("the United Kingdom")
    assert table.at(words, 1, 2) == []
    assert [(m.first, m.last) for m in table.at(words, 1, 3)] == [(1, 3)]


def test_the_printed_case_of_a_short_acronym_counts() -> None:
    table = PhraseTable()
    table.add("WHO", Entry("organisation", "World Health Organization", "WHO"))
    assert table.at(find_words("Who"), 0, 1) == []
    assert len(table.at(find_words("WHO"), 0, 1)) == 1


def test_a_name_may_be_added_in_two_cases() -> None:
    table = PhraseTable()
    entry = Entry("organisation", "Quad", "QUAD")
    table.add("QUAD", entry)
    table.add("Quad", entry)
    assert len(table.at(find_words("Quad"), 0, 1)) == len(table.at(find_words("QUAD"), 0, 1)) == 1


def test_an_empty_phrase_is_no_name() -> None:
    table = PhraseTable()
    table.add("", Entry("state", "", None))
    assert table.at(find_words("Peru"), 0, 1) == []
