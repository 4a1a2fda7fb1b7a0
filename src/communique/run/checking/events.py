"""The examples of knowledge/events: a sentence and the type that its best event must, or must not, have."""

from __future__ import annotations

from collections.abc import Iterator

from communique.extract.events.reader import EventReader
from communique.run.checking.tools import Tools
from communique.shared.errors import KnowledgeError


def events(tools: Tools, name: str) -> Iterator[KnowledgeError]:
    """Each example is coded as its type, no counterexample as the one it looks like."""
    reader = EventReader(tools.knowledge)
    for entry in tools.knowledge.entries(name):
        for part in ("examples", "counterexamples"):
            for example in entry.get(part, ()):
                found = reader.read(tools.annotated(example["text"]))
                best = found[0].event_type if found else "nothing"
                if (best == example["type"]) is not (part == "examples"):
                    wanted = f"not as {example['type']}" if part == "examples" else "but is a counterexample"
                    reason = f"{entry['name']}: {example['text']!r} is coded as {best}, {wanted}"
                    yield KnowledgeError(entry["path"], None, reason)
