"""What somebody else is to do, what is worked for, and summits that a state is to host. All persons are invented."""

from __future__ import annotations

import pytest

from communique.run.pipeline import Reader
from communique.shared.documents import Document
from communique.shared.records import Reading

MET = "Foreign Minister Ada Sossa of Kenya met Foreign Minister Idris Sow of Benin in Lome. "


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def read(reader: Reader, text: str) -> Reading:
    """The reading of a text of 4 May 2026."""
    return reader.read(Document(source="test", text=text, language="en", published="2026-05-04"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya wants Benin to open the border road.",
        "Kenya would like Benin to join the treaty.",
        "Kenya told Benin to open the border road.",
        "Kenya expects Benin to pay for the ship.",
    ],
)
def test_what_another_side_is_to_do_is_asked_of_it(reader: Reader, sentence: str) -> None:
    reading = read(reader, MET + sentence)
    (said,) = reading.statements
    assert (said.kind, said.speakers, said.addressees) == ("urge", ("KEN",), ("BEN",))
    assert reading.commitments == ()


@pytest.mark.parametrize(
    ("sentence", "promises"),
    [
        ("Sow hoped that Kenya would sign the treaty.", 0),
        ("Sow hoped that the ferry would sail in June.", 0),
        ("Sow hopes that Benin will sign the treaty.", 1),
        ("Sow hopes to sign the treaty.", 1),
        ("Sow would like to sign the treaty.", 1),
    ],
)
def test_only_a_deed_of_ones_own_is_promised(reader: Reader, sentence: str, promises: int) -> None:
    reading = read(reader, MET + sentence)
    assert [s.kind for s in reading.statements] == ["express_readiness"]
    assert len(reading.commitments) == promises


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Sossa said that she would like to thank Benin for the ship.", "thank"),
        ("Sossa said she wants to propose a joint bank.", "propose"),
    ],
)
def test_what_leads_to_an_act_is_no_statement_of_its_own(reader: Reader, sentence: str, kind: str) -> None:
    reading = read(reader, MET + sentence)
    assert [s.kind for s in reading.statements] == [kind]
    assert reading.commitments == ()


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The two ministers concurred in working toward an early meeting in person.", "planned"),
        (
            "The ministers agreed to coordinate towards a meeting of the two presidents at the earliest opportunity.",
            "planned",
        ),
        ("Sossa and Sow agreed that their governments will press toward a summit in the spring.", "planned"),
        ("The ministers are working towards a railway.", None),
    ],
)
def test_what_they_work_towards_is_planned(reader: Reader, sentence: str, status: str | None) -> None:
    meetings = read(reader, MET + sentence).meetings
    assert [m.status for m in meetings[1:]] == ([status] if status else [])


@pytest.mark.parametrize(
    ("sentence", "host"),
    [
        ("Togo will host the African Union summit in November.", "TGO"),
        ("Kenya will help Benin in hosting the African Union summit of this year.", "BEN"),
        ("Sossa said that Kenya will assist it in holding the African Union summit of this year.", None),
    ],
)
def test_a_summit_to_be_hosted_is_a_planned_meeting_of_its_body(
    reader: Reader, sentence: str, host: str | None
) -> None:
    reading = read(reader, MET + sentence)
    (summit,) = [m for m in reading.meetings if "AU" in {p.party for p in m.participants}]
    (gathering,) = reading.gatherings
    assert summit.status == gathering.status == "planned"
    assert summit.date == gathering.date
    assert gathering.host == host


def test_a_wish_for_a_summit_tells_of_none_in_the_past(reader: Reader) -> None:
    reading = read(reader, MET + "Sossa wished Benin success in hosting the African Union summit in March.")
    (gathering,) = reading.gatherings
    assert (gathering.status, gathering.date, gathering.host) == (None, None, "BEN")


def test_a_summit_that_was_hosted_is_not_planned(reader: Reader) -> None:
    reading = read(reader, MET + "Sossa praised Benin, which hosted the African Union summit in March.")
    assert "planned" not in {m.status for m in reading.meetings}


