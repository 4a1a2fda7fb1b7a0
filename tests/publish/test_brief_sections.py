"""The sections of a brief, each on texts made for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from communique.ledger.store import Ledger
from communique.publish.brief.model import Brief, Line
from communique.publish.brief.sight import Asked
from communique.publish.saying import say_ago
from communique.run.briefing import brief_of
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

Tell = Callable[..., Reading]
Sections = Callable[..., dict[str, list[Line]]]

PRESIDENT = {"name": "Tomas Rebane", "office": "president", "party": "EST"}
HOST = {"name": "Ana Duarte", "office": "president", "party": "PRT"}


@pytest.fixture
def sections(ledger: Ledger, all_knowledge: Knowledge) -> Sections:
    """The lines of the brief of Estonia and Portugal by section."""

    def made(today: date = date(2026, 6, 1)) -> dict[str, list[Line]]:
        brief: Brief = brief_of(ledger, all_knowledge, Asked(parties=("EST", "PRT"), as_of=today))
        return {section.name: list(section.lines) for section in brief.sections}

    return made


def said(lines: list[Line], under: str | None = None) -> list[str]:
    return [line.text for line in lines if under is None or line.under == under]


def state_visit(tell: Tell, guest: dict[str, str], host: str, day: str) -> Reading:
    text = f"{guest['name']} paid a state visit on {day}."
    visit = {"quote": "paid a state visit", "kind": "state", "status": "held", "date": day}
    return tell(text, {"date": day}, visits=[{**visit, "visitor": guest, "host": host}])


def invitation(tell: Tell, by: str, day: str) -> Reading:
    invite = {"quote": "invited his host", "speakers": [by], "addressees": ["PRT"], "account": "own", "kind": "invite"}
    rest = {"time": "current", "topics": [], "text": "invited his host"}
    return tell("The President invited his host to come.", {"date": day}, statements=[{**invite, **rest}])


def test_whose_turn_it_is_follows_from_the_last_state_visit(tell: Tell, sections: Sections) -> None:
    state_visit(tell, PRESIDENT, "PRT", "2024-05-06")
    invitation(tell, "EST", "2024-05-07")
    balance = [line for line in sections()["visits"] if line.under == "balance"]
    assert [line.text for line in balance] == [
        "visits told: Estonia to Portugal 1; Portugal to Estonia 0",
        "turn of Portugal: state visit to Estonia",
    ]
    assert not balance[1].stated
    assert balance[1].because == (
        "the last state visit, 2024-05-06, went from Estonia to Portugal, and none the other way since is told; "
        "Estonia has invited"
    )
    assert len(balance[1].sources) == 2


def test_a_visit_that_was_returned_leaves_no_turn(tell: Tell, sections: Sections) -> None:
    state_visit(tell, HOST, "EST", "2022-03-01")
    state_visit(tell, PRESIDENT, "PRT", "2024-05-06")
    assert any(line.text.startswith("turn of Portugal") for line in sections()["visits"])
    state_visit(tell, HOST, "EST", "2024-05-06/2024-05-08")
    assert not any(line.text.startswith("turn of") for line in sections()["visits"])


def test_a_planned_visit_with_a_meeting_there_was_made(tell: Tell, sections: Sections) -> None:
    plan = {"quote": "will visit Lisbon", "status": "planned", "date": "2026-02", "visitor": PRESIDENT, "host": "PRT"}
    tell("President Tomas Rebane will visit Lisbon in February.", {"date": "2026-01-10"}, visits=[plan])
    lost = [line for line in said(sections()["unknown"]) if line.startswith("whether it took place")]
    assert len(lost) == 1
    met = {"mode": "in_person", "status": "held", "date": "2026-02-11", "place": {"name": "Lisbon", "party": "PRT"}}
    tell(
        "They met in Lisbon.", {"date": "2026-02-11"},
        meetings=[{"quote": "They met in Lisbon", "level": "head_of_state", "participants": [PRESIDENT, HOST], **met}],
    )  # fmt: skip
    [line] = [line for line in sections()["visits"] if line.under == "Estonia to Portugal"]
    assert not line.stated
    assert line.because == "it was planned, and a meeting there on 2026-02-11 is told"
    assert not [line for line in said(sections()["unknown"]) if line.startswith("whether it took place")]


def promise(what: str, due: str | None) -> dict[str, object]:
    return {"quote": what, "by": ["EST"], "to": ["PRT"], "what": what, "due": due, "strength": "committed"}


def test_commitments_by_what_became_of_them(tell: Tell, sections: Sections) -> None:
    tell(
        "Estonia will open a consulate in Porto and will send ten teachers of music.", {"date": "2026-01-05"},
        commitments=[
            promise("will open a consulate in Porto", "2026-03"),
            promise("will send ten teachers of music", "2026-09"),
        ],
    )  # fmt: skip
    lines = sections()["commitments"]
    assert [(line.under, line.text) for line in lines] == [
        (
            "overdue: 1",
            "Estonia to Portugal: will open a consulate in Porto · committed · due 2026-03 · made 2026-01-05",
        ),
        (
            "open: 1",
            "Estonia to Portugal: will send ten teachers of music · committed · due 2026-09 · made 2026-01-05",
        ),
    ]
    assert said(sections()["next"]) == ["2026-09 · due: Estonia to Portugal: will send ten teachers of music"]
    assert said(sections(date(2026, 2, 1))["commitments"], "open: 2")
    assert any(line.text.startswith("1 commitment overdue: ") for line in sections()["glance"])


def test_a_day_before_the_promise_was_made_is_no_due_day(tell: Tell, sections: Sections) -> None:
    quote = "will apply the rules of 2005"
    tell("Estonia will apply the rules of 2005.", {"date": "2026-01-05"}, commitments=[promise(quote, "2005")])
    [line] = sections()["commitments"]
    assert (line.under, "due not stated" in line.text) == ("open: 1", True)
    assert sections()["next"] == []


def test_promises_of_the_two_alone_come_before_those_of_many(tell: Tell, sections: Sections) -> None:
    many = {**promise("will plant trees", "2026-07"), "by": ["EST", "PRT", "CHL", "PER", "FJI"], "to": []}
    tell(
        "All will plant trees. Estonia will send ten teachers.", {"date": "2026-01-05"},
        commitments=[many, promise("will send ten teachers", "2026-09")],
    )  # fmt: skip
    first, second = said(sections()["commitments"])
    assert first.startswith("Estonia to Portugal: will send ten teachers")
    assert second.startswith("Estonia, Portugal and 3 others: will plant trees")
    assert [line[:7] for line in said(sections()["next"])] == ["2026-07", "2026-09"]


def test_words_that_make_an_instrument_are_no_open_promise(tell: Tell, sections: Sections) -> None:
    text = "The sides adopted a declaration on fishing."
    made = {"quote": "adopted a declaration on fishing", "kind": "declaration", "parties": ["EST", "PRT"]}
    tell(
        text, {"date": "2026-01-05"},
        agreements=[{**made, "status": "signed"}],
        commitments=[promise("adopted a declaration on fishing", None)],
    )  # fmt: skip
    assert sections()["commitments"] == []
    assert said(sections()["agreements"]) == [
        "reported 2026-01-05 · signed · declaration · name not stated: “adopted a declaration on fishing”"
    ]


def statement(quote: str, **fields: object) -> dict[str, object]:
    rest = {"speakers": ["EST"], "addressees": ["PRT"], "account": "own", "kind": "support", "time": "current"}
    return {"quote": quote, "text": quote, "topics": ["trade"], **rest, **fields}


def test_positions_in_the_words_of_each_side(tell: Tell, sections: Sections) -> None:
    tell(
        "Estonia backs the port. Portugal urges haste. Both want rain. Estonia thanked its guests.",
        {"date": "2026-01-05", "side": "EST"},
        statements=[
            statement("backs the port"),
            statement("urges haste", speakers=["PRT"], addressees=["EST"], kind="urge", account="other_side"),
            statement("Both want rain", speakers=["EST", "PRT"], addressees=[], kind="emphasize", account="joint"),
            statement("thanked its guests", kind="thank"),
        ],
    )
    assert [(line.under, line.text) for line in sections()["positions"]] == [
        ("Estonia", "2026-01-05 · support: “backs the port”"),
        ("Portugal", "2026-01-05 · urge: “urges haste” · as told by Estonia"),
        ("both", "2026-01-05 · emphasize: “Both want rain”"),
    ]


def test_what_is_said_to_somebody_else_is_no_position_of_the_pair(tell: Tell, sections: Sections) -> None:
    tell(
        "Estonia backs Chile.", {"date": "2026-01-05"},
        statements=[statement("backs Chile", addressees=["CHL"]), statement("Estonia", addressees=["PRT", "CHL"])],
    )  # fmt: skip
    assert said(sections()["positions"], "Estonia") == ["2026-01-05 · support: “Estonia”"]


def test_formats_and_projects_by_how_many_texts_name_them(tell: Tell, sections: Sections) -> None:
    route, state = {"name": "Amber Route", "kind": "route"}, {"name": "Chile", "id": "CHL", "kind": "state"}
    for day in ("2026-01-05", "2026-01-06"):
        tell(f"Estonia backs it on {day}.", {"date": day}, statements=[statement("backs it", about=[route, state])])
    [line] = sections()["named"]
    assert line.text == "Amber Route (route) · 2 mentions in 2 texts, last 2026-01-06"
    assert len(line.sources) == 2


def test_a_trend_is_told_only_with_enough_texts(tell: Tell, sections: Sections) -> None:
    for year, topic in ((2023, "trade"), (2026, "energy")):
        for day in range(1, 10):
            tell(
                f"Estonia backs it on {day} May {year}.", {"date": f"{year}-05-{day:02}"},
                statements=[statement("backs it", topics=[topic])],
            )  # fmt: skip
    assert said(sections()["fields"]) == ["energy · 9 mentions in 9 texts", "trade · 9 mentions in 9 texts"]
    for year, topic in ((2023, "trade"), (2026, "energy")):
        tell("Estonia backs it.", {"date": f"{year}-05-20"}, statements=[statement("backs it", topics=[topic])])
        tell(f"Estonia backs it still, {year}.", {"date": f"{year}-05-21"}, statements=[statement("backs it still")])
    fields = said(sections()["fields"])
    assert "energy · 9 mentions in 9 texts · rising: 9 of 10 texts of the last year, 0 of 11 before" in fields


def test_where_accounts_differ(tell: Tell, sections: Sections) -> None:
    held = {"status": "held", "date": "2026-02-11", "participants": [PRESIDENT, HOST]}
    for side, level, words in (("EST", "minister", "wants more fish"), ("PRT", "head_of_state", "likes amber")):
        text, other = f"They met. The other side {words}.", "PRT" if side == "EST" else "EST"
        document = Document(source="", text=text).id
        said_there = {"speakers": [other], "addressees": [], "account": "other_side", "kind": "urge"}
        tell(
            text, {"date": "2026-02-11", "side": side, "publisher": f"Palace of {side}"},
            meetings=[{"quote": "They met", "level": level, **held}],
            statements=[statement(words, meeting=f"{document}-meetings-0", **said_there)],
        )  # fmt: skip
    assert said(sections()["differ"]) == [
        "meeting 2026-02-11 · level: minister (Palace of EST); head of state (Palace of PRT)",
        "meeting 2026-02-11 · only the account of Estonia has of Portugal: “wants more fish”",
        "meeting 2026-02-11 · only the account of Portugal has of Estonia: “likes amber”",
    ]


def test_milestones_that_are_dated_differently(tell: Tell, sections: Sections) -> None:
    for year in ("1991", "1992"):
        since = {"quote": f"since {year}", "kind": "diplomatic_relations", "parties": ["EST", "PRT"], "date": year}
        tell(f"They have had relations since {year}.", {"date": "2026-02-11"}, milestones=[since])
    assert said(sections()["differ"]) in (
        ["diplomatic relations: 1991 or 1992"],
        ["diplomatic relations: 1992 or 1991"],
    )


def test_the_partners_of_one_party_by_weight(ledger: Ledger, all_knowledge: Knowledge) -> None:
    brief = brief_of(ledger, all_knowledge, Asked(parties=("AZE",), as_of=date(2026, 11, 25)))
    assert [(section.name, section.title) for section in brief.sections] == [("CHN", "1. China"), ("GEO", "2. Georgia")]
    assert [line.text.partition(":")[0] for line in brief.sections[0].lines] == [
        "dealings", "partnership", "last meeting", "next",
    ]  # fmt: skip
    assert brief.sections[0].lines[0].text == "dealings: 2 meetings, 2 visits, 1 agreement; weight 5.0"
    assert brief.sections[1].lines[2].text == "last meeting: not stated"
    assert brief.title == "Azerbaijan"
    cited = [number for section in brief.sections for line in section.lines for number in line.sources]
    assert list(dict.fromkeys(cited)) == [source.number for source in brief.sources]


def test_a_gathering_of_many_weighs_little_for_each(tell: Tell, ledger: Ledger) -> None:
    people = [{"party": party} for party in ("EST", "PRT", "CHL", "PER", "FJI")]
    tell(
        "Five met.", {"date": "2026-02-11"},
        meetings=[{"quote": "Five met", "status": "held", "participants": people}],
    )  # fmt: skip
    from communique.ledger.filters import Filter

    partners = ledger.partners("EST", ("meetings",), Filter())
    assert [(each.party, each.weight, each.counts) for each in partners] == [
        (party, 0.25, {"meetings": 1}) for party in ("CHL", "FJI", "PER", "PRT")
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 6, 2), None),
        (date(2026, 6, 1), "today"),
        (date(2026, 5, 31), "yesterday"),
        (date(2026, 5, 20), "12 days ago"),
        (date(2026, 4, 20), "6 weeks ago"),
        (date(2025, 6, 1), "11 months ago"),
        (date(2021, 6, 1), "4 years ago"),
        (date.min, None),
    ],
)
def test_how_long_ago(day: date, words: str | None) -> None:
    assert say_ago(day, date(2026, 6, 1)) == words
