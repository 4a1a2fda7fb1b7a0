"""Which word sequences are phrases: texts of our own about invented things."""

from __future__ import annotations

import pytest

from communique.merge.aligning import Aligner
from communique.merge.phrases import phrases_of
from communique.merge.tokens import Lists, Spoken, Tokens
from communique.shared.knowledge import Knowledge
from communique.shared.parties import PartyNames


@pytest.fixture(scope="module")
def lists(all_knowledge: Knowledge) -> Lists:
    """The words that matter."""
    return Lists(all_knowledge, Aligner(all_knowledge), PartyNames(all_knowledge))


def found(lists: Lists, *sentences: str) -> dict[str, int]:
    """The phrases of texts of one sentence each, one a day, and how many texts have each."""
    texts = [
        Spoken(id=f"d{day:02}", source=f"s{day}", day=f"2026-01-{day:02}", stretches=((0, sentence),))
        for day, sentence in enumerate(sentences, start=1)
    ]
    return {" ".join(each.words): len(each.texts) for each in phrases_of(Tokens(texts, lists))}


PLACES = ("harbours", "railways", "forests", "schools", "bridges", "orchards")


def test_the_longest_sequence_that_recurs_is_the_phrase(lists: Lists) -> None:
    phrases = found(lists, *(f"They spoke of {place} and a calm and open northern sea." for place in PLACES))
    assert phrases == {"calm and open northern sea": 6}


def test_what_is_printed_as_a_name_is_no_phrase(lists: Lists) -> None:
    named = [f"They saw that {place} depend on the Calm Harbour Promise." for place in PLACES]
    plain = [sentence.replace("Calm Harbour Promise", "calm harbour promise") for sentence in named]
    assert not any("harbour" in phrase for phrase in found(lists, *named))
    assert any("calm harbour promise" in phrase for phrase in found(lists, *plain))


def test_persons_with_their_offices_are_no_phrase(lists: Lists) -> None:
    phrases = found(lists, *(f"They heard President Wanja Kimani on {place}." for place in PLACES))
    assert phrases == {}


def test_variants_are_one_phrase(lists: Lists) -> None:
    one = [f"We seek {place} and the lasting peace of the strait." for place in PLACES]
    other = [f"We seek {place} and lasting peace in the strait." for place in PLACES]
    phrases = found(lists, *one, *other)
    assert [count for phrase, count in phrases.items() if "strait" in phrase] == [12]


def test_a_sequence_does_not_cross_a_stop(lists: Lists) -> None:
    phrases = found(lists, *(f"They praised {place} and gentle rivers. Broad meadows lie beyond." for place in PLACES))
    assert "gentle rivers" in phrases
    assert not any("rivers broad" in phrase for phrase in phrases)


def test_what_few_texts_have_does_not_recur(lists: Lists) -> None:
    few = [f"They praised {place} and gentle rivers." for place in PLACES[:4]]
    assert found(lists, *few) == {}
