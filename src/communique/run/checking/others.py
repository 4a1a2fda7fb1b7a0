"""The examples of knowledge/dates and knowledge/topics, which their stages read themselves."""

from __future__ import annotations

from collections.abc import Iterator

from communique.run.checking.tools import Tools
from communique.shared.errors import KnowledgeError


def dates(tools: Tools, _name: str) -> Iterator[KnowledgeError]:
    """All of knowledge/dates: forms, vague expressions, tense, words."""
    from communique.annotate.dates.check import check

    yield from check(tools.knowledge)


def read_with_forms(_tools: Tools, _name: str) -> Iterator[KnowledgeError]:
    """Nothing: the file is read together with dates/forms.yaml."""
    yield from ()


def topics(tools: Tools, _name: str) -> Iterator[KnowledgeError]:
    """Each example has its topics, no counterexample the one that it looks like."""
    from communique.extract.topics import check_topics

    yield from check_topics(tools.knowledge)
