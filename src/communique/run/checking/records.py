"""The examples of knowledge that makes records: wording of meetings, visits and statements, milestones, agreements.

An example is read as a document of its own and must give a record for each of its `finds`. A counterexample gives
nothing of the kind, or, where it has `finds`, these records and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from communique.run.checking.matching import fits, shown
from communique.run.checking.tools import Tools
from communique.shared.errors import KnowledgeError
from communique.shared.records import Reading, Record

Pick = Callable[[Reading], tuple[Record, ...]]
"""The records of a reading that a file is about."""

_SETTING = "The foreign ministers of Peru and Chile, Ana Quispe and Luis Rojo, met in Lima on 3 May 2024."
"""Before an example of a statement: whom `the ministers` of the example means, and where they speak."""


def meetings(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Meetings; a counterexample tells none that was or will be."""
    yield from _entries(tools, name, _told_meetings, ("mode", "status", "parties", "rule"))


def _told_meetings(reading: Reading) -> tuple[Record, ...]:
    return tuple(each for each in reading.meetings if each.status in ("held", "planned"))


def visits(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Visits; a counterexample tells none that was or will be."""
    told = ("held", "planned")
    pick: Pick = lambda reading: tuple(each for each in reading.visits if each.status in told)  # noqa: E731
    yield from _entries(tools, name, pick, ("visitor", "host", "status", "kind"))


def status(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Meetings and visits with their status; a counterexample has none of the status that its entry is about."""
    pick: Pick = lambda reading: (*reading.meetings, *reading.visits)  # noqa: E731
    yield from _entries(tools, name, pick, ("status", "recalled", "rule"), only_like_examples=True)


def milestones(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Milestones; a counterexample has none of the kind that its entry is about."""
    pick: Pick = lambda reading: reading.milestones  # noqa: E731
    yield from _entries(tools, name, pick, ("kind", "parties", "value", "date"), only_like_examples=True)


def gatherings(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Gatherings; a counterexample tells none."""
    pick: Pick = lambda reading: reading.gatherings  # noqa: E731
    yield from _entries(tools, name, pick, ("key", "edition", "status", "host", "parties", "date"))


def titles(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Meetings and gatherings that only the title names; a counterexample gives none. // parts title and text."""
    pick: Pick = lambda reading: (*reading.meetings, *reading.gatherings)  # noqa: E731
    yield from _entries(tools, name, pick, ("mode", "status", "parties", "rule"))


def agreements(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Agreements; a counterexample has none like those of its entry's examples."""
    pick: Pick = lambda reading: reading.agreements  # noqa: E731
    yield from _entries(tools, name, pick, ("name", "kind", "status", "parties"), only_like_examples=True)


def statements(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Statements, read behind a sentence that sets the scene; a counterexample has none of its entry's kind."""
    start = len(_SETTING) + 1
    pick: Pick = lambda reading: tuple(s for s in reading.statements if s.evidence[0].start >= start)  # noqa: E731
    fields = ("kind", "speakers", "addressees", "negated")
    yield from _entries(tools, name, pick, fields, only_like_examples=True, setting=_SETTING + " ")


def _entries(
    tools: Tools, name: str, pick: Pick, fields: tuple[str, ...], only_like_examples: bool = False, setting: str = ""
) -> Iterator[KnowledgeError]:
    """only_like_examples: a counterexample may give records, but none with the kind or status of the examples."""
    for entry in tools.knowledge.entries(name):
        heart = _heart(entry) if only_like_examples else [{}]
        for part in ("examples", "counterexamples"):
            if not entry.get(part) and "verbs" in entry:
                yield KnowledgeError(entry["path"], None, f"{entry['name']}: there are no {part}")
            for example in entry.get(part, ()):
                title, parted, text = example["text"].partition(" // ")
                reading = tools.read(text, title=title) if parted else tools.read(setting + example["text"])
                found = pick(reading)
                if part == "examples" or "finds" in example:
                    wrong = _against_finds(found, example, part == "counterexamples" or not example["finds"])
                else:
                    wrong = any(fits(record, each) for record in found for each in heart)
                if wrong:
                    gives = shown(found, fields) + ("" if reading.document.kind != "not_diplomatic" else " (domestic)")
                    reason = f"{entry['name']}: {example['text']!r} gives {gives}"
                    yield KnowledgeError(entry["path"], None, reason + _instead(example, part))


def _against_finds(found: tuple[Record, ...], example: dict[str, Any], no_others: bool) -> bool:
    """Is a record missing, or, with no_others, one too many?"""
    wanted = example["finds"]
    missing = [each for each in wanted if not any(fits(record, each) for record in found)]
    return bool(missing) or (no_others and any(not any(fits(r, each) for each in wanted) for r in found))


def _instead(example: dict[str, Any], part: str) -> str:
    if part == "examples" or "finds" in example:
        wanted = "; ".join(", ".join(f"{k} {_flat(v)}" for k, v in each.items()) for each in example["finds"])
        return f", not {wanted or 'nothing'}"
    return ", but is a counterexample"


def _flat(value: Any) -> str:
    return "+".join(map(str, value)) if isinstance(value, list) else "none" if value is None else str(value)


def _heart(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """What the examples of an entry have in common with a record that a counterexample must not give."""
    found = [each for example in entry.get("examples", ()) for each in example["finds"]]
    hearts = [{k: each[k] for k in ("kind", "status", "recalled", "negated") if k in each} for each in found]
    return [{"kind": entry["kind"]}] if "kind" in entry and not any(hearts) else [heart for heart in hearts if heart]
