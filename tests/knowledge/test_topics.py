"""The terms and examples of topics; that the reader gives the examples their topics is tested with the reader."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from communique.shared.knowledge import Knowledge

_LIST = """
    politics trade investment finance transport energy renewable_energy nuclear industry digital technology space
    agriculture food_security health climate environment water education science culture sport tourism youth
    people_to_people migration human_rights democracy rule_of_law humanitarian development reconstruction mine_action
    defence security counterterrorism cybersecurity nonproliferation arms_control conflict peace_process maritime
    consular multilateral
"""
TOPICS = tuple(_LIST.split())
"""The topics of the record format."""


@pytest.fixture(scope="module")
def terms() -> list[tuple[str, str]]:
    return [(row["topic"], row["term"]) for row in Knowledge().table("topics/terms.csv", ["topic", "term"], ["source"])]


@pytest.fixture(scope="module")
def examples() -> list[dict[str, Any]]:
    return Knowledge().entries("topics/examples.yaml")


def found(term: str, text: str) -> bool:
    """Whether the text has the term with any endings; looser than the reader, which knows the endings."""
    stems = (re.escape(re.sub(r"(\*|y|e)$", "", word)) for word in term.split())
    return re.search(r"(?<!\w)" + r"\w*\s+".join(stems), text.lower().replace("’", "'")) is not None


def test_every_topic_has_terms_and_no_other(terms: list[tuple[str, str]]) -> None:
    counted = Counter(topic for topic, _ in terms)
    assert set(counted) == set(TOPICS)
    assert min(counted.values()) >= 25
    assert len(terms) >= 1500


def test_terms_are_lower_case_words(terms: list[tuple[str, str]]) -> None:
    for topic, term in terms:
        assert term == " ".join(term.lower().split()), (topic, term)
        assert re.fullmatch(r"[^|*]+\*?( [^|*]+\*?)*", term), (topic, term)
        assert len(term.replace("*", "")) > 1, (topic, term)


def test_a_topic_does_not_say_a_term_and_its_plural(terms: list[tuple[str, str]]) -> None:
    known = set(terms)
    doubled = [(t, x) for t, x in terms if x.endswith("s") and not x.endswith("ss") and (t, x[:-1]) in known]
    assert doubled == []


def test_every_topic_has_an_example_and_a_counterexample(examples: list[dict[str, Any]]) -> None:
    assert {entry["name"] for entry in examples} == set(TOPICS)
    for entry in examples:
        assert entry["examples"] and entry["counterexamples"], entry["name"]
        for example in entry["examples"]:
            assert entry["name"] in example["topics"] and set(example["topics"]) <= set(TOPICS), example
        for counter in entry["counterexamples"]:
            assert counter["not"] == entry["name"] and counter["because"] and counter["text"], counter


def test_examples_have_a_term_of_each_of_their_topics(
    terms: list[tuple[str, str]], examples: list[dict[str, Any]]
) -> None:
    for entry in examples:
        for example in entry["examples"]:
            for topic in example["topics"]:
                assert any(found(x, example["text"]) for t, x in terms if t == topic), (topic, example["text"])


def test_topics_of_projects_and_treaties_are_topics() -> None:
    for table in ("projects/projects.csv", "projects/treaties.csv"):
        for row in Knowledge().table(table, ["id"], ["topics"]):
            assert row.many("topics") and set(row.many("topics")) <= set(TOPICS), row