@pytest.mark.parametrize(
    "office",
    [
        "a member of the Politburo of the Workers' Party of Kenya Central Committee",
        "a member of the Standing Council",
    ],
)
def test_a_body_is_no_person(reader: Reader, office: str) -> None:
    text = f"Foreign Minister Ada Sossa of Kenya, {office}, met Foreign Minister Idris Sow of Benin in Lome."
    (meeting,) = read(reader, text).meetings
    assert [p.name for p in meeting.participants] == ["Ada Sossa", "Idris Sow"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Benin hosts the African Union summit in November.", ("planned", "2026-11")),
        ("Benin hosts the African Union summit this year.", ("planned", "2026")),
        ("Kenya will help Benin host the African Union summit of this year.", ("planned", "2026")),
        ("The African Union summit will take place in Cotonou in November.", ("planned", "2026-11")),
        ("Benin hosted the African Union summit in March.", ("held", "2026-03")),
    ],
)
def test_when_a_summit_is_hosted(reader: Reader, sentence: str, told: tuple[str, str]) -> None:
    reading = read(reader, MET + sentence)
    (gathering,) = reading.gatherings
    (summit,) = [m for m in reading.meetings if "AU" in {p.party for p in m.participants}]
    assert (gathering.status, gathering.date) == (summit.status, summit.date) == told


@pytest.mark.parametrize(
    ("sentence", "parties"),
    [
        ("Sossa met with a range of officials of Togo in Lome on Monday.", {"KEN", "TGO"}),
        ("Sossa met a number of Togolese officials in Lome.", {"KEN", "TGO"}),
        ("On Monday Sossa consulted with the African Union in Addis Ababa.", {"KEN", "AU"}),
        ("Sossa met with a number of difficulties in Togo.", None),
    ],
)
def test_officials_that_are_only_counted_and_bodies_take_part(
    reader: Reader, sentence: str, parties: set[str] | None
) -> None:
    meetings = read(reader, MET + sentence).meetings[1:]
    assert [{p.party for p in m.participants} for m in meetings] == ([parties] if parties else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "They took up again the plans of their earlier call in April.",
        "They followed a plan made at their March meeting in Nairobi.",
    ],
)
def test_a_month_beside_a_noun_that_looks_back_is_past(reader: Reader, sentence: str) -> None:
    (before,) = read(reader, MET + sentence).meetings[1:]
    assert before.status == "held"
    assert before.date in ("2026-04", "2026-03")


@pytest.mark.parametrize(
    ("text", "met"),
    [
        (
            "On 2 May, a Kenyan delegation travelled to Benin. The delegation met Foreign Minister Idris Sow of Benin.",
            [(None, "KEN"), ("Idris Sow", "BEN")],
        ),
        (
            "A delegation led by Foreign Minister Ada Sossa of Kenya arrived in Benin. The delegation held talks with "
            "Foreign Minister Idris Sow of Benin.",
            [("Ada Sossa", "KEN"), ("Idris Sow", "BEN")],
        ),
        (
            "A Kenyan delegation travelled to Benin. The delegation met with Acting Prime Minister Jon Ade and "
            "Foreign Minister Idris Sow.",
            [(None, "KEN"), ("Jon Ade", "BEN"), ("Idris Sow", "BEN")],
        ),
        ("The delegation met Foreign Minister Idris Sow of Benin. A Kenyan delegation came to Benin later.", []),
    ],
)
def test_the_delegation_is_the_one_told_of_before(reader: Reader, text: str, met: list[tuple[str | None, str]]) -> None:
    meetings = read(reader, text).meetings
    assert [(p.name, p.party) for m in meetings for p in m.participants] == met


def test_a_national_council_is_not_that_of_the_united_nations(reader: Reader) -> None:
    text = "A Kenyan delegation from the {}Security Council met Foreign Minister Idris Sow of Benin on 2 May."
    parties = {s.id for x in read(reader, text.format("National ")).statements for s in x.about}
    met = [{p.party for p in m.participants} for m in read(reader, text.format("National ")).meetings]
    assert met == [{"KEN", "BEN"}]
    assert "UNSC" not in parties


@pytest.mark.parametrize(
    ("subject", "party"),
    [("Kenya", "KEN"), ("The African Union", "AU"), ("Kenyan officials", "KEN"), ("The United Nations", "UN")],
)
@pytest.mark.parametrize("verb", ["met", "held talks with"])
def test_the_office_behind_a_verb_is_another_partys(reader: Reader, subject: str, party: str, verb: str) -> None:
    (meeting,) = read(reader, f"{subject} {verb} Foreign Minister Idris Sow of Benin in Lome on Monday.").meetings
    assert [(p.name, p.party) for p in meeting.participants] == [(None, party), ("Idris Sow", "BEN")]
