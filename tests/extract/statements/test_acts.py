"""Kind, negation, time, words and account of statements. All persons are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.shared.records import Reading

TALKS = "Foreign Minister Ana Quispe of Peru met Foreign Minister Ali Barka of Chad in Lima. "


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministers took stock of trade.", "review"),
        ("The sides coordinated their positions.", "coordinate"),
        ("Quispe raised the case of two sailors.", "raise"),
        ("The ministers agreed to open a road.", "agree"),
        ("The ministers concurred in opening a road.", "agree"),
        ("Quispe pledged to send ships.", "commit"),
        ("The ministers signed a memorandum on nurses.", "sign"),
        ("Quispe announced a grant for schools.", "announce"),
        ("Barka is ready to lend a ship.", "express_readiness"),
        ("Barka looks forward to the fair.", "express_readiness"),
        ("Quispe proposed a fair.", "propose"),
        ("Barka called on Peru to lift the fee.", "urge"),
        ("Quispe invited Barka to Cusco.", "invite"),
        ("The ministers reaffirmed their commitment to peace.", "reaffirm"),
        ("Quispe underlined the role of schools.", "emphasize"),
        ("Quispe attaches great importance to the road.", "emphasize"),
        ("Barka reiterated support for the vote.", "reaffirm"),
        ("Barka voiced support for the vote.", "support"),
        ("Barka rejected the plan.", "oppose"),
        ("Barka denied that Chad had closed the road.", "deny"),
        ("The ministers condemned the attack.", "condemn"),
        ("The ministers expressed deep concern about the attack.", "express_concern"),
        ("The ministers are satisfied with the state of trade.", "appreciate"),
        ("The ministers paid tribute to the sailors.", "appreciate"),
        ("Barka welcomed the loan.", "welcome"),
        ("Barka is grateful for the loan.", "thank"),
        ("The ministers took note of the report.", "note"),
        ("Quispe recognized the work of the nurses.", "acknowledge"),
        ("Quispe outlined her plan for schools.", "inform"),
        ("Quispe conveyed her condolences on the flood.", "condole"),
        ("Barka called the step cruel.", "express_concern"),
    ],
)
def test_kind_follows_the_verb(read: Callable[..., Reading], text: str, kind: str) -> None:
    assert [s.kind for s in read(TALKS + text).statements] == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "negated"),
    [
        ("Barka did not condemn the attack.", "condemn", True),
        ("Barka stopped short of condemning the attack.", "condemn", True),
        ("Barka did not rule out a loan.", "oppose", True),
        ("Barka made no promise on the loan.", "commit", True),
        ("No agreement was signed.", "sign", True),
        ("The ministers agreed not to drill.", "agree", False),
        ("Barka refused to sign the protocol.", "oppose", False),
    ],
)
def test_negation_of_the_act(read: Callable[..., Reading], text: str, kind: str, negated: bool) -> None:
    assert [(s.kind, s.negated) for s in read(TALKS + text).statements] == [(kind, negated)]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("The ministers will discuss fish in June.", "future"),
        ("Barka had proposed a fair.", "recalled"),
        ("If Peru lowered the fee, Chad would buy more, Barka said.", "hypothetical"),
        ("Barka proposed a fair.", "current"),
    ],
)
def test_time(read: Callable[..., Reading], text: str, time: str) -> None:
    assert [s.time for s in read(TALKS + text).statements] == [time]


def test_each_verb_is_one_statement_and_a_list_is_one(read: Callable[..., Reading]) -> None:
    reading = read(TALKS + "The ministers discussed fish, rail and schools, and praised the port.")
    assert [(s.kind, s.text) for s in reading.statements] == [
        ("discuss", "discussed fish, rail and schools"),
        ("appreciate", "praised the port"),
    ]


def test_words_without_the_reporter(read: Callable[..., Reading]) -> None:
    text = "A fishing fleet has been discussed between Peru and Chad, the statement of the Peruvian ministry says."
    (statement,) = read(text).statements
    assert statement.text == "A fishing fleet has been discussed between Peru and Chad"


def test_evidence_is_in_whole_words_and_holds_the_subject(read: Callable[..., Reading]) -> None:
    text = TALKS + "The ministers condemned the attack."
    (statement,) = read(text).statements
    (span,) = statement.evidence
    assert text[span.start : span.end] == "The ministers condemned the attack"
    assert statement.text == "condemned the attack"


def test_the_other_side_by_ones_own_account(read: Callable[..., Reading]) -> None:
    text = TALKS + "Quispe praised the port. The Chadian side reaffirmed its support for the fishing plan."
    reading = read(text, publisher="Ministry of Foreign Affairs of Peru")
    assert [(s.speakers, s.account) for s in reading.statements] == [(("PER",), "own"), (("TCD",), "other_side")]


def test_a_claim_of_who_would_profit(read: Callable[..., Reading]) -> None:
    (statement,) = read("Sudan has promised Chad early notice of floods, the Chadian water ministry said.").statements
    assert (statement.speakers, statement.addressees, statement.account) == (("SDN",), ("TCD",), "other_side")


def test_statements_know_their_meeting(read: Callable[..., Reading]) -> None:
    reading = read(TALKS + "The ministers discussed fish.")
    assert reading.statements[0].meeting == reading.meetings[0].id


def test_domestic_texts_give_nothing(read: Callable[..., Reading]) -> None:
    reading = read(
        "Prime Minister Ana Quispe welcomed the new budget, and thanked the deputies of Lima for their work."
    )
    assert (reading.statements, reading.commitments) == ((), ())


def test_nothing_of_a_line_without_end(read: Callable[..., Reading]) -> None:
    assert len(read(TALKS + "the ministers and " * 20_000).statements) == 0


@pytest.mark.parametrize(
    ("said", "partner"),
    [
        ("Quispe pledged to send ships.", "TCD"),
        ("Quispe pledged to send ships. On 3 May she met Foreign Minister Koffi Agbenu of Togo.", "TCD"),
        ("On 3 May she met Foreign Minister Koffi Agbenu of Togo. Quispe pledged to send ships.", "TGO"),
        ("On 3 May she met Foreign Minister Koffi Agbenu of Togo. Quispe thanked Chad for its support.", "TCD"),
        ("On 3 May she met Foreign Minister Koffi Agbenu of Togo. The Chadian minister praised the road.", "TCD"),
    ],
)
def test_a_statement_belongs_to_the_meeting_told_last_before_it(
    read: Callable[..., Reading], said: str, partner: str
) -> None:
    reading = read(TALKS + said)
    parties = {m.id: {p.party for p in m.participants} for m in reading.meetings}

    assert [parties[s.meeting] for s in reading.statements if s.meeting] == [{"PER", partner}]


@pytest.mark.parametrize(
    ("said", "addressees"),
    [
        ("Quispe told Barka that she looked forward to the African Union Summit.", ("TCD",)),
        ("Quispe looks forward to Ghana's fair.", ()),
        ("Quispe assured Barka that Peru supports the port.", ("TCD",)),
        ("Quispe told reporters that Peru opposes the tax.", ()),
        ("Barka called on Peru to lift the fee.", ("PER",)),
    ],
)
def test_what_is_looked_forward_to_is_spoken_to_by_nobody(
    read: Callable[..., Reading], said: str, addressees: tuple[str, ...]
) -> None:
    assert read(TALKS + said).statements[-1].addressees == addressees
