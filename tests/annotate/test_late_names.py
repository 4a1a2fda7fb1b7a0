"""Names that a text gives behind the offices, and what a title tells of their bearers. Persons are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.shared.annotated import AnnotatedDocument

Annotate = Callable[..., AnnotatedDocument]


def people(document: AnnotatedDocument) -> list[tuple[str | None, str | None, str | None]]:
    return list(dict.fromkeys((k.name, k.office, k.party) for k in document.people if k.name))


def test_two_names_bear_the_two_offices_told_before(annotate: Annotate) -> None:
    text = (
        "Turkish President and his Indonesian counterpart spoke over the phone on Monday.\n\n"
        "Kemal Arkan and Bambang Wiratama discussed trade. Wiratama thanked Arkan."
    )
    assert people(annotate(text)) == [("Kemal Arkan", "president", "TUR"), ("Bambang Wiratama", "president", "IDN")]


def test_the_one_without_office_in_a_text_of_a_presidency_holds_the_office(annotate: Annotate) -> None:
    text = (
        "Vladimir Orlovsky spoke by telephone with President of Serbia Miroslav Kostadin. "
        "Miroslav Kostadin thanked the President of Russia."
    )
    found = people(annotate(text, publisher="President of Russia"))
    assert found == [("Vladimir Orlovsky", "president", "RUS"), ("Miroslav Kostadin", "president", "SRB")]


def test_a_name_in_a_text_of_nobody_stays_without_office(annotate: Annotate) -> None:
    text = "Vladimir Orlovsky, a singer, wrote to the President of Serbia."
    assert all(office is None for _, office, _ in people(annotate(text)))


def test_a_second_function_makes_no_second_person(annotate: Annotate) -> None:
    text = (
        "Chinese Vice Premier Luo Jianping met Vietnamese Prime Minister Dang Quoc Thinh. "
        "Luo, also a member of the Political Bureau, arrived in Hanoi on Wednesday."
    )
    assert len(people(annotate(text))) == 2


def test_a_title_tells_more_of_a_person_than_the_given_name(annotate: Annotate) -> None:
    text = "The Prime Minister of Fiji, Mr. Josefa Tuilagi, spoke to Smt. Kamala Bhatta, President of India."
    assert [k.gender for k in annotate(text).people] == ["m", "f"]


@pytest.mark.parametrize(
    ("text", "office", "party"),
    [
        ("the Minister of Trade and Export Promotion of New Zealand, Mr. Colin Farquhar", "trade minister", "NZL"),
        ("Union Minister for Commerce and Industry of India, Shri Harish Malhotra", "trade minister", "IND"),
    ],
)
def test_offices_of_two_fields(annotate: Annotate, text: str, office: str, party: str) -> None:
    assert [(o, p) for _, o, p in people(annotate(f"Today {text}, spoke."))] == [(office, party)]
