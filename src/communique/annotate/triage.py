"""Triage: whether a text may tell of states' dealings with each other, told from the raw text before it is read.

Comes in: a document. Goes out: None, or the reason why it is passed over. One pass of an automaton over the bytes of
the text finds names of parties (knowledge/actors) and the words of knowledge/triage/cues.yaml, sentence by sentence;
that costs a hundredth of a reading. What is passed over becomes a reading of kind `not_diplomatic` without records.

Method: matching of many patterns (Aho and Corasick 1975); for texts that a party publishes itself a logistic regression
on what was found, with the weights of knowledge/triage/weights.csv, which bench/fit_triage.py fits.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from communique.annotate.facts import FactReader
from communique.annotate.layout.institutions import Institutions
from communique.annotate.layout.kinds import FILE as KINDS
from communique.annotate.layout.publishers import Publishers
from communique.annotate.layout.states import StateForms
from communique.shared.documents import Document
from communique.shared.knowledge import Knowledge, Row
from communique.shared.records import Reading

CUES, WEIGHTS = "triage/cues.yaml", "triage/weights.csv"
_SENTENCE_ENDS = ("\n\n", *(f"{mark}{quote}{blank}" for mark in ".?!" for quote in ("", '"', "”") for blank in " \n"))
_BETWEEN = 8
"""Bytes of the shortest sentence; ends that are closer together are of abbreviations."""
_TITLE = 400
"""More of a title is not looked at."""
_SHARE, _FURTHEST = 0.15, 8.0
"""The share of sentences by which the reading itself judges a party's own text (annotate/reader.py), and the most
standard deviations from it that count."""
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") | frozenset(range(0xC3, 0xE0))
"""Bytes that go on a word: those of ASCII, and the first ones of other letters."""
_READ, _CUE, _OFFICIAL = 1, 2, 4
PASSED_OVER = "passed over before it was read"
"""How the notice of a document begins that was passed over; one that was read and then judged has another."""


class Counts(NamedTuple):
    """What one pass found: how many sentences, and how many of them name a party other than the home party; the parties
    named; words for officials, and of a state that binds itself; whether a word stands there that a title is read for,
    and one that makes it likelier."""

    sentences: int
    abroad: int
    parties: frozenset[str]
    officials: int
    to_read: bool
    cue: bool


class Scanner:
    """The automaton, built once from the knowledge files."""

    def __init__(self, knowledge: Knowledge) -> None:
        from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, BytesAhoCorasick

        found: dict[str, tuple[int, set[str]]] = {end: (0, set()) for end in _SENTENCE_ENDS}
        cues = knowledge.mapping(CUES)
        binding = knowledge.mapping(KINDS)["undertaking"]
        for flag, listed in ((_READ, cues["read"]), (_CUE, cues["title"]), (_OFFICIAL, cues["officials"]),
                             (_OFFICIAL, binding)):  # fmt: skip
            for word in listed["words"]:
                for form in dict.fromkeys((word, word.capitalize(), word.title(), word.upper())):
                    flags, codes = found.get(form, (0, set()))
                    found[form] = flags | flag, codes
        for name, code in _names(knowledge):
            for form in (name, name.upper()) if len(name) > 3 else (name,):
                found.setdefault(form, (0, set()))[1].add(code)
        self._meanings = tuple((flags, frozenset(codes)) for flags, codes in found.values())
        self._automaton = BytesAhoCorasick([each.encode() for each in found], matchkind=MATCHKIND_LEFTMOST_LONGEST)

    def scan(self, text: str, home: str | None) -> Counts:
        """What stands in a text; home: the party whose own text it is."""
        data = text.encode("utf-8", "surrogatepass")
        size, last_end, ends = len(data), -_BETWEEN, len(_SENTENCE_ENDS)
        sentences = abroad = officials = seen = 0
        names_abroad = False
        parties: set[str] = set()
        for number, start, end in self._automaton.find_matches_as_indexes(data):
            if number < ends:
                if start - last_end >= _BETWEEN:
                    sentences, abroad, names_abroad = sentences + 1, abroad + names_abroad, False
                last_end = end
            elif not ((start and data[start - 1] in _LETTERS) or (end < size and data[end] in _LETTERS)):
                flags, codes = self._meanings[number]
                seen |= flags
                officials += bool(flags & _OFFICIAL)
                if codes:
                    parties |= codes
                    names_abroad = names_abroad or home not in codes
        return Counts(
            sentences + 1, abroad + names_abroad, frozenset(parties), officials, bool(seen & _READ), bool(seen & _CUE)
        )


def _names(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Names by which parties are named, and the code of the party."""
    for row in knowledge.table("actors/states.csv", ["code"]):
        words: tuple[str, ...] = (row["name"], row["official_name"], row["capital"])
        for column in ("names", "adjectives", "demonyms", "capital_names", "metonyms"):
            words += row.many(column)
        yield from ((word.removeprefix("the ").rstrip("-"), row["code"]) for word in words if word)
    for row in knowledge.table("actors/organisations.csv", ["id"]):
        yield from ((word, row["id"]) for word in (row["id"], row["name"], *row.many("names")))
    for row in knowledge.table("actors/officials.csv", ["name", "office", "party", "first"]):
        for name in (row["name"], *row.many("names")):
            if " " in name:  # a single name is too often somebody else's, if no office stands before it
                yield name, row["party"]
                yield f"{row['office'].title()} {name.split()[-1]}", row["party"]
    for row in knowledge.table("actors/subdivisions.csv", ["name", "party"]):
        if row["party"]:
            yield row["name"], row["party"]


