"""What a clause is about: topics by the term lists of knowledge/topics.

Comes in: a stretch of text. Goes out: topics in the order of records.md. A term is one or more words; each may be
inflected (s, es, ed, ing, 's; a final e may drop, y may become ies), `*` at the end of a word stands for any ending.
Of overlapping terms the longest wins. `politics` is what is left where nothing else is named, but its terms shield
their words; a term that has it together with another topic keeps it. Names of projects and treaties count as terms
with the topics of their row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

TOPICS = (
    "politics", "trade", "investment", "finance", "transport", "energy", "renewable_energy", "nuclear", "industry",
    "digital", "technology", "space", "agriculture", "food_security", "health", "climate", "environment", "water",
    "education", "science", "culture", "sport", "tourism", "youth", "people_to_people", "migration", "human_rights",
    "democracy", "rule_of_law", "humanitarian", "development", "reconstruction", "mine_action", "defence", "security",
    "counterterrorism", "cybersecurity", "nonproliferation", "arms_control", "conflict", "peace_process", "maritime",
    "consular", "multilateral",
)  # fmt: skip
"""The topics of records.md, in its order."""

GENERAL = "politics"
_TERMS = "topics/terms.csv"
_EXAMPLES = "topics/examples.yaml"
_PROJECTS = (("projects/projects.csv", "id"), ("projects/treaties.csv", "id"))
_SHORTEST_NAME = 5
_TOKEN = re.compile(r"\w+|[^\w\s]")
_LONGEST_TEXT = 20_000
"""Only so many characters of a stretch are looked at; a clause has some hundreds."""


@dataclass(slots=True)
class _Step:
    """A node of the word trie: the next words by exact form and by beginning; topics where a term ends."""

    words: dict[str, _Step] = field(default_factory=dict)
    beginnings: dict[str, _Step] = field(default_factory=dict)
    topics: tuple[str, ...] | None = None


class TopicReader:
    """Finds topics."""

    def __init__(self, knowledge: Knowledge) -> None:
        terms: dict[str, set[str]] = {}
        for row in knowledge.table(_TERMS, ["topic", "term"], ["source"]):
            if row["topic"] not in TOPICS:
                raise row.error(f"{row['topic']!r} is no topic; the topics are {', '.join(TOPICS)}")
            terms.setdefault(row["term"].lower(), set()).add(row["topic"])
        for path, key in _PROJECTS:
            for row in knowledge.table(path, [key], ["name", "names", "topics"]):
                for name in (row["name"], *row.many("names")):
                    low = name.lower()
                    if len(low) >= _SHORTEST_NAME and low not in terms:
                        terms[low] = set(row.many("topics"))
        self._root = _Step()
        for term, topics in terms.items():
            self._add(term, topics)

    def _add(self, term: str, topics: set[str]) -> None:
        step = self._root
        for token in _tokens(term.replace("*", "\x00")):
            if token.endswith("\x00"):
                step = step.beginnings.setdefault(token[:-1], _Step())
            else:
                step = step.words.setdefault(token, _Step())
        step.topics = tuple(sorted({*topics, *(step.topics or ())}))

    def topics(self, text: str) -> tuple[str, ...]:
        """The topics of a stretch of text; `politics` alone where none is named."""
        found: set[str] = set()
        taken: list[tuple[int, int]] = []
        tokens = _tokens(text[:_LONGEST_TEXT].lower())
        places = list(self._matches(tokens))
        places.sort(key=lambda m: (-m[0], m[1], m[2]))
        for _, first, last, topics in places:
            if any(first < b and a < last and (a, b) != (first, last) for a, b in taken):
                continue
            taken.append((first, last))
            found.update(topics if len(topics) > 1 else set(topics) - {GENERAL})
        return tuple(t for t in TOPICS if t in found) or (GENERAL,)

    def _matches(self, tokens: list[str]) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
        """(length in characters, first token, token behind the last, topics) of every term that begins somewhere."""
        keys = [_stems(token) for token in tokens]
        for first in range(len(tokens)):
            waiting = [(self._root, first)]
            while waiting:
                step, at = waiting.pop()
                if step.topics is not None and at > first:
                    yield sum(len(t) + 1 for t in tokens[first:at]), first, at, step.topics
                if at == len(tokens):
                    continue
                for key in keys[at]:
                    if key in step.words:
                        waiting.append((step.words[key], at + 1))
                if step.beginnings:
                    token = tokens[at]
                    for length in range(1, len(token) + 1):
                        if token[:length] in step.beginnings:
                            waiting.append((step.beginnings[token[:length]], at + 1))


def _tokens(text: str) -> list[str]:
    """Words and marks; possessive 's is left out."""
    plain = text.replace("\u2019", "'").replace("\u2011", "-").replace("\u00ad", "")
    plain = plain.replace("'s ", " ").replace("s' ", "s ")
    if "\x00" in plain:
        return list(re.findall(r"\w+\x00?|[^\w\s]", plain))
    return _TOKEN.findall(plain)


def _stems(token: str) -> tuple[str, ...]:
    """The forms of which `token` may be an inflection, itself first.

    >>> _stems("studies")
    ('studies', 'studie', 'studi', 'study')
    """
    found = [token]
    if token.endswith("s"):
        found.append(token[:-1])
    if token.endswith("es"):
        found.append(token[:-2])
    if token.endswith("ies"):
        found.append(token[:-3] + "y")
    if token.endswith("ed"):
        found += [token[:-2], token[:-1]]
    if token.endswith("ing"):
        found += [token[:-3], token[:-3] + "e"]
    return tuple(dict.fromkeys(found))


def check_topics(knowledge: Knowledge) -> Iterator[KnowledgeError]:
    """Runs the examples of knowledge/topics/examples.yaml; yields those that are read otherwise."""
    reader = TopicReader(knowledge)
    for entry in knowledge.entries(_EXAMPLES):
        for example in entry.get("examples", ()):
            got = reader.topics(example["text"])
            if set(got) != set(example["topics"]):
                reason = f"{entry['name']}: {example['text']!r} has the topics {', '.join(got)}"
                yield KnowledgeError(entry["path"], None, reason)
        for example in entry.get("counterexamples", ()):
            if example["not"] in reader.topics(example["text"]):
                reason = f"{entry['name']}: {example['text']!r} has the topic {example['not']}"
                yield KnowledgeError(entry["path"], None, reason)
