"""The examples of knowledge/dates, knowledge/languages, knowledge/topics and knowledge/triage."""

from __future__ import annotations

from collections.abc import Iterator

from communique.run.checking.placing import file_with
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


def languages(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each text, example or counterexample, is in its language."""
    from communique.acquire.language import identify

    words = tools.knowledge.mapping(name)
    for example in (*words["examples"], *words["counterexamples"]):
        found = identify(example["text"])
        if found != example["language"]:
            reason = f"{example['text']!r} is read as {found}, not as {example['language']}"
            yield KnowledgeError(file_with(tools.knowledge, name, example["text"]), None, reason)


def triage(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example has a word of its list, no counterexample has one."""
    from communique.annotate.triage import Scanner

    scanner, cues = Scanner(tools.knowledge), tools.knowledge.mapping(name)
    for key, field in (("read", "to_read"), ("title", "cue"), ("officials", "officials")):
        told = [(text, True) for text in cues[key]["examples"]]
        told += [(example["text"], False) for example in cues[key]["counterexamples"]]
        for text, wanted in told:
            if bool(getattr(scanner.scan(text, None), field)) is not wanted:
                reason = f"{key}: {text!r} {'has no word' if wanted else 'has a word'} of the list"
                yield KnowledgeError(file_with(tools.knowledge, name, text), None, reason)
