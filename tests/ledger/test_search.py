"""The search finds the same on both stores; what is found is where the words stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from communique.ledger import connect, search_index
from communique.ledger.search import Search
from communique.ledger.search_query import parse
from communique.ledger.store import Ledger
from communique.ledger.words import placed_words, words
from communique.shared.errors import SettingsError
from communique.shared.records import Reading

Maker = Callable[..., Reading]

TEXTS = {
    "a": "The ministers praised the Middle Corridor and gas deliveries.",
    "b": "A corridor in the middle of the house; oil and gas were mentioned.",
    "c": "Ministra Élodie Çelik spoke of energy in Tromsø. U.S. envoys came.",
    "d": "阿塞拜疆外交部长会见了中国外交部长。",
    "e": "アゼルバイジャンの外相が北京を訪問した。",
    "f": "والصين تدعم مبادرة الحزام والطريق",
    "g": "Министры обсудили Средний коридор; всё идёт хорошо.",
    "h": "정상회담은 서울에서 열렸다.",
}


@pytest.fixture
def filled(ledger: Ledger, meeting_text: Maker) -> Ledger:
    days = {name: f"2026-01-{number:02}" for number, name in enumerate(TEXTS, 1)}
    ledger.add([meeting_text(body, source=name, document_date=days[name]) for name, body in TEXTS.items()])
    return ledger


def sources(ledger: Ledger, typed: str, **filters: object) -> str:
    wanted = Search(query=parse(typed), **filters)  # type: ignore[arg-type]
    return "".join(sorted(hit.carrier.source for hit in ledger.search(wanted)))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("corridor", "ab"),
        ('"Middle Corridor"', "a"),
        ("“middle corridor”", "a"),
        ("middle corridor", "ab"),
        ("corridor -oil", "a"),
        ('gas -"middle corridor"', "b"),
        ("corridor oil OR praised", "ab"),
        ("oil OR energy", "bc"),
        ("corrid*", "ab"),
        ("corrid", ""),
        ("elodie celik", "c"),
        ("ÉLODIE TROMSO", "c"),
        ("U.S.", "c"),
        ("阿塞拜疆", "d"),
        ("外交部长", "d"),
        ("部外", ""),
        ("アゼルバイジャン", "e"),
        ("北京", "e"),
        ("الصين", "f"),
        ("صين", "f"),
        ("средний коридор", "g"),
        ("все идет", "g"),
        ("정상회담", "h"),
        ("marks:partyaze", ""),
        ("gas) OR (title", "ab"),
    ],
)
def test_what_is_found(filled: Ledger, typed: str, found: str) -> None:
    assert sources(filled, typed) == found


def test_hits_are_the_places_of_the_words(filled: Ledger) -> None:
    [hit] = filled.search(Search(query=parse('"middle corridor" gas')))
    assert [hit.text[span.start : span.end] for span in hit.hits] == ["Middle Corridor", "gas"]
    [hit] = filled.search(Search(query=parse("阿塞拜疆")))
    assert [(span.start, span.end) for span in hit.hits] == [(0, 4)]


def test_filters(filled: Ledger, meeting_text: Maker) -> None:
    filled.add([meeting_text("A gas corridor.", source="z", parties=("KAZ", "UZB"), document_date=None)])
    assert sources(filled, "corridor") == "abz"
    assert sources(filled, "corridor", parties=("KAZ", "UZB")) == "z"
    assert sources(filled, "corridor", parties=("AZE", "KAZ")) == ""
    assert sources(filled, "corridor", since="2026-01-02") == "b"
    assert sources(filled, "corridor", until="2026-01-01") == "a"
    assert sources(filled, "corridor", until="2026") == "ab"
    assert sources(filled, "corridor", kinds=("readout",)) == ""
    assert sources(filled, "corridor", kinds=("readout", "news_report")) == "abz"
    assert sources(filled, "corridor", topics=("trade",)) == ""
    assert sources(filled, "corridor", person="Li Wen") == ""
    assert len(sources(filled, "corridor", limit=2)) == 2


def test_phrases_of_long_texts(ledger: Ledger, meeting_text: Maker) -> None:
    long = "alpha beta " + "gamma delta " * 9000
    ledger.add([meeting_text(long + "omega corridor.", source="a"), meeting_text(long + "corridor omega.", source="b")])
    assert sources(ledger, '"omega corridor"') == "a"
    assert sources(ledger, 'corridor -"omega corridor"') == "b"
    assert sources(ledger, '"delta gamma"') == "ab"
    assert sources(ledger, '"delta alpha"') == ""


@pytest.mark.usefixtures("filled")
def test_a_ledger_of_before_is_indexed_when_opened(address: str) -> None:
    engine = connect.connect(address, create=True)
    config = Config()
    config.set_main_option("script_location", str(Path(connect.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with connect.writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0002")
    engine.dispose()
    with Ledger.open(address, create=True) as again:
        assert sources(again, "corridor", parties=("AZE",)) == "ab"
        assert sources(again, "阿塞拜疆") == "d"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "names no word"),
        ('"a b', "without its other half"),
        ("OR b", "does not stand between"),
        ("a OR", "ends with OR"),
        ("a OR -b", "minus after OR"),
        ("-a", "names no word"),
        ("?!", "names no word"),
    ],
)
def test_what_makes_no_sense(typed: str, fault: str) -> None:
    with pytest.raises(SettingsError, match=fault):
        parse(typed)


@pytest.mark.parametrize("body", [*TEXTS.values(), "e\u0301te\u0301 Straße 2½ C5+1 ก็ไม่", "x" * 200])
def test_words_and_their_places_agree(body: str) -> None:
    assert [word for word, _ in placed_words(body)] == words(body)
    assert all(word in words(body[span.start : span.end]) for word, span in placed_words(body))


def test_a_title_is_found(ledger: Ledger, meeting_text: Maker) -> None:
    entry = search_index.entry_of((1, None, "readout"), "Zangezur link", "Some text.", ())
    assert "'zangezur':1A" in search_index.vector(entry)
    ledger.add([meeting_text("Plain.")])
    assert sources(ledger, "zangezur") == ""
