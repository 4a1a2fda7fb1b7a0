"""The examples of the knowledge that the merging reads: spellings of names, corrections, deeds, words of accounts,
words that contradictions turn on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from communique.ledger.views import Deed, TextView
from communique.merge.aligning import SAME, Aligner
from communique.merge.contradictions import Agreements
from communique.merge.deeds import DeedFinder
from communique.merge.fulfilling import Fulfilling
from communique.merge.levels import Degrees
from communique.merge.mentions import Mentions
from communique.merge.names import Spelling, alike
from communique.merge.offices import OFFICES
from communique.merge.outcomes import Outcomes
from communique.merge.position import Positions
from communique.merge.strength import Ladders
from communique.merge.texts import TextLinker
from communique.merge.tokens import KINDS, Lists
from communique.run.checking.placing import file_with
from communique.run.checking.tools import Tools
from communique.shared.errors import KnowledgeError
from communique.shared.parties import PartyNames
from communique.shared.position import Stand
from communique.shared.stock import Cited

ACT_AND_TOPIC = 0.1
"""What the same act and topic, which a bare sentence does not have, add to the likeness of two statements."""


def spellings(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example, "a=b", is two spellings of one name; each counterexample is two names."""
    spelling = Spelling(tools.knowledge)
    for row in tools.knowledge.table(name, ["written"], ["example", "counterexample"]):
        for column, wanted in (("example", True), ("counterexample", False)):
            one, equals, other = row[column].partition("=")
            if not equals or alike(spelling.words(one), spelling.words(other)) is not wanted:
                yield row.error(f"{column}: {row[column]!r} is {'not ' if wanted else ''}taken for one name")


