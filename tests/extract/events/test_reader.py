"""PLOVER events of sentences: type, actors, time, offsets. All persons are invented."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from communique.extract.events.reader import Event, EventReader
from communique.shared.knowledge import Knowledge

Code = Callable[[str], tuple[Event, ...]]

VOICES = [
    ("Kenya condemned Uganda for the raid.", "ACCUSE", "KEN", "UGA"),
    ("Uganda was condemned by Kenya for the raid.", "ACCUSE", "KEN", "UGA"),
    ("Chilean police arrested a Peruvian sailor.", "COERCE", "CHL", "PER"),
    ("A Peruvian sailor was arrested by Chilean police.", "COERCE", "CHL", "PER"),
    ("Libya bombed a town in Chad.", "ASSAULT", "LBY", "CHD"),
    ("A town in Chad was bombed by Libya.", "ASSAULT", "LBY", "CHD"),
    ("Bolivia was urged by Brazil to free the miners.", "REQUEST", "BRA", "BOL"),
    ("Brazil urged Bolivia to free the miners.", "REQUEST", "BRA", "BOL"),
    ("Nepal was given tents by Japan.", "AID", "JPN", "NPL"),
    ("Nepal received tents from Japan.", "AID", "JPN", "NPL"),
    ("The offer of Chad was rejected by Niger.", "REJECT", "NER", "TCD"),
    ("Chad has been threatened with sanctions by Niger.", "THREATEN", "NER", "TCD"),
    ("Talks between Oman and Kuwait began in Salalah.", "CONSULT", "OMN KWT", ""),
    ("Oman and Kuwait signed an agreement on fishing.", "SUPPORT", "OMN KWT", ""),
]


@pytest.mark.parametrize(("text", "event_type", "source", "target"), VOICES)
def test_who_does_it_to_whom(code: Code, text: str, event_type: str, source: str, target: str) -> None:
    event = code(text)[0]
    assert event.event_type == event_type
    assert event.source == tuple(source.split())
    assert event.target == tuple(target.replace("CHD", "TCD").split())


@pytest.mark.parametrize(
    ("text", "event_type", "cameo", "time"),
    [
        ("Peru met the envoy of Chile.", "CONSULT", "040", "current"),
        ("Peru will meet the envoy of Chile.", "AGREE", "036", "future"),
        ("Peru might meet the envoy of Chile.", "AGREE", "036", "hypothetical"),
        ("Peru did not meet the envoy of Chile.", "REJECT", "125", "negated"),
        ("Peru refused to meet the envoy of Chile.", "REJECT", "125", "current"),
        ("Peru agreed to meet the envoy of Chile.", "AGREE", "036", "current"),
        ("Peru asked to meet the envoy of Chile.", "REQUEST", "106", "current"),
        ("Peru threatened to attack a port of Chile.", "THREATEN", "138", "current"),
        ("Peru will attack a port of Chile.", "THREATEN", "138", "future"),
        ("Peru may attack a port of Chile.", "THREATEN", "138", "hypothetical"),
        ("Peru did not attack a port of Chile.", "ASSAULT", "190", "negated"),
        ("Peru had attacked a port of Chile.", "ASSAULT", "190", "historical"),
        ("Peru stopped aid to Chile.", "SANCTION", "162", "current"),
        ("Peru refused aid to Chile.", "REJECT", "122", "current"),
        ("Peru blocked aid to Chile.", "REJECT", "122", "current"),
        ("Peru demanded aid from Chile.", "REQUEST", "103", "current"),
        ("Peru offered aid to Chile.", "AGREE", "033", "current"),
        ("Peru said that Chile must withdraw its troops.", "REQUEST", "1056", "current"),
        ("Peru lifted the curfew.", "CONCEDE", "0813", "current"),
        ("Peru called for sanctions against Chile.", "ACCUSE", "113", "current"),
        ("Peru urged Bolivia to support Chile.", "SUPPORT", "053", "current"),
    ],
)
def test_operators_negation_and_tense(code: Code, text: str, event_type: str, cameo: str, time: str) -> None:
    event = code(text)[0]
    assert (event.event_type, event.cameo, event.time) == (event_type, cameo, time)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Kremlin denounced the raid.", "RUS"),
        ("Ethnic Hungarians in Romania demonstrated on Monday.", "ROU"),
        ("A pro-Russian crowd demonstrated in Riga.", "LVA"),
        ("A group of Malian officers demanded reforms.", "MLI"),
        ("Serbia said it had suspended trade with Albania.", "SRB"),
        ("Students throughout Ghana went on strike.", "GHA"),
        ("NATO troops arrested a smuggler.", "IGO"),
        ("A human rights group accused Chad of torture.", "NGO"),
        ("Three Swedish nurses were killed by a mine near Kabul.", "AFG"),
    ],
)
def test_the_country_of_the_source(code: Code, text: str, source: str) -> None:
    assert code(text)[0].source == (source,)


def test_a_text_without_event_has_none(code: Code) -> None:
    assert code("The weather in Lima is mild.") == ()


def test_two_deeds_of_two_types_are_two_events(code: Code) -> None:
    types = [event.event_type for event in code("Chad closed its border with Niger and expelled a singer to Benin.")]
    assert types[0] == "SANCTION" and len(types) <= 2


def test_evidence_and_actors_are_offsets_of_the_text(code: Code) -> None:
    text = "On Monday Peru signed a treaty with Chile."
    event = code(text)[0]
    assert [text[span.start : span.end] for span in event.evidence] == ["signed", "treaty"]
    assert [(a.role, text[a.start : a.end]) for a in event.actors] == [("source", "Peru"), ("target", "Chile")]


def test_modes_and_contexts_are_plovers(code: Code) -> None:
    event = code("The president of Ghana telephoned the president of Togo about the elections.")[0]
    assert event.mode == "phone" and "election" in event.contexts


def test_names_of_the_analyst_go_first() -> None:
    from communique.annotate.reader import Annotator
    from communique.shared.documents import Document

    knowledge = Knowledge()
    document = Annotator(knowledge).annotate(
        Document(source="test", text="The Blue Front attacked a town in Kenya.", language="en")
    )
    assert EventReader(knowledge).read(document)[0].source == ("KEN",)
    assert EventReader(knowledge, {"Blue Front": "UGA"}).read(document)[0].source == ("UGA",)


def test_most_of_many_sentences_are_coded_right(code: Code) -> None:
    with (Path(__file__).parent / "sentences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    read = [code(row["text"]) for row in rows]
    typed = sum(bool(e) and e[0].event_type == row["type"] for row, e in zip(rows, read, strict=True))
    sourced = sum(
        bool(e) and set(e[0].source) - {"IGO", "NGO"} == set(row["source"].split("+")) - {"IGO", "NGO", ""}
        for row, e in zip(rows, read, strict=True)
    )
    assert typed >= 0.93 * len(rows)
    assert sourced >= 0.93 * len(rows)
