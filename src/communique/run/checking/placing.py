"""Where in a knowledge file a fault stands: the line of the example or of the entry that it speaks of."""

from __future__ import annotations

import re
from pathlib import Path

from communique.shared.errors import KnowledgeError
from communique.shared.knowledge import Knowledge

_LONGEST_QUOTED = 60
"""Characters of a quoted example that are looked for where the whole is not on one line."""


def located(fault: KnowledgeError) -> KnowledgeError:
    """The fault with the line of the example that it quotes, else of the entry that its reason begins with.

    A fault that has its line, or whose file cannot be read, comes back as it is.
    """
    path = Path(fault.path)
    if fault.line is not None or not path.is_file():
        return fault
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    name, colon, rest = fault.reason.partition(": ")
    first = entry_line(lines, name) if colon else None
    quoted = _quoted(rest if colon else fault.reason)
    line = _line_with(lines, quoted, (first or 1) - 1) or first
    return KnowledgeError(fault.path, line, fault.reason) if line else fault


def entry_line(lines: list[str], name: str) -> int | None:
    """The line, from 1, in which the entry of this name begins; None if it is written otherwise."""
    wanted = re.compile(r"\s*-?\s*\{?\s*name: [\"']?" + re.escape(name) + r"[\"']?\s*(?:[,}#].*)?$")
    return next((number for number, line in enumerate(lines, 1) if wanted.match(line)), None)


def _quoted(reason: str) -> str | None:
    """The first text in quotation marks, as `repr` puts them."""
    found = re.match(r"[^'\"]*(['\"])", reason)
    if found is None:
        return None
    mark, start = found[1], found.end()
    end = reason.find(mark, start)
    while end >= 0 and end + 1 < len(reason) and reason[end + 1].isalnum():
        end = reason.find(mark, end + 1)
    return reason[start:end] if end > start else None


def _line_with(lines: list[str], text: str | None, start: int) -> int | None:
    if not text:
        return None
    for wanted in (text, text[:_LONGEST_QUOTED]):
        forms = {wanted, wanted.replace("'", "''"), wanted.replace('"', '\\"')}
        line = next((n + 1 for n in range(start, len(lines)) if any(form in lines[n] for form in forms)), None)
        if line:
            return line
    return None


def file_with(knowledge: Knowledge, name: str, text: str) -> str:
    """The path of the topmost file `name` that holds a text; of the topmost one if none does."""
    files = knowledge.files(name)
    wanted = text[:_LONGEST_QUOTED]
    return str(next((f for f in reversed(files) if wanted in f.read_text(encoding="utf-8")), files[-1]))