def corrections(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example is a correction, no counterexample is."""
    linker, words = TextLinker(tools.knowledge), tools.knowledge.mapping(name)
    examples = [(each, True) for each in words["examples"]] + [(each, False) for each in words["counterexamples"]]
    for each, wanted in examples:
        view = TextView(number=0, id="", publisher=None, title=each["title"], day=None, text=each["text"])
        if linker.corrects(view) is not wanted:
            reason = f"{each['text']!r} is {'not ' if wanted else ''}read as a correction"
            yield KnowledgeError(file_with(tools.knowledge, name, each["text"]), None, reason)


def outcomes(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example is the title of a text that a meeting brings about, no counterexample is."""
    reader = Outcomes(tools.knowledge, PartyNames(tools.knowledge), Spelling(tools.knowledge))
    words = tools.knowledge.mapping(name)
    for title, wanted in [(t, True) for t in words["examples"]] + [(t, False) for t in words["counterexamples"]]:
        if reader.is_outcome(title) is not wanted:
            reason = f"{title!r} is {'not ' if wanted else ''}read as such a title"
            yield KnowledgeError(file_with(tools.knowledge, name, title), None, reason)


def mentions(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example points at a meeting, call or visit, no counterexample does."""
    reader = Mentions(tools.knowledge, PartyNames(tools.knowledge), Spelling(tools.knowledge))
    words = tools.knowledge.mapping(name)
    for text, wanted in [(t, True) for t in words["examples"]] + [(t, False) for t in words["counterexamples"]]:
        if any(reader.pointers(text, date(2026, 6, 30).toordinal())) is not wanted:
            reason = f"{text!r} {'points at nothing' if wanted else 'points at something'}"
            yield KnowledgeError(file_with(tools.knowledge, name, text), None, reason)


def deeds(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example tells of a deed with the outcome of its entry, no counterexample does."""
    finder = DeedFinder(tools.knowledge)
    for entry in tools.knowledge.entries(name):
        examples = [(text, True) for text in entry["examples"]] + [(text, False) for text in entry["counterexamples"]]
        for text, wanted in examples:
            if any(deed.outcome == entry["outcome"] for deed in finder.find(text)) is not wanted:
                reason = f"{entry['name']}: {text!r} is {'not ' if wanted else ''}read so"
                yield KnowledgeError(entry["path"], None, reason)


def contradicting(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """The number in each example is vague, that in a counterexample is not; every single office is an office."""
    agreements, words = Agreements(tools.knowledge), tools.knowledge.mapping(name)
    for key, wanted in (("examples", True), ("counterexamples", False)):
        for text in words[key]:
            if agreements.is_vague(text) is not wanted:
                reason = f"the number in {text!r} is {'not ' if wanted else ''}read as vague"
                yield KnowledgeError(file_with(tools.knowledge, name, text), None, reason)
    offices = {row["office"] for row in tools.knowledge.table(OFFICES, ["form", "party"], ["office"])}
    for office in (*words["single_offices"], *words["general_offices"]):
        if office not in offices:
            yield KnowledgeError(file_with(tools.knowledge, name, office), None, f"{office} is not in {OFFICES}")


def fulfilling(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """The sentence of each example tells that the promise beside it was kept, that of a counterexample does not."""
    finder, comparing = DeedFinder(tools.knowledge), Fulfilling(tools.knowledge, PartyNames(tools.knowledge))
    words = tools.knowledge.mapping(name)
    pairs = [(pair, True) for pair in words["examples"]] + [(pair, False) for pair in words["counterexamples"]]
    for (promise, text), wanted in pairs:
        promised = comparing.object_of(promise, ())
        told = [
            Deed(**msgspec.structs.asdict(deed), document="", source="", day=None, words=text[deed.start : deed.end])
            for deed in finder.find(text)
        ]
        kept = promised is not None and any(comparing.tells(comparing.sentence(deed), promised) for deed in told)
        if kept is not wanted:
            reason = f"{promise!r} is {'not ' if wanted else ''}taken to be kept by {text!r}"
            yield KnowledgeError(file_with(tools.knowledge, name, promise), None, reason)


def aligning(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """The sentences of each example have enough words in common to say the same, those of a counterexample not."""
    aligner, words = Aligner(tools.knowledge), tools.knowledge.mapping(name)
    pairs = [(pair, True) for pair in words["examples"]] + [(pair, False) for pair in words["counterexamples"]]
    for (one, other), wanted in pairs:
        likeness = aligner.alike(aligner.words(one), aligner.words(other)) + ACT_AND_TOPIC
        if (likeness >= SAME) is not wanted:
            reason = f"{one!r} and {other!r} have the likeness {likeness:.2f}; from {SAME} on they say the same"
            yield KnowledgeError(file_with(tools.knowledge, name, one), None, reason)


def comparing(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Of the kinds of each example the one named goes further, of those of a counterexample neither."""
    ladders, words = Ladders(tools.knowledge), tools.knowledge.mapping(name)
    for each in (*words["examples"], *words["counterexamples"]):
        further = ladders.of_acts(each["a"], each["b"])
        if further != each.get("stronger"):
            reason = f"{each['a']} against {each['b']}: {further or 'neither'} goes further"
            yield KnowledgeError(file_with(tools.knowledge, name, each["a"]), None, reason)


def phrases(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """No example, with its word, can be a phrase; every counterexample can."""
    lists = Lists(tools.knowledge, Aligner(tools.knowledge), PartyNames(tools.knowledge))
    for row in tools.knowledge.table(name, ["word"], ["kind", "example", "counterexample"]):
        for column, wanted in (("example", False), ("counterexample", True)):
            words = tuple(row[column].split())
            known = row["kind"] in KINDS and row["word"] in words
            if not known or lists.tells(words, frozenset(filter(lists.matters, words)), frozenset()) is not wanted:
                yield row.error(f"{column}: {row[column]!r} is {'not ' if wanted else ''}taken for a phrase")


def levels(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example, "a<b", is a level and a higher one on the ladder of its row; no counterexample is."""
    degrees = Degrees(tools.knowledge)
    for row in tools.knowledge.table(name, ["ladder", "value"], ["example", "counterexample"]):
        for column, wanted in (("example", True), ("counterexample", False)):
            was, _, now = row[column].partition("<")
            if row["value"] not in (was, now) or (degrees.compare(was, now, [row["ladder"]]) == "higher") is not wanted:
                yield row.error(f"{column}: {row[column]!r} is {'not ' if wanted else ''}taken for a rise")


def positions(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """In each example the second sentence goes further, or less far, than the first; in a counterexample as far."""
    comparing, words = Positions(tools.knowledge), tools.knowledge.mapping(name)
    nowhere = Cited(document="", source="", day="", start=0, end=0)
    for each in (*words["examples"], *words["counterexamples"]):
        before, now = (
            Stand(
                kind=kind,
                negated=False,
                degree=comparing.degree(each[key], kind),
                strength=None,
                time="current",
                topics=(),
                to=(),
                cited=nowhere,
            )
            for key, kind in zip("ab", each["kinds"], strict=True)
        )
        direction = comparing.direction(before, now)
        if direction != each.get("direction"):
            reason = f"{each['b']!r} is {direction or 'as strong'} after {each['a']!r}"
            yield KnowledgeError(file_with(tools.knowledge, name, each["b"]), None, reason)
