"""Agreements read from short texts; all persons are invented."""

from __future__ import annotations

import pytest

from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.records import Agreement

TALKS = "Foreign Minister Ana Quispe of Peru met Foreign Minister Ali Barka of Chad in Lima on 3 May 2024. "
BOTH = {"PER", "TCD"}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def agreements(reader: Reader, text: str) -> tuple[Agreement, ...]:
    return reader.read(Document(source="test", text=text, language="en", published="2024-05-03")).agreements


@pytest.mark.parametrize(
    ("text", "kind", "status", "count"),
    [
        ("The ministers signed a memorandum on the training of nurses.", "memorandum", "signed", None),
        ("Twelve documents were signed after the talks.", "other", "signed", 12),
        ("Several agreements were signed after the talks.", "agreement", "signed", "numerous"),
        ("The two ministers adopted a joint statement.", "joint_statement", "signed", None),
        ("They witnessed the signing of two protocols.", "protocol", "signed", 2),
        ("The convention on extradition between Peru and Chad is ready for signing.", "treaty", "planned", None),
        ("Peru and Chad will sign a number of agreements in June.", "agreement", "planned", "numerous"),
        ("The visa agreement between Peru and Chad entered into force on Friday.", "agreement", "in_force", None),
        ("Peru has suspended the fishing treaty with Chad.", "treaty", "suspended", None),
        ("Chad has terminated the fishing treaty with Peru.", "treaty", "terminated", None),
        ("They spoke of the Peru-Chad visa agreement.", "agreement", "mentioned", None),
    ],
)
def test_status_kind_and_count(reader: Reader, text: str, kind: str, status: str, count: int | str | None) -> None:
    found = agreements(reader, TALKS + text)
    assert [(a.kind, a.status, a.count, set(a.parties)) for a in found] == [(kind, status, count, BOTH)]
    assert found[0].rule.startswith("agreements/")


@pytest.mark.parametrize(
    "text",
    [
        "No agreement was signed.",
        "Peru refused to sign the border protocol that Chad had drafted.",
        "Peru did not sign the border protocol.",
        "Ana Quispe hopes to sign a consular convention with Chad.",
        "The ministers reached agreement on the agenda.",
        "They spoke of trade agreements.",
        "They called for a fair agreement between Benin and Niger.",
        "The President of Peru signed an emergency memorandum.",
        "Peru signed a contract with Bluewater.",
    ],
)
def test_what_was_not_signed_is_none(reader: Reader, text: str) -> None:
    assert agreements(reader, TALKS + text) == ()


def test_a_witness_is_no_signer(reader: Reader) -> None:
    text = (
        "President Hosea Ipinge of Namibia and President Rolando Pardo of Cuba, accompanied by their ministers of "
        "health, signed a memorandum on nurses, witnessed by the Angolan ambassador."
    )
    assert [set(a.parties) for a in agreements(reader, text)] == [{"NAM", "CUB"}]


def test_the_name_is_as_printed(reader: Reader) -> None:
    text = TALKS + "The ministers signed a Memorandum of Understanding on Traditional Medicine."
    assert [a.name for a in agreements(reader, text)] == ["Memorandum of Understanding on Traditional Medicine"]


def test_agreements_of_an_earlier_visit_are_background(reader: Reader) -> None:
    text = TALKS + (
        "They recalled the many agreements signed during a state visit of the President of Peru to Chad in "
        "April last year."
    )
    (found,) = agreements(reader, text)
    assert (found.recalled, found.count, found.date, set(found.parties)) == (True, "numerous", "2023-04", BOTH)


def test_agreements_signed_when_somebody_came_have_that_date(reader: Reader) -> None:
    text = TALKS + "They praised many agreements signed when the President of Peru visited Chad in April last year."
    assert [a.date for a in agreements(reader, text)] == ["2023-04"]


def test_third_parties_have_agreements_too(reader: Reader) -> None:
    text = TALKS + "They discussed the agreement recently concluded between Benin and Niger."
    assert [set(a.parties) for a in agreements(reader, text)] == [{"BEN", "NER"}]


def test_an_instrument_told_twice_is_one_record(reader: Reader) -> None:
    text = TALKS + "The ministers signed the Lima Declaration. The Lima Declaration was signed on Friday."
    found = agreements(reader, text)
    assert [(a.name, a.kind, a.status) for a in found] == [("Lima Declaration", "declaration", "signed")]
    assert len(found[0].evidence) == 2


def test_programme_years_are_no_date(reader: Reader) -> None:
    text = TALKS + "The ministers signed an action plan for 2026-2028."
    assert [(a.kind, a.date) for a in agreements(reader, text)] == [("other", None)]