def features(title: Counts, text: Counts, home: str) -> dict[str, float]:
    """What the decision on a party's own text rests on; home: the party."""
    expected = _SHARE * text.sentences
    deviations = (text.abroad - expected) / math.sqrt(expected * (1 - _SHARE))
    return {
        "constant": 1.0,
        "title names a party abroad": float(title.abroad > 0),
        "title has a cue": float(title.cue),
        "log odds that a sentence names a party abroad": _log_odds(text.abroad, text.sentences),
        "standard deviations above the share of a text about dealings": min(max(deviations, -_FURTHEST), _FURTHEST),
        "logarithm of the parties abroad": math.log1p(len(text.parties - {home})),
        "logarithm of the sentences": math.log(text.sentences),
    }


def _log_odds(some: int, of: int) -> float:
    return math.log((some + 0.5) / (of - some + 0.5))


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability that a party's own text is about dealings."""
    return 1 / (1 + math.exp(-sum(weights[feature] * value for feature, value in found.items())))


class Triage:
    """Decides for documents whether they are read. Raises KnowledgeError at a file that cannot be used."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._scanner = Scanner(knowledge)
        states = StateForms(knowledge)
        self._publishers = Publishers(knowledge, states, Institutions(knowledge, states))
        self._home_of = lru_cache(maxsize=4096)(self._resolved)
        self._least = float(knowledge.mapping(CUES)["least"])
        self._weights = {row["feature"]: _weight(row) for row in knowledge.table(WEIGHTS, ["feature"], ["weight"])}

    def reason(self, document: Document) -> str | None:
        """Why a document is passed over; None if it is to be read. Texts in other languages than English are read."""
        if document.language is not None and not document.language.startswith("en"):
            return None
        home = self.home(document)
        title, text = self.counts(document, home)
        if home is None:
            named = len(text.parties | title.parties) + text.officials + title.officials
            return "fewer than two parties or officials are named" if named < 2 else None
        if title.to_read:
            return None
        likely = probability(features(title, text, home), self._weights)
        if likely >= self._least:
            return None
        found = f"{text.abroad} of {text.sentences} sentences name a party abroad"
        return f"the publisher's own matters: {found} (probability {likely:.3f}, read from {self._least:g})"

    def passed_over(self, document: Document) -> Reading | None:
        """The reading of a document that is passed over: its facts, and why as notice; None if it is to be read."""
        why = self.reason(document)
        return self._facts.passed_over(document, f"{PASSED_OVER}: {why}") if why else None

    @cached_property
    def _facts(self) -> FactReader:
        """Loaded when the first document is passed over."""
        return FactReader(self._knowledge)

    def counts(self, document: Document, home: str | None) -> tuple[Counts, Counts]:
        """What stands in the title and in the text of a document of a home party."""
        return self._scanner.scan((document.title or "")[:_TITLE], home), self._scanner.scan(document.text, home)

    def home(self, document: Document) -> str | None:
        """The party whose own text a document is, by its publisher; None if it is nobody's or that is not known."""
        host = "/".join(document.url.split("/", 3)[:3]) if document.url else None
        return self._home_of(document.publisher, host)

    def _resolved(self, publisher: str | None, host: str | None) -> str | None:
        found = self._publishers.resolve(publisher, host)
        return found.party if found and found.issuer else None


def _weight(row: Row) -> float:
    try:
        return float(row["weight"])
    except ValueError as error:
        raise row.error(f"the weight {row['weight']} is no number; run bench/fit_triage.py or mend it") from error
