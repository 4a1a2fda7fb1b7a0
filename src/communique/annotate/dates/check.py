"""Holding the entries of knowledge/dates to their own examples and counterexamples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.annotate.dates.grammar import FORMS, TENSE, VAGUE
from communique.annotate.dates.lexicon import WORDS
from communique.annotate.dates.recognise import DateReader
from communique.annotate.dates.resolve import resolve_all
from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge


def check(knowledge: Knowledge) -> list[KnowledgeError]:
    """What is wrong with knowledge/dates: entries without example or counterexample, and those that do not read
    their own. Empty if all is well. A file that cannot be loaded at all raises its KnowledgeError."""
    reader = DateReader(knowledge)
    return [*_forms(knowledge, reader), *_vague(knowledge, reader), *_tenses(knowledge, reader), *_words(knowledge)]


def _complaint(entry: dict[str, Any], reason: str) -> KnowledgeError:
    return KnowledgeError(entry["path"], None, f"{entry['name']}: {reason}")


def _incomplete(entry: dict[str, Any]) -> Iterator[KnowledgeError]:
    for wanted in ("examples", "counterexamples"):
        if not entry.get(wanted):
            yield _complaint(entry, f"there are no {wanted}")


def _counterexamples(entry: dict[str, Any], reader: DateReader) -> Iterator[KnowledgeError]:
    for text in entry.get("counterexamples", ()):
        if any(one.rule == entry["name"] for one in reader.recognise(text)):
            yield _complaint(entry, f"reads its counterexample {text!r}")


def _forms(knowledge: Knowledge, reader: DateReader) -> Iterator[KnowledgeError]:
    for entry in knowledge.entries(FORMS):
        yield from _incomplete(entry)
        yield from _counterexamples(entry, reader)
        for example in entry.get("examples", ()):
            mentions = reader.recognise(example["text"])
            found = resolve_all(mentions, str(example["day"]))
            seen = [(d.text, d.value, d.timex) for m, d in zip(mentions, found, strict=True) if m.rule == entry["name"]]
            wanted = (example["found"], example["value"], example["timex"])
            if wanted not in seen:
                yield _complaint(entry, f"{example['text']!r} gives {seen}, not {wanted}")


def _vague(knowledge: Knowledge, reader: DateReader) -> Iterator[KnowledgeError]:
    for entry in knowledge.entries(VAGUE):
        yield from _incomplete(entry)
        yield from _counterexamples(entry, reader)
        for example in entry.get("examples", ()):
            seen = [one.text for one in reader.recognise(example["text"]) if one.rule == entry["name"]]
            if example["found"] not in seen:
                yield _complaint(entry, f"{example['text']!r} gives {seen}, not {example['found']!r}")


def _tenses(knowledge: Knowledge, reader: DateReader) -> Iterator[KnowledgeError]:
    for entry in knowledge.entries(TENSE):
        yield from _incomplete(entry)
        for wanted, texts in ((True, entry.get("examples", ())), (False, entry.get("counterexamples", ()))):
            for text in texts:
                tense = reader.tense_at(text, len(text) - 2)
                if (tense == entry["tense"]) is not wanted:
                    yield _complaint(entry, f"the tense of {text!r} is read as {tense}")


def _words(knowledge: Knowledge) -> Iterator[KnowledgeError]:
    for row in knowledge.table(WORDS, ("word", "class")):
        if not row["example"].strip():
            yield row.error("there is no example")
        elif row["word"].lower() not in row["example"].lower():
            yield row.error(f"the example does not hold the word {row['word']!r}")
