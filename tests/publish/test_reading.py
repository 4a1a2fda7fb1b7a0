from __future__ import annotations

import io
from pathlib import Path

import msgspec
from rich.console import Console

from communique.publish.reading import print_reading, reading_lines
from communique.shared.parties import PartyNames
from communique.shared.records import Commitment, Dateline, Reading, Source, Span

GOLDEN = Path(__file__).parent.parent / "golden"


def test_a_reading_for_people(readings: list[Reading], names: PartyNames) -> None:
    out = io.StringIO()
    console = Console(file=out, width=100, highlight=False, markup=False, emoji=False)
    for reading in readings:
        print_reading(reading, names, console)
        console.print()
    assert out.getvalue() == (GOLDEN / "readings.txt").read_text(encoding="utf-8")


def test_what_is_known_of_the_document(readings: list[Reading], names: PartyNames) -> None:
    document = msgspec.structs.replace(
        readings[0].document,
        date_basis="inferred",
        date_because=("2025 is past", "2027 is to come"),
        dateline=Dateline("Baku", "AZE", "BAKU, Azerbaijan, January 28."),
        sourcing=(Source("Ministry", "AZE"), Source("Trend")),
        notice="a notice\x1b[2J",
    )
    text = "\n".join(
        line.text for line in reading_lines(msgspec.structs.replace(readings[0], document=document), names)
    )
    assert "2026-01-28 (inferred)" in text
    assert "- 2027 is to come" in text
    assert "Baku, Azerbaijan “BAKU, Azerbaijan, January 28.”" in text
    assert "Ministry (Azerbaijan) → Trend" in text
    assert "a notice[2J" in text


def test_a_text_that_is_not_diplomatic(readings: list[Reading], names: PartyNames) -> None:
    document = msgspec.structs.replace(readings[0].document, kind="not_diplomatic")
    shown = list(reading_lines(Reading(document=document), names))
    assert shown[-1].text == "not about dealings between states: nothing is read from it"


def test_a_commitment_for_people(readings: list[Reading], names: PartyNames) -> None:
    promise = Commitment(
        id="c", evidence=(Span(0, 4),), confidence=0.5, rule="r", by=("AZE",), to=(), what="build the road", due=None,
        strength="intends", statement=None,
    )  # fmt: skip
    shown = [line.text for line in reading_lines(Reading(document=readings[0].document, commitments=(promise,)), names)]
    assert "• Azerbaijan: build the road" in shown
    assert "intends · to not stated · due not stated" in shown
