"""Milestones read from short texts; all persons are invented."""

from __future__ import annotations

import pytest

from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.records import Milestone

TALKS = "Foreign Minister Ana Quispe of Peru met Foreign Minister Ali Barka of Chad in Lima on 3 May 2024. "


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def milestones(reader: Reader, text: str, published: str | None = "2024-05-03") -> tuple[Milestone, ...]:
    return reader.read(Document(source="test", text=text, language="en", published=published)).milestones


@pytest.mark.parametrize(
    ("text", "value", "date"),
    [
        ("They noted that relations were raised to the level of a strategic partnership in 2019.", None, "2019"),
        ("They hailed the comprehensive strategic partnership established in 2021.", "comprehensive", "2021"),
        ("The two ministers said that their countries became comprehensive partners in 2010.", "comprehensive", "2010"),
        ("The ministers praised the true and lasting strategic partnership of the two nations.", None, None),
    ],
)
def test_a_partnership_has_its_degree_and_its_year(
    reader: Reader, text: str, value: str | None, date: str | None
) -> None:
    found = milestones(reader, TALKS + text)
    assert [(m.kind, set(m.parties), m.date) for m in found] == [("partnership", {"PER", "TCD"}, date)]
    assert (value or "strategic") in str(found[0].value)
    assert "true" not in str(found[0].value)


@pytest.mark.parametrize(
    "text",
    [
        "A strategic partnership was discussed.",
        "They saw good prospects for strategic partnership.",
        "The ministers hope to establish a strategic partnership.",
        "They spoke of the long partnership of the two nations.",
        "The two sides launched a strategic energy partnership.",
        "There is no strategic partnership between Peru and Chad.",
        "Peru hopes to open an embassy in N'Djamena.",
        "Ana Quispe congratulated Chad on the 60th anniversary of its independence.",
        "Peru may join the African Union.",
        "They spoke of Chad joining the Arab League.",
        "Trade relations with Chad were opened in 1975, she said.",
    ],
)
def test_what_is_wished_or_discussed_is_none(reader: Reader, text: str) -> None:
    assert milestones(reader, TALKS + text) == ()


@pytest.mark.parametrize(
    ("text", "number", "year"),
    [
        ("They were pleased at the approaching 35th anniversary of diplomatic ties, due in 2027.", 35, 2027),
        ("The thirty-fifth anniversary of diplomatic ties between the two countries falls in 2031.", 35, 2031),
        ("Peru and Chad will celebrate forty years of diplomatic relations in 2030.", 40, 2030),
        ("They noted this year's sixtieth anniversary of the establishment of diplomatic relations.", 60, 2024),
        ("They spoke of a programme for 2028, when Peru and Chad will mark fifty years of formal relations.", 50, 2028),
    ],
)
def test_an_anniversary_gives_the_opening_of_relations(reader: Reader, text: str, number: int, year: int) -> None:
    found = {m.kind: m for m in milestones(reader, TALKS + text)}
    assert set(found) == {"anniversary", "diplomatic_relations"}
    jubilee, opened = found["anniversary"], found["diplomatic_relations"]
    assert (jubilee.value, jubilee.date, jubilee.stated, jubilee.of) == (
        number,
        str(year),
        True,
        "diplomatic relations",
    )
    assert (opened.date, opened.stated) == (str(year - number), False)
    assert str(year) in (opened.because or "")


def test_an_anniversary_without_a_year_says_no_more(reader: Reader) -> None:
    found = milestones(reader, TALKS + "They recalled the 35th anniversary of diplomatic relations.")
    assert [(m.kind, m.value, m.date) for m in found] == [("anniversary", 35, None)]


def test_an_anniversary_of_a_treaty_is_not_one_of_relations(reader: Reader) -> None:
    text = "In 2024 they marked the tenth anniversary of the Treaty on Friendship between Peru and Chad."
    found = milestones(reader, TALKS + text)
    assert [(m.kind, m.value, m.of, m.date) for m in found] == [("anniversary", 10, "Treaty on Friendship", "2024")]


def test_a_bare_anniversary_counts_what_was_told_before(reader: Reader) -> None:
    text = "Norway and Armenia opened diplomatic relations in 1992, and this year brings the thirtieth anniversary."
    found = milestones(reader, text, "2022-06-12")
    assert [(m.kind, m.date) for m in found] == [("diplomatic_relations", "1992"), ("anniversary", "2022")]


@pytest.mark.parametrize(
    ("text", "kind", "parties", "date"),
    [
        (
            "Iran and Oman restored diplomatic relations in March 2023.",
            "diplomatic_relations",
            {"IRN", "OMN"},
            "2023-03",
        ),
        ("Chad broke off diplomatic relations with Benin in 1981.", "severance", {"TCD", "BEN"}, "1981"),
        ("Chad opened an embassy in Lima in May 2023.", "embassy", {"TCD", "PER"}, "2023-05"),
        ("Albania joined NATO in 2009.", "accession", {"ALB", "NATO"}, "2009"),
        ("Kenya recognised the State of Palestine in May 2011.", "recognition", {"KEN", "PSE"}, "2011-05"),
    ],
)
def test_other_steps(reader: Reader, text: str, kind: str, parties: set[str], date: str) -> None:
    found = milestones(reader, TALKS + text)
    assert [(m.kind, set(m.parties), m.date) for m in found] == [(kind, parties, date)]


def test_one_partnership_told_twice_is_one_record(reader: Reader) -> None:
    text = "They hailed the comprehensive strategic partnership. The strategic partnership, they said, grows."
    found = milestones(reader, TALKS + text)
    assert [m.value for m in found] == ["comprehensive strategic partnership"]
    assert len(found[0].evidence) == 2


def test_evidence_is_the_phrase_in_whole_words(reader: Reader) -> None:
    text = TALKS + "They hailed the strategic partnership between Peru and Chad, and then dined."
    (found,) = milestones(reader, text)
    assert [text[e.start : e.end] for e in found.evidence] == ["strategic partnership between Peru and Chad"]
