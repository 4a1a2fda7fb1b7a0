"""Topics by the term lists, and what clauses are about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from communique.extract.topics import TOPICS, TopicReader, check_topics
from communique.shared.knowledge import Knowledge
from communique.shared.records import Reading

TALKS = "Foreign Minister Ana Quispe of Peru met Foreign Minister Ali Barka of Chad in Lima. "


@pytest.fixture(scope="module")
def topics() -> TopicReader:
    return TopicReader(Knowledge())


def test_every_example_of_the_lists() -> None:
    assert [str(fault) for fault in check_topics(Knowledge())] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mutual relations", ("politics",)),
        ("renewable energy", ("renewable_energy",)),
        ("energy and renewable energy", ("energy", "renewable_energy")),
        ("universities’ exchange of students", ("education",)),
        ("cargo along the Middle Corridor", ("transport",)),
        ("the West Bank", ("conflict",)),
        ("", ("politics",)),
    ],
)
def test_longest_term_wins(topics: TopicReader, text: str, found: tuple[str, ...]) -> None:
    assert topics.topics(text) == found


def test_order_is_that_of_the_contract(topics: TopicReader) -> None:
    found = topics.topics("tourism, trade, education and culture")
    assert list(found) == sorted(found, key=TOPICS.index)


def test_long_text_is_read_in_time(topics: TopicReader) -> None:
    assert topics.topics("trade " * 2_000_000) == ("trade",)


def test_names_of_organisations_and_routes(read: Callable[..., Reading]) -> None:
    text = TALKS + "The ministers praised the Middle Corridor and cooperation within the Non-Aligned Movement."
    (statement,) = read(text).statements
    assert {a.name for a in statement.about} == {"Middle Corridor", "Non-Aligned Movement"}


def test_third_states_but_not_things_called_after_them(read: Callable[..., Reading]) -> None:
    text = TALKS + "The ministers discussed Turkish coffee and the Libyan border."
    (statement,) = read(text).statements
    assert [a.id for a in statement.about] == ["LBY"]
