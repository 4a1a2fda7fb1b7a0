"""Words and sentences: where they begin and end, whatever the line ends, quotes and abbreviations."""

from __future__ import annotations

import pytest

from communique.annotate.tokens import SentenceCutter, clean, find_words, fold
from communique.shared.knowledge import Knowledge


@pytest.fixture(scope="module")
def cutter(all_knowledge: Knowledge) -> SentenceCutter:
    return SentenceCutter(all_knowledge)


def cut(cutter: SentenceCutter, text: str) -> list[str]:
    words = cutter.cut(text)
    return [text[words.words[s.first].start : words.words[s.last - 1].end] for s in words.sentences]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param("Peru's port", ["Peru", "'s", "port"], id="possessive"),
        pytest.param("Peru’s port", ["Peru", "'s", "port"], id="curly possessive"),
        pytest.param("N'Gatta met O'Hara", ["N'Gatta", "met", "O'Hara"], id="apostrophe in a name"),
        pytest.param("the U.S. envoy", ["the", "U.S.", "envoy"], id="dotted acronym"),
        pytest.param("Qo\u00adqonov", ["Qoqonov"], id="soft hyphen"),
        pytest.param("Nguye\u0302n", ["Nguyên"], id="combining mark"),
        pytest.param("on\u00a03\u00a0May", ["on", "3", "May"], id="hard space"),
        pytest.param("1,250.5 tonnes", ["1,250.5", "tonnes"], id="number"),
        pytest.param("the 12th round", ["the", "12th", "round"], id="ordinal"),
        pytest.param("“Yes,” he said", ['"', "Yes", ",", '"', "he", "said"], id="curly quotes"),
        pytest.param("Kosi-Anan", ["Kosi", "-", "Anan"], id="hyphen"),
        pytest.param("@MFA_Peru tells #Lima", ["@MFA_Peru", "tells", "#Lima"], id="handles"),
        pytest.param("Lima--Quito ... end", ["Lima", "--", "Quito", "...", "end"], id="dashes and dots"),
        pytest.param("LIMA'S port", ["LIMA", "'S", "port"], id="possessive in capitals"),
    ],
)
def test_words_are_cut_and_cleaned(text: str, forms: list[str]) -> None:
    assert [w.form for w in find_words(text)] == forms


def test_a_word_knows_where_it_stands() -> None:
    text = "Qo\u00adqonov’s port\u00a0of Lüderitz"
    assert [text[w.start : w.end] for w in find_words(text)] == ["Qo\u00adqonov", "’s", "port", "of", "Lüderitz"]


@pytest.mark.parametrize(
    ("form", "folded"),
    [
        ("Łódź", "lodz"),
        ("Đorđe", "dorde"),
        ("Ağaoğlu", "agaoglu"),
        ("Işık", "isik"),
        ("Bodø", "bodo"),
        ("Əliyar", "aliyar"),
        ("Groß", "gross"),
        ("N’Gatta", "n'gatta"),
    ],
)
def test_letters_are_folded_for_look_up(form: str, folded: str) -> None:
    assert fold(form) == folded


def test_plain_words_stay_as_they_are() -> None:
    assert clean("Lima") == "Lima"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("They met. They spoke.", ["They met.", "They spoke."], id="two"),
        pytest.param("They met.\r\nPeru spoke.", ["They met.", "Peru spoke."], id="CRLF"),
        pytest.param("They met in Lima\r\n\r\nPeru spoke.", ["They met in Lima", "Peru spoke."], id="CRLF paragraph"),
        pytest.param("They met.\u00a0They spoke.", ["They met.", "They spoke."], id="hard space"),
        pytest.param("They met in Li\u00adma. It rained.", ["They met in Li\u00adma.", "It rained."], id="soft hyphen"),
        pytest.param("“We met.” They left.", ["“We met.”", "They left."], id="curly quotes"),
        pytest.param('"We met." They left.', ['"We met."', "They left."], id="straight quotes"),
        pytest.param("Joan R. Piper met A. B. Quispe.", ["Joan R. Piper met A. B. Quispe."], id="initials"),
        pytest.param("He met the U.S. Envoy in Lima.", ["He met the U.S. Envoy in Lima."], id="U.S. before a name"),
        pytest.param("He left the U.S. They stayed.", ["He left the U.S.", "They stayed."], id="U.S. at the end"),
        pytest.param("Dr. Piper and Gen. Soto met.", ["Dr. Piper and Gen. Soto met."], id="titles"),
        pytest.param("They met on Jan. 5 in Lima.", ["They met on Jan. 5 in Lima."], id="month"),
        pytest.param("It rose by 3.5 percent. It fell.", ["It rose by 3.5 percent.", "It fell."], id="decimal"),
        pytest.param("Did they meet? Yes! They did.", ["Did they meet?", "Yes!", "They did."], id="question and call"),
        pytest.param("They met at 5 p.m. on Friday.", ["They met at 5 p.m. on Friday."], id="p.m."),
        pytest.param("Talks\n\nThey met.", ["Talks", "They met."], id="heading"),
        pytest.param("See lima.example.org now.", ["See lima.example.org now."], id="address"),
        pytest.param("They met. 12 ships left.", ["They met.", "12 ships left."], id="number begins"),
    ],
)
def test_sentences_are_cut(cutter: SentenceCutter, text: str, sentences: list[str]) -> None:
    assert cut(cutter, text) == sentences


def test_a_wrapped_line_is_one_sentence(cutter: SentenceCutter) -> None:
    text = "The two foreign ministers of the neighbouring states met in the town of\nPisco and spoke of ports."
    assert cut(cutter, text) == [text]


def test_paragraphs_are_counted(cutter: SentenceCutter) -> None:
    assert [s.paragraph for s in cutter.cut("They met. They spoke.\n\nPeru left.").sentences] == [0, 0, 1]


def test_nothing_gives_nothing(cutter: SentenceCutter) -> None:
    assert cutter.cut("").sentences == cutter.cut(" \n ").sentences == []


def test_every_word_is_in_one_sentence(cutter: SentenceCutter) -> None:
    words = cutter.cut("One met. (Two spoke.)\n\n- Three left\n- “Four” stayed... No!")
    covered = [k for s in words.sentences for k in range(s.first, s.last)]
    assert covered == list(range(len(words.words)))


def test_a_line_of_a_million_letters_is_cut_in_time(cutter: SentenceCutter) -> None:
    assert len(cutter.cut("a" * 1_000_000 + ". " + "The end.").sentences) == 2
