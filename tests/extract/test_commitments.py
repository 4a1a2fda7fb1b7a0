"""Commitments: by whom, to whom, what, by when, how firm. All persons are invented."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.shared.records import Reading

TALKS = "Foreign Minister Ana Quispe of Peru met Foreign Minister Ali Barka of Chad in Lima. "


@pytest.mark.parametrize(
    ("text", "by", "strength", "due"),
    [
        ("Quispe pledged to send six ships by 15 October 2026.", {"PER"}, "committed", "2026-10-15"),
        ("The ministers agreed to open a road in 2027.", {"PER", "TCD"}, "agreed", "2027"),
        ("The ministers agreed on joint patrols.", {"PER", "TCD"}, "agreed", None),
        ("The ministers agreed that they will open a road.", {"PER", "TCD"}, "agreed", None),
        ("Chad intends to send nurses.", {"TCD"}, "intends", None),
        ("Chad hopes to open an embassy in Lima.", {"TCD"}, "hopes", None),
        ("Chad is ready to deepen cooperation in fishing.", {"TCD"}, "intends", None),
        ("Quispe said that Peru will repair the port.", {"PER"}, "committed", None),
        ("Barka promised monthly accounts.", {"TCD"}, "committed", None),
        ("Quispe reaffirmed her commitment to repair the port.", {"PER"}, "committed", None),
        ("Barka welcomed Peru's commitment to repairing the port.", {"PER"}, "committed", None),
        ("Quispe informed Barka that Peru will repair the port.", {"PER"}, "committed", None),
    ],
)
def test_promises(read: Callable[..., Reading], text: str, by: set[str], strength: str, due: str | None) -> None:
    (commitment,) = read(TALKS + text).commitments
    assert (set(commitment.by), commitment.strength, commitment.due) == (by, strength, due)


@pytest.mark.parametrize(
    "text",
    [
        "Quispe invited Barka to Cusco.",
        "Quispe looks forward to opening the road.",
        "Peru offered its airfield.",
        "The ministers agreed on the importance of roads.",
        "The ministers agreed that the attack was cruel.",
        "Quispe reaffirmed her commitment to the sovereignty of Chad.",
        "Barka did not promise to pay.",
        "Chad is ready to deepen ties with Peru.",
        "Barka hopes to strengthen the friendship with Peru.",
        "Peru has withdrawn its pledge to build a hospital, Quispe said.",
        "Barka urged Peru to promise a ship.",
        "If Peru lowered the fee, Chad would buy more, Barka said.",
    ],
)
def test_no_promise(read: Callable[..., Reading], text: str) -> None:
    assert read(TALKS + text).commitments == ()


def test_to_whom_and_of_which_statement(read: Callable[..., Reading]) -> None:
    reading = read(TALKS + "Peru undertook to deliver six generators to Chad.")
    (commitment,), (statement,) = reading.commitments, reading.statements
    assert commitment.to == ("TCD",)
    assert commitment.statement == statement.id


def test_what_a_promise_is_about_is_not_to_whom(read: Callable[..., Reading]) -> None:
    (commitment,) = read(TALKS + "The ministers agreed to work together, including in regard to Kenya.").commitments
    assert commitment.to == ()


def test_who_wants_to_thank_asks_nobody(read: Callable[..., Reading]) -> None:
    said = "Quispe: “I want to thank our clerks, past and present, who have worked on this matter for many years.”"
    assert not [s for s in read(TALKS + said).statements if s.kind == "urge"]
    asked = read(TALKS + "Quispe asked Chad to open the road.").statements
    assert [s.kind for s in asked if s.kind == "urge"] == ["urge"]
