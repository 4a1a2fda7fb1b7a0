"""Two accounts compared; persons and projects are invented."""

from __future__ import annotations

from typing import Any

import pytest

from communique.merge.aligning import Aligner
from communique.merge.comparing import Comparer
from communique.merge.habit import against_habit
from communique.merge.telling import Said, Telling, Thing, Words
from communique.shared.comparison import Comparison, Item
from communique.shared.knowledge import Knowledge
from communique.shared.records import About, Span

FERRY = About("Lumen Ferry Line", None, "project")


def at(words: str) -> Words:
    return Words(document=f"d{len(words)}", evidence=(Span(0, len(words)),), words=words)


def said(text: str, **fields: Any) -> Said:
    plain: dict[str, Any] = {"act": "discuss", "by": ("NOR", "FIN")}
    return Said(at=at(text), text=text, **(plain | fields))


def named(thing: About) -> Thing:
    return Thing(at=at(thing.name), kind="named", key=thing.name, name=thing.name, printed=(thing.name,), about=thing)


def telling(party: str | None, *statements: Said, **fields: Any) -> Telling:
    plain: dict[str, Any] = {
        "label": "Daily Fjord", "home": None, "sources": (f"{party}.txt",), "obvious": ("Norway", "Finland"),
        "things": (),        "texts": (". ".join(each.text for each in statements),),
    }  # fmt: skip
    return Telling(party=party, said=statements, **(plain | fields))


@pytest.fixture(scope="module")
def comparer(all_knowledge: Knowledge) -> Comparer:
    return Comparer(all_knowledge)


def words(items: tuple[Item, ...]) -> list[str]:
    return [item.name or item.quotes[0].words for item in items]


def test_two_sentences_on_one_thing_are_in_both(comparer: Comparer) -> None:
    one = said("agreed that the ferry to Turku should be resumed", act="agree")
    other = said("The parties will restore the Turku ferry connection", act="agree")
    alone = said("raised the price of cod")
    found = comparer.compare(telling("NOR", one, alone), telling("FIN", other))
    assert words(found.both) == [one.text]
    assert [quote.words for quote in found.both[0].quotes] == [one.text, other.text]
    assert words(found.only_a) == [alone.text]
    assert found.only_b == ()


def test_lists_are_compared_thing_by_thing(comparer: Comparer) -> None:
    one = said("discussed cooperation in trade, transport and energy", topics=("trade", "transport", "energy"))
    other = said("discussed cooperation in energy and investment", topics=("energy", "investment"))
    found = comparer.compare(telling("NOR", one), telling("FIN", other))
    assert found.both[0].parts == ("energy", "discussed cooperation in energy")
    assert found.only_a[0].parts == ("discussed cooperation in trade", "transport")
    assert found.only_b[0].parts == ("investment",)
    assert found.topics.both == ("energy",)
    assert found.topics.only_b == ("investment",)


def test_words_of_every_text_make_no_difference(comparer: Comparer) -> None:
    one = said("exchanged views on the current state of bilateral relations")
    other = said("discussed regional and global issues of mutual interest")
    found = comparer.compare(telling("NOR", one), telling("FIN", other))
    assert (found.only_a, found.only_b, found.both) == ((), (), ())


@pytest.mark.parametrize(("acts", "further"), [(("agree", "discuss"), "a"), (("raise", "condemn"), "b")])
def test_which_account_goes_further(comparer: Comparer, acts: tuple[str, str], further: str) -> None:
    text = "the drilling near the Hekla reef"
    a, b = (telling(party, said(text, act=act)) for party, act in zip(("NOR", "FIN"), acts, strict=True))
    (stronger,) = comparer.compare(a, b).stronger
    assert (stronger.a, stronger.b, stronger.stronger) == (*acts, further)


def test_acts_of_different_matters_are_not_ranked(comparer: Comparer) -> None:
    text = "the drilling near the Hekla reef"
    a, b = telling("NOR", said(text, act="thank")), telling("FIN", said(text, act="note"))
    assert comparer.compare(a, b).stronger == ()


def claims(found: Comparison) -> list[tuple[str, str, str]]:
    return [(each.account, each.party, each.item.quotes[0].words) for each in found.claims]


def test_a_claim_is_what_the_other_does_not_say_of_itself(comparer: Comparer) -> None:
    unsaid = said("Finland backs the Lumen Ferry Line", act="support", by=("FIN",))
    shared = said("Finland will open a consulate in Tromso", act="announce", by=("FIN",))
    own = said("A consulate will be opened in Tromso", act="announce", by=("FIN",))
    found = comparer.compare(telling("NOR", unsaid, shared), telling("FIN", own))
    assert claims(found) == [("a", "FIN", unsaid.text)]


def test_an_agency_of_the_same_state_claims_nothing_of_it(comparer: Comparer) -> None:
    unsaid = said("Finland backs the Lumen Ferry Line", act="support", by=("FIN",))
    assert claims(comparer.compare(telling(None, unsaid, home="FIN"), telling("FIN", said("praised cod")))) == []
    assert len(claims(comparer.compare(telling(None, unsaid, home="NOR"), telling("FIN", said("praised cod"))))) == 1


def test_named_things_go_by_name_or_by_what_is_printed(comparer: Comparer) -> None:
    reef = About("Hekla Reef", None, "place")
    a = telling("NOR", said("praised work"), things=(named(FERRY), named(reef)))
    b = telling("FIN", said("spoke"), texts=("There is a Lumen ferry line to Turku.",))
    found = comparer.compare(a, b)
    assert words(found.both) == [FERRY.name]
    assert words(found.only_a) == [reef.name]


def test_days_that_cannot_both_be_right_differ(comparer: Comparer) -> None:
    def day(value: str) -> Thing:
        return Thing(at=at(value), kind="fact", key="date", name=f"meeting date: {value}", value=value)

    a, b = telling("NOR", things=(day("2026-03-01"),)), telling("FIN", things=(day("2026-03-02"),))
    (differing,) = comparer.compare(a, b).differing
    assert (differing.field, differing.a, differing.b) == ("date", "2026-03-01", "2026-03-02")
    month = telling("FIN", things=(day("2026-03"),))
    assert comparer.compare(a, month).differing == ()


def test_what_a_side_usually_says_and_did_not(all_knowledge: Knowledge) -> None:
    aligner = Aligner(all_knowledge)
    usual = [
        (f"2026-01-0{day}", telling("NOR", said("x", topics=("energy",)), things=(named(FERRY),)))
        for day in range(1, 5)
    ]
    now = telling("NOR", said("y", topics=("space",)))
    habit = against_habit(now, usual, "a", aligner)
    assert [(each.name, each.times, each.last) for each in habit.missing] == [
        ("Lumen Ferry Line", 4, "2026-01-04"),
        ("energy", 4, "2026-01-04"),
    ]
    assert [each.name for each in habit.new] == ["space"]
    assert against_habit(now, usual[:3], "a", aligner).missing == ()
