from __future__ import annotations

from typing import Any

import pytest

from communique.annotate.layout import Tools, read_layout
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge

WORDS = Knowledge().mapping("layouts/sourcing.yaml")


def sources(text: str, tools: Tools, **metadata: Any) -> list[tuple[str, str | None]]:
    layout = read_layout(Document(source="x", text=text, **metadata), tools)
    return [(source.name, source.party) for source in layout.sourcing]


@pytest.mark.parametrize("example", WORDS["examples"], ids=lambda example: example["text"][:40])
def test_every_example_names_its_sources(tools: Tools, example: dict[str, Any]) -> None:
    assert sources(example["text"], tools) == [tuple(found) for found in example["finds"]]


@pytest.mark.parametrize("example", WORDS["counterexamples"], ids=lambda example: example["text"][:40])
def test_no_counterexample_names_a_source(tools: Tools, example: dict[str, Any]) -> None:
    assert sources(example["text"], tools) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Talks were held, the Foreign Ministry of Azerbaijan said in a statement, Trend reports.",
            [("Ministry of Foreign Affairs", "AZE"), ("Trend", None)],
        ),
        (
            "Trend reports citing the press service of the President of Kazakhstan that a visit is near.",
            [("Presidency", "KAZ"), ("Trend", None)],
        ),
        (
            "The dam is full, the Ethiopian water ministry said in a statement carried by the Ethiopian News Agency.",
            [("Ministry of Water", "ETH"), ("ENA", None)],
        ),
        (
            "DOHA, May 3 (Reuters) - The talks go on, Qatar's foreign ministry said on Friday.",
            [("Ministry of Foreign Affairs", "QAT"), ("Reuters", None)],
        ),
        (
            "The visit will go ahead, Chinese Foreign Ministry spokesperson Lin Yuanhao told a briefing.",
            [("Foreign Ministry spokesperson Lin Yuanhao", "CHN")],
        ),
        (
            "The governments of Peru and Laos released the following joint statement.",
            [("governments of Peru and Laos", None)],
        ),
        ("The ministers met in Lima. Flights were discussed, the Peruvian minister said.", []),
    ],
)
def test_the_chain_goes_from_the_source_to_the_carrier(
    tools: Tools, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert sources(text, tools) == expected


def test_a_party_that_publishes_is_its_own_source(tools: Tools) -> None:
    text = "The minister received the ambassador of Laos."
    assert sources(text, tools, publisher="Ministry of Foreign Affairs of Peru") == [
        ("Ministry of Foreign Affairs", "PER")
    ]


def test_a_paper_that_the_text_does_not_name_is_no_source(tools: Tools) -> None:
    assert sources("The two ministers met in Lima.", tools, publisher="Morning Courier of Lima") == []


def test_a_publisher_that_the_text_names_is_the_outermost_source(tools: Tools) -> None:
    text = "The two ministers met, the Peruvian foreign ministry said, Morning Courier reports."
    assert sources(text, tools, publisher="Morning Courier")[-1] == ("Morning Courier", None)


def test_the_spokesperson_in_the_title_of_a_party_speaks_for_it(tools: Tools) -> None:
    found = sources(
        "The advisor will travel to Lima.",
        tools,
        title="Statement by NSC Spokesperson Lena Ortmann on Travel to Peru",
        publisher="The White House",
    )
    assert found[0] == ("NSC Spokesperson Lena Ortmann", "USA")


@pytest.mark.parametrize(
    ("name", "party", "issuer"),
    [
        ("Ministry of Foreign Affairs of the People's Republic of China", "CHN", True),
        ("Ministry of Foreign Affairs of Viet Nam", "VNM", True),
        ("Ministry of External Affairs of India", "IND", True),
        ("Prime Minister's Office of Iceland", "ISL", True),
        ("Government of Fiji", "FJI", True),
        ("Kremlin (via Morning Courier)", "RUS", True),
        ("MOFA Japan", "JPN", True),
        ("The White House", "USA", True),
        ("Morning Courier", None, False),
    ],
)
def test_a_publisher_is_known_by_its_name(tools: Tools, name: str, party: str | None, issuer: bool) -> None:
    publisher = tools.publishers.resolve(name)
    assert publisher is not None
    assert (publisher.party, publisher.issuer) == (party, issuer)


ISSUERS = Knowledge().entries("layouts/issuers.yaml")


@pytest.mark.parametrize("entry", ISSUERS, ids=lambda entry: entry["name"])
def test_every_form_of_an_issuer_is_known(tools: Tools, entry: dict[str, Any]) -> None:
    publisher = tools.publishers.resolve(entry["example"]["text"])
    assert publisher is not None
    assert (publisher.party, publisher.issuer) == (entry["example"]["party"], True)
    other = tools.publishers.resolve(entry["counterexample"]["text"])
    assert other is None or not other.issuer


def test_a_publisher_is_known_by_its_address(tools: Tools) -> None:
    publisher = tools.publishers.resolve(None, "https://www.whitehouse.gov/briefing-room/x")
    assert publisher is not None
    assert (publisher.name, publisher.party, publisher.issuer) == ("The White House", "USA", True)
    assert tools.publishers.resolve(None, "https://example.org/x") is None


@pytest.mark.parametrize(
    "text",
    [
        "The visit is off, the White House told Canberra.",
        "The visit is off, Foreign Ministry spokesperson Lena Ortmann told the ambassador.",
        "President Ana Quispe and President Tomas Vella announced a road.",
        "The envoy told the Foreign Ministry of Peru that he would leave.",
    ],
)
def test_who_tells_another_side_or_speaks_with_it_is_no_source(tools: Tools, text: str) -> None:
    assert sources(text, tools) == []


@pytest.mark.parametrize("audience", ["reporters", "Reuters", "on Monday reporters", "a briefing", "the press"])
def test_who_tells_an_audience_is_a_source(tools: Tools, audience: str) -> None:
    named = sources(f"The visit is off, the White House told {audience}.", tools)
    assert ("White House", "USA") in named


def test_a_report_has_a_side_only_if_its_first_sentences_name_it(tools: Tools) -> None:
    talks = "The ministers met. They spoke about roads. They spoke about rail. They spoke about air."
    late = f"{talks} All was well, the Peruvian foreign ministry said."
    assert read_layout(Document(source="x", text=late), tools).side is None
    early = "The ministers met, the Peruvian foreign ministry said. They spoke about roads."
    assert read_layout(Document(source="x", text=early), tools).side == "PER"
