"""The stretch of a text that shows best why it was found, with the words marked."""

from __future__ import annotations

from collections.abc import Sequence

from communique.publish.quoting import one_line
from communique.shared.records import Span

LONGEST = 240
"""At most so many characters of a text are shown."""


def snippet(text: str, hits: Sequence[Span], terms: Sequence[int], mark: str = "**") -> str:
    """A stretch of `text` on one line, "…" where something is left out, each hit between two `mark`.

    It begins a little before the hit after which the most different terms follow within LONGEST characters; terms
    says for each hit which it is. Without hits it is the beginning of the text.
    """
    if not hits:
        return _cut(text, 0, LONGEST)[0]

    def different(first: int) -> int:
        near = (place for place in range(first, len(hits)) if hits[place].end <= hits[first].start + LONGEST * 3 // 4)
        return len({terms[place] for place in near})

    best = max(range(len(hits)), key=lambda place: (different(place), -place))
    start = max(0, hits[best].start - LONGEST // 4)
    shown, end = "", start
    _, start, stop = _cut(text, start, LONGEST)
    end = start
    for hit in hits:
        if hit.start >= end and hit.end <= max(stop, hits[best].end):
            shown += f"{text[end : hit.start]}{mark}{text[hit.start : hit.end]}{mark}"
            end = hit.end
    shown += text[end:stop]
    return ("…" if start else "") + one_line(shown) + ("…" if max(end, stop) < len(text) else "")


def _cut(text: str, start: int, most: int) -> tuple[str, int, int]:
    """At most `most` characters from `start` on, between two words if it can be; with start and end."""
    stop = min(len(text), start + most)
    if start and (blank := text.find(" ", start, start + most // 4)) >= 0:
        start = blank + 1
    if stop < len(text) and (blank := text.rfind(" ", start + most // 2, stop)) >= 0:
        stop = blank
    return one_line(text[start:stop]) + ("…" if stop < len(text) else ""), start, stop
