"""The examples of the wording that comes before records: references to people, stand-ins, ends of sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.annotate.syntax import StandIns, nodes_of
from communique.run.checking.tools import Tools
from communique.shared.annotated import AnnotatedDocument
from communique.shared.errors import KnowledgeError


def sentences(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example and counterexample is cut into the sentences of its `finds`."""
    from communique.annotate.tokens import SentenceCutter

    cutter = SentenceCutter(tools.knowledge)
    for entry in tools.knowledge.entries(name):
        for example in (*entry["examples"], *entry["counterexamples"]):
            cut = cutter.cut(example["text"])
            words = cut.words
            seen = [cut.text[words[s.first].start : words[s.last - 1].end] for s in cut.sentences]
            if seen != example["finds"]:
                yield KnowledgeError(entry["path"], None, f"{entry['name']}: {example['text']!r} is cut into {seen}")


def stand_ins(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example is shown to the parser as its `finds` says; a counterexample is shown as it stands."""
    stand_in = StandIns(tools.knowledge)
    for entry in tools.knowledge.entries(name):
        for example in (*entry["examples"], *entry["counterexamples"]):
            document = tools.annotated(example["text"])
            seen = [_row(document, k, stand_in) for k in range(len(document.words.sentences))]
            plain = " ".join(word.form for word in document.words.words)
            if seen != example.get("finds", [plain]):
                reason = f"{entry['name']}: {example['text']!r} is shown to the parser as {seen}"
                yield KnowledgeError(entry["path"], None, reason)


def _row(document: AnnotatedDocument, number: int, stand_in: StandIns) -> str:
    """One sentence as the parser sees it."""
    sentence = document.words.sentences[number]
    mentions = document.mentions[number]
    return " ".join(n.form for n in nodes_of(document.words.words, sentence.first, sentence.last, mentions, stand_in))


def roles(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example has the people, parties and references of `finds`.

    A counterexample has none of those of `finds_not`, and without it no reference of the kind its entry is named by
    that stands for somebody.
    """
    for entry in tools.knowledge.entries(name):
        for example in entry["examples"]:
            seen = _seen(tools.annotated(example["text"]))
            if missing := [each for each in example["finds"] if not any(_has(one, each) for one in seen)]:
                yield _complaint(entry, f"{example['text']!r} has not {missing}")
        for example in entry["counterexamples"]:
            seen = _seen(tools.annotated(example["text"]))
            kind = _KINDS.get(entry["name"], entry["name"])
            unwanted = example.get("finds_not") or [r for r in seen if r.get("kind") == kind and r["party"]]
            if found := [each for each in unwanted if any(_has(one, each) for one in seen)]:
                yield _complaint(entry, f"{example['text']!r} has {found}, but is a counterexample")


_KINDS = {"joint": "role", "capital": "place"}
"""Kinds of mentions of which an entry is not the name."""


def _complaint(entry: dict[str, Any], reason: str) -> KnowledgeError:
    return KnowledgeError(entry["path"], None, f"{entry['name']}: {reason}")


def _seen(document: AnnotatedDocument) -> list[dict[str, Any]]:
    """Everybody on stage, and every mention with its kind, words, place and parties."""
    rows: list[dict[str, Any]] = [{"name": k.name, "office": k.office, "party": k.party} for k in document.people]
    for mentions in document.mentions:
        for mention in mentions:
            row: dict[str, Any] = {"kind": mention.kind, "text": document.printed(mention.first, mention.last)}
            row["place"] = mention.place.name if mention.place else None
            rows += [{**row, "party": party} for party in mention.parties or (None,)]
    return rows


def _has(row: dict[str, Any], wanted: dict[str, Any] | str) -> bool:
    """Is the row what is wanted? Words that stand alone are those of a mention, with or without its article."""
    if isinstance(wanted, str):
        return str(row.get("text", "")).lower() in (wanted.lower(), wanted.lower().removeprefix("the "))
    return all(key in row and row[key] == value for key, value in wanted.items())
