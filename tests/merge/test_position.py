"""Statements of a speaker put in a line, and levels of partnership; persons and dealings are invented."""

from __future__ import annotations

from typing import Any

import pytest

from communique.ledger.views import Carrier, Found, Merged
from communique.merge.levels import Degrees, levels_of
from communique.merge.position import Positions
from communique.shared.knowledge import Knowledge
from communique.shared.position import Stand
from communique.shared.records import Milestone, Span, Statement


def found(day: str, text: str, kind: str, **fields: Any) -> Found:
    """A statement of Norway on a day."""
    record = Statement(
        id=f"s-{day}-{kind}", evidence=(Span(0, len(text)),), confidence=0.9, rule="test", meeting=None,
        speakers=("NOR",), persons=(), addressees=fields.get("to", ()), account="own", kind=kind,
        negated=fields.get("negated", False),
        time="current", topics=("fishing",), about=(), text=text,
    )  # fmt: skip
    return Found(list_name="statements", record=record, carrier=carrier(day), day=day)


def carrier(day: str) -> Carrier:
    return Carrier(
        id=f"d-{day}", source=f"{day}.txt", kind="readout", title=None, publisher=None, published=day, date=day,
        side="NOR", day=day,
    )  # fmt: skip


@pytest.fixture(scope="module")
def positions(all_knowledge: Knowledge) -> Positions:
    return Positions(all_knowledge)


def turns(stands: tuple[Stand, ...]) -> list[str | None]:
    return [f"{each.change.was} {each.change.direction} {each.change.now}" if each.change else None for each in stands]


def test_emphasis_goes_further_once(positions: Positions) -> None:
    stands = positions.of(
        [
            found("2026-01-05", "Norway supports the quota for cod.", "support"),
            found("2026-02-05", "Norway strongly supports the quota for cod.", "support"),
            found("2026-03-05", "Norway supports the quota for cod.", "support"),
            found("2026-04-05", "Norway supports the quota for cod.", "support"),
        ],
        {},
    )
    assert turns(stands) == [None, "support stronger support+", None, None]


def test_what_goes_less_far_than_all_of_the_latest_is_weaker(positions: Positions) -> None:
    told = [found(f"2026-0{month}-05", "Norway strongly supports the quota for cod.", "support") for month in (1, 2)]
    told += [found(f"2026-0{month}-05", "Norway supports the quota for cod.", "support") for month in (3, 4)]
    assert turns(positions.of(told, {})) == [None, None, "support+ weaker support", None]


def test_other_words_other_matters_and_talk_are_not_compared(positions: Positions) -> None:
    plan = "Norway supports the plan of Iceland for the harbour."
    talked = [found("2026-01-05", "They discussed the plan of Iceland for the harbour.", "discuss")]
    others = [found("2026-01-05", "Norway strongly supports the quota for herring.", "support")]
    named = [found("2026-01-05", plan.replace("supports", "strongly supports"), "support", to=("ISL",))]
    for before in (talked, others, named):
        assert turns(positions.of([*before, found("2026-02-05", plan, "support", to=("SWE",))], {})) == [None, None]


def test_a_harder_kind_goes_further(positions: Positions) -> None:
    stands = positions.of(
        [
            found(
                "2026-02-01",
                "Norway condemns the holding of the trawler Sild and its nine sailors in Porto Lipa near Sadovo.",
                "condemn",
            ),
            found(
                "2026-01-01",
                "Norway calls for the release of the trawler Sild and its nine sailors in Porto Lipa near Sadovo.",
                "urge",
            ),
        ],
        {},
    )
    assert turns(stands) == [None, "urge stronger condemn"]
    assert stands[1].change is not None and stands[1].change.before == stands[0].cited


def test_the_same_sentence_of_a_day_is_listed_once(positions: Positions) -> None:
    twice = [found("2026-01-05", "Norway supports the quota for cod.", "support")] * 2
    assert len(positions.of(twice, {})) == 1


def test_promises_are_compared_by_their_strength(positions: Positions) -> None:
    said = [
        found("2026-01-05", "Norway will send two patrol boats.", "express_readiness"),
        found("2026-02-05", "Norway will send two patrol boats.", "express_readiness"),
    ]
    strengths = {said[0].record.id: "hopes", said[1].record.id: "agreed"}
    assert turns(positions.of(said, strengths)) == [
        None,
        "express_readiness (hopes) stronger express_readiness (agreed)",
    ]


def milestone(day: str, value: str) -> Found:
    record = Milestone(
        id=f"m-{day}", evidence=(Span(0, 4),), confidence=0.9, rule="test", kind="partnership",
        parties=("CHN", "NOR"), value=value, of=None, date=None,
    )  # fmt: skip
    return Found(list_name="milestones", record=record, carrier=carrier(day), day=day)


def test_levels_in_a_row_are_one_and_a_rise_is_seen(all_knowledge: Knowledge) -> None:
    told = [
        milestone("2024-01-01", "strategic partnership"),
        milestone("2024-06-01", "strategic partnership"),
        milestone("2025-01-01", "comprehensive strategic partnership"),
        milestone("2026-01-01", "friendly partnership"),
    ]
    thing = Merged(id="c", list_name="milestones", record=told[0].record, found=tuple(told))
    levels = levels_of([thing], Degrees(all_knowledge))
    assert [(level.value, level.texts, level.change) for level in levels] == [
        ("strategic partnership", 2, None),
        ("comprehensive strategic partnership", 1, "higher"),
        ("friendly partnership", 1, None),
    ]
    assert (levels[0].first.day, levels[0].last.day) == ("2024-01-01", "2024-06-01")
