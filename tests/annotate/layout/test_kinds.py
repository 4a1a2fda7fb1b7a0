from __future__ import annotations

from typing import Any

import pytest

from communique.annotate.layout import Tools, looks_undiplomatic, read_layout
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge

WORDS = Knowledge().mapping("layouts/kinds.yaml")
TITLES = [(entry["name"], title) for entry in WORDS["by_words"] for title in entry["examples"]]


def layout_of(text: str, tools: Tools, **metadata: Any) -> Any:
    return read_layout(Document(source="x", text=text, **metadata), tools)


@pytest.mark.parametrize(("kind", "title"), TITLES)
def test_every_example_title_gives_its_kind(tools: Tools, kind: str, title: str) -> None:
    assert layout_of("The two sides are content.", tools, title=title).kind == kind


@pytest.mark.parametrize("text", WORDS["announcement"]["examples"])
def test_every_example_is_an_announcement(tools: Tools, text: str) -> None:
    assert layout_of(text, tools).kind == "announcement"


@pytest.mark.parametrize("example", WORDS["announcement"]["counterexamples"], ids=lambda example: example["text"][:40])
def test_no_counterexample_is_an_announcement(tools: Tools, example: dict[str, str]) -> None:
    assert layout_of(example["text"], tools).kind != "announcement"


MINISTRY = {"publisher": "Ministry of Foreign Affairs of Peru"}
JOINT = {"title": "Joint statement by the Prime Minister of Peru and the Prime Minister of Laos"}
ISSUED = {"title": "Peru, Laos issue joint statement"}
WHITE_HOUSE = {"publisher": "The White House"}


@pytest.mark.parametrize(
    ("text", "metadata", "kind", "side"),
    [
        ("The minister met his colleague from Laos.", MINISTRY, "readout", "PER"),
        ("LIMA, May 3 (Reuters) - The ministers met.", {}, "news_report", None),
        ("The ministers met, the Peruvian foreign ministry said.", {}, "news_report", "PER"),
        ("We, the Prime Ministers of Peru and Laos, have met in Lima today.", JOINT, "joint_statement", None),
        ("Peru and Laos issued a joint statement after the talks.", ISSUED, "news_report", None),
        ("Q: Will he come?\n\nA: We hope so.", MINISTRY, "other", "PER"),
        ("I send my congratulations to Ana Quispe on her election.", WHITE_HOUSE, "message", "USA"),
    ],
)
def test_kind_and_side(tools: Tools, text: str, metadata: dict[str, str], kind: str, side: str | None) -> None:
    layout = layout_of(text, tools, **metadata)
    assert (layout.kind, layout.side) == (kind, side)


def test_sport_is_told_by_several_of_its_words(tools: Tools) -> None:
    assert tools.kinds.sports("Peru's coach rested the captain before the semi-final.")
    assert not tools.kinds.sports("The captain of the frigate received the minister.")


@pytest.mark.parametrize(
    ("parties", "cues", "sports", "expected"),
    [(2, 1, False, False), (1, 3, False, True), (2, 0, False, True), (2, 2, True, True)],
)
def test_one_party_no_dealings_or_sport_is_not_diplomatic(
    parties: int, cues: int, sports: bool, expected: bool
) -> None:
    assert looks_undiplomatic(parties, cues, sports) is expected


ASKED = "Lena Ortmann spoke.\n\nReuters: Will she go to Laos?\nLena Ortmann: She will go to Laos."
VISIT = "President Ana Quispe will visit Laos in May."


@pytest.mark.parametrize(
    ("text", "metadata", "kind"),
    [
        (VISIT, {}, "announcement"),
        (f"LIMA, May 3 (Reuters) - {VISIT}", {}, "announcement"),
        (f"{VISIT} A trip to Chad has been put off.", {}, "news_report"),
        (VISIT, {"title": "FACT SHEET: Peru and Laos", **MINISTRY}, "readout"),
        ("Peru condemns the attack on Laos.", {"title": "Statement on the Attack", **MINISTRY}, "readout"),
        ("The presidents met.", {"title": "Readout of the Talks", "publisher": "Reuters"}, "news_report"),
        ("The presidents met.", {"title": "Readout of the Talks"}, "readout"),
        (ASKED, MINISTRY, "other"),
        ("Q: Will she go?\n\nA: Yes.", {"title": "Press Briefing by Lena Ortmann"}, "briefing"),
        ("The delegation will leave on Monday.",
         {"title": "President Announces Delegation to Laos to Pay Respects on the Death of the King", **MINISTRY},
         "announcement"),
        ("Peru mourns with Laos.", {"title": "Statement on the Death of the King", **MINISTRY}, "message"),
    ],
)  # fmt: skip
def test_what_an_issuer_or_agency_brings_out(tools: Tools, text: str, metadata: dict[str, str], kind: str) -> None:
    assert layout_of(text, tools, **metadata).kind == kind
