from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.publish.quoting import LONGEST, one_line, sentence_around, shorten, words_of
from communique.shared.records import Span

TEXT = "They met. The ministers agreed on transit. It rained!\nA new line begins"


def around(words: str, text: str = TEXT) -> str:
    start = text.index(words)
    return sentence_around(text, start, start + len(words))


def test_the_sentence_around() -> None:
    assert around("agreed on transit") == "The ministers agreed on transit."
    assert around("They met") == "They met."
    assert around("They met.") == "They met."
    assert around("It rained") == "It rained!"
    assert around("new line") == "A new line begins"
    assert around("met. The ministers") == "They met. The ministers agreed on transit."


def test_a_full_stop_that_ends_no_sentence() -> None:
    text = "He left. BAKU, Nov. 14 (News) -- Mr. Aliyev met Gen. Li on 3 Nov. Then “It is good.” He went in 2025. Yes."
    assert around("met", text) == "BAKU, Nov. 14 (News) -- Mr. Aliyev met Gen. Li on 3 Nov. Then “It is good.”"
    assert around("went", text) == "He went in 2025."


def test_a_text_without_full_stops_is_cut() -> None:
    text = "word " * 100_000 + "here " + "word " * 100_000
    assert len(around("here", text)) <= 2 * LONGEST + 10


def test_terminal_control_characters_do_not_come_through() -> None:
    assert one_line("a\x1b[31mb\r\n\tc\u202ed\x00") == "a[31mb cd"


@given(st.text(max_size=40), st.integers(2, 20))
def test_shortened_text_is_never_longer(text: str, most: int) -> None:
    assert len(shorten(text, most)) <= most


def test_words_that_lie_apart() -> None:
    assert words_of(TEXT, [Span(0, 8), Span(10, 23)]) == "They met […] The ministers"
